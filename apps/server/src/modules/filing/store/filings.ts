import type { Reader, Tx } from '../../../kernel/db/database.ts';
import { jsonb, sql } from '../../../kernel/db/sql.ts';
import type { Text } from '../../../kernel/text.ts';

export interface FilingRow {
  readonly id: string;
  readonly systemId: string;
  readonly number: string;
  readonly region: string;
  readonly slug: string;
  readonly personId: string;
  readonly personName: string;
  readonly principalKind: 'person' | 'firm';
  readonly principalId: string;
  readonly official: { readonly name: string; readonly number: string };
  readonly ground: Text;
  readonly paperId: string | null;
  readonly begunDigest: string;
  readonly draftId: string | null;
  readonly begunAt: Date;
  readonly endsAt: Date;
  readonly toldDigest: string | null;
  readonly toldCount: number;
  readonly failures: number;
  readonly trouble: string | null;
  /** yyyy-mm-dd the department last looked how far it is, as the person's log has it. */
  readonly lookedOn: string | null;
}

const columns = sql`id, system_id as "systemId", number, region, slug, person_id as "personId", person_name as "personName",
  principal_kind as "principalKind", principal_id as "principalId", official, ground, paper_id as "paperId", begun_digest as "begunDigest",
  draft_id as "draftId", begun_at as "begunAt", ends_at as "endsAt", told_digest as "toldDigest",
  told_count as "toldCount", failures, trouble, looked_on::text as "lookedOn"`;

export function findFiling(db: Reader, systemId: string, number: string): Promise<FilingRow | undefined> {
  return db.maybe(sql`select ${columns} from filing.filing where system_id = ${systemId} and number = ${number}`);
}

export function findFilingById(db: Reader, id: string): Promise<FilingRow | undefined> {
  return db.maybe(sql`select ${columns} from filing.filing where id = ${id}`);
}

export function lockFiling(tx: Tx, id: string): Promise<FilingRow | undefined> {
  return tx.maybe(sql`select ${columns} from filing.filing where id = ${id} for update`);
}

/** Those a system did not take the last news of. */
export async function untoldFilings(db: Reader, systemId: string): Promise<string[]> {
  const rows = await db.rows<{ id: string }>(
    sql`select id from filing.filing where system_id = ${systemId} and failures > 0`,
  );
  return rows.map((r) => r.id);
}

/** @returns false when the number is taken. */
export async function insertFiling(tx: Tx, f: FilingRow): Promise<boolean> {
  const made =
    await tx.run(sql`insert into filing.filing (id, system_id, number, region, slug, person_id, person_name, principal_kind, principal_id, official,
      ground, paper_id, begun_digest, begun_at, ends_at)
    values (${f.id}, ${f.systemId}, ${f.number}, ${f.region}, ${f.slug}, ${f.personId}, ${f.personName}, ${f.principalKind}, ${f.principalId},
      ${jsonb(f.official)}::jsonb, ${jsonb(f.ground)}::jsonb, ${f.paperId}, ${f.begunDigest}, ${f.begunAt}, ${f.endsAt})
    on conflict (system_id, number) do nothing`);
  return made === 1;
}

export async function setDraft(tx: Tx, id: string, draftId: string): Promise<void> {
  await tx.run(sql`update filing.filing set draft_id = ${draftId} where id = ${id}`);
}

export function setLooked(tx: Tx, id: string, day: string): void {
  tx.send(sql`update filing.filing set looked_on = ${day} where id = ${id}`);
}

export function setTold(
  tx: Tx,
  id: string,
  told: {
    readonly digest: string | null;
    readonly count: number;
    readonly failures: number;
    readonly trouble: string | null;
  },
): void {
  tx.send(sql`update filing.filing set told_digest = ${told.digest}, told_count = ${told.count}, failures = ${told.failures}, trouble = ${told.trouble}
    where id = ${id}`);
}

/** A file as an answer of a form names it. */
export interface FileBrief {
  readonly fileId: string;
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: number;
  readonly sm3: string;
}

export async function findFile(db: Reader, filingId: string, sm3: string): Promise<FileBrief | undefined> {
  const row = await db.maybe<{ brief: FileBrief }>(
    sql`select brief from filing.file where filing_id = ${filingId} and sm3 = ${sm3}`,
  );
  return row?.brief;
}

/** @returns false when the same bytes came before. */
export async function insertFile(
  tx: Tx,
  f: Pick<FilingRow, 'id' | 'region'>,
  brief: FileBrief,
  at: Date,
): Promise<boolean> {
  const made = await tx.run(sql`insert into filing.file (file_id, filing_id, region, sm3, brief, at)
    values (${brief.fileId}, ${f.id}, ${f.region}, ${brief.sm3}, ${jsonb(brief)}::jsonb, ${at}) on conflict (filing_id, sm3) do nothing`);
  return made === 1;
}

export async function filesOfFiling(db: Reader, filingId: string): Promise<ReadonlySet<string>> {
  const rows = await db.rows<{ fileId: string }>(
    sql`select file_id as "fileId" from filing.file where filing_id = ${filingId}`,
  );
  return new Set(rows.map((r) => r.fileId));
}
