import type { Reader, Tx } from '../../../kernel/db/database.ts';
import { jsonb, sql } from '../../../kernel/db/sql.ts';
import type { Text } from '../../../kernel/text.ts';

export interface CopyRow {
  readonly id: string;
  readonly licenceId: string;
  readonly region: string;
  readonly madeAt: Date;
  readonly purpose: string;
  readonly maker: Text;
  readonly recipient: string;
  readonly expiresAt: Date;
  readonly madeFor: 'system' | 'holder';
  readonly systemId: string | null;
  readonly fileKey: string;
  readonly digest: string;
  readonly sealing: string;
  readonly bytes: number;
  readonly pages: number;
}

const columns = sql`c.id, c.licence_id as "licenceId", c.region, c.made_at as "madeAt", c.purpose, c.maker, c.recipient, c.expires_at as "expiresAt",
  c.made_for as "madeFor", c.system_id as "systemId", c.file_key as "fileKey", c.digest, c.sealing, c.bytes, c.pages`;

export async function insertCopy(tx: Tx, c: CopyRow): Promise<void> {
  await tx.run(sql`insert into licences.copy (id, licence_id, region, made_at, purpose, maker, recipient, expires_at, made_for, system_id, file_key, digest,
      sealing, bytes, pages)
    values (${c.id}, ${c.licenceId}, ${c.region}, ${c.madeAt}, ${c.purpose}, ${jsonb(c.maker)}, ${c.recipient}, ${c.expiresAt}, ${c.madeFor}, ${c.systemId},
      ${c.fileKey}, ${c.digest}, ${c.sealing}, ${c.bytes}, ${c.pages})`);
}

export function listCopies(db: Reader, licenceId: string): Promise<CopyRow[]> {
  return db.rows(
    sql`select ${columns} from licences.copy c where c.licence_id = ${licenceId} order by c.made_at desc limit 100`,
  );
}

export function findCopy(db: Reader, id: string, licenceId: string): Promise<CopyRow | undefined> {
  return db.maybe(sql`select ${columns} from licences.copy c where c.id = ${id} and c.licence_id = ${licenceId}`);
}

/** The copy with these bytes, else the one with this sealing. */
export function findCopyOfFile(db: Reader, digest: string, sealing: string): Promise<CopyRow | undefined> {
  return db.maybe(sql`select ${columns} from licences.copy c where c.digest = ${digest} or c.sealing = ${sealing}
    order by (c.digest = ${digest}) desc limit 1`);
}

export async function insertLink(
  tx: Tx,
  link: { readonly tokenHash: Uint8Array; readonly copyId: string; readonly expiresAt: Date },
): Promise<void> {
  await tx.run(sql`insert into licences.share_link (token_hash, copy_id, expires_at)
    values (${Buffer.from(link.tokenHash)}, ${link.copyId}, ${link.expiresAt})`);
}

/** The copy behind a one-time address, which is used up by it. */
export function takeLink(tx: Tx, tokenHash: Uint8Array, now: Date): Promise<CopyRow | undefined> {
  return tx.maybe(sql`with taken as (update licences.share_link set used_at = ${now}
      where token_hash = ${Buffer.from(tokenHash)} and used_at is null and expires_at > ${now} returning copy_id)
    select ${columns} from licences.copy c join taken on taken.copy_id = c.id`);
}
