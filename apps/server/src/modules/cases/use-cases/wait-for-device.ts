import type { AppError } from '../../../kernel/errors.ts';
import { type CasesDeps, chainActor } from '../deps.ts';
import { stepTitles } from '../domain/steps.ts';
import { overtaken } from '../overtaken.ts';
import { changeCase } from '../store/cases.ts';
import type { CaseRow, Waiting } from '../store/rows.ts';

/** Granted and drawn, the licence waits for the device; the case tries again by itself, at first after seconds, then each minute. */
export async function waitForDevice(deps: CasesDeps, row: CaseRow, trouble: AppError): Promise<CaseRow> {
  const began = deps.kernel.clock.now().toISOString();
  deps.progress.tell(row.id, { step: 'seal', name: stepTitles.seal, state: 'waiting', startedAt: began });
  deps.kernel.log.warn({ err: trouble, caseId: row.id }, 'a licence waits for the device that holds the seal’s key');
  return deps.kernel.command('cases.wait_for_device', { actor: chainActor }, async (ctx) => {
    const former = row.waiting?.device ? row.waiting : undefined;
    const attempts = (former?.attempts ?? 0) + 1;
    const retryAt = new Date(ctx.now.getTime() + Math.min(60, 2 ** Math.min(attempts, 6)) * 1000);
    const waiting: Waiting = {
      ...{ evidence: [], systems: [], offices: [], device: true },
      since: former?.since ?? ctx.now.toISOString(),
      attempts,
      retryAt: retryAt.toISOString(),
    };
    if (!(await changeCase(ctx.tx, { row, now: ctx.now, set: { waiting } }))) throw overtaken();
    ctx.addJob({ task: 'cases.continue', payload: { caseId: row.id }, key: `case:${row.id}`, runAt: retryAt });
    if (!former)
      ctx.audit({ action: 'cases.waits_for_device', subject: `case:${row.id}`, data: { code: trouble.code } });
    return { ...row, waiting };
  });
}
