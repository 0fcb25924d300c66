import type { StaffActor } from '../../../../kernel/actor.ts';
import { actorKey } from '../../../../kernel/actor.ts';
import type { LicencesDeps } from '../../deps.ts';
import type { BatchAction } from '../../domain/batch-life.ts';
import { headRole } from '../../domain/life.ts';
import { licencesErrors } from '../../errors.ts';
import { mayDoWithBatch } from '../../policy.ts';
import { countMembers, retryFailed } from '../../store/batch-members.ts';
import { lockBatch, setApproved, setProposed, setRefused, setState } from '../../store/batches.ts';
import { ownBatch } from './own-batch.ts';
import { batchJob } from './work-on-batch.ts';

/**
 * Hands a batch in, approves or refuses it as another person, stops it, lets it go on, tries again what failed, drops it.
 * @throws licences.batch_missing, licences.batch_not_lawful, seals.no_seal
 */
export async function actOnBatch(
  deps: LicencesDeps,
  actor: StaffActor,
  batchId: string,
  input: {
    readonly requestId: string;
    readonly action: BatchAction;
    readonly note?: string;
    /** Of `propose`: rows with faults are left out; without it there may be none. */
    readonly skipFaulty?: boolean;
  },
): Promise<void> {
  const { kernel } = deps;
  await ownBatch(kernel.read, actor, batchId);
  const { action } = input;
  await kernel.command('licences.act_on_batch', { actor, requestId: input.requestId }, async (ctx): Promise<void> => {
    const batch = await lockBatch(ctx.tx, batchId);
    if (!batch) throw licencesErrors.batch_missing();
    const counts = await countMembers(ctx.tx, batchId);
    const answer = mayDoWithBatch(actor, action, { ...batch, checked: batch.checkedAt !== null }, counts);
    if (!answer.allowed) throw licencesErrors.batch_not_lawful({ detail: answer.reason });
    const by = { who: actorKey(actor), name: actor.name, at: ctx.now, note: input.note?.trim() ?? '' };
    switch (action) {
      case 'propose':
        if (counts.faulty > 0 && !input.skipFaulty)
          throw licencesErrors.batch_not_lawful({
            detail: {
              zh: `有 ${counts.faulty} 行有问题。请更正表格后重新试运行，或选择不转换这些行。`,
              en: `${counts.faulty} rows have faults. Correct the table and check it again, or choose to leave them out.`,
            },
          });
        await setProposed(ctx.tx, batchId, {
          ...by,
          head: actor.roles.includes(headRole),
          skipFaulty: counts.faulty > 0,
        });
        break;
      case 'approve':
        await setApproved(ctx.tx, batchId, by);
        await deps.seals.planUses(ctx, { id: batchId, office: batch.office, title: batch.title, uses: counts.waiting });
        ctx.addJob(batchJob(batchId));
        break;
      case 'refuse':
        await setRefused(ctx.tx, batchId, by);
        break;
      case 'stop':
        await setState(ctx.tx, batchId, 'stopped', ctx.now);
        ctx.removeJob(batchJob(batchId).key);
        break;
      case 'retry':
        await retryFailed(ctx.tx, batchId);
        await setState(ctx.tx, batchId, 'running', ctx.now);
        ctx.addJob(batchJob(batchId));
        break;
      case 'resume':
        await setState(ctx.tx, batchId, 'running', ctx.now);
        ctx.addJob(batchJob(batchId));
        break;
      case 'drop':
        await setState(ctx.tx, batchId, 'dropped', ctx.now);
        break;
    }
    ctx.audit({
      action: `licences.batch_${action}`,
      subject: `batch:${batchId}`,
      data: { rows: counts.rows, faulty: counts.faulty, waiting: counts.waiting, table: batch.tableDigest },
    });
  });
}
