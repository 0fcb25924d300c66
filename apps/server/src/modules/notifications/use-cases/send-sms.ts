import type { Kernel } from '../../../kernel/kernel.ts';
import { noticeSms } from '../messages.ts';
import type { NotificationsPlugs } from '../notifications.ts';
import { beginAttempt, endAttempt } from '../store/sms.ts';

const actor = { kind: 'system', name: 'notifications' } as const;

/**
 * One attempt at one SMS. Marked before and after: what was sent is never sent again. A process that dies between the provider's answer and the
 * second mark leaves it open; the next attempt then carries the same request id, by which the provider knows it. So: at least once here,
 * once for a provider that heeds the request id.
 * @throws what the provider threw, while attempts are left, so that the job is tried again.
 */
export async function sendSms(kernel: Kernel, plugs: NotificationsPlugs, smsId: string, last: boolean): Promise<void> {
  const due = await kernel.command('notifications.begin_sms', { actor }, (ctx) => beginAttempt(ctx.tx, smsId, ctx.now));
  if (!due) return;
  const mobile = await plugs.mobileOf(due.personId);
  if (!mobile) return finish(kernel, smsId, 'failed', 'no mobile number');
  try {
    await plugs.sendSms(mobile, noticeSms(due.title, due.body), smsId);
  } catch (error) {
    await finish(kernel, smsId, last ? 'failed' : 'pending', withoutNumbers((error as Error).message));
    if (last) return;
    throw new Error(`sms ${smsId}: ${withoutNumbers((error as Error).message)}`);
  }
  await finish(kernel, smsId, 'sent', null);
}

function finish(
  kernel: Kernel,
  smsId: string,
  state: 'pending' | 'sent' | 'failed',
  error: string | null,
): Promise<void> {
  return kernel.command('notifications.end_sms', { actor }, (ctx) =>
    endAttempt(ctx.tx, smsId, { state, error, now: ctx.now }),
  );
}

/** A provider's words may repeat the mobile number or the code; neither is kept or logged. */
export function withoutNumbers(message: string): string {
  return message.replace(/\d{4,}/g, '…').slice(0, 300);
}
