import type { Kernel } from '../../../kernel/kernel.ts';
import { noticeSms } from '../messages.ts';
import type { NotificationsPlugs } from '../notifications.ts';
import { beginAttempts, type DueSms, type EndedAttempt, endAttempts } from '../store/sms.ts';

const actor = { kind: 'system', name: 'notifications' } as const;

/**
 * One attempt at each of these SMS. Marked before and after: what was sent is never sent again. A process that dies between the provider's answer and the
 * second mark leaves it open; the next attempt then carries the same request id, by which the provider knows it. So: at least once here,
 * once for a provider that heeds the request id.
 * @throws what the provider threw for any of them, while attempts are left, so that the job is tried again with those that are open.
 */
export async function sendSms(
  kernel: Kernel,
  plugs: NotificationsPlugs,
  ids: readonly string[],
  last: boolean,
): Promise<void> {
  const due = await kernel.command('notifications.begin_sms', { actor }, (ctx) => beginAttempts(ctx.tx, ids, ctx.now));
  if (due.length === 0) return;
  const ended = await Promise.all(due.map((sms) => attempt(plugs, sms, last)));
  await kernel.command('notifications.end_sms', { actor }, (ctx) => endAttempts(ctx.tx, ended, ctx.now));
  const open = ended.filter((e) => e.state === 'pending');
  if (open.length > 0) throw new Error(`${open.length} of ${due.length} sms not sent: ${open[0]?.error}`);
}

async function attempt(plugs: NotificationsPlugs, sms: DueSms, last: boolean): Promise<EndedAttempt> {
  const mobile = await plugs.mobileOf(sms.personId);
  if (!mobile) return { id: sms.id, state: 'failed', error: 'no mobile number' };
  try {
    await plugs.sendSms(mobile, noticeSms(sms.title, sms.body), sms.id);
    return { id: sms.id, state: 'sent', error: null };
  } catch (error) {
    return { id: sms.id, state: last ? 'failed' : 'pending', error: withoutNumbers((error as Error).message) };
  }
}

/** A provider's words may repeat the mobile number or the code; neither is kept or logged. */
export function withoutNumbers(message: string): string {
  return message.replace(/\d{4,}/g, '…').slice(0, 300);
}
