import type { getSealLedger, ReplyOf } from '@miaopi/contracts';
import type { Actor } from '../../../kernel/actor.ts';
import { dayOf } from '../../../kernel/clock.ts';
import type { Kernel } from '../../../kernel/kernel.ts';
import { usualOf } from '../domain/drift.ts';
import { checkLedger } from '../store/uses.ts';
import { alarmSuspends, hourCounts, listLedger, unplannedHours } from '../store/watch.ts';
import { seenSeal } from './show-seals.ts';

const page = 50;

/** The ledger of one seal with its chains recomputed, and how its days compare with the usual. @throws seals.seal_missing */
export async function showLedger(
  kernel: Kernel,
  actor: Actor,
  input: { readonly sealId: string; readonly before?: Date },
): Promise<ReplyOf<typeof getSealLedger>> {
  const seal = await seenSeal(kernel, actor, input.sealId);
  const now = kernel.clock.now();
  const before = input.before ?? new Date(now.getTime() + 60_000);
  const [entries, check, counts, unplanned, suspends] = await Promise.all([
    listLedger(kernel.read, { sealId: seal.id, before, limit: page }),
    checkLedger(kernel.read, seal.id),
    hourCounts(kernel.read, seal.id, now),
    unplannedHours(kernel.read, seal.id, now),
    alarmSuspends(kernel.read, seal.id),
  ]);
  const today = Math.floor((now.getTime() + 8 * 3_600_000) / 86_400_000);
  const byDay = new Map<number, number>();
  for (const { hour, uses } of counts) byDay.set(Math.floor(hour / 24), (byDay.get(Math.floor(hour / 24)) ?? 0) + uses);
  return {
    seal: { id: seal.id, name: seal.name, alarmSuspends: suspends },
    entries: entries.map((e) => ({
      id: e.id,
      place: `${e.chain}-${e.seq}`,
      mode: (e.mode ?? 'machine') as 'machine' | 'keeper' | 'holder',
      documentKind: e.documentKind ?? 'licence',
      documentId: e.documentId ?? e.licenceId ?? '',
      ...(e.licenceId ? { licenceId: e.licenceId } : {}),
      ...(e.caseId ? { caseId: e.caseId } : {}),
      digest: e.digest,
      page: e.page,
      x: e.x,
      y: e.y,
      sealedAt: e.sealedAt.toISOString(),
      by: e.personName ?? e.operator,
      hash: e.hash.toString('hex'),
      recalled: e.recalled,
    })),
    check: {
      entries: check.entries,
      ...(check.broken ? { broken: { chain: check.broken.chain, seq: check.broken.seq } } : {}),
    },
    days: Array.from({ length: 29 }, (_, i) => today - 28 + i).map((day) => ({
      day: dayOf(new Date(day * 86_400_000)),
      uses: byDay.get(day) ?? 0,
    })),
    usual: usualOf(unplanned, today),
  };
}
