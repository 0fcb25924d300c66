import type { PersonActor } from '../../../kernel/actor.ts';
import { closedEvent } from '../closed-event.ts';
import { type CasesDeps, noticeEvent } from '../deps.ts';
import { applyAction } from '../domain/lifecycle.ts';
import { casesErrors } from '../errors.ts';
import { platformNotice } from '../notice.ts';
import { mayWithdraw, owns } from '../policy.ts';
import { changeLocked, lockCase } from '../store/cases.ts';
import { endProcedureRow, listProcedures } from '../store/procedures.ts';
import { voidTasks } from '../store/tasks.ts';
import { endOutside } from './end-outside.ts';
import { writeNotice } from './write-notice.ts';

/** The applicant takes his application back; the case is closed, and a paper says so. What was handed in stays in the file. */
export async function withdrawCase(
  deps: CasesDeps,
  actor: PersonActor,
  caseId: string,
  given: { readonly requestId: string; readonly reason: string },
): Promise<void> {
  const { requestId, reason } = given;
  await deps.kernel.command('cases.withdraw', { actor, requestId }, async (ctx) => {
    const found = await lockCase(ctx.tx, caseId);
    if (!found || !owns(actor, found.row)) throw casesErrors.case_missing();
    const { row } = found;
    const answer = mayWithdraw(actor, row);
    if (!answer.allowed) throw casesErrors.wrong_state({ detail: answer.reason });
    const at = ctx.now.toISOString();
    for (const running of (await listProcedures(ctx.tx, caseId)).filter((p) => p.endedOn === null))
      endProcedureRow(ctx.tx, running.id, {
        on: ctx.today,
        result: '申请人撤回申请，程序终止',
        opinion: reason,
        by: actor.personId,
        byName: actor.name,
      });
    changeLocked(ctx.tx, {
      row,
      now: ctx.now,
      set: {
        state: applyAction(row.state, 'withdraw', 'applicant'),
        automatic: false,
        outcome: 'withdrawn',
        closedAt: ctx.now,
        waiting: null,
      },
      steps: [
        {
          step: 'close',
          startedAt: at,
          endedAt: at,
          output: { milliseconds: 0, note: { zh: '申请人撤回', en: 'withdrawn by the applicant' } },
        },
      ],
      actions: [
        {
          kind: 'withdraw',
          by: 'applicant',
          actorId: actor.personId,
          actorName: actor.name,
          opinion: actor.through ? `${reason}（由${actor.through.department.zh}代为撤回）` : reason,
          requestId,
        },
      ],
    });
    voidTasks(ctx.tx, caseId, ctx.now, 'withdrawn');
    await endOutside(deps, ctx, found.tasks, 'withdrawn');
    await deps.payments.cancel(ctx, caseId);
    await writeNotice(ctx, row, {
      kind: 'withdrawal',
      sign: '终',
      name: { zh: '终止办理告知书', en: 'Notice that handling has ended' },
      content: { reason },
    });
    ctx.removeJob(`case:${caseId}`);
    ctx.audit({ action: 'cases.withdrawn', subject: `case:${caseId}` });
    ctx.emit(closedEvent(row, { outcome: 'withdrawn', at: ctx.now }));
    ctx.emit(noticeEvent(row.contactId, caseId, platformNotice('withdrawn', row, {}), false));
  });
}
