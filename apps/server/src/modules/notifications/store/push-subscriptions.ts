import type { Reader, Tx } from '../../../kernel/db/database.ts';
import { jsonb, sql } from '../../../kernel/db/sql.ts';
import type { PushKey } from '../channels/push-encryption.ts';

export interface SubscriptionRow {
  readonly id: string;
  readonly endpoint: string;
  readonly p256dh: string;
  readonly auth: string;
  readonly device: string;
  readonly at: Date;
}

export function listSubscriptions(db: Reader | Tx, recipient: string): Promise<SubscriptionRow[]> {
  return db.rows(
    sql`select id, endpoint, p256dh, auth, device, at from notifications.push_subscription where recipient = ${recipient} order by at, id`,
  );
}

/** A browser belongs to whoever subscribed with it last. */
export async function insertSubscription(
  tx: Tx,
  s: Omit<SubscriptionRow, 'at'> & { readonly recipient: string; readonly now: Date },
): Promise<void> {
  await tx.run(sql`insert into notifications.push_subscription (id, recipient, endpoint, p256dh, auth, device, at)
    values (${s.id}, ${s.recipient}, ${s.endpoint}, ${s.p256dh}, ${s.auth}, ${s.device}, ${s.now})
    on conflict (endpoint) do update set recipient = excluded.recipient, p256dh = excluded.p256dh, auth = excluded.auth, device = excluded.device, at = excluded.at`);
}

/** @returns false when the recipient has no such subscription */
export async function deleteSubscription(tx: Tx, recipient: string, id: string): Promise<boolean> {
  return (
    (await tx.run(sql`delete from notifications.push_subscription where id = ${id} and recipient = ${recipient}`)) === 1
  );
}

export async function deleteGone(tx: Tx, id: string): Promise<void> {
  await tx.run(sql`delete from notifications.push_subscription where id = ${id}`);
}

/** The installation's key; `made` is kept when there is none yet. */
export async function keepPushKey(tx: Tx, made: PushKey, now: Date): Promise<PushKey> {
  await tx.run(
    sql`insert into notifications.push_key (private_key, at) values (${jsonb(made)}::jsonb, ${now}) on conflict do nothing`,
  );
  return (await tx.one<{ key: PushKey }>(sql`select private_key as key from notifications.push_key`)).key;
}
