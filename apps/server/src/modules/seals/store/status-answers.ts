import type { Reader, Tx } from '../../../kernel/db/database.ts';
import { sql } from '../../../kernel/db/sql.ts';

export interface StatusAnswerKey {
  readonly kind: 'ocsp' | 'crl';
  /** SM3 of the certificate asked about; of a list, of its issuer's. */
  readonly about: string;
  readonly url: string;
}

/** The newest answer that still counts. */
export function findStatusAnswer(
  db: Reader,
  of: StatusAnswerKey & { readonly now: Date },
): Promise<{ readonly id: string; readonly der: Buffer } | undefined> {
  return db.maybe(sql`select id, der from seals.status_answer
    where about = ${of.about} and kind = ${of.kind} and url = ${of.url} and until > ${of.now} and asked_at <= ${of.now} order by asked_at desc limit 1`);
}

export async function insertStatusAnswer(
  tx: Tx,
  a: StatusAnswerKey & {
    readonly id: string;
    readonly der: Uint8Array;
    readonly askedAt: Date;
    /** Its next update. */
    readonly until: Date;
  },
): Promise<void> {
  await tx.run(sql`insert into seals.status_answer (id, kind, about, url, der, asked_at, until)
    values (${a.id}, ${a.kind}, ${a.about}, ${a.url}, ${Buffer.from(a.der)}, ${a.askedAt}, ${a.until})`);
}
