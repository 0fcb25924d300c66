import type { Kernel } from '../../../../kernel/kernel.ts';
import { clearUploads, knownUploads, listStale, lockBatch, setState } from '../../store/batches.ts';

const day = 86_400_000;
/** Uploads are kept so long after the last touch: for questions, and for another try of what failed. */
const keptDays = 30;

/** Drops drafts that nobody touched for a month; takes the uploads of those dropped or done; removes files that no batch names. */
export async function sweepBatches(kernel: Kernel): Promise<void> {
  const now = kernel.clock.now();
  for (const { id } of await listStale(kernel.read, new Date(now.getTime() - keptDays * day)))
    await kernel.command('licences.sweep_batches', { actor: { kind: 'system', name: 'sweep' } }, async (ctx) => {
      const batch = await lockBatch(ctx.tx, id);
      if (!batch || batch.state === 'running' || batch.state === 'stopped') return;
      if (batch.state === 'draft' || batch.state === 'proposed') await setState(ctx.tx, id, 'dropped', ctx.now);
      await clearUploads(ctx.tx, id);
      ctx.audit({ action: 'licences.batch_cleared', subject: `batch:${id}` });
    });
  const keys = await kernel.files.list('licence-batches', new Date(now.getTime() - day));
  for (let from = 0; from < keys.length; from += 1000) {
    const some = keys.slice(from, from + 1000);
    const known = await knownUploads(kernel.read, some);
    for (const key of some) if (!known.has(key)) await kernel.files.remove(key);
  }
}
