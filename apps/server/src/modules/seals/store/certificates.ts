import type { Reader, Tx } from '../../../kernel/db/database.ts';
import { sql } from '../../../kernel/db/sql.ts';

export type CertificateKind =
  | 'root'
  | 'issuing'
  | 'maker'
  | 'code'
  | 'root-ocsp'
  | 'ocsp'
  | 'time-stamp'
  | 'office'
  | 'firm'
  | 'person';

/** Keys that answer for the root's certificates, for the issuing authority's, and stamp time. */
export type ServiceKind = 'root-ocsp' | 'ocsp' | 'time-stamp';

export interface CertificateRow {
  readonly id: string;
  readonly kind: CertificateKind;
  readonly der: Buffer;
  readonly wrapped: Buffer;
  readonly validTo: Date;
}

export interface NewCertificate {
  readonly id: string;
  readonly kind: CertificateKind;
  /** USCC of an office, id of a firm or person; null for the authority itself. */
  readonly principal: string | null;
  readonly name: string;
  readonly serial: string;
  readonly der: Uint8Array;
  /** Absent: the key is on hardware. */
  readonly wrapped?: Uint8Array;
  /** Of a key under its holder's password. */
  readonly salt?: Uint8Array;
  readonly validFrom: Date;
  readonly validTo: Date;
  readonly now: Date;
}

const columns = sql`c.id, c.kind, c.der, k.wrapped, c.valid_to as "validTo"`;

/** Root, issuing authority and seal maker. */
export function listAuthority(db: Reader): Promise<CertificateRow[]> {
  return db.rows(
    sql`select ${columns} from seals.certificate c join seals.key k on k.id = c.key_id where c.kind in ('root', 'issuing', 'maker') and c.revoked_at is null`,
  );
}

/** The key for QR codes and lists of licences; undefined until it is made. */
export function findCodeKey(db: Reader): Promise<CertificateRow | undefined> {
  return db.maybe(
    sql`select ${columns} from seals.certificate c join seals.key k on k.id = c.key_id where c.kind = 'code' and c.revoked_at is null`,
  );
}

/** The newest key that answers for certificates or stamps time. */
export function findServiceKey(db: Reader, kind: ServiceKind): Promise<CertificateRow | undefined> {
  return db.maybe(sql`select ${columns} from seals.certificate c join seals.key k on k.id = c.key_id
    where c.kind = ${kind} and c.revoked_at is null order by c.valid_to desc limit 1`);
}

export async function anyKey(db: Reader): Promise<boolean> {
  return (await db.one<{ any: boolean }>(sql`select exists (select from seals.key) as any`)).any;
}

export async function insertCertificate(tx: Tx, c: NewCertificate): Promise<void> {
  const { wrapped } = c;
  if (!wrapped) {
    await tx.run(sql`insert into seals.certificate (id, kind, principal, name, serial, der, valid_from, valid_to)
      values (${c.id}, ${c.kind}, ${c.principal}, ${c.name}, ${c.serial}, ${Buffer.from(c.der)}, ${c.validFrom}, ${c.validTo})`);
    return;
  }
  await tx.run(sql`with k as (
      insert into seals.key (id, wrapped, salt, created_at)
      values (${c.id}, ${Buffer.from(wrapped)}, ${c.salt ? Buffer.from(c.salt) : null}, ${c.now}) returning id)
    insert into seals.certificate (id, kind, principal, name, serial, der, key_id, valid_from, valid_to)
    select ${c.id}, ${c.kind}, ${c.principal}, ${c.name}, ${c.serial}, ${Buffer.from(c.der)}, k.id, ${c.validFrom}, ${c.validTo} from k`);
}

/** A key wrapped anew: its carrier has another password or another holder. */
export async function rewrapKey(
  tx: Tx,
  certificateId: string,
  handle: { readonly wrapped: Uint8Array; readonly salt: Uint8Array },
): Promise<void> {
  await tx.run(sql`update seals.key k set wrapped = ${Buffer.from(handle.wrapped)}, salt = ${Buffer.from(handle.salt)}
    from seals.certificate c where c.id = ${certificateId} and c.key_id = k.id`);
}

/** Certificates of a seal's carriers that are not revoked yet. @returns how many were */
export function revokeCertificates(
  tx: Tx,
  sealId: string,
  why: { readonly at: Date; readonly reason: string; readonly since: Date | null },
): Promise<number> {
  return tx.run(sql`update seals.certificate c set revoked_at = ${why.at}, revocation_reason = ${why.reason}, invalid_since = ${why.since}
    from seals.carrier r where r.seal_id = ${sealId} and r.certificate_id = c.id and c.revoked_at is null`);
}

/** Certificates of machine's carriers that gave place to another before `movedBefore`, revoked as superseded. @returns their ids */
export async function supersedeRetired(tx: Tx, movedBefore: Date, now: Date): Promise<string[]> {
  const rows = await tx.rows<{
    id: string;
  }>(sql`update seals.certificate c set revoked_at = ${now}, revocation_reason = 'superseded'
    from seals.carrier r where r.certificate_id = c.id and r.kind = 'machine' and r.state = 'retired' and c.revoked_at is null
      and exists (select from seals.carrier n where n.seal_id = r.seal_id and n.kind = 'machine' and n.state = 'ready' and n.made_at < ${movedBefore})
    returning c.id`);
  return rows.map((r) => r.id);
}

/** Nobody can sign with these any more. */
export async function destroyKeys(tx: Tx, certificateIds: readonly string[]): Promise<void> {
  const keys = await tx.rows<{ id: string }>(
    sql`select key_id as id from seals.certificate where id = any(${[...certificateIds]}::text[]) and key_id is not null`,
  );
  await tx.run(sql`update seals.certificate set key_id = null where id = any(${[...certificateIds]}::text[])`);
  await tx.run(sql`delete from seals.key where id = any(${keys.map((k) => k.id)}::text[])`);
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

export interface RevokedRow {
  readonly serial: string;
  readonly revokedAt: Date;
  readonly reason: string | null;
  readonly invalidSince: Date | null;
}

/** Serial numbers revoked, of certificates this issuer signed: the root signed the issuing one, which signed the rest. */
export function listRevoked(db: Reader, issuer: 'root' | 'issuing'): Promise<RevokedRow[]> {
  return db.rows(sql`select serial, revoked_at as "revokedAt", revocation_reason as reason, invalid_since as "invalidSince" from seals.certificate
    where revoked_at is not null and kind <> 'root' and (kind = 'issuing') = (${issuer} = 'root')`);
}

/** One maker of keys at a time, over all processes. */
export async function lockAuthority(tx: Tx): Promise<void> {
  await tx.rows(sql`select pg_advisory_xact_lock(720410)`);
}
