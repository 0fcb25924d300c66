import type { Reader, Tx } from '../../../kernel/db/database.ts';
import { and, jsonb, sql } from '../../../kernel/db/sql.ts';
import type { Text } from '../../../kernel/text.ts';

export interface PackageRow {
  readonly caseId: string;
  readonly region: string;
  readonly office: string;
  readonly officeName: Text;
  readonly number: string;
  readonly itemName: Text;
  readonly applicantKind: 'person' | 'firm';
  readonly applicantId: string;
  readonly applicantName: string;
  readonly outcome: string | null;
  readonly closedAt: Date;
  readonly fileKey: string;
  readonly digest: string;
  readonly bytes: number;
  readonly files: number;
  readonly madeAt: Date;
}

const columns = sql`case_id as "caseId", region, office, office_name as "officeName", number, item_name as "itemName", applicant_kind as "applicantKind",
  applicant_id as "applicantId", applicant_name as "applicantName", outcome, closed_at as "closedAt", file_key as "fileKey", digest, bytes, files,
  made_at as "madeAt"`;

export function findPackage(db: Reader, caseId: string): Promise<PackageRow | undefined> {
  return db.maybe(sql`select ${columns} from archive.package where case_id = ${caseId}`);
}

/** The newest closed first. */
export function listPackages(
  db: Reader,
  of: {
    readonly office: string | undefined;
    readonly limit: number;
    readonly after?: { readonly at: Date; readonly id: string };
  },
): Promise<PackageRow[]> {
  return db.rows(
    sql`select ${columns} from archive.package where ${and([
      of.office !== undefined && sql`office = ${of.office}`,
      of.after && sql`(closed_at, case_id) < (${of.after.at}, ${of.after.id})`,
    ])} order by closed_at desc, case_id desc limit ${of.limit}`,
  );
}

export async function putPackage(tx: Tx, p: PackageRow): Promise<void> {
  await tx.run(sql`insert into archive.package (case_id, region, office, office_name, number, item_name, applicant_kind, applicant_id, applicant_name, outcome,
      closed_at, file_key, digest, bytes, files, made_at)
    values (${p.caseId}, ${p.region}, ${p.office}, ${jsonb(p.officeName)}::jsonb, ${p.number}, ${jsonb(p.itemName)}::jsonb, ${p.applicantKind}, ${p.applicantId},
      ${p.applicantName}, ${p.outcome}, ${p.closedAt}, ${p.fileKey}, ${p.digest}, ${p.bytes}, ${p.files}, ${p.madeAt})
    on conflict (case_id) do update set file_key = excluded.file_key, digest = excluded.digest, bytes = excluded.bytes, files = excluded.files,
      made_at = excluded.made_at, outcome = excluded.outcome, closed_at = excluded.closed_at`);
}

export async function want(
  tx: Tx,
  cases: readonly { readonly caseId: string; readonly region: string }[],
  at: Date,
  asked: boolean,
): Promise<void> {
  await tx.run(sql`insert into archive.wanted (case_id, region, at, asked)
    select distinct on (x."caseId") x."caseId", x.region, ${at}, ${asked}::boolean
    from jsonb_to_recordset(${jsonb(cases)}::jsonb) as x("caseId" text, region text)
    on conflict (case_id) do update set asked = archive.wanted.asked or excluded.asked`);
}

/** The oldest first. */
export async function listWanted(db: Reader, limit: number): Promise<string[]> {
  const rows = await db.rows<{ id: string }>(
    sql`select case_id as id from archive.wanted order by asked desc, at, case_id limit ${limit}`,
  );
  return rows.map((r) => r.id);
}

export async function isWanted(db: Reader, caseId: string): Promise<boolean> {
  return (await db.maybe(sql`select 1 from archive.wanted where case_id = ${caseId}`)) !== undefined;
}

export async function dropWanted(tx: Tx, caseId: string): Promise<void> {
  await tx.run(sql`delete from archive.wanted where case_id = ${caseId}`);
}

export async function countWanted(db: Reader): Promise<number> {
  return (await db.one<{ n: number }>(sql`select count(*)::int as n from archive.wanted`)).n;
}

export function insertDownload(
  tx: Tx,
  d: { id: string; caseId: string; region: string; at: Date; staffId: string; digest: string },
): void {
  tx.send(sql`insert into archive.download (id, case_id, region, at, staff_id, digest)
    values (${d.id}, ${d.caseId}, ${d.region}, ${d.at}, ${d.staffId}, ${d.digest})`);
}
