import { type PaymentsDeps, paymentsActor, providerOf, watchJob } from '../deps.ts';
import { type PaymentState, ProviderUnavailable } from '../providers/provider.ts';
import { findAttempt, setClosed } from '../store/attempts.ts';
import { findBill } from '../store/bills.ts';
import type { AttemptRow } from '../store/rows.ts';
import { takePayment } from './take-payment.ts';

/**
 * Asks the provider what became of an order, whether or not its message arrives: again and again while it is open, and when its time is over, or the bill
 * was paid another way, it is closed there first and asked about once more, so that nothing paid in the last moment is overlooked.
 */
export async function watchAttempt(deps: PaymentsDeps, attemptId: string): Promise<void> {
  const { kernel } = deps;
  const attempt = await findAttempt(kernel.read, attemptId);
  const provider = attempt && providerOf(deps, attempt.provider);
  if (attempt?.state !== 'open' || !provider) return;
  const bill = await findBill(kernel.read, attempt.billId);
  const over = attempt.expiresAt <= kernel.clock.now() || bill?.state !== 'due';
  let known: PaymentState;
  try {
    known = await provider.query(attempt.id);
    if (over && known.state !== 'paid') {
      await provider.close(attempt.id);
      known = await provider.query(attempt.id);
    }
  } catch (error) {
    if (!(error instanceof ProviderUnavailable)) throw error;
    kernel.log.warn({ order: attempt.id, provider: provider.id, err: error }, 'a payment could not be asked about');
    return lookAgain(deps, attempt, 30);
  }
  if (known.state === 'paid') {
    const paid = { orderNo: attempt.id, ...known };
    await kernel.command('payments.take_answer', { actor: paymentsActor }, (ctx) => takePayment(ctx, provider, paid));
  } else if (over || known.state === 'closed')
    await kernel.command('payments.close_attempt', { actor: paymentsActor }, async (ctx) => {
      if (await setClosed(ctx.tx, attempt.id))
        ctx.audit({
          action: 'payments.attempt_closed',
          subject: `bill:${attempt.billId}`,
          data: { order: attempt.id },
        });
    });
  else await lookAgain(deps, attempt, 0);
}

/** Often in the first minutes, then every half minute; at the latest when its time is over. */
async function lookAgain({ kernel }: PaymentsDeps, attempt: AttemptRow, atLeast: number): Promise<void> {
  const now = kernel.clock.now().getTime();
  const seconds = Math.max(atLeast, now - attempt.openedAt.getTime() < 120_000 ? 5 : 30);
  const end = attempt.expiresAt.getTime();
  const at = end > now ? Math.min(now + seconds * 1000, Math.max(end, now + 1000)) : now + seconds * 1000;
  await kernel.command('payments.look_again', { actor: paymentsActor }, async (ctx) =>
    ctx.addJob({
      task: watchJob,
      payload: { attemptId: attempt.id },
      key: `pay:${attempt.id}`,
      runAt: new Date(at),
    }),
  );
}
