import { createHash } from 'node:crypto';
import type { Actor } from '../../../kernel/actor.ts';
import { newId, newSecret } from '../../../kernel/ids.ts';
import type { Kernel } from '../../../kernel/kernel.ts';
import type { Lang } from '../../../kernel/text.ts';
import type { MailSender } from '../channels/mail.ts';
import { withoutNumbers } from '../channels/wording.ts';
import { notificationsErrors } from '../errors.ts';
import { type Recipient, recipientKey } from '../notice.ts';
import { askEmail, confirmEmail, findEmail, removeEmail } from '../store/email-addresses.ts';
import { reachOf } from '../store/reach.ts';

const system = { kind: 'system', name: 'notifications' } as const;
/** How long a link confirms. */
const linkHours = 24;
/** Between two links: nobody's mail box is filled through us. */
const pauseSeconds = 60;

const hashOf = (token: string) => createHash('sha256').update(token).digest('base64url');

/** An address that differs in case only is the same one everywhere but in theory. */
const normal = (address: string) => address.trim().toLowerCase();

/**
 * Sends a link to an address; notices go there once it was opened. The address before stays until then.
 * @throws notifications.email_off · notifications.too_soon · notifications.email_unavailable
 */
export async function askForEmail(
  kernel: Kernel,
  sender: MailSender | undefined,
  actor: Actor,
  recipient: Recipient,
  address: string,
): Promise<void> {
  if (!sender) throw notificationsErrors.email_off();
  const key = recipientKey(recipient);
  const token = newSecret();
  const lang = await kernel.command('notifications.ask_email', { actor }, async (ctx): Promise<Lang> => {
    const known = await findEmail(ctx.tx, key);
    if (known?.askedAt && ctx.now.getTime() - known.askedAt.getTime() < pauseSeconds * 1000)
      throw notificationsErrors.too_soon();
    await askEmail(ctx.tx, { recipient: key, address: normal(address), tokenHash: hashOf(token), now: ctx.now });
    ctx.audit({ action: 'notifications.email_asked', subject: key });
    return (await reachOf(ctx.tx, [key])).get(key)?.lang ?? 'zh';
  });
  try {
    await sender.send({
      to: normal(address),
      subject: { zh: '确认您的邮箱', en: 'Confirm your e-mail address' },
      body: {
        zh: `有人（应当是您）请秒批把办事通知发到这个邮箱。${linkHours} 小时内打开下面的链接即可确认；如果不是您，不用理会。`,
        en: `Somebody, presumably you, asked Miaopi to send notices to this address. Open the link within ${linkHours} hours to confirm; if it was not you, ignore this.`,
      },
      lang,
      // after the number sign: it reaches no log and no other site
      link: `${kernel.config.publicUrl}/confirm-email#${token}`,
      requestId: newId(),
    });
  } catch (error) {
    throw notificationsErrors.email_unavailable({ log: withoutNumbers((error as Error).message) });
  }
}

/** Whoever has the link has the mail box. @throws notifications.link_over */
export async function openEmailLink(kernel: Kernel, token: string): Promise<void> {
  await kernel.command('notifications.confirm_email', { actor: system }, async (ctx) => {
    const since = new Date(ctx.now.getTime() - linkHours * 3_600_000);
    const recipient = await confirmEmail(ctx.tx, hashOf(token), since, ctx.now);
    if (!recipient) throw notificationsErrors.link_over();
    ctx.audit({ action: 'notifications.email_confirmed', subject: recipient });
  });
}

export async function forgetEmail(kernel: Kernel, actor: Actor, recipient: Recipient): Promise<void> {
  const key = recipientKey(recipient);
  await kernel.command('notifications.remove_email', { actor }, async (ctx) => {
    await removeEmail(ctx.tx, key);
    ctx.audit({ action: 'notifications.email_removed', subject: key });
  });
}
