import { type ReviewRoute, reviewRoute } from '@miaopi/items';
import type { CommandContext } from '../../../kernel/command.ts';
import { kernelErrors } from '../../../kernel/errors.ts';
import { caseInputOf } from '../case-input.ts';
import { clockFactsOf } from '../clock-facts.ts';
import type { CasesDeps } from '../deps.ts';
import { nextStep, type PlacedStep } from '../domain/review.ts';
import { casesErrors } from '../errors.ts';
import type { Handler } from '../handler.ts';
import { type Answer, takenBy } from '../policy.ts';
import { type CaseWithTasks, findFile, listEvidence } from '../store/cases.ts';
import type { TaskRow } from '../store/rows.ts';
import type { TaskEnd } from '../store/tasks.ts';
import { type OpenCase, openCase } from './change-clock.ts';
import type { StepOpening } from './open-step.ts';

/** A case under review, locked, with its way through people and what the official has taken of it. */
export interface OpenReview extends OpenCase {
  readonly route: ReviewRoute;
  readonly task: TaskRow;
}

/** @throws cases.case_missing, cases.not_yours, cases.wrong_state */
export async function openReview(
  deps: CasesDeps,
  ctx: CommandContext,
  actor: Handler,
  caseId: string,
  may: (found: CaseWithTasks) => Answer,
): Promise<OpenReview> {
  const opened = await openCase(deps, ctx, actor, caseId, may);
  const task = takenBy(actor, opened);
  if (!task) throw casesErrors.not_yours();
  return { ...opened, route: await routeOf(ctx, opened), task };
}

/** The way of a case through people: from the item's version and the file it began with. */
export async function routeOf(ctx: CommandContext, { row, item }: OpenCase): Promise<ReviewRoute> {
  const [file, evidence] = await Promise.all([findFile(ctx.tx, row.id), listEvidence(ctx.tx, row.id)]);
  if (!file) throw kernelErrors.bug({ log: `case ${row.id} lacks its file` });
  return reviewRoute(item, caseInputOf(row, file, evidence));
}

/** How a step opened now counts. */
export function openingOf(ctx: CommandContext, { row, item, procedures }: OpenCase): StepOpening {
  const { pauses } = clockFactsOf(row, item, procedures);
  return { from: ctx.today, now: ctx.now, caseDue: row.dueOn ?? undefined, pauses };
}

/** What comes after a place. @throws a bug: the last step decides and passes nothing on */
export function after(route: ReviewRoute, position: number): { step: PlacedStep; skipped: PlacedStep[] } {
  const next = nextStep(route, position);
  if (!next) throw kernelErrors.bug({ log: `nothing comes after step ${position}` });
  return next;
}

/** The end of a task by an official; of a colleague's task, with both names. */
export function endBy(
  ctx: CommandContext,
  actor: Handler,
  task: Pick<TaskRow, 'assignee' | 'assigneeName'>,
  said: { readonly result: string; readonly opinion: string },
): TaskEnd {
  const for_ = task.assignee !== null && task.assignee !== actor.staffId ? task : undefined;
  return {
    now: ctx.now,
    by: { id: actor.staffId, name: actor.name, number: actor.number },
    ...(for_ ? { actingFor: { id: for_.assignee ?? '', name: for_.assigneeName ?? '' } } : {}),
    ...said,
  };
}
