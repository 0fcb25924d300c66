import type { NoticeChannel, NoticeKind } from '@miaopi/contracts';
import type { Tx } from '../../../kernel/db/database.ts';
import { jsonb, sql } from '../../../kernel/db/sql.ts';
import type { Text } from '../../../kernel/text.ts';
import type { Wordings } from '../domain/template-text.ts';

export interface DueDelivery {
  readonly id: string;
  readonly messageId: string;
  readonly personId: string | null;
  readonly staffId: string | null;
  readonly caseId: string | null;
  readonly signingId: string | null;
  readonly bookingId: string | null;
  readonly complaintId: string | null;
  readonly kind: NoticeKind;
  readonly title: Text;
  readonly body: Text;
  readonly channel: NoticeChannel;
  readonly wording: Wordings | null;
  /** An earlier attempt was begun and never ended: the process died in it. */
  readonly leftOpen: boolean;
}

/** Marks the attempts before they are made; those sent or given up already are left out. */
export function beginAttempts(tx: Tx, ids: readonly string[], now: Date): Promise<DueDelivery[]> {
  return tx.rows(sql`with due as (
      select id, state from notifications.delivery where id = any(${ids}) and state in ('pending', 'sending') for update)
    update notifications.delivery d set state = 'sending', attempts = d.attempts + 1, tried_at = ${now}
    from due, notifications.message m
    where d.id = due.id and m.id = d.message_id
    returning d.id, d.message_id as "messageId", m.person_id as "personId", m.staff_id as "staffId", m.case_id as "caseId", m.signing_id as "signingId",
      m.booking_id as "bookingId", m.complaint_id as "complaintId", m.kind, m.title, m.body, m.wording, d.channel, due.state = 'sending' as "leftOpen"`);
}

export interface EndedAttempt {
  readonly id: string;
  readonly state: 'pending' | 'sent' | 'failed' | 'unknown';
  readonly error: string | null;
  readonly refs: readonly string[];
}

/**
 * What became of the attempts; one that is sent stays sent. Receipts that came first are taken in.
 * @returns ids of those that have failed by now
 */
export async function endAttempts(tx: Tx, ended: readonly EndedAttempt[], now: Date): Promise<string[]> {
  await lockRefs(
    tx,
    ended.flatMap((e) => e.refs),
  );
  await tx.run(sql`update notifications.delivery d set state = e.state, last_error = e.error,
      sent_at = case when e.state = 'sent' then ${now}::timestamptz end,
      refs = array(select jsonb_array_elements_text(e.refs)), open_refs = jsonb_array_length(e.refs)
    from jsonb_to_recordset(${jsonb(ended)}::jsonb) as e(id text, state text, error text, refs jsonb)
    where d.id = e.id and d.state = 'sending'`);
  await takeReceipts(
    tx,
    ended.flatMap((e) => e.refs),
  );
  const rows = await tx.rows<{ id: string }>(
    sql`select id from notifications.delivery where id = any(${ended.map((e) => e.id)}) and state in ('failed', 'unknown')`,
  );
  return rows.map((r) => r.id);
}

/** A receipt and our own mark may come at the same moment: whoever is second must see what the first wrote. */
async function lockRefs(tx: Tx, refs: readonly string[]): Promise<void> {
  if (refs.length > 0)
    await tx.rows(sql`select pg_advisory_xact_lock(hashtextextended('notifications.receipt ' || ref, 0))
      from (select ref from unnest(${refs}::text[]) as r(ref) order by ref) as ordered`);
}

export async function insertReceipt(
  tx: Tx,
  r: {
    readonly channel: NoticeChannel;
    readonly ref: string;
    readonly outcome: string;
    readonly detail: string;
    readonly now: Date;
  },
): Promise<boolean> {
  await lockRefs(tx, [r.ref]);
  return (
    (await tx.run(sql`insert into notifications.receipt (channel, ref, outcome, detail, at)
      values (${r.channel}, ${r.ref}, ${r.outcome}, ${r.detail}, ${r.now}) on conflict do nothing`)) === 1
  );
}

/**
 * Lets the receipts with these ids count for the deliveries they belong to: arrived when all parts have, failed when one has not.
 * @returns ids of those that failed by it
 */
export async function takeReceipts(tx: Tx, refs: readonly string[]): Promise<string[]> {
  if (refs.length === 0) return [];
  const rows = await tx.rows<{ id: string; state: string }>(sql`with counted as (
      select d.id, count(*) filter (where r.outcome = 'delivered') as arrived,
        max(r.detail) filter (where r.outcome = 'failed') as failure, max(r.at) as at
      from notifications.delivery d join notifications.receipt r on r.channel = d.channel and r.ref = any(d.refs)
      where d.open_refs > 0 and d.refs && ${refs}::text[] and d.state = 'sent' group by d.id)
    update notifications.delivery d set
      state = case when c.failure is not null then 'failed' when c.arrived = cardinality(d.refs) then 'delivered' else d.state end,
      delivered_at = case when c.failure is null and c.arrived = cardinality(d.refs) then c.at end,
      last_error = coalesce(c.failure, d.last_error),
      open_refs = case when c.failure is not null then 0 else cardinality(d.refs) - c.arrived::int end
    from counted c where c.id = d.id returning d.id, d.state`);
  return rows.filter((r) => r.state === 'failed').map((r) => r.id);
}

export interface FailedDelivery {
  readonly id: string;
  readonly channel: NoticeChannel;
  readonly messageId: string;
  readonly personId: string | null;
  readonly staffId: string | null;
  readonly kind: NoticeKind;
  readonly used: readonly { readonly channel: NoticeChannel; readonly state: string }[];
}

export function listFailed(tx: Tx, ids: readonly string[]): Promise<FailedDelivery[]> {
  return tx.rows(sql`select d.id, d.channel, m.id as "messageId", m.person_id as "personId", m.staff_id as "staffId", m.kind,
      (select jsonb_agg(jsonb_build_object('channel', u.channel, 'state', u.state)) from notifications.delivery u where u.message_id = m.id) as used
    from notifications.delivery d join notifications.message m on m.id = d.message_id where d.id = any(${ids})`);
}

export async function insertFallback(
  tx: Tx,
  f: {
    readonly id: string;
    readonly messageId: string;
    readonly channel: NoticeChannel;
    readonly insteadOf: NoticeChannel;
    readonly now: Date;
    readonly notBefore: Date | undefined;
  },
): Promise<boolean> {
  return (
    (await tx.run(sql`insert into notifications.delivery (id, message_id, channel, state, at, not_before, instead_of)
      values (${f.id}, ${f.messageId}, ${f.channel}, 'pending', ${f.now}, ${f.notBefore ?? null}, ${f.insteadOf}) on conflict (message_id, channel) do nothing`)) ===
    1
  );
}

/** Those given up, to be sent once more. @returns what is open now, by channel */
export function reopen(
  tx: Tx,
  ids: readonly string[],
): Promise<{ readonly id: string; readonly channel: NoticeChannel }[]> {
  return tx.rows(sql`update notifications.delivery set state = 'pending', not_before = null, refs = '{}', open_refs = 0
    where id = any(${ids}) and state in ('failed', 'unknown') returning id, channel`);
}
