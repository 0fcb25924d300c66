import type { Reader, Tx } from '../../../kernel/db/database.ts';
import { sql } from '../../../kernel/db/sql.ts';

export interface EmailRow {
  readonly address: string | null;
  readonly confirmedAt: Date | null;
  readonly askedAddress: string | null;
  readonly askedAt: Date | null;
}

export function findEmail(db: Reader | Tx, recipient: string): Promise<EmailRow | undefined> {
  return db.maybe(sql`select address, confirmed_at as "confirmedAt", asked_address as "askedAddress", asked_at as "askedAt"
    from notifications.email_address where recipient = ${recipient}`);
}

/** An address that its owner is asked to confirm; the one before stays until then. */
export async function askEmail(
  tx: Tx,
  e: { readonly recipient: string; readonly address: string; readonly tokenHash: string; readonly now: Date },
): Promise<void> {
  await tx.run(sql`insert into notifications.email_address (recipient, asked_address, asked_at, token_hash)
    values (${e.recipient}, ${e.address}, ${e.now}, ${e.tokenHash})
    on conflict (recipient) do update set asked_address = excluded.asked_address, asked_at = excluded.asked_at, token_hash = excluded.token_hash`);
}

/** @returns whose address it confirmed; undefined when no such link is open */
export async function confirmEmail(
  tx: Tx,
  tokenHash: string,
  askedAfter: Date,
  now: Date,
): Promise<string | undefined> {
  const row = await tx.maybe<{ recipient: string }>(sql`update notifications.email_address
    set address = asked_address, confirmed_at = ${now}, asked_address = null, asked_at = null, token_hash = null
    where token_hash = ${tokenHash} and asked_at > ${askedAfter} returning recipient`);
  return row?.recipient;
}

export async function removeEmail(tx: Tx, recipient: string): Promise<void> {
  await tx.run(sql`delete from notifications.email_address where recipient = ${recipient}`);
}
