import type { PersonActor } from '../../../kernel/actor.ts';
import { type PaymentsDeps, paymentsActor, providerOf } from '../deps.ts';
import { paymentsErrors } from '../errors.ts';
import { owns } from '../policy.ts';
import { attemptsOf } from '../store/attempts.ts';
import { findBill } from '../store/bills.ts';
import { atProvider } from './begin-payment.ts';
import { takePayment } from './take-payment.ts';

/** How many of the newest open tries are asked about; older ones are watched anyway. */
const asked = 2;

/** The person is back from the cashier: its provider is asked now, instead of believing the browser. */
export async function checkBill(deps: PaymentsDeps, actor: PersonActor, billId: string): Promise<void> {
  const { kernel } = deps;
  const bill = await findBill(kernel.read, billId);
  if (!bill || !owns(actor, bill)) throw paymentsErrors.bill_missing();
  if (bill.state !== 'due') return;
  const open = (await attemptsOf(kernel.read, billId)).filter((a) => a.state === 'open').slice(0, asked);
  for (const { id, provider: providerId } of open) {
    const provider = providerOf(deps, providerId);
    if (!provider) continue;
    const known = await atProvider(() => provider.query(id));
    if (known.state !== 'paid') continue;
    const paid = { orderNo: id, ...known };
    await kernel.command('payments.take_answer', { actor: paymentsActor }, (ctx) => takePayment(ctx, provider, paid));
  }
}
