import type { Told } from '@miaopi/items';
import type { ActionKind } from '../domain/lifecycle.ts';
import type { AmendmentContent, CaseRow, Reopened } from '../store/rows.ts';

/** What a body above ordered. */
export type Order = NonNullable<AmendmentContent['order']>;

/** How a case goes on when it is opened again by order: where it stands, by when, and what the paper and the message say of it. */
export interface ReopenedRound {
  readonly kind: ActionKind;
  readonly reopened: Reopened;
  readonly set: Partial<Pick<CaseRow, 'automatic' | 'receivedAt'>>;
  /** yyyy-mm-dd; undefined beyond the calendar. */
  readonly due: string | undefined;
  /** Fields that the last correction changed, which may still be asked about. */
  readonly changed: readonly string[];
  readonly data: Readonly<Record<string, unknown>>;
  readonly paper: object;
  readonly told: Told;
  /** Opens the tasks; after the case has changed. */
  open(): void;
}
