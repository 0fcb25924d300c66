import type { PersonActor } from '../../../kernel/actor.ts';
import type { CommandContext } from '../../../kernel/command.ts';
import { type PaymentsDeps, paymentsActor, watchJob } from '../deps.ts';
import { paymentsErrors } from '../errors.ts';
import { expiredNotice } from '../notices.ts';
import { owns } from '../policy.ts';
import { attemptsOf } from '../store/attempts.ts';
import { billOfCase, linesOf, listExpired, lockBill, setBill } from '../store/bills.ts';
import type { BillRow } from '../store/rows.ts';
import { issueBill } from './issue-bill.ts';

/** Voids what was not paid in time. Money that arrives all the same goes back by itself. */
export async function expireBills({ kernel }: PaymentsDeps): Promise<void> {
  for (const { id } of await listExpired(kernel.read, kernel.clock.now()))
    await kernel.command('payments.expire', { actor: paymentsActor }, async (ctx) => {
      const bill = await lockBill(ctx.tx, id);
      if (bill?.state !== 'due' || bill.expiresAt > ctx.now) return;
      await cancel(ctx, bill, 'payments.bill_expired');
      ctx.emit(expiredNotice(bill));
    });
}

/** The case is over without what its bill was for. A bill that was paid stays; a refund is decided by people. */
export async function cancelBillOf(ctx: CommandContext, caseId: string): Promise<void> {
  const found = await billOfCase(ctx.tx, caseId);
  const bill = found && (await lockBill(ctx.tx, found.id));
  if (bill?.state === 'due') await cancel(ctx, bill, 'payments.bill_cancelled');
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
    if (bill.state !== 'cancelled' || standing?.id !== bill.id || bill.expiresAt > ctx.now)
      throw paymentsErrors.bill_not_due();
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
