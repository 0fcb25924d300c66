import type { Opinion } from '@miaopi/items';
import type { CasesDeps } from '../deps.ts';
import { applyAction } from '../domain/lifecycle.ts';
import { casesErrors } from '../errors.ts';
import type { Handler } from '../handler.ts';
import { mayOpine } from '../policy.ts';
import { changeLocked } from '../store/cases.ts';
import { byOfficial } from './by-official.ts';
import { endBy, openReview } from './open-review.ts';
import { passedData, passOn, reachedNotice } from './pass-on.ts';

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
    const { row, task } = opened;
    if (!task.says.includes(given.says)) throw casesErrors.opinion_not_allowed();
    const end = endBy(ctx, actor, task, { result: given.says, opinion: given.opinion });
    const next = await passOn(deps, ctx, opened, task, end);
    changeLocked(ctx.tx, {
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
            ...passedData(next),
          },
        },
      ],
    });
    ctx.audit({
      action: 'cases.opinion_given',
      subject: `case:${caseId}`,
      data: { task: task.id, step: task.step, says: given.says, ...(next ? { next: next.step.id } : {}) },
    });
    if (next) ctx.emit(reachedNotice(opened, task, given.says, next.step));
  });
}
