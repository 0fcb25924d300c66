import type { PersonActor } from '../../../kernel/actor.ts';
import type { CommandContext } from '../../../kernel/command.ts';
import { newId } from '../../../kernel/ids.ts';
import { type PaymentsDeps, paymentsActor, refundJob, watchJob } from '../deps.ts';
import { refundable } from '../domain/bill-life.ts';
import { paymentsErrors } from '../errors.ts';
import { expiredNotice } from '../notices.ts';
import { mayReissue, owns } from '../policy.ts';
import { attemptsOf } from '../store/attempts.ts';
import { billOfCase, billOfParcel, linesOf, listExpired, lockBill, setBill, setNeedless } from '../store/bills.ts';
import { insertRefund } from '../store/refunds.ts';
import type { BillRow } from '../store/rows.ts';
import { issueBill } from './issue-bill.ts';

/** Voids what was not paid in time. Money that arrives all the same goes back by itself. */
export async function expireBills({ kernel }: PaymentsDeps): Promise<void> {
  for (const { id } of await listExpired(kernel.read, kernel.clock.now()))
    await kernel.command('payments.expire', { actor: paymentsActor }, async (ctx) => {
      const bill = await lockBill(ctx.tx, id);
      if (bill?.state !== 'due' || bill.expiresAt > ctx.now) return;
      await cancel(ctx, bill, 'payments.bill_expired');
      if (bill.parcelId) ctx.emit({ name: 'payments.parcel_unpaid', payload: { parcelId: bill.parcelId } });
      ctx.emit(expiredNotice(bill));
    });
}

/** The case is over without what its bill was for. A bill that was paid stays; a refund is decided by people. */
export async function cancelBillOf(ctx: CommandContext, caseId: string): Promise<void> {
  const found = await billOfCase(ctx.tx, caseId);
  const bill = found && (await lockBill(ctx.tx, found.id));
  if (bill?.state === 'due') await cancel(ctx, bill, 'payments.bill_cancelled');
  // one that ran out before is void already
  if (bill?.state === 'due' || bill?.state === 'cancelled') await setNeedless(ctx.tx, bill.id, ctx.now);
}

/** The parcel is not sent: an unpaid bill of it is void; a paid one goes back whole by itself, for nothing was done for the money. */
export async function takeBackParcelBill(ctx: CommandContext, parcelId: string): Promise<void> {
  const found = await billOfParcel(ctx.tx, parcelId);
  const bill = found && (await lockBill(ctx.tx, found.id));
  if (bill?.state === 'due') return cancel(ctx, bill, 'payments.bill_cancelled');
  const paid = bill && (await attemptsOf(ctx.tx, bill.id)).find((a) => a.counted);
  // one that an official sends back already goes back once
  if (!bill || !paid || refundable(bill) === 0) return;
  const refund = {
    ...{ id: newId(), billId: bill.id, attemptId: paid.id, region: bill.region, amount: refundable(bill) },
    kind: 'unsent',
    state: 'approved',
    askedAt: ctx.now,
    reason: { zh: '包裹没有寄出', en: 'the parcel was not sent' },
  } as const;
  if (!(await insertRefund(ctx.tx, refund))) return;
  await setBill(ctx.tx, bill.id, { state: 'refunding' });
  ctx.addJob({ task: refundJob, payload: { refundId: refund.id }, key: `refund:${refund.id}` });
  ctx.audit({ action: 'payments.unsent_given_back', subject: `bill:${bill.id}`, data: { refund: refund.id } });
}

async function cancel(ctx: CommandContext, bill: BillRow, action: string): Promise<void> {
  await setBill(ctx.tx, bill.id, { state: 'cancelled', closedAt: ctx.now });
  ctx.audit({ action, subject: `bill:${bill.id}`, data: { case: bill.caseId } });
  for (const attempt of await attemptsOf(ctx.tx, bill.id))
    if (attempt.state === 'open')
      ctx.addJob({ task: watchJob, payload: { attemptId: attempt.id }, key: `pay:${attempt.id}` });
}

/** Days a bill made anew can be paid. */
const anewDays = 15;

/** Makes a bill anew that ran out unpaid, with the same lines. @returns its id */
export function reissueBill(
  { kernel }: PaymentsDeps,
  actor: PersonActor,
  billId: string,
  requestId: string,
): Promise<string> {
  return kernel.command('payments.reissue', { actor, requestId }, async (ctx) => {
    const bill = await lockBill(ctx.tx, billId);
    if (!bill || !owns(actor, bill)) throw paymentsErrors.bill_missing();
    // a void bill of a case that is over, or that has another one by now, is not made anew
    const standing = await billOfCase(ctx.tx, bill.caseId);
    if (!mayReissue(bill, standing).allowed) throw paymentsErrors.bill_not_due();
    const made = await issueBill(ctx, {
      region: bill.region,
      office: { uscc: bill.office, name: bill.officeName },
      caseId: bill.caseId,
      caseNumber: bill.caseNumber,
      slug: bill.slug,
      itemName: bill.itemName,
      payer: { kind: bill.payerKind, id: bill.payerId, name: bill.payerName },
      personId: bill.personId,
      dueFor: bill.dueFor,
      days: anewDays,
      lines: await linesOf(ctx.tx, bill.id),
    });
    if (!made) throw paymentsErrors.bill_not_due();
    return made.id;
  });
}
