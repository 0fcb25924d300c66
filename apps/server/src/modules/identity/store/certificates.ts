import type { Reader, Tx } from '../../../kernel/db/database.ts';
import { sql } from '../../../kernel/db/sql.ts';

export type ChallengePurpose = 'sign-in' | 'bind';

export async function insertChallenge(
  tx: Tx,
  c: { readonly id: string; readonly message: string; readonly purpose: ChallengePurpose; readonly expiresAt: Date },
): Promise<void> {
  await tx.run(sql`insert into identity.certificate_challenge (id, message, purpose, expires_at)
    values (${c.id}, ${c.message}, ${c.purpose}, ${c.expiresAt})`);
}

/** Uses it up, whatever comes of it. */
export function spendChallenge(
  tx: Tx,
  id: string,
  purpose: ChallengePurpose,
  now: Date,
): Promise<{ message: string } | undefined> {
  return tx.maybe(
    sql`delete from identity.certificate_challenge where id = ${id} and purpose = ${purpose} and expires_at > ${now} returning message`,
  );
}

export interface CertificateRow {
  readonly id: string;
  readonly personId: string | null;
  readonly staffId: string | null;
  readonly fingerprint: string;
  readonly subject: string;
  readonly issuer: string;
  readonly serial: string;
  readonly validTo: Date;
  readonly boundAt: Date;
}

export interface Account {
  readonly personId: string | null;
  readonly staffId: string | null;
}

const columns = sql`id, person_id as "personId", staff_id as "staffId", fingerprint, subject, issuer, serial, valid_to as "validTo", bound_at as "boundAt"`;

export function findBoundCertificate(db: Reader, fingerprint: string): Promise<CertificateRow | undefined> {
  return db.maybe(
    sql`select ${columns} from identity.certificate where fingerprint = ${fingerprint} and removed_at is null`,
  );
}

export function listCertificatesOf(db: Reader, who: Account): Promise<CertificateRow[]> {
  return db.rows(sql`select ${columns} from identity.certificate
    where person_id is not distinct from ${who.personId} and staff_id is not distinct from ${who.staffId} and removed_at is null
    order by bound_at desc limit 20`);
}

/** @returns false when the key is bound to an account already */
export async function insertCertificate(tx: Tx, c: CertificateRow): Promise<boolean> {
  return (
    (await tx.run(sql`insert into identity.certificate (id, person_id, staff_id, fingerprint, subject, issuer, serial, valid_to, bound_at)
      values (${c.id}, ${c.personId}, ${c.staffId}, ${c.fingerprint}, ${c.subject}, ${c.issuer}, ${c.serial}, ${c.validTo}, ${c.boundAt})
      on conflict (fingerprint) where removed_at is null do nothing`)) === 1
  );
}

/** @returns false when it is not of this account */
export async function removeCertificateOf(tx: Tx, who: Account, id: string, now: Date): Promise<boolean> {
  return (
    (await tx.run(sql`update identity.certificate set removed_at = ${now} where id = ${id} and removed_at is null
      and person_id is not distinct from ${who.personId} and staff_id is not distinct from ${who.staffId}`)) === 1
  );
}
