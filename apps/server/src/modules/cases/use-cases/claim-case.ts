import type { CasesDeps } from '../deps.ts';
import { applyAction } from '../domain/lifecycle.ts';
import { casesErrors } from '../errors.ts';
import type { Handler } from '../handler.ts';
import { type Answer, handles, mayClaim, mayRelease, myTask, waitsForOfficial } from '../policy.ts';
import { type CaseWithTasks, changeLocked, lockCase } from '../store/cases.ts';
import { assignTask } from '../store/tasks.ts';
import { byOfficial } from './by-official.ts';

/** Takes what a case wants of his office out of the pool. */
export function claimCase(deps: CasesDeps, actor: Handler, caseId: string, requestId: string): Promise<void> {
  return move(deps, actor, caseId, requestId, 'claim', mayClaim, (c) => {
    const taken = myTask(actor, c)?.assignee;
    return taken && taken !== actor.staffId ? casesErrors.claimed_by_other : casesErrors.wrong_state;
  });
}

/** Gives it back. */
export function releaseCase(deps: CasesDeps, actor: Handler, caseId: string, requestId: string): Promise<void> {
  return move(deps, actor, caseId, requestId, 'release', mayRelease, ({ row }) =>
    waitsForOfficial(row) ? casesErrors.not_yours : casesErrors.wrong_state,
  );
}

async function move(
  deps: CasesDeps,
  actor: Handler,
  caseId: string,
  requestId: string,
  kind: 'claim' | 'release',
  may: (actor: Handler, c: CaseWithTasks) => Answer,
  refusal: (c: CaseWithTasks) => (typeof casesErrors)[keyof typeof casesErrors],
): Promise<void> {
  await deps.kernel.command(`cases.${kind}`, { actor, requestId }, async (ctx) => {
    const found = await lockCase(ctx.tx, caseId);
    if (!found || !handles(actor, found)) throw casesErrors.case_missing();
    const answer = may(actor, found);
    const task = myTask(actor, found);
    if (!answer.allowed || !task) throw refusal(found)(answer.allowed ? {} : { detail: answer.reason });
    const { row } = found;
    assignTask(ctx.tx, task.id, kind === 'claim' ? { id: actor.staffId, name: actor.name } : null);
    changeLocked(ctx.tx, {
      row,
      now: ctx.now,
      set: { state: applyAction(row.state, kind, 'official') },
      actions: [{ kind, ...byOfficial(actor), requestId, data: { task: task.id } }],
    });
    ctx.audit({ action: `cases.${kind}ed`, subject: `case:${caseId}`, data: { task: task.id } });
  });
}
