import type { Reader } from '../../../kernel/db/database.ts';
import { sql } from '../../../kernel/db/sql.ts';

/** A certificate that was issued, and what became of it. */
export interface IssuedCertificate {
  readonly serial: string;
  readonly revokedAt: Date | null;
  readonly reason: string | null;
}

/** Of these serials, those that the issuing authority gave out. */
export function findIssued(db: Reader, serials: readonly string[]): Promise<IssuedCertificate[]> {
  return db.rows(sql`select serial, revoked_at as "revokedAt", revocation_reason as reason from seals.certificate
    where serial = any(${[...serials]}::text[]) and kind not in ('root', 'issuing', 'root-ocsp')`);
}

/** Of these serials, those that the root gave out: its issuing authority, and the key that answers for it. */
export function findIssuedByRoot(db: Reader, serials: readonly string[]): Promise<IssuedCertificate[]> {
  return db.rows(sql`select serial, revoked_at as "revokedAt", revocation_reason as reason from seals.certificate
    where serial = any(${[...serials]}::text[]) and kind in ('issuing', 'root-ocsp')`);
}

/** Of these serials, those that the authority for documents gave out; a certificate for one signature is never revoked. */
export function findIssuedForDocuments(db: Reader, serials: readonly string[]): Promise<IssuedCertificate[]> {
  return db.rows(sql`select serial, revoked_at as "revokedAt", null as reason from seals.document_certificate
      where serial = any(${[...serials]}::text[]) and kind <> 'root'
    union all select serial, null, null from seals.signature_certificate where serial = any(${[...serials]}::text[])`);
}
