import type { CommandContext } from '../../../kernel/command.ts';
import { newId } from '../../../kernel/ids.ts';
import type { Text } from '../../../kernel/text.ts';
import { refundJob, watchJob } from '../deps.ts';
import { type Arrival, arrivalOf } from '../domain/bill-life.ts';
import { extraNotice, paidNotice } from '../notices.ts';
import type { PaymentProvider } from '../providers/provider.ts';
import { attemptsOf, findAttempt, lockAttempt, setPaid } from '../store/attempts.ts';
import { insertReceipt, linesOf, lockBill, setBill, takeNumber } from '../store/bills.ts';
import { insertRefund } from '../store/refunds.ts';
import type { BillRow } from '../store/rows.ts';

export interface Payment {
  readonly orderNo: string;
  readonly transaction: string;
  readonly amount: number;
  readonly at: Date;
}

const whyBack: Readonly<Record<Exclude<Arrival, 'counts'>, Text>> = {
  'wrong-amount': { zh: '金额与缴款单不符', en: 'the sum is not that of the bill' },
  'paid-already': { zh: '缴款单此前已经缴清', en: 'the bill had been paid before' },
  'too-late': { zh: '缴款单此前已经作废', en: 'the bill had run out before' },
};

/**
 * What a provider says was paid, told by whichever way comes first: its message, our question, or its statement. Under the bill's lock it counts once, with the
 * receipt and everything that follows in the same commit; what does not count goes back whole.
 * @returns `unknown`: no order of ours, left to the reconciliation
 */
export async function takePayment(
  ctx: CommandContext,
  provider: Pick<PaymentProvider, 'id' | 'name'>,
  paid: Payment,
): Promise<Arrival | 'known' | 'unknown'> {
  const found = await findAttempt(ctx.tx, paid.orderNo);
  if (!found || found.provider !== provider.id) {
    ctx.audit({ action: 'payments.unknown_order', subject: `order:${provider.id}`, data: { order: paid.orderNo } });
    return 'unknown';
  }
  const bill = (await lockBill(ctx.tx, found.billId)) as BillRow;
  const attempt = await lockAttempt(ctx.tx, paid.orderNo);
  if (!attempt || attempt.state === 'paid') return 'known';
  const arrival = arrivalOf(bill, paid.amount);
  const counted = arrival === 'counts';
  await setPaid(ctx.tx, attempt.id, { transaction: paid.transaction, amount: paid.amount, at: paid.at, counted });
  ctx.removeJob(`pay:${attempt.id}`);
  ctx.audit({
    action: counted ? 'payments.paid' : 'payments.paid_beside',
    subject: `bill:${bill.id}`,
    data: { order: attempt.id, transaction: paid.transaction, amount: paid.amount, arrival },
  });
  if (arrival !== 'counts') {
    await giveBack(ctx, bill, attempt.id, paid.amount, whyBack[arrival]);
    return arrival;
  }
  await setBill(ctx.tx, bill.id, { state: 'paid', paidAt: paid.at });
  await writeReceipt(ctx, bill, provider, paid);
  // other codes of this bill may still lie on a screen
  for (const other of await attemptsOf(ctx.tx, bill.id))
    if (other.state === 'open' && other.id !== attempt.id)
      ctx.addJob({ task: watchJob, payload: { attemptId: other.id }, key: `pay:${other.id}` });
  const { id: billId, caseId, parcelId } = bill;
  ctx.emit(
    parcelId
      ? { name: 'payments.parcel_paid', payload: { billId, parcelId } }
      : { name: 'payments.paid', payload: { billId, caseId } },
  );
  ctx.emit(paidNotice(bill));
  return arrival;
}

async function giveBack(
  ctx: CommandContext,
  bill: BillRow,
  attemptId: string,
  amount: number,
  reason: Text,
): Promise<void> {
  const id = newId();
  const refund = { id, billId: bill.id, attemptId, region: bill.region, amount, askedAt: ctx.now, reason };
  if (!(await insertRefund(ctx.tx, { ...refund, kind: 'extra', state: 'approved' }))) return;
  ctx.addJob({ task: refundJob, payload: { refundId: id }, key: `refund:${id}` });
  ctx.emit(extraNotice(bill, amount, reason));
}

async function writeReceipt(
  ctx: CommandContext,
  bill: BillRow,
  provider: Pick<PaymentProvider, 'name'>,
  paid: Payment,
): Promise<void> {
  const year = Number(ctx.today.slice(0, 4));
  const n = await takeNumber(ctx.tx, { office: bill.office, kind: 'receipt', year });
  insertReceipt(ctx.tx, bill, {
    number: `${bill.officeName.zh}缴字〔${year}〕第${String(n).padStart(6, '0')}号`,
    at: ctx.now,
    content: {
      payer: bill.payerName,
      office: bill.officeName.zh,
      item: bill.itemName.zh,
      caseNumber: bill.caseNumber,
      billNumber: bill.number,
      lines: await linesOf(ctx.tx, bill.id),
      total: bill.total,
      provider: provider.name.zh,
      transaction: paid.transaction,
      paidAt: paid.at.toISOString(),
    },
  });
}
