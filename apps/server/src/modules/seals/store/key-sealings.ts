import type { Reader, Tx } from '../../../kernel/db/database.ts';
import { jsonb, sql } from '../../../kernel/db/sql.ts';

/** A keeper's sealing of which the first half was made: what his key is to sign was handed out. */
export interface KeySealingRow {
  readonly id: string;
  readonly sealId: string;
  readonly carrierId: string;
  readonly actor: string;
  /** Stands in the signatures. */
  readonly sealedAt: Date;
  readonly expiresAt: Date;
  /** Opening of each request. */
  readonly openings: Readonly<Record<string, string>>;
  readonly usedAt: Date | null;
}

export async function insertKeySealing(tx: Tx, s: Omit<KeySealingRow, 'usedAt'>): Promise<void> {
  await tx.run(sql`insert into seals.key_sealing (id, seal_id, carrier_id, actor, sealed_at, expires_at, openings)
    values (${s.id}, ${s.sealId}, ${s.carrierId}, ${s.actor}, ${s.sealedAt}, ${s.expiresAt}, ${jsonb(s.openings)}::jsonb)`);
}

export function findKeySealing(db: Reader, id: string): Promise<KeySealingRow | undefined> {
  return db.maybe(sql`select id, seal_id as "sealId", carrier_id as "carrierId", actor, sealed_at as "sealedAt", expires_at as "expiresAt", openings,
    used_at as "usedAt" from seals.key_sealing where id = ${id}`);
}

/** @returns false when it was used already */
export async function useKeySealing(tx: Tx, id: string, now: Date): Promise<boolean> {
  return (await tx.run(sql`update seals.key_sealing set used_at = ${now} where id = ${id} and used_at is null`)) === 1;
}

/** The seal's data changes: what was handed out to be signed is over. */
export async function endKeySealings(tx: Tx, sealId: string, now: Date): Promise<void> {
  await tx.run(
    sql`update seals.key_sealing set used_at = ${now} where seal_id = ${sealId} and used_at is null and expires_at >= ${now}`,
  );
}
