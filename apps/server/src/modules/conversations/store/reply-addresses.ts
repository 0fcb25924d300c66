import type { Reader, Tx } from '../../../kernel/db/database.ts';
import { sql } from '../../../kernel/db/sql.ts';

export interface ReplyAddress {
  readonly token: string;
  readonly caseId: string;
  readonly recipient: string;
}

/** The one there is for this case and recipient; `token` becomes it when there is none. */
export async function keepReplyAddress(tx: Tx, a: ReplyAddress & { readonly now: Date }): Promise<string> {
  await tx.run(sql`insert into conversations.reply_address (token, case_id, recipient, made_at)
    values (${a.token}, ${a.caseId}, ${a.recipient}, ${a.now}) on conflict (case_id, recipient) do nothing`);
  return (
    await tx.one<{ token: string }>(
      sql`select token from conversations.reply_address where case_id = ${a.caseId} and recipient = ${a.recipient}`,
    )
  ).token;
}

export function findReplyAddress(db: Reader, token: string): Promise<ReplyAddress | undefined> {
  return db.maybe(
    sql`select token, case_id as "caseId", recipient from conversations.reply_address where token = ${token}`,
  );
}

/** @returns false when it was taken before */
export async function takeLetter(tx: Tx, messageId: string, now: Date): Promise<boolean> {
  return (
    (await tx.run(
      sql`insert into conversations.letter (message_id, at) values (${messageId}, ${now}) on conflict do nothing`,
    )) === 1
  );
}
