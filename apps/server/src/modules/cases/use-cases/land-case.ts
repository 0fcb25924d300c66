import { dayOf } from '../../../kernel/clock.ts';
import type { CommandContext } from '../../../kernel/command.ts';
import { clockFactsOf } from '../clock-facts.ts';
import type { CasesDeps } from '../deps.ts';
import { type PlacedStep, tasksOfStep } from '../domain/review.ts';
import { taskDue } from '../domain/step-limit.ts';
import { standing } from '../domain/tasks.ts';
import { casesErrors } from '../errors.ts';
import type { Handler } from '../handler.ts';
import { moveDue, replan, voidThese } from '../store/tasks.ts';
import { openStep } from './open-step.ts';
import type { Move, MovingCase } from './preview-migration.ts';

/**
 * The case stands at its step of the other version: who had it there keeps it, offices that came get a task, those that went lose theirs. Another step is opened anew.
 * @param wanted where its own step is gone: one of the choices
 * @throws cases.step_unknown
 */
export function land(
  deps: Pick<CasesDeps, 'calendar'>,
  ctx: CommandContext,
  actor: Handler,
  { row, after, tasks, procedures }: MovingCase,
  { landing, limit }: Pick<Move, 'landing' | 'limit'>,
  wanted: string | undefined,
): { readonly from: string | undefined; readonly to: PlacedStep } {
  const step = landing.to ?? landing.choices.find((s) => s.id === wanted);
  if (!step) throw casesErrors.step_unknown();
  const { pauses } = clockFactsOf(row, after, procedures);
  const caseDue = limit.due.day;
  const open = standing(tasks);
  const plans = tasksOfStep(step, () => null);
  const stays = open.filter((t) => t.step === step.id && plans.some((p) => p.office === t.office));
  replan(
    ctx.tx,
    stays.map((t) => ({ id: t.id, plan: plans.find((p) => p.office === t.office)! })),
  );
  moveDue(
    ctx.tx,
    [...stays, ...tasks.filter((t) => t.state === 'open' && t.line === 'beside')].map((t) => {
      const days = t.line === 'main' ? (plans.find((p) => p.office === t.office)?.days ?? null) : t.days;
      return { id: t.id, dueOn: taskDue(deps.calendar, { from: dayOf(t.openedAt), days, pauses }, limit.due) };
    }),
  );
  voidThese(
    ctx.tx,
    open.filter((t) => !stays.includes(t)).map((t) => t.id),
    ctx.now,
    'migrated',
  );
  const offices = new Set(plans.map((p) => p.office).filter((uscc) => !stays.some((t) => t.office === uscc)));
  if (offices.size > 0) {
    // who had the case before goes on with it where it stands in his office
    const mine = open.find((t) => t.office === actor.office && t.assignee !== null);
    const assignees = new Map(
      mine?.assignee && mine.assigneeName ? [[mine.office, { id: mine.assignee, name: mine.assigneeName }]] : [],
    );
    openStep(deps, ctx, row, step, { from: ctx.today, now: ctx.now, caseDue, pauses, assignees, offices });
  }
  return { from: landing.at, to: step };
}
