import { type PaymentsDeps, paymentsActor, providerOf } from '../deps.ts';
import { paymentsErrors } from '../errors.ts';
import { type Notification, NotificationRefused, type PaymentProvider, type Sent } from '../providers/provider.ts';
import { keepNotification } from '../store/attempts.ts';
import { takePayment } from './take-payment.ts';

/** A provider's message: believed by its signature, kept, and acted on once, in one commit; only then is it acknowledged. */
export async function takeNotification(
  deps: PaymentsDeps,
  providerId: string,
  sent: Sent,
): Promise<PaymentProvider['received']> {
  const provider = providerOf(deps, providerId);
  if (!provider) throw paymentsErrors.provider_unknown();
  const message = read(provider, sent, deps.kernel.clock.now());
  await deps.kernel.command('payments.take_notification', { actor: paymentsActor }, async (ctx) => {
    const fresh = await keepNotification(ctx.tx, provider.id, message, ctx.now);
    if (fresh && message.payment) await takePayment(ctx, provider, message.payment);
  });
  return provider.received;
}

function read(provider: PaymentProvider, sent: Sent, now: Date): Notification {
  try {
    return provider.readNotification(sent, now);
  } catch (error) {
    if (error instanceof NotificationRefused || error instanceof SyntaxError)
      throw paymentsErrors.notification_refused({ log: `${provider.id}: ${error.message}` });
    throw error;
  }
}
