import type { Reader, Tx } from '../../../kernel/db/database.ts';
import { jsonb, sql } from '../../../kernel/db/sql.ts';
import type { PictureEntry } from '../domain/picture-archive.ts';

export interface ArchiveRow {
  readonly id: string;
  readonly name: string;
  readonly fileKey: string;
  readonly digest: string;
  readonly bytes: number;
  readonly pictures: number;
}

export function listArchives(db: Reader, batchId: string): Promise<ArchiveRow[]> {
  return db.rows(sql`select a.id, a.name, a.file_key as "fileKey", a.digest, a.bytes,
      (select count(*) from licences.batch_picture p where p.batch_id = a.batch_id and p.archive_id = a.id) as pictures
    from licences.batch_archive a where a.batch_id = ${batchId} order by a.id`);
}

/** @throws a unique violation `batch_picture_pkey` when another archive has a picture of the same name */
export async function insertArchive(
  tx: Tx,
  batchId: string,
  a: Omit<ArchiveRow, 'pictures'>,
  pictures: readonly PictureEntry[],
): Promise<void> {
  await tx.run(sql`with a as (
      insert into licences.batch_archive (batch_id, id, name, file_key, digest, bytes) values (${batchId}, ${a.id}, ${a.name}, ${a.fileKey}, ${a.digest}, ${a.bytes})
    )
    insert into licences.batch_picture (batch_id, name, archive_id, entry)
    select ${batchId}::text, g.name, ${a.id}::text, g.entry from jsonb_to_recordset(${jsonb(pictures)}::jsonb) g(name text, entry text)`);
}

export async function deleteArchive(tx: Tx, batchId: string, id: string): Promise<string | undefined> {
  return (
    await tx.maybe<{ key: string }>(
      sql`delete from licences.batch_archive where batch_id = ${batchId} and id = ${id} returning file_key as key`,
    )
  )?.key;
}

export async function pictureNames(db: Reader, batchId: string): Promise<Set<string>> {
  const rows = await db.rows<{ name: string }>(
    sql`select name from licences.batch_picture where batch_id = ${batchId}`,
  );
  return new Set(rows.map((r) => r.name));
}

/** Where these pictures lie. */
export function findPictures(
  db: Reader,
  batchId: string,
  names: readonly string[],
): Promise<{ readonly name: string; readonly entry: string; readonly fileKey: string }[]> {
  return db.rows(sql`select p.name, p.entry, a.file_key as "fileKey" from licences.batch_picture p
    join licences.batch_archive a on a.batch_id = p.batch_id and a.id = p.archive_id
    where p.batch_id = ${batchId} and p.name = any(${[...names]})`);
}
