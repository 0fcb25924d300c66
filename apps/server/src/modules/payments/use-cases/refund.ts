import type { StaffActor } from '../../../kernel/actor.ts';
import { newId } from '../../../kernel/ids.ts';
import { type PaymentsDeps, refundJob } from '../deps.ts';
import { refundable } from '../domain/bill-life.ts';
import { paymentsErrors } from '../errors.ts';
import { handlesMoney, mayAskRefund, mayDecideRefund, sees } from '../policy.ts';
import { attemptsOf } from '../store/attempts.ts';
import { lockBill, setBill } from '../store/bills.ts';
import { findRefund, insertRefund, lockRefund, setDecided } from '../store/refunds.ts';

/** An official asks for money to go back, whole or in part; nothing moves before a second person agrees. @returns the refund's id */
export function askRefund(
  { kernel }: PaymentsDeps,
  actor: StaffActor,
  billId: string,
  given: { readonly requestId: string; readonly amount: number; readonly reason: string },
): Promise<string> {
  return kernel.command('payments.ask_refund', { actor, requestId: given.requestId }, async (ctx) => {
    const bill = await lockBill(ctx.tx, billId);
    if (!bill || actor.office !== bill.office) throw paymentsErrors.bill_missing();
    if (!handlesMoney(actor)) throw paymentsErrors.not_yours();
    const may = mayAskRefund(actor, bill);
    if (!may.allowed) throw paymentsErrors.refund_not_possible({ detail: may.reason });
    if (given.amount > refundable(bill)) throw paymentsErrors.refund_too_much();
    const paid = (await attemptsOf(ctx.tx, billId)).find((a) => a.counted);
    if (!paid) throw paymentsErrors.refund_not_possible();
    const id = newId();
    await insertRefund(ctx.tx, {
      id,
      billId,
      attemptId: paid.id,
      region: bill.region,
      amount: given.amount,
      kind: 'asked',
      state: 'asked',
      reason: { zh: given.reason.trim(), en: given.reason.trim() },
      askedAt: ctx.now,
      asked: { by: actor.staffId, name: actor.name },
    });
    await setBill(ctx.tx, billId, { state: 'refunding' });
    ctx.audit({
      action: 'payments.refund_asked',
      subject: `bill:${billId}`,
      data: { refund: id, amount: given.amount },
    });
    return id;
  });
}

/** The second person's word; approved, it is sent by a job that keeps on until the provider has answered. @returns the bill's id */
export function decideRefund(
  { kernel }: PaymentsDeps,
  actor: StaffActor,
  refundId: string,
  given: { readonly requestId: string; readonly approve: boolean; readonly note?: string },
): Promise<string> {
  return kernel.command('payments.decide_refund', { actor, requestId: given.requestId }, async (ctx) => {
    const found = await findRefund(ctx.tx, refundId);
    const bill = found && (await lockBill(ctx.tx, found.billId));
    const refund = bill && (await lockRefund(ctx.tx, refundId));
    if (!refund || !sees(actor, bill)) throw paymentsErrors.refund_missing();
    const may = mayDecideRefund(actor, bill, refund);
    if (!may.allowed) {
      if (refund.askedBy === actor.staffId) throw paymentsErrors.second_person_needed();
      if (!actor.roles.includes('head')) throw paymentsErrors.not_yours({ detail: may.reason });
      throw paymentsErrors.refund_not_possible({ detail: may.reason });
    }
    const note = given.note?.trim() || null;
    const state = given.approve ? 'approved' : 'rejected';
    await setDecided(ctx.tx, refundId, { state, by: actor.staffId, name: actor.name, note, at: ctx.now });
    if (given.approve) ctx.addJob({ task: refundJob, payload: { refundId }, key: `refund:${refundId}` });
    else await setBill(ctx.tx, bill.id, { state: bill.reconciledAt ? 'reconciled' : 'paid' });
    ctx.audit({ action: `payments.refund_${state}`, subject: `bill:${bill.id}`, data: { refund: refundId } });
    return bill.id;
  });
}
