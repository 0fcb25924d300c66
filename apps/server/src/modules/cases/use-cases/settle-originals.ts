import { inBoth } from '@miaopi/items';
import { type CasesDeps, noticeEvent } from '../deps.ts';
import { applyAction } from '../domain/lifecycle.ts';
import { differenceStep } from '../domain/tasks.ts';
import { casesErrors } from '../errors.ts';
import type { Handler } from '../handler.ts';
import { platformNotice } from '../notice.ts';
import { handles } from '../policy.ts';
import { mayBecause, maySettleOriginals } from '../policy-intake.ts';
import { changeLocked, lockCase } from '../store/cases.ts';
import { finishTasks } from '../store/tasks.ts';
import { byOfficial } from './by-official.ts';
import { endBy } from './open-review.ts';

/**
 * What differed when the result was collected is settled by an official of the case: the result waits at the counter again, and the originals are looked at anew; or it
 * stays withheld, and whether the licence is revoked is decided on its own page.
 */
export async function settleOriginals(
  deps: CasesDeps,
  actor: Handler,
  caseId: string,
  given: { readonly requestId: string; readonly release: boolean; readonly reason: string },
): Promise<void> {
  await deps.kernel.command('cases.settle_originals', { actor, requestId: given.requestId }, async (ctx) => {
    const found = await lockCase(ctx.tx, caseId);
    if (!found || !handles(actor, found)) throw casesErrors.case_missing();
    mayBecause(maySettleOriginals(actor, found), casesErrors.not_yours);
    const { row } = found;
    for (const task of found.tasks.filter((t) => t.state === 'open' && t.step === differenceStep.step))
      finishTasks(
        ctx.tx,
        [task.id],
        endBy(ctx, actor, task, { result: given.release ? 'released' : 'withheld', opinion: given.reason }),
      );
    changeLocked(ctx.tx, {
      row,
      now: ctx.now,
      set: { state: applyAction(row.state, 'settle-originals', 'official') },
      actions: [
        {
          ...byOfficial(actor),
          requestId: given.requestId,
          kind: 'settle-originals',
          opinion: given.reason,
          data: { release: given.release },
        },
      ],
    });
    ctx.audit({ action: 'cases.originals_settled', subject: `case:${caseId}`, data: { release: given.release } });
    if (given.release) ctx.emit({ name: 'cases.result_released', payload: { caseId, by: actor.name } });
    const what = given.release ? 'resultReleased' : 'resultKept';
    const notice = platformNotice(what, row, { reason: inBoth(given.reason) });
    ctx.emit(noticeEvent(row.contactId, caseId, notice, true));
  });
}
