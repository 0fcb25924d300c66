import type { CaseInput, CompiledItem } from '@miaopi/items';
import { type CasesDeps, chainActor, noticeEvent } from '../deps.ts';
import { applyAction } from '../domain/lifecycle.ts';
import type { GatheredEvidence } from '../evidence.ts';
import { noticeOf } from '../notice.ts';
import { overtaken } from '../overtaken.ts';
import { changeCase } from '../store/cases.ts';
import { type CaseRow, machine, type Waiting } from '../store/rows.ts';

/** Outside trouble: the case waits, its applicant is told once, and it goes on by itself when the system is back or the next try comes. */
export async function waitForSystems(
  deps: CasesDeps,
  {
    row,
    item,
    input,
    evidence,
  }: {
    readonly row: CaseRow;
    readonly item: CompiledItem;
    readonly input: CaseInput;
    readonly evidence: readonly GatheredEvidence[];
  },
): Promise<void> {
  const missing = evidence.filter((e) => e.status === 'unavailable');
  await deps.kernel.command('cases.wait', { actor: chainActor }, async (ctx) => {
    const attempts = (row.waiting?.attempts ?? 0) + 1;
    const retryAt = new Date(ctx.now.getTime() + Math.min(60, 2 ** Math.min(attempts, 6)) * 1000);
    const waiting: Waiting = {
      evidence: missing.map((e) => e.name),
      systems: [...new Set(missing.map((e) => e.source.system))],
      offices: missing.map((e) => e.source.office),
      since: row.waiting?.since ?? ctx.now.toISOString(),
      attempts,
      retryAt: retryAt.toISOString(),
    };
    const first = row.state !== 'waiting';
    const why = {
      zh: `等待：${waiting.offices.map((o) => o.zh).join('、')}`,
      en: `Waiting for ${waiting.offices.map((o) => o.en).join(', ')}`,
    };
    const set = { waiting, ...(first ? { state: applyAction(row.state, 'wait', 'machine') } : {}) };
    // what did answer is kept, so that only the missing is asked again
    const kept = evidence.filter((e) => e.status !== 'unavailable');
    const changed = await changeCase(ctx.tx, {
      row,
      now: ctx.now,
      set,
      actions: first ? [{ ...machine, kind: 'wait', opinion: why.zh, data: { reasons: [why] } }] : [],
      evidence: kept,
    });
    if (!changed) throw overtaken();
    ctx.addJob({ task: 'cases.continue', payload: { caseId: row.id }, key: `case:${row.id}`, runAt: retryAt });
    if (first) {
      ctx.audit({ action: 'cases.waits', subject: `case:${row.id}`, data: { systems: waiting.systems } });
      ctx.emit(
        noticeEvent(row.contactId, row.id, noticeOf(item, 'waiting', input, row, { 办件编号: row.number }), false),
      );
    }
  });
}
