import { type Actor, actorKey } from '../../../kernel/actor.ts';
import { kernelErrors } from '../../../kernel/errors.ts';
import { newId } from '../../../kernel/ids.ts';
import type { Kernel } from '../../../kernel/kernel.ts';
import { sealsErrors } from '../errors.ts';
import { actorName, maySee, mustHaveRole } from '../policy.ts';
import { countReached, insertRecall, listReached, type RecallScope } from '../store/recalls.ts';
import { findSeal } from '../store/seal-rows.ts';

/** Licence ids an event carries at most. */
const batch = 500;
const shown = 50;

export interface RecallInput {
  readonly sealId: string;
  readonly grantId?: string;
  readonly since: Date;
  readonly until?: Date;
}

/** What a recall would reach: figures, and the latest files (X05). @throws seals.seal_missing */
export async function previewRecall(kernel: Kernel, actor: Actor, input: RecallInput) {
  const scope = await scopeOf(kernel, actor, input);
  return { ...(await countReached(kernel.read, scope)), latest: await listReached(kernel.read, scope, shown) };
}

/**
 * Recalls every use of a seal (under a grant) since a time, in one action: marked in the ledger's own record for good, told to `licences` and the holders by
 * events. `expected` is the number the preview showed: when more has been sealed since, the preview is to be looked at again.
 * @throws seals.seal_missing, seals.recall_moved
 */
export async function recallUse(
  kernel: Kernel,
  actor: Actor,
  input: RecallInput & { readonly reason: string; readonly expected: number; readonly requestId?: string },
): Promise<{ readonly recallId: string; readonly files: number }> {
  const scope = await scopeOf(kernel, actor, input);
  return kernel.command('seals.recall', { actor, requestId: input.requestId }, async (ctx) => {
    const { files } = await countReached(ctx.tx, scope);
    if (files !== input.expected) throw sealsErrors.recall_moved();
    const id = newId('rc');
    const reached = await insertRecall(ctx.tx, {
      ...scope,
      id,
      reason: input.reason,
      by: actorKey(actor),
      byName: actorName(actor),
      now: ctx.now,
      files,
    });
    const licences = reached.flatMap((f) => f.licenceId ?? []);
    for (let i = 0; i < licences.length; i += batch)
      ctx.emit({
        name: 'seals.recalled',
        payload: { recallId: id, sealId: scope.sealId, reason: input.reason, licenceIds: licences.slice(i, i + batch) },
      });
    ctx.audit({
      action: 'seals.recalled',
      subject: `seal:${scope.sealId}`,
      data: { recall: id, grant: scope.grantId, since: scope.since.toISOString(), files },
    });
    return { recallId: id, files };
  });
}

async function scopeOf(kernel: Kernel, actor: Actor, input: RecallInput): Promise<RecallScope> {
  const seal = await findSeal(kernel.read, input.sealId);
  if (!seal || !maySee(actor, { kind: seal.principalKind, id: seal.principalId })) throw sealsErrors.seal_missing();
  mustHaveRole(actor, 'security-auditor');
  const until = input.until ?? kernel.clock.now();
  if (input.since > until)
    throw kernelErrors.invalid_request({
      issues: [
        {
          path: 'body.since',
          code: 'since',
          message: { zh: '开始时间应早于结束时间', en: 'The beginning must be earlier than the end' },
        },
      ],
    });
  return { sealId: seal.id, grantId: input.grantId ?? null, since: input.since, until };
}
