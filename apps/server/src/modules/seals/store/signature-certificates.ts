import type { Tx } from '../../../kernel/db/database.ts';
import { sql } from '../../../kernel/db/sql.ts';

export interface NewSignatureCertificate {
  readonly id: string;
  readonly sealId: string;
  readonly carrierId: string;
  readonly openingId: string;
  readonly serial: string;
  readonly der: Uint8Array;
  readonly consent: string;
  readonly consentSignature: Uint8Array;
  readonly validFrom: Date;
  readonly validTo: Date;
}

export async function insertSignatureCertificate(tx: Tx, c: NewSignatureCertificate): Promise<void> {
  await tx.run(sql`insert into seals.signature_certificate (id, seal_id, carrier_id, opening_id, serial, der, consent, consent_signature, valid_from, valid_to)
    values (${c.id}, ${c.sealId}, ${c.carrierId}, ${c.openingId}, ${c.serial}, ${Buffer.from(c.der)}, ${c.consent}, ${Buffer.from(c.consentSignature)}, ${c.validFrom}, ${c.validTo})`);
}
