import { closedEvent } from '../closed-event.ts';
import { type CasesDeps, chainActor } from '../deps.ts';
import { applyAction } from '../domain/lifecycle.ts';
import { overtaken } from '../overtaken.ts';
import { changeCase } from '../store/cases.ts';
import { type CaseRow, machine } from '../store/rows.ts';

/** A refused case is closed once the decision has been told. */
export async function closeRefusal(deps: CasesDeps, row: CaseRow): Promise<CaseRow> {
  return deps.kernel.command('cases.close_refusal', { actor: chainActor }, async (ctx) => {
    const at = ctx.now.toISOString();
    const set = { state: applyAction(row.state, 'close', 'machine'), closedAt: ctx.now };
    const steps = [
      {
        step: 'deliver' as const,
        startedAt: at,
        endedAt: at,
        output: { milliseconds: 0, note: { zh: '决定已送达', en: 'decision delivered' } },
      },
      { step: 'close' as const, startedAt: at, endedAt: at, output: { milliseconds: 0 } },
    ];
    if (!(await changeCase(ctx.tx, { row, now: ctx.now, set, actions: [{ ...machine, kind: 'close' }], steps })))
      throw overtaken();
    ctx.removeJob(`case:${row.id}`);
    ctx.audit({ action: 'cases.closed', subject: `case:${row.id}`, data: { outcome: 'refused' } });
    ctx.emit(closedEvent(row, { outcome: 'refused', at: ctx.now }));
    return { ...row, ...set, actions: row.actions + 1 };
  });
}
