import { inBoth } from '@miaopi/items';
import { type CasesDeps, noticeEvent } from '../deps.ts';
import { applyAction } from '../domain/lifecycle.ts';
import { upperStep } from '../domain/review.ts';
import { casesErrors } from '../errors.ts';
import type { Handler } from '../handler.ts';
import { platformNotice } from '../notice.ts';
import { mayForward } from '../policy.ts';
import { changeLocked } from '../store/cases.ts';
import { finishTasks } from '../store/tasks.ts';
import { byOfficial } from './by-official.ts';
import { endBy, openingOf, openReview } from './open-review.ts';
import { openStep } from './open-step.ts';

/** F119 转报: the last step sends the case up with its file; the office above decides or sends it back down, and both see it. */
export async function forwardCase(
  deps: CasesDeps,
  actor: Handler,
  caseId: string,
  given: { readonly requestId: string; readonly reason: string },
): Promise<void> {
  await deps.kernel.command('cases.forward', { actor, requestId: given.requestId }, async (ctx) => {
    const opened = await openReview(deps, ctx, actor, caseId, (c) => mayForward(actor, c));
    const { row, task, route } = opened;
    const upper = upperStep(route);
    if (!upper) throw casesErrors.no_office_above();
    const to = upper.offices[0]!;
    finishTasks(ctx.tx, [task.id], endBy(ctx, actor, task, { result: 'forwarded', opinion: given.reason }));
    openStep(deps, ctx, row, upper, openingOf(ctx, opened));
    changeLocked(ctx.tx, {
      row,
      now: ctx.now,
      set: { state: applyAction(row.state, 'forward', 'official') },
      actions: [
        {
          kind: 'forward',
          ...byOfficial(actor),
          requestId: given.requestId,
          opinion: given.reason,
          data: {
            task: task.id,
            step: task.step,
            name: task.name,
            next: upper.id,
            nextName: upper.name,
            office: to.uscc,
          },
        },
      ],
    });
    ctx.audit({ action: 'cases.forwarded', subject: `case:${caseId}`, data: { task: task.id, office: to.uscc } });
    const notice = platformNotice('forwarded', row, { department: to.name, reason: inBoth(given.reason) });
    ctx.emit(noticeEvent(row.contactId, caseId, notice, true));
  });
}
