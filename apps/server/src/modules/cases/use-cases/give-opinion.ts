import type { Opinion } from '@miaopi/items';
import { type CasesDeps, noticeEvent } from '../deps.ts';
import { applyAction } from '../domain/lifecycle.ts';
import { endsStep, opinionNames, placed } from '../domain/review.ts';
import { standing } from '../domain/tasks.ts';
import { casesErrors } from '../errors.ts';
import type { Handler } from '../handler.ts';
import { mayOpine } from '../policy.ts';
import { changeCase } from '../store/cases.ts';
import { finishTasks, voidThese } from '../store/tasks.ts';
import { byOfficial } from './by-official.ts';
import { after, endBy, openingOf, openReview } from './open-review.ts';
import { openStep } from './open-step.ts';

/**
 * F115, F116: an official says what his step has to say; when that ends the step, the case goes on to the next one that is not left out. Only the last decides.
 * @throws cases.opinion_not_allowed, cases.not_yours, cases.wrong_state
 */
export async function giveOpinion(
  deps: CasesDeps,
  actor: Handler,
  caseId: string,
  given: { readonly requestId: string; readonly says: Opinion; readonly opinion: string },
): Promise<void> {
  await deps.kernel.command('cases.give_opinion', { actor, requestId: given.requestId }, async (ctx) => {
    const opened = await openReview(deps, ctx, actor, caseId, (c) => mayOpine(actor, c));
    const { row, task, tasks, route } = opened;
    if (!task.says.includes(given.says)) throw casesErrors.opinion_not_allowed();
    const step = placed(route).find((s) => s.position === task.position);
    const others = standing(tasks).filter((t) => t.id !== task.id);
    const over = !step || endsStep(step, others);
    const next = over ? after(route, task.position) : undefined;
    finishTasks(ctx.tx, [task.id], endBy(ctx, actor, task, { result: given.says, opinion: given.opinion }));
    if (next) {
      voidThese(
        ctx.tx,
        others.map((t) => t.id),
        ctx.now,
        'not-needed',
      );
      openStep(deps, ctx, row, next.step, openingOf(ctx, opened));
    }
    await changeCase(ctx.tx, {
      row,
      now: ctx.now,
      set: { state: applyAction(row.state, 'give-opinion', 'official') },
      actions: [
        {
          kind: 'give-opinion',
          ...byOfficial(actor),
          requestId: given.requestId,
          opinion: given.opinion,
          data: {
            task: task.id,
            step: task.step,
            name: task.name,
            says: given.says,
            ...(task.assignee === actor.staffId ? {} : { actingFor: task.assigneeName }),
            ...(next ? { next: next.step.id, nextName: next.step.name, skipped: next.skipped.map((s) => s.id) } : {}),
          },
        },
      ],
    });
    ctx.audit({
      action: 'cases.opinion_given',
      subject: `case:${caseId}`,
      data: { task: task.id, step: task.step, says: given.says, ...(next ? { next: next.step.id } : {}) },
    });
    if (next)
      ctx.emit(
        noticeEvent(
          row.contactId,
          caseId,
          {
            title: { zh: `办件进入${next.step.name.zh}`, en: `Your case has reached: ${next.step.name.en}` },
            body: {
              zh: `您的办件${row.number}的${task.name.zh}已完成（${opinionNames[given.says].zh}），现在是${next.step.name.zh}。`,
              en: `Case ${row.number}: ${task.name.en} is done (the official ${opinionNames[given.says].en}); it is now at ${next.step.name.en}.`,
            },
          },
          false,
        ),
      );
  });
}
