import { type CasesDeps, noticeEvent } from '../deps.ts';
import { applyAction } from '../domain/lifecycle.ts';
import { upperStep } from '../domain/review.ts';
import { casesErrors } from '../errors.ts';
import type { Handler } from '../handler.ts';
import { mayForward } from '../policy.ts';
import { changeCase } from '../store/cases.ts';
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
    await changeCase(ctx.tx, {
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
    const notice = {
      title: { zh: `办件已转报${to.name.zh}`, en: `Your case was sent up to ${to.name.en}` },
      body: {
        zh: `您的办件${row.number}已连同全部材料转报${to.name.zh}审定，理由：${given.reason}。办理期限不变。`,
        en: `Case ${row.number} was sent with its file to ${to.name.en}, which decides, because: ${given.reason}. Its limit stays as it is.`,
      },
    };
    ctx.emit(noticeEvent(row.contactId, caseId, notice, true));
  });
}
