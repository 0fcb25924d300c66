import type { NoticeChannel, NoticeKind } from '@miaopi/contracts';
import type { Reader, Tx } from '../../../kernel/db/database.ts';
import { and, jsonb, type Sql, sql } from '../../../kernel/db/sql.ts';
import type { Text } from '../../../kernel/text.ts';
import type { Wordings } from '../domain/template-text.ts';
import type { Recipient } from '../notice.ts';

export interface NewMessage {
  readonly id: string;
  readonly personId: string | null;
  readonly staffId: string | null;
  readonly caseId: string | null;
  readonly signingId: string | null;
  readonly bookingId: string | null;
  readonly complaintId: string | null;
  readonly kind: NoticeKind;
  readonly at: Date;
  readonly title: Text;
  readonly body: Text;
  /** What it says by a channel, where that is not what stands on the page. */
  readonly wording: Wordings | null;
  readonly deliveries: readonly {
    readonly id: string;
    readonly channel: NoticeChannel;
    readonly notBefore: Date | null;
  }[];
}

export interface DeliveryBrief {
  readonly channel: NoticeChannel;
  readonly state: 'pending' | 'sent' | 'delivered' | 'failed' | 'unknown';
  readonly at: string;
  readonly notBefore: string | null;
  readonly error: string | null;
}

export interface MessageRow {
  readonly id: string;
  readonly at: Date;
  readonly title: Text;
  readonly body: Text;
  readonly kind: NoticeKind;
  readonly read: boolean;
  readonly caseId: string | null;
  readonly signingId: string | null;
  readonly bookingId: string | null;
  readonly complaintId: string | null;
  readonly deliveries: readonly DeliveryBrief[];
}

/**
 * Messages, the ways they go by and the jobs that send them in one round trip; nothing at all for a message that is there already. One job for all that go
 * by one channel at one time.
 */
export async function insertMessages(tx: Tx, messages: readonly NewMessage[], attempts: number): Promise<void> {
  await tx.rows(sql`with told as (
      select * from jsonb_to_recordset(${jsonb(messages)}::jsonb)
        as m(id text, "personId" text, "staffId" text, "caseId" text, "signingId" text, "bookingId" text, "complaintId" text, kind text, at timestamptz, title jsonb, body jsonb, wording jsonb, deliveries jsonb)),
    made as (
      insert into notifications.message (id, person_id, staff_id, case_id, signing_id, booking_id, complaint_id, kind, at, title, body, wording)
      select id, "personId", "staffId", "caseId", "signingId", "bookingId", "complaintId", kind, at, title, body, nullif(wording, 'null') from told on conflict (id) do nothing returning id),
    sending as (
      insert into notifications.delivery (id, message_id, channel, state, at, not_before)
      select d.id, t.id, d.channel, 'pending', t.at, d."notBefore"
      from told t join made on made.id = t.id,
        jsonb_to_recordset(t.deliveries) as d(id text, channel text, "notBefore" timestamptz)
      returning id, channel, not_before)
    select graphile_worker.add_job(identifier => 'notifications.deliver',
      payload => json_build_object('channel', channel, 'ids', json_agg(id)), run_at => not_before, max_attempts => ${attempts}::int)
    from sending group by channel, not_before`);
}

export interface MessageCursor {
  readonly at: Date;
  readonly id: string;
}

const isOf = (r: Recipient) =>
  r.staffId === undefined ? sql`message.person_id = ${r.personId}` : sql`message.staff_id = ${r.staffId}`;

const selected = (
  where: Sql,
  order: Sql,
): Sql => sql`select message.id, message.at, message.title, message.body, message.kind,
    message.read_at is not null as read, message.case_id as "caseId", message.signing_id as "signingId", message.booking_id as "bookingId",
    message.complaint_id as "complaintId",
    coalesce((select jsonb_agg(jsonb_build_object('channel', d.channel, 'state', case when d.state = 'sending' then 'pending' else d.state end,
      'at', coalesce(d.delivered_at, d.sent_at, d.tried_at, d.at), 'notBefore', d.not_before, 'error', d.last_error) order by d.at, d.channel)
      from notifications.delivery d where d.message_id = message.id), '[]') as deliveries
  from notifications.message where ${where} order by ${order}`;

/** A person's or an official's own messages, the newest first. */
export function listMessagesOf(
  db: Reader,
  recipient: Recipient,
  page: { readonly limit: number; readonly after?: MessageCursor },
): Promise<MessageRow[]> {
  const where = and([
    isOf(recipient),
    page.after && sql`(message.at, message.id) < (${page.after.at}, ${page.after.id})`,
  ]);
  return db.rows(selected(where, sql`message.at desc, message.id desc limit ${page.limit}`));
}

/** What persons were told about a case, in order of time. */
export function listTold(db: Reader, caseId: string, limit: number): Promise<MessageRow[]> {
  return db.rows(
    selected(
      sql`message.case_id = ${caseId} and message.person_id is not null`,
      sql`message.at desc, message.id desc limit ${limit}`,
    ),
  );
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
