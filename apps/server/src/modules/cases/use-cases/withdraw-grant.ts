import { dayOf } from '../../../kernel/clock.ts';
import type { CommandContext } from '../../../kernel/command.ts';
import type { CasesDeps } from '../deps.ts';
import { lastDocument } from '../store/cases.ts';
import type { CaseRow } from '../store/rows.ts';

/** The grant that a refusal withdraws: its number where it had a document, and its day. */
export interface WithdrawnGrant {
  readonly number: string | null;
  readonly at: string;
}

/**
 * A grant of which nothing was sealed or delivered is taken back in the transaction of the decision that refuses: its number is void, and nothing waits for the
 * keeper any more.
 */
export async function withdrawGrant(deps: CasesDeps, ctx: CommandContext, row: CaseRow): Promise<WithdrawnGrant> {
  await deps.licences.giveUp(ctx, row.id);
  const document = await lastDocument(ctx.tx, row.id, 'grant');
  return { number: document?.number ?? null, at: dayOf(row.decidedAt ?? ctx.now) };
}
