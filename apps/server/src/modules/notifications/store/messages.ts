import type { Reader, Tx } from '../../../kernel/db/database.ts';
import { and, jsonb, sql } from '../../../kernel/db/sql.ts';
import type { Text } from '../../../kernel/text.ts';

export interface NewMessage {
  readonly id: string;
  readonly personId: string;
  readonly caseId: string | null;
  readonly signingId: string | null;
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
  readonly sms: 'pending' | 'sent' | 'failed' | null;
}

/** Messages, their SMS and one job that sends these in one round trip; nothing at all for a message that is there already. */
export async function insertMessages(tx: Tx, messages: readonly NewMessage[], attempts: number): Promise<void> {
  await tx.rows(sql`with told as (
      select * from jsonb_to_recordset(${jsonb(messages)}::jsonb)
        as m(id text, "personId" text, "caseId" text, "signingId" text, at timestamptz, title jsonb, body jsonb, "smsId" text)),
    made as (
      insert into notifications.message (id, person_id, case_id, signing_id, at, title, body)
      select id, "personId", "caseId", "signingId", at, title, body from told on conflict (id) do nothing returning id),
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

/** A person's own messages, the newest first. */
export function listMessagesOf(
  db: Reader,
  personId: string,
  page: { readonly limit: number; readonly after?: MessageCursor },
): Promise<MessageRow[]> {
  return db.rows(sql`select m.id, m.at, m.title, m.body, m.read_at is not null as read, m.case_id as "caseId", m.signing_id as "signingId",
      case when s.state = 'sending' then 'pending' else s.state end as sms
    from notifications.message m left join notifications.sms s on s.message_id = m.id
    where ${and([
      sql`m.person_id = ${personId}`,
      page.after && sql`(m.at, m.id) < (${page.after.at}, ${page.after.id})`,
    ])} order by m.at desc, m.id desc limit ${page.limit}`);
}

/** @returns false when the person has no such message. */
export async function markRead(tx: Tx, personId: string, id: string, now: Date): Promise<boolean> {
  return (
    (await tx.run(sql`update notifications.message set read_at = coalesce(read_at, ${now})
      where id = ${id} and person_id = ${personId}`)) === 1
  );
}

export async function countUnread(db: Reader, personId: string): Promise<number> {
  const { n } = await db.one<{ n: number }>(
    sql`select count(*)::int as n from notifications.message where person_id = ${personId} and read_at is null`,
  );
  return n;
}
