import type { CommandContext } from '../../../kernel/command.ts';
import { type CasesDeps, noticeEvent } from '../deps.ts';
import { endsStep, opinionNames, type PlacedStep, placed } from '../domain/review.ts';
import { standing } from '../domain/tasks.ts';
import { platformNotice } from '../notice.ts';
import type { TaskRow } from '../store/rows.ts';
import { finishTasks, type TaskEnd, voidThese } from '../store/tasks.ts';
import type { OpenCase } from './change-clock.ts';
import { endOutside } from './end-outside.ts';
import { after, openingOf, routeOf } from './open-review.ts';
import { openStep } from './open-step.ts';

/**
 * A task of the review is done; when that ends its step, the case goes on to the next one that is not left out, and those who are not waited for fall away.
 * @returns the step it goes on to; undefined while others of the step are waited for
 */
export async function passOn(
  deps: CasesDeps,
  ctx: CommandContext,
  opened: OpenCase,
  task: TaskRow,
  end: TaskEnd,
): Promise<{ readonly step: PlacedStep; readonly skipped: readonly PlacedStep[] } | undefined> {
  const route = await routeOf(ctx, opened);
  const step = placed(route).find((s) => s.position === task.position);
  const others = standing(opened.tasks).filter((t) => t.id !== task.id);
  const over = !step || endsStep(step, others);
  const next = over ? after(route, task.position) : undefined;
  finishTasks(ctx.tx, [task.id], end);
  if (!next) return undefined;
  voidThese(
    ctx.tx,
    others.map((t) => t.id),
    ctx.now,
    'not-needed',
  );
  await endOutside(deps, ctx, others, 'not-needed');
  openStep(deps, ctx, opened.row, next.step, openingOf(ctx, opened));
  return next;
}

/** What the action of a task that was done says of where the case went. */
export function passedData(next: Awaited<ReturnType<typeof passOn>>): Readonly<Record<string, unknown>> {
  return next ? { next: next.step.id, nextName: next.step.name, skipped: next.skipped.map((s) => s.id) } : {};
}

/** The applicant is told that his case has reached another step. */
export function reachedNotice(
  { row }: Pick<OpenCase, 'row'>,
  task: Pick<TaskRow, 'name'>,
  says: 'agree' | 'disagree' | 'none',
  next: PlacedStep,
) {
  return noticeEvent(
    row.contactId,
    row.id,
    platformNotice('reached', row, {
      done: {
        zh: `${task.name.zh}（${opinionNames[says].zh}）`,
        en: `${task.name.en} (the official ${opinionNames[says].en})`,
      },
      next: next.name,
    }),
    false,
  );
}
