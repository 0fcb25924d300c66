import type { Reader, Tx } from '../../../kernel/db/database.ts';
import { sql } from '../../../kernel/db/sql.ts';

export interface SavedAddressRow {
  readonly id: string;
  readonly name: string;
  readonly mobile: string;
  readonly address: string;
}

/** The one used last first. */
export function listAddresses(db: Reader, personId: string): Promise<SavedAddressRow[]> {
  return db.rows(
    sql`select id, name, mobile, address from delivery.address where person_id = ${personId} order by used_at desc, id desc`,
  );
}

/** Kept once, however often it is given; moves to the front. */
export function insertAddress(tx: Tx, personId: string, row: SavedAddressRow, now: Date): Promise<SavedAddressRow> {
  return tx.one(sql`insert into delivery.address (id, person_id, name, mobile, address, used_at)
    values (${row.id}, ${personId}, ${row.name}, ${row.mobile}, ${row.address}, ${now})
    on conflict (person_id, name, mobile, address) do update set used_at = excluded.used_at returning id, name, mobile, address`);
}

/** @returns how many of the person's it was: 1, or 0 when it is not his */
export function deleteAddress(tx: Tx, personId: string, id: string): Promise<number> {
  return tx.run(sql`delete from delivery.address where person_id = ${personId} and id = ${id}`);
}

/** Holds the person's book for this transaction, so that two that come at once count each other. */
export async function lockBook(tx: Tx, personId: string): Promise<number> {
  await tx.rows(sql`select pg_advisory_xact_lock(hashtextextended(${`delivery.address ${personId}`}, 0))`);
  const { n } = await tx.one<{ n: number }>(
    sql`select count(*)::int as n from delivery.address where person_id = ${personId}`,
  );
  return n;
}
