import type { Reader, Tx } from '../../../kernel/db/database.ts';
import { jsonb, type Sql, sql } from '../../../kernel/db/sql.ts';
import type { Text } from '../../../kernel/text.ts';
import type { BatchCounts, BatchState } from '../domain/batch-life.ts';
import type { Mapping } from '../domain/stock-columns.ts';

export interface Halt {
  readonly code: string;
  readonly title: Text;
  readonly detail?: Text;
}

export interface BatchRow {
  readonly id: string;
  readonly office: string;
  readonly officeName: Text;
  readonly region: string;
  readonly slug: string;
  readonly itemVersion: number;
  readonly typeCode: string;
  readonly typeName: Text;
  readonly typeVersion: number | null;
  readonly title: string;
  /** Its licences were compared with their originals. */
  readonly compared: boolean;
  readonly state: BatchState;
  readonly tableKey: string | null;
  readonly tableName: string | null;
  readonly tableDigest: string | null;
  readonly tableBytes: number | null;
  readonly encoding: 'utf-8' | 'gb18030' | null;
  readonly headings: readonly string[] | null;
  readonly sample: readonly (readonly string[])[] | null;
  readonly rowCount: number | null;
  readonly mapping: Mapping | null;
  readonly checkedAt: Date | null;
  readonly skipFaulty: boolean;
  readonly createdAt: Date;
  readonly createdBy: string;
  readonly createdByName: string;
  readonly touchedAt: Date;
  readonly proposedAt: Date | null;
  readonly proposedBy: string | null;
  readonly proposedByName: string | null;
  readonly proposedByHead: boolean | null;
  readonly decidedAt: Date | null;
  readonly decidedBy: string | null;
  readonly decidedByName: string | null;
  readonly decisionNote: string | null;
  readonly runningSince: Date | null;
  readonly finishedAt: Date | null;
  readonly halt: Halt | null;
}

const columns: Sql = sql`b.id, b.office, b.office_name as "officeName", b.region, b.slug, b.item_version as "itemVersion", b.type_code as "typeCode",
  b.type_name as "typeName", b.type_version as "typeVersion", b.title, b.compared, b.state, b.table_key as "tableKey", b.table_name as "tableName",
  b.table_digest as "tableDigest", b.table_bytes as "tableBytes", b.encoding, b.headings, b.sample, b.row_count as "rowCount", b.mapping,
  b.checked_at as "checkedAt", b.skip_faulty as "skipFaulty", b.created_at as "createdAt", b.created_by as "createdBy",
  b.created_by_name as "createdByName", b.touched_at as "touchedAt", b.proposed_at as "proposedAt", b.proposed_by as "proposedBy",
  b.proposed_by_name as "proposedByName", b.proposed_by_head as "proposedByHead", b.decided_at as "decidedAt", b.decided_by as "decidedBy",
  b.decided_by_name as "decidedByName", b.decision_note as "decisionNote", b.running_since as "runningSince", b.finished_at as "finishedAt", b.halt`;

export function listBatches(db: Reader, office: string): Promise<(BatchRow & { readonly counts: BatchCounts })[]> {
  return db.rows(sql`select ${columns}, c.counts from (
      select * from licences.batch where office = ${office} order by created_at desc limit 100) b,
    lateral (select jsonb_build_object('rows', count(*), 'faulty', count(*) filter (where m.state = 'faulty'),
        'waiting', count(*) filter (where m.state = 'waiting'), 'done', count(*) filter (where m.state = 'done'),
        'failed', count(*) filter (where m.state = 'failed')) as counts
      from licences.batch_member m where m.batch_id = b.id) c
    order by b.created_at desc, b.id`);
}

export function findBatch(db: Reader, id: string): Promise<BatchRow | undefined> {
  return db.maybe(sql`select ${columns} from licences.batch b where b.id = ${id}`);
}

/** Held until the commit: what fills, decides or stops a batch waits for it, and so does each piece of its work. */
export function lockBatch(tx: Tx, id: string): Promise<BatchRow | undefined> {
  return tx.maybe(sql`select ${columns} from licences.batch b where b.id = ${id} for update`);
}

export async function insertBatch(
  tx: Tx,
  b: Pick<
    BatchRow,
    | 'id'
    | 'office'
    | 'officeName'
    | 'region'
    | 'slug'
    | 'itemVersion'
    | 'typeCode'
    | 'typeName'
    | 'typeVersion'
    | 'title'
    | 'compared'
    | 'createdAt'
    | 'createdBy'
    | 'createdByName'
  >,
): Promise<void> {
  await tx.run(sql`insert into licences.batch (id, office, office_name, region, slug, item_version, type_code, type_name, type_version, title, compared, state,
      created_at, created_by, created_by_name, touched_at)
    values (${b.id}, ${b.office}, ${jsonb(b.officeName)}, ${b.region}, ${b.slug}, ${b.itemVersion}, ${b.typeCode}, ${jsonb(b.typeName)}, ${b.typeVersion},
      ${b.title}, ${b.compared}, 'draft', ${b.createdAt}, ${b.createdBy}, ${b.createdByName}, ${b.createdAt})`);
}

