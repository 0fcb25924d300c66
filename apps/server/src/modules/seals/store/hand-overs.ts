import type { Reader, Tx } from '../../../kernel/db/database.ts';
import { sql } from '../../../kernel/db/sql.ts';

export interface HandOverRow {
  readonly id: string;
  readonly carrierId: string;
  readonly from: string;
  readonly fromName: string;
  readonly offeredAt: Date;
}

/** The one that waits for its second signature. */
export function openHandOver(db: Reader, sealId: string): Promise<HandOverRow | undefined> {
  return db.maybe(sql`select id, carrier_id as "carrierId", from_holder as "from", from_name as "fromName", offered_at as "offeredAt"
    from seals.hand_over where seal_id = ${sealId} and taken_at is null order by offered_at desc limit 1`);
}

export async function insertHandOver(
  tx: Tx,
  h: {
    readonly id: string;
    readonly sealId: string;
    readonly carrierId: string;
    readonly from: string;
    readonly fromName: string;
    readonly reason: string;
    readonly now: Date;
  },
): Promise<void> {
  await tx.run(sql`insert into seals.hand_over (id, seal_id, carrier_id, from_holder, from_name, reason, offered_at)
    values (${h.id}, ${h.sealId}, ${h.carrierId}, ${h.from}, ${h.fromName}, ${h.reason}, ${h.now})`);
}

export async function takeHandOver(
  tx: Tx,
  h: { readonly id: string; readonly to: string; readonly toName: string; readonly now: Date },
): Promise<boolean> {
  return (
    (await tx.run(
      sql`update seals.hand_over set to_holder = ${h.to}, to_name = ${h.toName}, taken_at = ${h.now} where id = ${h.id} and taken_at is null`,
    )) === 1
  );
}
