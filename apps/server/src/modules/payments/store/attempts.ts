import type { Reader, Tx } from '../../../kernel/db/database.ts';
import { jsonb, sql } from '../../../kernel/db/sql.ts';
import type { Begun, Notification } from '../providers/provider.ts';
import type { AttemptRow } from './rows.ts';

const columns = sql`id, bill_id as "billId", provider, way, amount, state, begun, opened_at as "openedAt", expires_at as "expiresAt", transaction,
  paid_amount as "paidAmount", paid_at as "paidAt", counted`;

export function insertAttempt(
  tx: Tx,
  a: Pick<AttemptRow, 'id' | 'billId' | 'provider' | 'way' | 'amount' | 'openedAt' | 'expiresAt'> & {
    readonly region: string;
  },
): void {
  tx.send(sql`insert into payments.attempt (id, bill_id, region, provider, way, amount, state, opened_at, expires_at)
    values (${a.id}, ${a.billId}, ${a.region}, ${a.provider}, ${a.way}, ${a.amount}, 'open', ${a.openedAt}, ${a.expiresAt})`);
}

export async function setBegun(tx: Tx, id: string, begun: Begun): Promise<void> {
  await tx.run(sql`update payments.attempt set begun = ${jsonb(begun)} where id = ${id}`);
}

export function findAttempt(db: Reader, id: string): Promise<AttemptRow | undefined> {
  return db.maybe(sql`select ${columns} from payments.attempt where id = ${id}`);
}

export function lockAttempt(tx: Tx, id: string): Promise<AttemptRow | undefined> {
  return tx.maybe(sql`select ${columns} from payments.attempt where id = ${id} for update`);
}

/** Tries to pay a bill, the newest first. */
export function attemptsOf(db: Reader, billId: string): Promise<readonly AttemptRow[]> {
  return db.rows(
    sql`select ${columns} from payments.attempt where bill_id = ${billId} order by opened_at desc, id desc`,
  );
}

export async function setPaid(
  tx: Tx,
  id: string,
  paid: { readonly transaction: string; readonly amount: number; readonly at: Date; readonly counted: boolean },
): Promise<void> {
  await tx.run(sql`update payments.attempt set state = 'paid', transaction = ${paid.transaction}, paid_amount = ${paid.amount},
    paid_at = ${paid.at}, counted = ${paid.counted} where id = ${id}`);
}

export async function setClosed(tx: Tx, id: string): Promise<boolean> {
  return (await tx.run(sql`update payments.attempt set state = 'closed' where id = ${id} and state = 'open'`)) === 1;
}

/** Keeps a provider's message. @returns false when it was kept before */
export async function keepNotification(tx: Tx, provider: string, n: Notification, now: Date): Promise<boolean> {
  const kept = await tx.run(sql`insert into payments.notification (provider, id, at, order_no, body)
    values (${provider}, ${n.id}, ${now}, ${n.payment?.orderNo ?? null}, ${n.body}) on conflict do nothing`);
  return kept === 1;
}

/** Payments a provider took between two instants. */
export function paidBetween(
  db: Reader,
  provider: string,
  from: Date,
  to: Date,
): Promise<readonly (AttemptRow & { readonly office: string })[]> {
  return db.rows(sql`select a.id, a.bill_id as "billId", a.paid_amount as "paidAmount", a.transaction, a.counted, b.office
    from payments.attempt a join payments.bill b on b.id = a.bill_id
    where a.provider = ${provider} and a.state = 'paid' and a.paid_at >= ${from} and a.paid_at < ${to} order by a.id`);
}

export async function setReconciled(tx: Tx, attemptIds: readonly string[], day: string): Promise<void> {
  await tx.run(sql`update payments.attempt set reconciled_on = ${day} where id = any(${attemptIds}::text[])`);
}

/** Bills paid by these orders that were only paid so far become 已对账. */
export async function reconcileBills(tx: Tx, attemptIds: readonly string[], now: Date): Promise<void> {
  await tx.run(sql`update payments.bill b set state = case when b.state = 'paid' then 'reconciled' else b.state end, reconciled_at = ${now}
    from payments.attempt a where a.bill_id = b.id and a.counted and a.id = any(${attemptIds}::text[]) and b.reconciled_at is null`);
}
