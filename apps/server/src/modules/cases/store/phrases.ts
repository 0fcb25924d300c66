import type { PhraseUse } from '@miaopi/items';
import type { Reader, Tx } from '../../../kernel/db/database.ts';
import { sql } from '../../../kernel/db/sql.ts';

export interface PhraseRow {
  readonly id: string;
  readonly office: string;
  /** Null: of the office. */
  readonly staffId: string | null;
  readonly use: PhraseUse;
  readonly body: string;
}

const columns = sql`id, office, staff_id as "staffId", use, body`;

/** An official's own and those of his office, the oldest first. */
export function listPhrases(db: Reader, office: string, staffId: string): Promise<PhraseRow[]> {
  return db.rows(sql`select ${columns} from cases.phrase
    where office = ${office} and (staff_id is null or staff_id = ${staffId}) order by staff_id is null, at, id`);
}

/** For an official of the office: his own, or the office's. */
export function findPhrase(tx: Tx, id: string, office: string, staffId: string): Promise<PhraseRow | undefined> {
  return tx.maybe(sql`select ${columns} from cases.phrase
    where id = ${id} and office = ${office} and (staff_id is null or staff_id = ${staffId}) for update`);
}

/** Undefined when the same is there already. */
export function putPhrase(tx: Tx, row: PhraseRow, now: Date): Promise<PhraseRow | undefined> {
  return tx.maybe(sql`insert into cases.phrase (id, office, staff_id, use, body, at)
    values (${row.id}, ${row.office}, ${row.staffId}, ${row.use}, ${row.body}, ${now}) on conflict do nothing returning ${columns}`);
}

export async function deletePhrase(tx: Tx, id: string): Promise<void> {
  await tx.run(sql`delete from cases.phrase where id = ${id}`);
}
