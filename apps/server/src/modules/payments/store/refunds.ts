import type { Reader, Tx } from '../../../kernel/db/database.ts';
import { sql } from '../../../kernel/db/sql.ts';
import type { RefundRow } from './rows.ts';

const columns = sql`id, bill_id as "billId", attempt_id as "attemptId", amount, kind, state, json_build_object('zh', reason_zh, 'en', reason_en) as reason,
  asked_by as "askedBy", asked_name as "askedName", asked_at as "askedAt", decided_by as "decidedBy", decided_name as "decidedName",
  decided_at as "decidedAt", note, done_at as "doneAt", failure`;

export async function insertRefund(
  tx: Tx,
  r: Pick<RefundRow, 'id' | 'billId' | 'attemptId' | 'amount' | 'kind' | 'state' | 'reason' | 'askedAt'> & {
    readonly region: string;
    readonly asked?: { readonly by: string; readonly name: string };
  },
): Promise<boolean> {
  const made =
    await tx.run(sql`insert into payments.refund (id, bill_id, attempt_id, region, amount, kind, state, reason_zh, reason_en, asked_by, asked_name, asked_at)
    values (${r.id}, ${r.billId}, ${r.attemptId}, ${r.region}, ${r.amount}, ${r.kind}, ${r.state}, ${r.reason.zh}, ${r.reason.en},
      ${r.asked?.by ?? null}, ${r.asked?.name ?? null}, ${r.askedAt})
    on conflict do nothing`);
  return made === 1;
}

export function findRefund(db: Reader, id: string): Promise<RefundRow | undefined> {
  return db.maybe(sql`select ${columns} from payments.refund where id = ${id}`);
}

export function lockRefund(tx: Tx, id: string): Promise<RefundRow | undefined> {
  return tx.maybe(sql`select ${columns} from payments.refund where id = ${id} for update`);
}

export function refundsOf(db: Reader, billId: string): Promise<readonly RefundRow[]> {
  return db.rows(sql`select ${columns} from payments.refund where bill_id = ${billId} order by asked_at, id`);
}

/** The second person's word. */
export async function setDecided(
  tx: Tx,
  id: string,
  d: {
    readonly state: 'approved' | 'rejected';
    readonly by: string;
    readonly name: string;
    readonly note: string | null;
    readonly at: Date;
  },
): Promise<void> {
  await tx.run(sql`update payments.refund set state = ${d.state}, decided_by = ${d.by}, decided_name = ${d.name}, decided_at = ${d.at},
    note = ${d.note} where id = ${id}`);
}

export async function setEnded(
  tx: Tx,
  id: string,
  e: { readonly state: 'done' | 'failed'; readonly at: Date; readonly reference?: string; readonly failure?: string },
): Promise<void> {
  await tx.run(sql`update payments.refund set state = ${e.state}, done_at = ${e.state === 'done' ? e.at : null},
    reference = ${e.reference ?? null}, failure = ${e.failure ?? null} where id = ${id}`);
}

/** Refunds of a provider that went back between two instants. */
export function refundedBetween(
  db: Reader,
  provider: string,
  from: Date,
  to: Date,
): Promise<readonly (Pick<RefundRow, 'id' | 'amount'> & { readonly office: string; readonly transaction: string })[]> {
  return db.rows(sql`select r.id, r.amount, b.office, a.transaction
    from payments.refund r join payments.attempt a on a.id = r.attempt_id join payments.bill b on b.id = r.bill_id
    where a.provider = ${provider} and r.state = 'done' and r.done_at >= ${from} and r.done_at < ${to} order by r.id`);
}
