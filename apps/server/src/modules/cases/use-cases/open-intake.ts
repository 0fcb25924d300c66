import type { CompiledItem } from '@miaopi/items';
import type { CommandContext } from '../../../kernel/command.ts';
import { kernelErrors } from '../../../kernel/errors.ts';
import type { CasesDeps } from '../deps.ts';
import { standing } from '../domain/tasks.ts';
import { casesErrors } from '../errors.ts';
import type { Handler } from '../handler.ts';
import { type Answer, handles, waitsForOfficial } from '../policy.ts';
import { type CaseWithTasks, lockCase } from '../store/cases.ts';
import { finishTasks } from '../store/tasks.ts';
import { endBy } from './open-review.ts';

/** A case that an official is about to act on before its acceptance, locked. */
export interface OpenIntake extends CaseWithTasks {
  readonly item: CompiledItem;
}

/** @throws cases.case_missing, cases.not_yours, cases.wrong_state */
export async function openIntake(
  deps: CasesDeps,
  ctx: CommandContext,
  actor: Handler,
  caseId: string,
  may: (c: CaseWithTasks) => Answer,
): Promise<OpenIntake> {
  const found = await lockCase(ctx.tx, caseId);
  if (!found || !handles(actor, found)) throw casesErrors.case_missing();
  const answer = may(found);
  if (!answer.allowed)
    throw (waitsForOfficial(found.row) ? casesErrors.not_yours : casesErrors.wrong_state)({ detail: answer.reason });
  const { row } = found;
  const item = await deps.catalog.load(row.slug, row.itemVersion);
  if (!item) throw kernelErrors.bug({ log: `${row.slug} v${row.itemVersion} of case ${caseId} is not there` });
  return { ...found, item };
}

/** What the case stood at is done; of a colleague's task, with both names. */
export function doneBy(
  ctx: CommandContext,
  actor: Handler,
  { tasks }: CaseWithTasks,
  end: { readonly result: string; readonly opinion?: string },
): void {
  for (const task of standing(tasks)) finishTasks(ctx.tx, [task.id], endBy(ctx, actor, task, { opinion: '', ...end }));
}
