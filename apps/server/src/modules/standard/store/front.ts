import type { Reader } from '../../../kernel/db/database.ts';
import { jsonb, type Sql, sql, sqlText } from '../../../kernel/db/sql.ts';
import type { StandardRow, StandardTable } from '../domain/field.ts';
import type { NationalRow } from '../domain/national-rows.ts';
import { ownerField, proTables } from '../domain/national-tables.ts';
import { createFront } from './front-schema.ts';

/** The exchange schema, wherever it is. Each statement stands for itself: written again it changes nothing. */
export type Front = Reader;

export async function prepareFront(front: Front): Promise<void> {
  await front.rows(createFront);
}

export interface Batch {
  readonly id: string;
  readonly source: string;
}

/**
 * Makes the rows of these owners (cases, items, licences) exactly those given: new ones I, changed ones U, those that are no more D; what is unchanged stays
 * untouched. @returns how many rows were written
 */
export async function writeRows(
  front: Front,
  table: StandardTable,
  owners: readonly string[],
  rows: readonly NationalRow[],
  batch: Batch,
): Promise<number> {
  if (owners.length === 0) return 0;
  const columns = table.fields.map((f) => f.name);
  const list = (prefix: string) => sqlText(columns.map((c) => `${prefix}${c}`).join(', '));
  const given = rows.map((r) => ({
    row_guid: r.guid,
    ...Object.fromEntries(columns.map((c) => [c, textOrNull(r.values[c])])),
  }));
  const name = sqlText(`front.${table.name}`);
  const [{ n } = { n: 0 }] = await front.rows<{ n: number }>(sql`with given as (
      select * from jsonb_to_recordset(${jsonb(given)}::jsonb) as x(row_guid text, ${sqlText(columns.map((c) => `${c} text`).join(', '))})),
    written as (
      insert into ${name} as t (row_guid, ${list('')}, cd_operation, cd_time, cd_batch, data_source)
      select row_guid, ${list('')}, 'I', now(), ${batch.id}, ${batch.source} from given
      on conflict (row_guid) do update set ${sqlText(columns.map((c) => `${c} = excluded.${c}`).join(', '))}, cd_operation = 'U',
        cd_time = excluded.cd_time, cd_batch = excluded.cd_batch, error_remark = null
        where t.data_source = excluded.data_source and (t.cd_operation = 'D' or (${list('t.')}) is distinct from (${list('excluded.')}))
      returning 1),
    ended as (
      update ${name} t set cd_operation = 'D', cd_time = now(), cd_batch = ${batch.id}
      where t.data_source = ${batch.source} and ${sqlText(`t.${ownerField(table)}`)} = any(${[...owners]}) and t.cd_operation <> 'D'
        and t.row_guid not in (select row_guid from given)
      returning 1)
    select ((select count(*) from written) + (select count(*) from ended))::int as n`);
  return n;
}

/** Owners under which we have rows that are not ended; for lists that are handed over whole. */
export async function ownersOf(front: Front, table: StandardTable, source: string): Promise<string[]> {
  const owner = sqlText(ownerField(table));
  const rows = await front.rows<{ owner: string }>(
    sql`select distinct ${owner} as owner from ${sqlText(`front.${table.name}`)} where data_source = ${source} and cd_operation <> 'D'`,
  );
  return rows.map((r) => r.owner);
}

/** Cases with rows of other systems that were not read since they changed; the oldest first. */
export async function unreadCases(front: Front, own: string, limit: number): Promise<string[]> {
  const all = proTables.map(
    (t) =>
      sql`select project_no, cd_time from ${sqlText(`front.${t.name}`)} where data_source <> ${own} and read_at is null`,
  );
  const union = all.reduce((a, b) => sql`${a} union all ${b}`);
  const rows = await front.rows<{
    number: string;
  }>(sql`select coalesce(project_no, '') as number from (${union}) u group by 1
    order by min(cd_time), 1 limit ${limit}`);
  return rows.map((r) => r.number);
}

export interface FrontRow {
  readonly guid: string;
  /** Which state of the row was read. */
  readonly version: string;
  readonly operation: string;
  readonly source: string;
  readonly values: StandardRow;
}

/** Every row that other systems have of these cases, by table in a lasting order. */
export async function rowsOfOthers(
  front: Front,
  table: StandardTable,
  numbers: readonly string[],
  own: string,
): Promise<FrontRow[]> {
  const columns = sqlText(table.fields.map((f) => `'${f.name}', t.${f.name}`).join(', '));
  return front.rows(sql`select t.row_guid as guid, t.xmin::text as version, t.cd_operation as operation, t.data_source as source,
    jsonb_build_object(${columns}) as values
    from ${sqlText(`front.${table.name}`)} t where coalesce(t.project_no, '') = any(${[...numbers]}) and t.data_source <> ${own} order by t.row_guid`);
}

/** Marks rows as read, with what is wrong with them; one that changed since it was read stays unread. */
export async function markRead(
  front: Front,
  table: StandardTable,
  rows: readonly { readonly guid: string; readonly version: string; readonly remark: string | null }[],
): Promise<void> {
  if (rows.length === 0) return;
  await front.rows(sql`update ${sqlText(`front.${table.name}`)} t set read_at = clock_timestamp(), error_remark = x.remark
    from jsonb_to_recordset(${jsonb(rows)}::jsonb) as x(guid text, version text, remark text)
    where t.row_guid = x.guid and t.xmin::text = x.version`);
}

/** Our rows by table. */
export async function countFront(
  front: Front,
  tables: readonly StandardTable[],
  own: string,
): Promise<{ table: string; rows: number; lastAt: Date | null }[]> {
  const each = tables.map(
    (t): Sql => sql`select ${t.name}::text as "table", count(*)::int as rows, max(cd_time) as "lastAt"
      from ${sqlText(`front.${t.name}`)} where data_source = ${own} and cd_operation <> 'D'`,
  );
  return front.rows(each.reduce((a, b) => sql`${a} union all ${b}`));
}

function textOrNull(value: StandardRow[string]): string | null {
  return value === null || value === undefined || value === '' ? null : String(value);
}

/** Cases, items or licences with rows in these tables that are not ended, in the order of their names. */
export async function listFrontOwners(
  front: Front,
  tables: readonly StandardTable[],
  after: string,
  limit: number,
): Promise<string[]> {
  const each = tables.map((t): Sql => {
    const owner = sqlText(ownerField(t));
    return sql`select ${owner} as owner from ${sqlText(`front.${t.name}`)} where ${owner} > ${after} and cd_operation <> 'D'`;
  });
  const rows = await front.rows<{ owner: string }>(
    sql`select distinct owner from (${each.reduce((a, b) => sql`${a} union all ${b}`)}) u order by owner limit ${limit}`,
  );
  return rows.map((r) => r.owner);
}

/** Their rows that are not ended. */
export function rowsOfOwners(front: Front, table: StandardTable, owners: readonly string[]): Promise<StandardRow[]> {
  const columns = sqlText(table.fields.map((f) => f.name).join(', '));
  return front.rows(sql`select ${columns} from ${sqlText(`front.${table.name}`)}
    where ${sqlText(ownerField(table))} = any(${[...owners]}) and cd_operation <> 'D' order by ${sqlText(ownerField(table))}, row_guid`);
}
