import type { PersonActor } from '../../../kernel/actor.ts';
import { newId } from '../../../kernel/ids.ts';
import { type PaymentsDeps, paymentsActor, providerOf, watchJob } from '../deps.ts';
import { paymentsErrors } from '../errors.ts';
import { mayPay, owns } from '../policy.ts';
import { type Begun, ProviderRefused, ProviderUnavailable, type Way } from '../providers/provider.ts';
import { findAttempt, insertAttempt, setBegun } from '../store/attempts.ts';
import { lockBill } from '../store/bills.ts';
import type { AttemptRow } from '../store/rows.ts';

/** ms a person has at the cashier. */
const atCashier = 15 * 60_000;
/** ms after which we ask by ourselves for the first time. */
const firstLook = 5000;

export interface Beginning {
  readonly requestId: string;
  readonly provider: string;
  readonly way: Way;
  readonly ip: string;
}

/**
 * F110: opens a try to pay. It is committed, with the job that watches it, before the provider hears of it: whatever happens afterwards, on either
 * side, the order is asked for until it is known.
 */
export async function beginPayment(
  deps: PaymentsDeps,
  actor: PersonActor,
  billId: string,
  given: Beginning,
): Promise<{ readonly attempt: AttemptRow; readonly begun: Begun }> {
  const { kernel } = deps;
  const provider = providerOf(deps, given.provider);
  const { attemptId, subject } = await kernel.command(
    'payments.begin',
    { actor, requestId: given.requestId },
    async (ctx) => {
      const bill = await lockBill(ctx.tx, billId);
      if (!bill || !owns(actor, bill)) throw paymentsErrors.bill_missing();
      if (!provider?.ways.includes(given.way)) throw paymentsErrors.provider_unknown();
      const may = mayPay(bill, ctx.now);
      if (!may.allowed)
        throw bill.state === 'due'
          ? paymentsErrors.bill_expired()
          : paymentsErrors.bill_not_due({ detail: may.reason });
      const id = newId();
      insertAttempt(ctx.tx, {
        id,
        billId,
        region: bill.region,
        provider: provider.id,
        way: given.way,
        amount: bill.total,
        openedAt: ctx.now,
        expiresAt: new Date(Math.min(ctx.now.getTime() + atCashier, bill.expiresAt.getTime())),
      });
      ctx.audit({ action: 'payments.begun', subject: `bill:${billId}`, data: { order: id, provider: provider.id } });
      ctx.addJob({
        task: watchJob,
        payload: { attemptId: id },
        key: `pay:${id}`,
        runAt: new Date(ctx.now.getTime() + firstLook),
      });
      return { attemptId: id, subject: `${bill.itemName.zh} ${bill.number}` };
    },
  );
  const attempt = await findAttempt(kernel.read, attemptId);
  if (!attempt || !provider) throw paymentsErrors.bill_missing();
  if (attempt.begun) return { attempt, begun: attempt.begun };
  const { publicUrl } = kernel.config;
  const begun = await atProvider(() =>
    provider.begin(
      {
        orderNo: attempt.id,
        amount: attempt.amount,
        subject,
        expiresAt: attempt.expiresAt,
        returnUrl: `${publicUrl}/bills/${billId}`,
        notifyUrl: `${publicUrl}/api/payments/notify/${provider.id}`,
        ip: given.ip,
      },
      given.way,
    ),
  );
  await kernel.command('payments.begun', { actor: paymentsActor }, (ctx) => setBegun(ctx.tx, attempt.id, begun));
  return { attempt, begun };
}

/** Trouble at the provider in the person's words. */
export async function atProvider<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof ProviderUnavailable || error instanceof ProviderRefused)
      throw paymentsErrors.provider_down({ log: error.message, cause: error });
    throw error;
  }
}
