import type { Reader, Tx } from '../../../kernel/db/database.ts';
import { sql } from '../../../kernel/db/sql.ts';

export interface PdfCopyRow {
  readonly id: string;
  readonly licenceId: string;
  readonly region: string;
  readonly fileKey: string;
  /** SM3 of the file, hex. */
  readonly digest: string;
  readonly madeAt: Date;
  /** Actor key of who first asked for it. */
  readonly madeFor: string;
}

export function findPdfCopy(db: Reader, licenceId: string): Promise<{ fileKey: string } | undefined> {
  return db.maybe(sql`select file_key as "fileKey" from licences.pdf_copy where licence_id = ${licenceId}`);
}

/** @returns false when another one was quicker */
export async function insertPdfCopy(tx: Tx, c: PdfCopyRow): Promise<boolean> {
  return (
    (await tx.run(sql`insert into licences.pdf_copy (id, licence_id, region, file_key, digest, made_at, made_for)
      values (${c.id}, ${c.licenceId}, ${c.region}, ${c.fileKey}, ${c.digest}, ${c.madeAt}, ${c.madeFor}) on conflict do nothing`)) ===
    1
  );
}
