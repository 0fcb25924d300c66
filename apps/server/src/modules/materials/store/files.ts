import type { Reader, Tx } from '../../../kernel/db/database.ts';
import { jsonb, sql } from '../../../kernel/db/sql.ts';
import type { SealVerdict } from '../domain/judge-seals.ts';

export interface FileRow {
  readonly id: string;
  readonly personId: string;
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: number;
  readonly sm3: string;
  readonly key: string;
  readonly uses: number;
  readonly at: Date;
  /** 原件 or 复印件 (F146). */
  readonly standing: SealVerdict['standing'];
  /** How its seals were judged on arrival; null for what carries none or was not looked at. */
  readonly verdict: SealVerdict | null;
}

/** What one person may keep that no case uses. */
export const mostFiles = 200;
export const mostBytesKept = 500 * 1024 * 1024;

const columns = sql`id, person_id as "personId", name, media_type as "mediaType", bytes, sm3, key, uses, at, standing, verdict`;

export function findFile(db: Reader, id: string): Promise<FileRow | undefined> {
  return db.maybe(sql`select ${columns} from materials.file where id = ${id} and deleted_at is null`);
}

/** An original with this digest, whoever's; the one that came in first. */
export function findOriginal(db: Reader, sm3: string): Promise<FileRow | undefined> {
  return db.maybe(sql`select ${columns} from materials.file where sm3 = ${sm3} and standing = 'original' and deleted_at is null
    order by at limit 1`);
}

export async function casesUsing(db: Reader, fileId: string): Promise<string[]> {
  const rows = await db.rows<{ caseId: string }>(
    sql`select case_id as "caseId" from materials.use where file_id = ${fileId} order by at desc limit 100`,
  );
  return rows.map((r) => r.caseId);
}

export interface KeptFile extends FileRow {
  readonly caseIds: readonly string[];
}

export function listFiles(db: Reader, personId: string): Promise<KeptFile[]> {
  return db.rows(sql`select ${columns}, array(select case_id from materials.use u where u.file_id = f.id order by u.at limit 20) as "caseIds"
    from materials.file f where person_id = ${personId} and deleted_at is null order by at desc, id desc limit 500`);
}

export function findFilesOfCase(db: Reader, caseId: string): Promise<FileRow[]> {
  return db.rows(sql`select ${columns} from materials.file where id in (select file_id from materials.use where case_id = ${caseId})
    and deleted_at is null order by at, id limit 500`);
}

export function findFilesOf(db: Reader, personId: string, ids: readonly string[]): Promise<FileRow[]> {
  return db.rows(
    sql`select ${columns} from materials.file where id = any(${[...ids]}::text[]) and person_id = ${personId} and deleted_at is null`,
  );
}

export async function hasRoom(db: Reader, personId: string, bytes: number): Promise<boolean> {
  const { room } = await db.one<{
    room: boolean;
  }>(sql`select count(*) < ${mostFiles} and coalesce(sum(bytes), 0) + ${bytes}::bigint <= ${mostBytesKept}::bigint as room
    from materials.file where person_id = ${personId} and uses = 0 and deleted_at is null`);
  return room;
}

/** Uploads of one person come one after another here, so that many at once don't pass the quota together. */
export async function waitForUploads(tx: Tx, personId: string): Promise<void> {
  await tx.rows(sql`select pg_advisory_xact_lock(hashtextextended(${personId}, 720422))`);
}

export async function insertFile(tx: Tx, f: FileRow): Promise<void> {
  await tx.run(sql`insert into materials.file (id, person_id, name, media_type, bytes, sm3, key, at, standing, verdict)
    values (${f.id}, ${f.personId}, ${f.name}, ${f.mediaType}, ${f.bytes}, ${f.sm3}, ${f.key}, ${f.at}, ${f.standing}, ${f.verdict ? jsonb(f.verdict) : null}::jsonb)`);
}

/** Binds files to a case and counts the use, in one statement; those missing in the answer are not this person's. */
export function bindFiles(
  tx: Tx,
  b: {
    readonly personId: string;
    readonly fileIds: readonly string[];
    readonly caseId: string;
    readonly region: string | null;
    readonly now: Date;
  },
): Promise<FileRow[]> {
  return tx.rows(sql`with f as (
      update materials.file set uses = uses + 1 where id = any(${[...b.fileIds]}::text[]) and person_id = ${b.personId} and deleted_at is null
      returning ${columns}),
    u as (insert into materials.use (file_id, case_id, at, region) select id, ${b.caseId}, ${b.now}, ${b.region} from f on conflict do nothing)
    select * from f`);
}

/** @returns the key of the bytes to remove, or why not. */
export async function deleteFile(
  tx: Tx,
  id: string,
  personId: string,
  now: Date,
): Promise<{ key: string } | 'in-use' | 'missing'> {
  const gone = await tx.maybe<{ key: string }>(sql`update materials.file set deleted_at = ${now}
    where id = ${id} and person_id = ${personId} and deleted_at is null and uses = 0 returning key`);
  if (gone) return gone;
  const still = await tx.maybe(
    sql`select 1 from materials.file where id = ${id} and person_id = ${personId} and deleted_at is null`,
  );
  return still ? 'in-use' : 'missing';
}

/** @returns keys of the bytes to remove. */
export async function sweepUnused(tx: Tx, before: Date, now: Date): Promise<string[]> {
  const rows = await tx.rows<{
    key: string;
  }>(sql`update materials.file set deleted_at = ${now} where deleted_at is null and uses = 0 and id in (
      select id from materials.file where uses = 0 and deleted_at is null and at < ${before} order by at limit 500) returning key`);
  return rows.map((r) => r.key);
}

/** Those of the keys whose bytes nobody knows (any more). */
export async function unknownKeys(db: Reader, keys: readonly string[]): Promise<string[]> {
  const rows = await db.rows<{ key: string }>(sql`select k as key from unnest(${[...keys]}::text[]) k
    where not exists (select from materials.file f where f.key = k and f.deleted_at is null)`);
  return rows.map((r) => r.key);
}
