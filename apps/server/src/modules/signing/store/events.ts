import type { Reader, Tx } from '../../../kernel/db/database.ts';
import { jsonb, sql } from '../../../kernel/db/sql.ts';
import type { SigningEvent } from '../domain/event-chain.ts';

export type ChainedEvent = SigningEvent & { readonly hash: string };

export async function listEvents(db: Reader, sessionId: string): Promise<ChainedEvent[]> {
  const rows = await db.rows<Omit<ChainedEvent, 'at'> & { at: Date }>(
    sql`select seq, at, kind, actor, actor_name as "actorName", turn, data, hash from signing.event where session_id = ${sessionId} order by seq`,
  );
  return rows.map((r) => ({ ...r, at: r.at.toISOString() }));
}

export function lastEvent(tx: Tx, sessionId: string): Promise<{ seq: number; hash: string } | undefined> {
  return tx.maybe(sql`select seq, hash from signing.event where session_id = ${sessionId} order by seq desc limit 1`);
}

export async function insertEvent(tx: Tx, sessionId: string, e: ChainedEvent): Promise<void> {
  await tx.run(sql`insert into signing.event (session_id, seq, at, kind, actor, actor_name, turn, data, hash)
    values (${sessionId}, ${e.seq}, ${new Date(e.at)}, ${e.kind}, ${e.actor}, ${e.actorName}, ${e.turn}, ${jsonb(e.data)}::jsonb, ${e.hash})`);
}
