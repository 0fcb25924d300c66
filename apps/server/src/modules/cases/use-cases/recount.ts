import { dayOf } from '../../../kernel/clock.ts';
import { caseClock, clockFactsOf } from '../clock-facts.ts';
import { type CasesDeps, chainActor } from '../deps.ts';
import { taskDue } from '../domain/step-limit.ts';
import { standing } from '../domain/tasks.ts';
import { changeLocked, lockCase } from '../store/cases.ts';
import { listCountedBeyond, listDatedActions } from '../store/recount.ts';
import { moveDue } from '../store/tasks.ts';
import { openCaseOf } from './change-clock.ts';
import { lapseJob } from './open-step.ts';

/** Cases looked up at once. */
const page = 200;

/**
 * Counts the limits anew that had no day, or one on or after `from`: working days of that time have become known. Each case in a transaction of its own, so that a process that ends in the middle
 * leaves whole cases, and the job begins again. @param from yyyy-mm-dd @returns how many cases have another day now
 */
export async function recountLimits(deps: CasesDeps, from: string): Promise<number> {
  await deps.refreshCalendar();
  let moved = 0;
  for (let after = ''; ; ) {
    const ids = await listCountedBeyond(deps.kernel.read, { from, after, limit: page });
    for (const id of ids) if (await recount(deps, id)) moved++;
    const last = ids.at(-1);
    if (ids.length < page || last === undefined) return moved;
    after = last;
  }
}

async function recount(deps: CasesDeps, caseId: string): Promise<boolean> {
  return deps.kernel.command('cases.recount', { actor: chainActor }, async (ctx) => {
    const found = await lockCase(ctx.tx, caseId);
    if (!found) return false;
    const opened = await openCaseOf(deps, ctx, found);
    const { row, tasks, item, procedures } = opened;
    const due = caseClock(deps.calendar, row, item, procedures, await listDatedActions(ctx.tx, caseId));
    const { pauses } = clockFactsOf(row, item, procedures);
    const dues = tasks
      .filter((t) => t.state === 'open')
      .map((t) => ({
        ...{ id: t.id, before: t.dueOn },
        dueOn: taskDue(deps.calendar, { from: dayOf(t.openedAt), days: t.days, pauses }, due),
      }));
    const changed = dues.filter((t) => t.before !== t.dueOn);
    const day = due.day ?? null;
    if (day === row.dueOn && changed.length === 0) return false;
    changeLocked(ctx.tx, { row, now: ctx.now, set: { dueOn: day } });
    moveDue(ctx.tx, changed);
    const silent = standing(tasks).filter((t) => t.silence !== 'wait' && !t.decides);
    const [soonest] = dues.flatMap((t) => (t.dueOn && silent.some((s) => s.id === t.id) ? [t.dueOn] : [])).sort();
    if (row.state === 'review' && soonest) ctx.addJob(lapseJob(caseId, soonest));
    ctx.audit({ action: 'cases.recounted', subject: `case:${caseId}`, data: { before: row.dueOn, due: day } });
    return true;
  });
}
