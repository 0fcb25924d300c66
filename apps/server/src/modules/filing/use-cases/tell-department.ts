import { fromBase64, sm3Hex } from '@miaopi/gm';
import { canonicalJson } from '@miaopi/items';
import type { CommandContext } from '../../../kernel/command.ts';
import { isCertificateOf } from '../../exchange/index.ts';
import type { FilingDeps } from '../deps.ts';
import { statusOf } from '../domain/status.ts';
import { type FilingRow, findFilingById, lockFiling, setTold, untoldFilings } from '../store/filings.ts';
import { findSystem, lockSystems, type SystemRow } from '../store/systems.ts';
import { actorFor, systemActor } from './admit.ts';

export const tellJob = 'filing.tell';
/** ms a department may take to answer. */
const budget = 5000;
/** Tries; then it is told when something changes again, and may always ask. */
const mostTries = 200;

export function tellLater(ctx: Pick<CommandContext, 'addJob'>, filingId: string, runAt?: Date): void {
  ctx.addJob({ task: tellJob, payload: { filingId }, key: `filing:${filingId}`, ...(runAt ? { runAt } : {}) });
}

/** What has not been told, for reasons that have ended: the system is admitted again, has a new address, or answers again. */
export async function tellUntold(ctx: CommandContext, systemId: string): Promise<void> {
  for (const id of await untoldFilings(ctx.tx, systemId)) tellLater(ctx, id);
}

/**
 * Tells a department how far a case it filed is, when that differs from what it took last: signed by us, believed when its own certificate signs the answer. What it does not
 * take is told again, later and later; what would have been told to a revoked system waits until it is admitted again.
 */
export async function tellDepartment(deps: FilingDeps, filingId: string): Promise<void> {
  const filing = await findFilingById(deps.kernel.read, filingId);
  const system = filing && (await findSystem(deps.kernel.read, filing.systemId));
  const caseId = (await deps.cases.throughDepartment.caseOf(filingId))?.caseId;
  if (!filing || !caseId || !system?.pushUrl) return;
  if (system.state !== 'active') return keepOutcome(deps, system, filing, { trouble: 'revoked' });
  const connector = deps.connectorTo({ id: system.id, pushUrl: system.pushUrl });
  if (!connector) return;
  const view = await deps.cases.throughDepartment.view(actorFor(system, filing), caseId);
  const status = statusOf(filing.number, view);
  const digest = sm3Hex(Buffer.from(canonicalJson(JSON.parse(JSON.stringify(status)))));
  if (filing.toldDigest === digest && filing.failures === 0) return;
  const answer = await deps.exchange.ask({
    system: system.id,
    operation: 'filing-changed',
    params: { ...status, 系统编号: system.id, 序号: filing.toldCount + 1 },
    purpose: '代为申报办件进度通知',
    caseRef: view.number,
    budget,
    over: connector,
  });
  const trouble = troubleOf(system, answer);
  await keepOutcome(deps, system, filing, trouble === null ? { digest } : { trouble });
}

function troubleOf(system: SystemRow, answer: Awaited<ReturnType<FilingDeps['exchange']['ask']>>): string | null {
  if (answer.status === 'unavailable') return answer.reason ?? 'down';
  const certificate = answer.original?.certificate;
  const certificates = system.certificates.map(fromBase64);
  // under the exchange's root is not enough: it must be this department's own word
  if (certificate && !isCertificateOf({ certificates }, fromBase64(certificate))) return 'untrusted';
  return answer.data.已收到 === true ? null : 'malformed';
}

async function keepOutcome(
  { kernel }: FilingDeps,
  system: SystemRow,
  { id }: FilingRow,
  outcome: { readonly digest: string } | { readonly trouble: string },
): Promise<void> {
  const revoked = 'trouble' in outcome && outcome.trouble === 'revoked';
  await kernel.command('filing.told', { actor: systemActor(system) }, async (ctx) => {
    // or an admission committed meanwhile would not see that this one waits
    if (revoked) await lockSystems(ctx.tx);
    const now = await lockFiling(ctx.tx, id);
    if (!now) return;
    if (revoked && (await findSystem(ctx.tx, system.id))?.state === 'active') return tellLater(ctx, id);
    if ('digest' in outcome) {
      setTold(ctx.tx, id, { digest: outcome.digest, count: now.toldCount + 1, failures: 0, trouble: null });
      // what changed while it was told
      tellLater(ctx, id, new Date(ctx.now.getTime() + 1000));
      return;
    }
    const failures = now.failures + 1;
    // left alone because of others' failures: what is wrong is what it last was
    const trouble = outcome.trouble === 'circuit-open' ? (now.trouble ?? outcome.trouble) : outcome.trouble;
    setTold(ctx.tx, id, { digest: now.toldDigest, count: now.toldCount, failures, trouble });
    if (failures < mostTries && !revoked)
      tellLater(ctx, id, new Date(ctx.now.getTime() + waitSeconds(failures) * 1000));
  });
}

/** Seconds to the next try after so many failures in a row. */
export function waitSeconds(failures: number): number {
  return Math.min(1800, 3 * 2 ** Math.min(12, Math.max(0, failures - 1)));
}
