import { inBoth, noticeTo, told } from '@miaopi/items';
import type { CasesDeps } from '../deps.ts';
import { type ActionKind, applyAction } from '../domain/lifecycle.ts';
import { casesErrors } from '../errors.ts';
import type { Handler } from '../handler.ts';
import { handles, isHis, mayAssign, taskToAssign } from '../policy.ts';
import { changeLocked, lockCase } from '../store/cases.ts';
import { assignTask as assign } from '../store/tasks.ts';
import { byOfficial } from './by-official.ts';

/**
 * 指派 by the head, 移交 by who has it: an open task goes to another official of its office, who is told.
 * @throws cases.assignee_unfit when he is of another office, has not the role or no account
 */
export async function assignTask(
  deps: CasesDeps,
  actor: Handler,
  caseId: string,
  given: {
    readonly requestId: string;
    /** Undefined: the one `taskToAssign` says. */
    readonly task?: string;
    readonly to: string;
    readonly reason: string;
  },
): Promise<void> {
  const colleagues = await deps.identity.colleaguesOf(actor.office);
  await deps.kernel.command('cases.assign', { actor, requestId: given.requestId }, async (ctx) => {
    const found = await lockCase(ctx.tx, caseId);
    if (!found || !handles(actor, found)) throw casesErrors.case_missing();
    const { row } = found;
    const task = given.task ? found.tasks.find((t) => t.id === given.task) : taskToAssign(actor, found);
    const answer = mayAssign(actor, task);
    if (!answer.allowed || !task) throw casesErrors.not_yours(answer.allowed ? {} : { detail: answer.reason });
    const to = colleagues.find((c) => c.id === given.to && c.roles.includes(task.role));
    if (!to || to.id === task.assignee) throw casesErrors.assignee_unfit();
    const kind: ActionKind = isHis(actor, task.assignee) ? 'hand-over' : 'assign';
    assign(ctx.tx, task.id, { id: to.id, name: to.name });
    changeLocked(ctx.tx, {
      row,
      now: ctx.now,
      set: { state: applyAction(row.state, kind, 'official') },
      actions: [
        {
          kind,
          ...byOfficial(actor),
          requestId: given.requestId,
          opinion: `${to.name}（${to.number}）：${given.reason}`,
          data: { task: task.id, from: task.assignee, to: to.id },
        },
      ],
    });
    ctx.audit({ action: `cases.${kind}`, subject: `case:${caseId}`, data: { task: task.id, to: to.id } });
    const what = told('taskGiven', {
      official: inBoth(actor.name),
      item: row.itemName,
      number: inBoth(row.number),
      task: task.name,
      reason: inBoth(given.reason),
    });
    ctx.emit(noticeTo({ staffId: to.id }, what, { caseId }));
  });
}
