import { inBoth, noticeTo, told } from '@miaopi/items';
import { AppError } from '../../../kernel/errors.ts';
import { type CasesDeps, chainActor } from '../deps.ts';
import { applyAction } from '../domain/lifecycle.ts';
import { stepTitles } from '../domain/steps.ts';
import { resubmitStep } from '../domain/tasks.ts';
import { overtaken } from '../overtaken.ts';
import { changeCase } from '../store/cases.ts';
import { type CaseRow, machine, type Waiting } from '../store/rows.ts';
import { lastOfficial, openTasks } from '../store/tasks.ts';

/** What `licences.make` says of a licence that waits for its keeper; undefined for every other error. */
export function keeperWait(error: unknown): Waiting['keeper'] {
  if (!(error instanceof AppError) || error.code !== 'licences.waits_for_keeper') return undefined;
  const { seal, request, rejected } = (error.extra ?? {}) as { seal?: string; request?: string; rejected?: string };
  return {
    seal: seal ?? '',
    ...(request ? { request } : {}),
    ...(rejected === undefined ? {} : { rejected }),
  };
}

/** 专管加盖 (F149): granted and drawn, the licence waits for the keeper of the seal; the case goes on by itself when he has decided. */
export async function waitForKeeper(
  deps: CasesDeps,
  row: CaseRow,
  keeper: NonNullable<Waiting['keeper']>,
): Promise<CaseRow> {
  const began = deps.kernel.clock.now().toISOString();
  deps.progress.tell(row.id, { step: 'seal', name: stepTitles.seal, state: 'waiting', startedAt: began });
  if (keeper.rejected !== undefined) return sendBack(deps, row, { ...keeper, rejected: keeper.rejected });
  if (row.waiting?.keeper) return row;
  return deps.kernel.command('cases.wait_for_keeper', { actor: chainActor }, async (ctx) => {
    const since = row.waiting?.since ?? ctx.now.toISOString();
    const waiting: Waiting = { evidence: [], systems: [], offices: [], since, attempts: 0, retryAt: since, keeper };
    if (!(await changeCase(ctx.tx, { row, now: ctx.now, set: { waiting } }))) throw overtaken();
    ctx.audit({ action: 'cases.waits_for_keeper', subject: `case:${row.id}` });
    return { ...row, waiting };
  });
}

/** He would not set it as it is: the case is again with the official who decided, or in his office's pool where the machine did, with the reason. */
async function sendBack(
  deps: CasesDeps,
  row: CaseRow,
  keeper: NonNullable<Waiting['keeper']> & { readonly rejected: string },
): Promise<CaseRow> {
  return deps.kernel.command('cases.send_back', { actor: chainActor }, async (ctx) => {
    const since = ctx.now.toISOString();
    const waiting: Waiting = { evidence: [], systems: [], offices: [], since, attempts: 0, retryAt: since, keeper };
    const set = { state: applyAction(row.state, 'send-back', 'machine'), waiting };
    const actions = [{ ...machine, kind: 'send-back' as const, opinion: keeper.rejected, data: { seal: keeper.seal } }];
    if (!(await changeCase(ctx.tx, { row, now: ctx.now, set, actions }))) throw overtaken();
    const official = await lastOfficial(ctx.tx, row.id);
    openTasks(ctx.tx, row, ctx.now, [
      {
        ...resubmitStep,
        line: 'main',
        office: row.office,
        officeName: row.officeName,
        role: 'approver',
        ...(official ? { assignee: official } : {}),
        dueOn: row.dueOn,
        position: 99,
        decides: true,
      },
    ]);
    ctx.removeJob(`case:${row.id}`);
    ctx.audit({ action: 'cases.sent_back', subject: `case:${row.id}`, data: { reason: keeper.rejected } });
    if (official) {
      const words = { item: row.itemName, number: inBoth(row.number), reason: inBoth(keeper.rejected) };
      ctx.emit(noticeTo({ staffId: official.id }, told('sentBackByKeeper', words), { caseId: row.id }));
    }
    return { ...row, ...set, actions: row.actions + actions.length };
  });
}
