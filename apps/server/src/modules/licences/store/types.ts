import type { Reader, Tx } from '../../../kernel/db/database.ts';
import { jsonb, sql } from '../../../kernel/db/sql.ts';
import type { TypeRow } from '../domain/type-row.ts';

export interface TypeVersionRow {
  readonly typeCode: string;
  readonly version: number;
  readonly state: 'draft' | 'published' | 'dropped';
  readonly source: 'package' | 'studio';
  readonly slug: string;
  readonly office: string;
  readonly body: TypeRow;
  readonly note: string | null;
  readonly savedBy: string;
  readonly savedByName: string;
  readonly savedByHead: boolean;
  readonly savedAt: Date;
  readonly publishedBy: string | null;
  readonly publishedByName: string | null;
  readonly publishedAt: Date | null;
}

const columns = sql`t.type_code as "typeCode", t.version, t.state, t.source, t.slug, t.office, t.body, t.note, t.saved_by as "savedBy",
  t.saved_by_name as "savedByName", t.saved_by_head as "savedByHead", t.saved_at as "savedAt", t.published_by as "publishedBy",
  t.published_by_name as "publishedByName", t.published_at as "publishedAt"`;

/** The version in force of every type. */
export function listInForce(db: Reader): Promise<TypeVersionRow[]> {
  return db.rows(sql`select distinct on (t.type_code) ${columns} from licences.type_version t where t.state = 'published'
    order by t.type_code, t.version desc`);
}

export function listTypeVersions(db: Reader, typeCode: string): Promise<TypeVersionRow[]> {
  return db.rows(
    sql`select ${columns} from licences.type_version t where t.type_code = ${typeCode} order by t.version desc limit 200`,
  );
}

export function findTypeVersion(db: Reader, typeCode: string, version: number): Promise<TypeVersionRow | undefined> {
  return db.maybe(
    sql`select ${columns} from licences.type_version t where t.type_code = ${typeCode} and t.version = ${version}`,
  );
}

/** Serialises changes of one type. */
export async function lockType(tx: Tx, typeCode: string): Promise<void> {
  await tx.rows(sql`select pg_advisory_xact_lock(hashtext(${`licence type ${typeCode}`}))`);
}

export async function insertTypeVersion(tx: Tx, t: TypeVersionRow): Promise<void> {
  await tx.run(sql`insert into licences.type_version (type_code, version, state, source, slug, office, body, note, saved_by, saved_by_name, saved_by_head,
      saved_at, published_by, published_by_name, published_at)
    values (${t.typeCode}, ${t.version}, ${t.state}, ${t.source}, ${t.slug}, ${t.office}, ${jsonb(t.body)}, ${t.note}, ${t.savedBy}, ${t.savedByName},
      ${t.savedByHead}, ${t.savedAt}, ${t.publishedBy}, ${t.publishedByName}, ${t.publishedAt})`);
}

export async function saveDraft(
  tx: Tx,
  t: Pick<TypeVersionRow, 'typeCode' | 'body' | 'note' | 'savedBy' | 'savedByName' | 'savedByHead' | 'savedAt'>,
): Promise<boolean> {
  return (
    (await tx.run(sql`update licences.type_version set body = ${jsonb(t.body)}, note = ${t.note}, saved_by = ${t.savedBy}, saved_by_name = ${t.savedByName},
      saved_by_head = ${t.savedByHead}, saved_at = ${t.savedAt} where type_code = ${t.typeCode} and state = 'draft'`)) ===
    1
  );
}

export async function publishDraft(
  tx: Tx,
  typeCode: string,
  by: { readonly who: string; readonly name: string; readonly at: Date },
): Promise<void> {
  await tx.run(sql`update licences.type_version set state = 'published', published_by = ${by.who}, published_by_name = ${by.name}, published_at = ${by.at}
    where type_code = ${typeCode} and state = 'draft'`);
}

export async function dropDraft(tx: Tx, typeCode: string): Promise<void> {
  await tx.run(
    sql`update licences.type_version set state = 'dropped' where type_code = ${typeCode} and state = 'draft'`,
  );
}

/** The last number given in a register; 0 when none was. */
export async function lastNumber(db: Reader, typeCode: string, scope: string): Promise<number> {
  return (
    (
      await db.maybe<{ last: number }>(
        sql`select last from licences.number_sequence where type_code = ${typeCode} and scope = ${scope}`,
      )
    )?.last ?? 0
  );
}

/** Of these numbers, those that are given already. */
export async function numbersTaken(db: Reader, typeCode: string, numbers: readonly string[]): Promise<string[]> {
  const rows = await db.rows<{ number: string }>(
    sql`select distinct number from licences.licence where type_code = ${typeCode} and number = any(${numbers})`,
  );
  return rows.map((r) => r.number);
}
