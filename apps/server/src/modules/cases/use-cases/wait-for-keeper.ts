import { AppError } from '../../../kernel/errors.ts';
import { type CasesDeps, chainActor } from '../deps.ts';
import { stepTitles } from '../domain/steps.ts';
import { overtaken } from '../overtaken.ts';
import { changeCase } from '../store/cases.ts';
import type { CaseRow, Waiting } from '../store/rows.ts';

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
  if (row.waiting?.keeper && row.waiting.keeper.rejected === keeper.rejected) return row;
  return deps.kernel.command('cases.wait_for_keeper', { actor: chainActor }, async (ctx) => {
    const since = row.waiting?.since ?? ctx.now.toISOString();
    const waiting: Waiting = { evidence: [], systems: [], offices: [], since, attempts: 0, retryAt: since, keeper };
    if (!(await changeCase(ctx.tx, { row, now: ctx.now, set: { waiting } }))) throw overtaken();
    ctx.audit({
      action: 'cases.waits_for_keeper',
      subject: `case:${row.id}`,
      data: { rejected: keeper.rejected ?? null },
    });
    return { ...row, waiting };
  });
}
