import type { Reader, Tx } from '../../../kernel/db/database.ts';
import { sql } from '../../../kernel/db/sql.ts';

export type CertificateKind = 'root' | 'issuing' | 'maker' | 'office';

export interface CertificateRow {
  readonly id: string;
  readonly kind: CertificateKind;
  readonly office: string | null;
  readonly der: Buffer;
  readonly wrapped: Buffer;
  readonly validTo: Date;
}

export interface NewCertificate {
  readonly id: string;
  readonly kind: CertificateKind;
  readonly office: string | null;
  readonly name: string;
  readonly serial: string;
  readonly der: Uint8Array;
  readonly wrapped: Uint8Array;
  readonly validFrom: Date;
  readonly validTo: Date;
  readonly now: Date;
}

const columns = sql`c.id, c.kind, c.office, c.der, k.wrapped, c.valid_to as "validTo"`;

/** Root, issuing authority and seal maker. */
export function listAuthority(db: Reader): Promise<CertificateRow[]> {
  return db.rows(
    sql`select ${columns} from seals.certificate c join seals.key k on k.id = c.key_id where c.kind <> 'office' and c.revoked_at is null`,
  );
}

export async function anyKey(db: Reader): Promise<boolean> {
  return (await db.one<{ any: boolean }>(sql`select exists (select from seals.key) as any`)).any;
}

export async function insertCertificate(tx: Tx, c: NewCertificate): Promise<void> {
  await tx.run(sql`with k as (
      insert into seals.key (id, wrapped, created_at) values (${c.id}, ${Buffer.from(c.wrapped)}, ${c.now}) returning id)
    insert into seals.certificate (id, kind, office, name, serial, der, key_id, valid_from, valid_to)
    select ${c.id}, ${c.kind}, ${c.office}, ${c.name}, ${c.serial}, ${Buffer.from(c.der)}, k.id, ${c.validFrom}, ${c.validTo} from k`);
}

export interface RevocationListRow {
  readonly issuer: string;
  readonly number: number;
  readonly der: Buffer;
  readonly nextUpdate: Date;
}

export function listRevocationLists(db: Reader): Promise<RevocationListRow[]> {
  return db.rows(sql`select issuer, number, der, next_update as "nextUpdate" from seals.revocation_list`);
}

export async function putRevocationList(
  tx: Tx,
  l: { issuer: string; number: number; der: Uint8Array; nextUpdate: Date },
): Promise<void> {
  await tx.run(sql`insert into seals.revocation_list (issuer, number, der, next_update) values (${l.issuer}, ${l.number}, ${Buffer.from(l.der)}, ${l.nextUpdate})
    on conflict (issuer) do update set number = excluded.number, der = excluded.der, next_update = excluded.next_update`);
}

/** Serial numbers revoked, of certificates this issuer signed: the root signed the issuing one, which signed the rest. */
export function listRevoked(db: Reader, issuer: 'root' | 'issuing'): Promise<{ serial: string; revokedAt: Date }[]> {
  return db.rows(sql`select serial, revoked_at as "revokedAt" from seals.certificate
    where revoked_at is not null and kind <> 'root' and (kind = 'issuing') = (${issuer} = 'root')`);
}

/** One maker of keys at a time, over all processes. */
export async function lockAuthority(tx: Tx): Promise<void> {
  await tx.rows(sql`select pg_advisory_xact_lock(720410)`);
}