/** The uploaded table takes the place of a former one; what was checked before is void. */
export async function setTable(
  tx: Tx,
  id: string,
  t: {
    readonly key: string;
    readonly name: string;
    readonly digest: string;
    readonly bytes: number;
    readonly encoding: string;
    readonly headings: readonly string[];
    readonly sample: readonly (readonly string[])[];
    readonly rows: number;
    readonly mapping: Mapping;
    readonly now: Date;
  },
): Promise<void> {
  await tx.run(sql`update licences.batch set table_key = ${t.key}, table_name = ${t.name}, table_digest = ${t.digest}, table_bytes = ${t.bytes},
      encoding = ${t.encoding}, headings = ${jsonb(t.headings)}, sample = ${jsonb(t.sample)}, row_count = ${t.rows}, mapping = ${jsonb(t.mapping)},
      checked_at = null, touched_at = ${t.now} where id = ${id}`);
  await tx.run(sql`delete from licences.batch_member where batch_id = ${id}`);
}

/** As it is checked now: by this mapping, under the item and the row of the catalogue in force. */
export async function setChecked(
  tx: Tx,
  id: string,
  c: {
    readonly mapping: Mapping;
    readonly itemVersion: number;
    readonly typeVersion: number | null;
    readonly typeName: Text;
    readonly now: Date;
  },
): Promise<void> {
  await tx.run(sql`update licences.batch set mapping = ${jsonb(c.mapping)}, item_version = ${c.itemVersion}, type_version = ${c.typeVersion},
      type_name = ${jsonb(c.typeName)}, checked_at = ${c.now}, touched_at = ${c.now} where id = ${id}`);
}

/** Pictures came or went: it has to be checked again. */
export async function setUnchecked(tx: Tx, id: string, now: Date): Promise<void> {
  await tx.run(sql`update licences.batch set checked_at = null, touched_at = ${now} where id = ${id}`);
}

interface By {
  readonly who: string;
  readonly name: string;
  readonly at: Date;
}

export async function setProposed(
  tx: Tx,
  id: string,
  by: By & { readonly head: boolean; readonly skipFaulty: boolean },
): Promise<void> {
  await tx.run(sql`update licences.batch set state = 'proposed', proposed_at = ${by.at}, proposed_by = ${by.who}, proposed_by_name = ${by.name},
      proposed_by_head = ${by.head}, skip_faulty = ${by.skipFaulty}, decision_note = null, touched_at = ${by.at} where id = ${id}`);
}

export async function setApproved(tx: Tx, id: string, by: By & { readonly note: string }): Promise<void> {
  await tx.run(sql`update licences.batch set state = 'running', decided_at = ${by.at}, decided_by = ${by.who}, decided_by_name = ${by.name},
      decision_note = ${by.note || null}, running_since = ${by.at}, touched_at = ${by.at} where id = ${id}`);
}

/** Back to who prepares it, with the reason. */
export async function setRefused(tx: Tx, id: string, by: By & { readonly note: string }): Promise<void> {
  await tx.run(sql`update licences.batch set state = 'draft', decision_note = ${by.note || null}, proposed_at = null, proposed_by = null,
      proposed_by_name = null, proposed_by_head = null, touched_at = ${by.at} where id = ${id}`);
}

export async function setState(
  tx: Tx,
  id: string,
  state: 'running' | 'stopped' | 'done' | 'dropped',
  now: Date,
  halt: Halt | null = null,
): Promise<void> {
  await tx.run(sql`update licences.batch set state = ${state}, halt = ${jsonb(halt ?? undefined)}, touched_at = ${now},
      running_since = case when ${state} = 'running' then ${now}::timestamptz else running_since end,
      finished_at = case when ${state} = 'done' then ${now}::timestamptz else null end where id = ${id}`);
}

/** Batches whose uploads are no longer needed: dropped, or done for so long; and drafts that nobody touched for so long. */
export function listStale(db: Reader, before: Date): Promise<{ readonly id: string; readonly state: BatchState }[]> {
  return db.rows(sql`select b.id, b.state from licences.batch b where b.touched_at < ${before}
    and (b.state in ('draft', 'proposed') or (b.state in ('done', 'dropped') and b.table_key is not null)) limit 200`);
}

/** What of a batch is personal and no longer needed goes: table, first rows, pictures, what licences were to be made of. Numbers and outcomes stay. */
export async function clearUploads(tx: Tx, id: string): Promise<void> {
  await tx.run(sql`update licences.batch set table_key = null, sample = null where id = ${id}`);
  await tx.run(sql`delete from licences.batch_archive where batch_id = ${id}`);
  await tx.run(
    sql`update licences.batch_member set stock = null, holder_name = '', findings = case when state = 'faulty' then null else findings end,
      state = case when state = 'waiting' then 'faulty' else state end where batch_id = ${id}`,
  );
}

/** Of these file keys, those that a batch still needs. */
export async function knownUploads(db: Reader, keys: readonly string[]): Promise<Set<string>> {
  const rows = await db.rows<{
    key: string;
  }>(sql`select table_key as key from licences.batch where table_key = any(${[...keys]})
    union all select file_key from licences.batch_archive where file_key = any(${[...keys]})`);
  return new Set(rows.map((r) => r.key));
}
