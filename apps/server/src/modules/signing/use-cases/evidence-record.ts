import { maskNumber } from '../../identity/index.ts';
import type { SigningDeps } from '../deps.ts';
import { firstBroken, originOf } from '../domain/event-chain.ts';
import type { OpenedSession } from '../reader.ts';
import { listEvents } from '../store/events.ts';
import { listVersions } from '../store/sessions.ts';
import { judgeDocument } from './document.ts';

/**
 * The record of a signing for keeping (存证): all events with their hashes, all versions with their digests, and the newest document verified at this moment.
 * Anybody can recompute it: each hash is SM3 over the hash before, a line feed, and the event as JSON with sorted keys; the first builds on `origin`.
 */
export async function evidenceRecord(deps: SigningDeps, { session, parties }: OpenedSession): Promise<unknown> {
  const { kernel } = deps;
  const [events, versions] = await Promise.all([
    listEvents(kernel.read, session.id),
    listVersions(kernel.read, session.id),
  ]);
  const newest = versions.at(-1);
  const now = kernel.clock.now();
  return {
    kind: 'miaopi signing record 1',
    madeAt: now.toISOString(),
    session: {
      id: session.id,
      title: session.title,
      item: session.itemName,
      source: session.source,
      order: session.sequence,
      state: session.state,
      reason: session.reason,
      createdAt: session.createdAt,
      deadline: session.deadline,
      endedAt: session.endedAt,
    },
    parties: parties.map((p) => ({
      turn: p.turn,
      role: p.label,
      kind: p.kind,
      name: p.holder,
      number: maskNumber(p.number),
      state: p.state,
      signedAt: p.signedAt,
      signedBy: p.signerName,
      means: p.byMeans,
      seal: p.sealId && { id: p.sealId, name: p.sealName },
    })),
    versions: versions.map(({ n, sm3, bytes, turn, at, verdict }) => ({ version: n, sm3, bytes, turn, at, verdict })),
    chain: {
      origin: originOf(session.id),
      algorithm: 'SM3(previous hash LF canonical JSON of {seq, at, kind, actor, actorName, turn, data})',
      events,
      broken: firstBroken(session.id, events) ?? null,
    },
    today: newest ? judgeDocument(await kernel.files.get(newest.key), await deps.seals.trust(), now) : [],
  };
}
