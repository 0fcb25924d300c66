import { type PaymentsDeps, paymentsActor, providerOf, refundJob } from '../deps.ts';
import { afterRefund } from '../domain/bill-life.ts';
import { refundedNotice, refundFailedNotice } from '../notices.ts';
import type { RefundState } from '../providers/provider.ts';
import { findAttempt } from '../store/attempts.ts';
import { lockBill, setBill } from '../store/bills.ts';
import { findRefund, lockRefund, setEnded } from '../store/refunds.ts';
import type { RefundRow } from '../store/rows.ts';

/** s until a refund under way is asked about again. */
const pause = 20;

/**
 * Sends an approved refund, or learns what became of one sent before: the provider is asked first, and it knows the refund by our number, so a repeated
 * sending moves nothing. Throws while the provider does not answer; the job comes again.
 */
export async function sendRefund(deps: PaymentsDeps, refundId: string): Promise<void> {
  const { kernel } = deps;
  const refund = await findRefund(kernel.read, refundId);
  if (refund?.state !== 'approved') return;
  const attempt = await findAttempt(kernel.read, refund.attemptId);
  const provider = attempt && providerOf(deps, attempt.provider);
  if (!provider || attempt.paidAmount === null) throw new Error(`refund ${refundId} has no provider to go back by`);
  const named = { orderNo: attempt.id, refundNo: refund.id };
  let known = await provider.queryRefund(named);
  if (known.state === 'missing')
    known = await provider.refund({
      ...named,
      amount: refund.amount,
      total: attempt.paidAmount,
      reason: refund.reason.zh,
    });
  if (known.state === 'pending' || known.state === 'missing')
    return kernel.command('payments.refund_pending', { actor: paymentsActor }, async (ctx) =>
      ctx.addJob({
        task: refundJob,
        payload: { refundId },
        key: `refund:${refundId}`,
        runAt: new Date(ctx.now.getTime() + pause * 1000),
      }),
    );
  await endRefund(deps, refund, known);
}

async function endRefund(
  { kernel }: PaymentsDeps,
  refund: RefundRow,
  end: Extract<RefundState, { state: 'done' | 'refused' }>,
): Promise<void> {
  await kernel.command('payments.end_refund', { actor: paymentsActor }, async (ctx) => {
    const bill = await lockBill(ctx.tx, refund.billId);
    const row = await lockRefund(ctx.tx, refund.id);
    if (!bill || row?.state !== 'approved') return;
    // the provider's word on a sum is not ours: it is noted, and people look at it
    const done = end.state === 'done' && end.amount === row.amount;
    const why = end.state === 'refused' ? end.why : done ? '' : `${end.amount} ≠ ${row.amount}`;
    await setEnded(ctx.tx, row.id, {
      state: done ? 'done' : 'failed',
      at: ctx.now,
      ...(end.state === 'done' ? { reference: end.reference } : {}),
      ...(done ? {} : { failure: why }),
    });
    if (row.kind !== 'extra') {
      const after = afterRefund(bill, done ? row.amount : 0, bill.reconciledAt !== null);
      await setBill(ctx.tx, bill.id, {
        ...after,
        ...(after.state === 'refunded' ? { closedAt: ctx.now } : {}),
      });
    }
    ctx.audit({
      action: done ? 'payments.refunded' : 'payments.refund_failed',
      subject: `bill:${bill.id}`,
      data: { refund: row.id, amount: row.amount, ...(done ? {} : { why }) },
    });
    if (done) ctx.emit(refundedNotice(bill, row.amount));
    else if (row.askedBy) ctx.emit(refundFailedNotice(bill, row.askedBy, why));
  });
}
