import type { Reader, Tx } from '../../../kernel/db/database.ts';
import { and, jsonb, sql } from '../../../kernel/db/sql.ts';
import type { Text } from '../../../kernel/text.ts';
import type { Recipient } from '../notice.ts';

export interface NewMessage {
  readonly id: string;
  readonly personId: string | null;
  readonly staffId: string | null;
  readonly caseId: string | null;
  readonly signingId: string | null;
  readonly bookingId: string | null;
  readonly at: Date;
  readonly title: Text;
  readonly body: Text;
  /** Id of the SMS to send with it. */
  readonly smsId: string | null;
}

export interface MessageRow {
  readonly id: string;
  readonly at: Date;
  readonly title: Text;
  readonly body: Text;
  readonly read: boolean;
  readonly caseId: string | null;
  readonly signingId: string | null;
  readonly bookingId: string | null;
  readonly sms: 'pending' | 'sent' | 'failed' | null;
}

/** Messages, their SMS and one job that sends these in one round trip; nothing at all for a message that is there already. */
export async function insertMessages(tx: Tx, messages: readonly NewMessage[], attempts: number): Promise<void> {
  await tx.rows(sql`with told as (
      select * from jsonb_to_recordset(${jsonb(messages)}::jsonb)
        as m(id text, "personId" text, "staffId" text, "caseId" text, "signingId" text, "bookingId" text, at timestamptz, title jsonb, body jsonb, "smsId" text)),
    made as (
      insert into notifications.message (id, person_id, staff_id, case_id, signing_id, booking_id, at, title, body)
      select id, "personId", "staffId", "caseId", "signingId", "bookingId", at, title, body from told on conflict (id) do nothing returning id),
    texted as (
      insert into notifications.sms (id, message_id, person_id, kind, state, at)
      select t."smsId", t.id, t."personId", 'notice', 'pending', t.at from told t join made on made.id = t.id where t."smsId" is not null
      returning id)
    select graphile_worker.add_job(identifier => 'notifications.send_sms', payload => json_build_object('smsIds', json_agg(texted.id)),
      max_attempts => ${attempts}::int) from texted having count(*) > 0`);
}

export interface MessageCursor {
  readonly at: Date;
  readonly id: string;
}

const isOf = (r: Recipient) =>
  r.staffId === undefined ? sql`message.person_id = ${r.personId}` : sql`message.staff_id = ${r.staffId}`;

/** A person's or an official's own messages, the newest first. */
export function listMessagesOf(
  db: Reader,
  recipient: Recipient,
  page: { readonly limit: number; readonly after?: MessageCursor },
): Promise<MessageRow[]> {
  return db.rows(sql`select message.id, message.at, message.title, message.body, message.read_at is not null as read, message.case_id as "caseId",
      message.signing_id as "signingId", message.booking_id as "bookingId",
      case when s.state = 'sending' then 'pending' else s.state end as sms
    from notifications.message left join notifications.sms s on s.message_id = message.id
    where ${and([
      isOf(recipient),
      page.after && sql`(message.at, message.id) < (${page.after.at}, ${page.after.id})`,
    ])} order by message.at desc, message.id desc limit ${page.limit}`);
}

/** @returns false when the recipient has no such message. */
export async function markRead(tx: Tx, recipient: Recipient, id: string, now: Date): Promise<boolean> {
  return (
    (await tx.run(sql`update notifications.message set read_at = coalesce(read_at, ${now})
      where id = ${id} and ${isOf(recipient)}`)) === 1
  );
}

export async function countUnread(db: Reader, recipient: Recipient): Promise<number> {
  const { n } = await db.one<{ n: number }>(
    sql`select count(*)::int as n from notifications.message where ${isOf(recipient)} and read_at is null`,
  );
  return n;
}
