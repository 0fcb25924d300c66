import type { LicenceBatch, LicenceBatchCard } from '@miaopi/contracts';
import type { StaffActor } from '../../kernel/actor.ts';
import type { LicencesDeps } from './deps.ts';
import { type BatchCounts, batchActions, batchStates } from './domain/batch-life.ts';
import { stockTargets } from './domain/stock-columns.ts';
import { mayDoWithBatch, mayRunBatches } from './policy.ts';
import { countDoneSince, countMembers, listWaiting } from './store/batch-members.ts';
import { listArchives } from './store/batch-pictures.ts';
import type { BatchRow } from './store/batches.ts';
import { itemOfBatch } from './use-cases/batch/own-batch.ts';

/** The rate is of the last so many seconds. */
const rateSeconds = 10;

export function presentBatchCard(b: BatchRow, counts: BatchCounts): LicenceBatchCard {
  return {
    id: b.id,
    title: b.title,
    typeCode: b.typeCode,
    typeName: b.typeName,
    compared: b.compared,
    state: b.state,
    stateName: batchStates[b.state],
    counts,
    createdBy: b.createdByName,
    createdAt: b.createdAt.toISOString(),
    ...(b.finishedAt ? { finishedAt: b.finishedAt.toISOString() } : {}),
  };
}

/** A batch with what may be done to it now, and when not, why. */
export async function presentBatch(deps: LicencesDeps, actor: StaffActor, b: BatchRow): Promise<LicenceBatch> {
  const { read } = deps.kernel;
  const [counts, archives, item, [first]] = await Promise.all([
    countMembers(read, b.id),
    listArchives(read, b.id),
    itemOfBatch(deps, b),
    listWaiting(read, b.id, 0, 1),
  ]);
  const facts = { ...b, checked: b.checkedAt !== null };
  return {
    ...presentBatchCard(b, counts),
    targets: stockTargets(item),
    ...(b.tableName && b.headings
      ? {
          table: {
            name: b.tableName,
            bytes: b.tableBytes ?? 0,
            rows: b.rowCount ?? 0,
            encoding: b.encoding ?? 'utf-8',
            sm3: b.tableDigest ?? '',
            headings: [...b.headings],
            sample: (b.sample ?? []).map((row) => [...row]),
          },
        }
      : {}),
    mapping: { ...b.mapping },
    archives: archives.map(({ id, name, bytes, pictures }) => ({ id, name, bytes, pictures })),
    ...(b.checkedAt ? { checkedAt: b.checkedAt.toISOString() } : {}),
    ...(first ? { sampleRow: first.row } : {}),
    skipFaulty: b.skipFaulty,
    ...(b.proposedByName ? { proposedBy: b.proposedByName } : {}),
    ...(b.proposedAt ? { proposedAt: b.proposedAt.toISOString() } : {}),
    ...(b.decidedByName ? { decidedBy: b.decidedByName } : {}),
    ...(b.decidedAt ? { decidedAt: b.decidedAt.toISOString() } : {}),
    ...(b.decisionNote ? { note: b.decisionNote } : {}),
    ...(b.state === 'running' ? { progress: await progressOf(deps, b, counts) } : {}),
    ...(b.state === 'stopped' && b.halt ? { halt: b.halt } : {}),
    actions: Object.fromEntries(
      batchActions.map((action) => [action, mayDoWithBatch(actor, action, facts, counts)]),
    ) as LicenceBatch['actions'],
    edit: mayRunBatches(actor),
  };
}

async function progressOf({ kernel }: LicencesDeps, b: BatchRow, counts: BatchCounts) {
  const now = kernel.clock.now().getTime();
  const began = b.runningSince?.getTime() ?? now;
  const since = Math.max(began, now - rateSeconds * 1000);
  const made = await countDoneSince(kernel.read, b.id, new Date(since));
  const rate = made / Math.max(0.5, (now - since) / 1000);
  return {
    rate: Math.round(rate * 10) / 10,
    ...(rate > 0 ? { secondsLeft: Math.ceil(counts.waiting / rate) } : {}),
  };
}
