import type { CompiledItem } from '@miaopi/items';
import type { CommandContext } from '../../../kernel/command.ts';
import { applyAction } from '../domain/lifecycle.ts';
import type { FinishedStep } from '../domain/steps.ts';
import type { CaseRow, NewAction, Waiting } from '../store/rows.ts';
import { machine } from '../store/rows.ts';
import { insertVertical } from '../store/verticals.ts';

/**
 * What follows on the filing of an item that a vertical system handles (F016): nothing is judged here; the case is registered and waits for the applicant to go over.
 * Undefined for every other item.
 */
export function jumpOf(
  ctx: Pick<CommandContext, 'now'>,
  item: CompiledItem,
  state: CaseRow['state'],
):
  | {
      readonly set: Pick<CaseRow, 'state' | 'waiting' | 'automatic'>;
      readonly action: NewAction;
      readonly step: FinishedStep;
    }
  | undefined {
  const { vertical } = item.package.item;
  if (!vertical) return undefined;
  const at = ctx.now.toISOString();
  return {
    set: {
      state: applyAction(state, 'jump', 'machine'),
      automatic: false,
      waiting: verticalWait(vertical, { phase: 'registered', applied: 0, opened: false }, at),
    },
    action: { ...machine, kind: 'jump', data: { system: vertical.system } },
    step: { step: 'jump', startedAt: at, endedAt: at, output: { milliseconds: 0, note: vertical.name } },
  };
}

export function verticalWait(
  vertical: NonNullable<CompiledItem['package']['item']['vertical']>,
  how: Omit<NonNullable<Waiting['vertical']>, 'system'>,
  since: string,
): Waiting {
  return {
    evidence: [],
    systems: [],
    offices: [vertical.operator],
    since,
    attempts: 0,
    retryAt: since,
    vertical: { system: vertical.system, ...how },
  };
}

/** After the case is inserted. */
export function registerVertical(ctx: CommandContext, row: CaseRow, item: CompiledItem): void {
  const { vertical } = item.package.item;
  if (vertical) insertVertical(ctx.tx, row, vertical.system);
}
