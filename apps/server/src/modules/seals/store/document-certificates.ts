import type { Reader, Tx } from '../../../kernel/db/database.ts';
import { sql } from '../../../kernel/db/sql.ts';

export type DocumentCertificateKind = 'root' | 'time-stamp' | 'ocsp' | 'office';

export interface DocumentCertificateRow {
  readonly id: string;
  readonly kind: DocumentCertificateKind;
  readonly der: Buffer;
  readonly wrapped: Buffer;
  readonly validTo: Date;
}

export interface NewDocumentCertificate {
  readonly id: string;
  readonly kind: DocumentCertificateKind;
  readonly office: string | null;
  readonly name: string;
  readonly serial: string;
  readonly der: Uint8Array;
  readonly wrapped: Uint8Array;
  readonly validFrom: Date;
  readonly validTo: Date;
  readonly now: Date;
}

/** The newest one not revoked; of an office, or of the installation itself. */
export function findDocumentCertificate(
  db: Reader,
  kind: DocumentCertificateKind,
  office: string | null,
): Promise<DocumentCertificateRow | undefined> {
  return db
    .rows<DocumentCertificateRow>(
      sql`select c.id, c.kind, c.der, k.wrapped, c.valid_to as "validTo" from seals.document_certificate c join seals.key k on k.id = c.key_id
        where c.kind = ${kind} and c.office is not distinct from ${office} and c.revoked_at is null order by c.valid_to desc limit 1`,
    )
    .then((rows) => rows[0]);
}

export async function insertDocumentCertificate(tx: Tx, c: NewDocumentCertificate): Promise<void> {
  await tx.run(sql`with k as (
      insert into seals.key (id, wrapped, created_at) values (${c.id}, ${Buffer.from(c.wrapped)}, ${c.now}) returning id)
    insert into seals.document_certificate (id, kind, office, name, serial, der, key_id, valid_from, valid_to)
    select ${c.id}, ${c.kind}, ${c.office}, ${c.name}, ${c.serial}, ${Buffer.from(c.der)}, k.id, ${c.validFrom}, ${c.validTo} from k`);
}

/** Nothing signed with an office's certificates from then on is to be trusted. */
export async function revokeDocumentCertificates(tx: Tx, office: string, at: Date): Promise<void> {
  await tx.run(sql`update seals.document_certificate set revoked_at = ${at}
    where kind = 'office' and office = ${office} and revoked_at is null`);
}

/** Whether a certificate of the office was revoked and none is in force. */
export async function lostDocumentCertificate(db: Reader, office: string): Promise<boolean> {
  const { lost } = await db.one<{ lost: boolean }>(
    sql`select count(*) > 0 and count(*) filter (where revoked_at is null) = 0 as lost
      from seals.document_certificate where kind = 'office' and office = ${office}`,
  );
  return lost;
}

export function listRevokedDocumentCertificates(db: Reader): Promise<{ serial: string; revokedAt: Date }[]> {
  return db.rows(
    sql`select serial, revoked_at as "revokedAt" from seals.document_certificate where revoked_at is not null and kind <> 'root'`,
  );
}

export interface DocumentListRow {
  readonly number: number;
  readonly der: Buffer;
  readonly nextUpdate: Date;
}

/** The list of the newest root. */
export function findDocumentList(db: Reader): Promise<DocumentListRow | undefined> {
  return db
    .rows<DocumentListRow>(
      sql`select l.number, l.der, l.next_update as "nextUpdate" from seals.document_revocation_list l
        join seals.document_certificate c on c.id = l.issuer where c.kind = 'root' order by c.valid_to desc limit 1`,
    )
    .then((rows) => rows[0]);
}

export async function putDocumentList(
  tx: Tx,
  l: { readonly number: number; readonly der: Uint8Array; readonly nextUpdate: Date },
): Promise<void> {
  await tx.run(sql`insert into seals.document_revocation_list (issuer, number, der, next_update)
    select id, ${l.number}, ${Buffer.from(l.der)}, ${l.nextUpdate} from seals.document_certificate where kind = 'root' order by valid_to desc limit 1
    on conflict (issuer) do update set number = excluded.number, der = excluded.der, next_update = excluded.next_update`);
}
