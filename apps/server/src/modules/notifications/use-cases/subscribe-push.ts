import type { Actor } from '../../../kernel/actor.ts';
import { newId } from '../../../kernel/ids.ts';
import type { Kernel } from '../../../kernel/kernel.ts';
import type { PushTarget } from '../channels/push-encryption.ts';
import { mayPushTo } from '../channels/push-services.ts';
import { notificationsErrors } from '../errors.ts';
import { type Recipient, recipientKey } from '../notice.ts';
import { deleteSubscription, insertSubscription, listSubscriptions } from '../store/push-subscriptions.ts';

/** Browsers of one person. */
const most = 10;

/** @throws notifications.push_service_unknown · notifications.too_many_browsers */
export async function subscribePush(
  kernel: Kernel,
  actor: Actor,
  recipient: Recipient,
  given: PushTarget & { readonly device: string },
): Promise<void> {
  if (!mayPushTo(given.endpoint, kernel.config.pushServices)) throw notificationsErrors.push_service_unknown();
  const key = recipientKey(recipient);
  await kernel.command('notifications.subscribe_push', { actor }, async (ctx) => {
    const known = await listSubscriptions(ctx.tx, key);
    if (known.length >= most && !known.some((one) => one.endpoint === given.endpoint))
      throw notificationsErrors.too_many_browsers();
    await insertSubscription(ctx.tx, { ...given, id: newId(), recipient: key, now: ctx.now });
    ctx.audit({ action: 'notifications.push_subscribed', subject: key });
  });
}

/** @throws notifications.subscription_missing */
export async function unsubscribePush(kernel: Kernel, actor: Actor, recipient: Recipient, id: string): Promise<void> {
  const key = recipientKey(recipient);
  await kernel.command('notifications.unsubscribe_push', { actor }, async (ctx) => {
    if (!(await deleteSubscription(ctx.tx, key, id))) throw notificationsErrors.subscription_missing();
    ctx.audit({ action: 'notifications.push_unsubscribed', subject: key });
  });
}
