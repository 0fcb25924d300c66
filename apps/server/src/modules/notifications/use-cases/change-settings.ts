import type { NoticeChannel, NoticeKind } from '@miaopi/contracts';
import type { Actor } from '../../../kernel/actor.ts';
import type { Kernel } from '../../../kernel/kernel.ts';
import type { Lang } from '../../../kernel/text.ts';
import type { QuietHours } from '../domain/quiet-hours.ts';
import { usual } from '../domain/route-notice.ts';
import { notificationsErrors } from '../errors.ts';
import { type Recipient, recipientKey } from '../notice.ts';
import { savePreference } from '../store/reach.ts';

export interface Settings {
  readonly lang: Lang;
  readonly quiet: QuietHours | undefined;
  readonly choices: readonly { readonly kind: NoticeKind; readonly channel: NoticeChannel; readonly on: boolean }[];
}

/** How somebody wants to be told. @throws notifications.choice_fixed for what the law has told by SMS */
export async function changeSettings(
  kernel: Kernel,
  actor: Actor,
  recipient: Recipient,
  settings: Settings,
): Promise<void> {
  const choices: Partial<Record<NoticeKind, Partial<Record<NoticeChannel, boolean>>>> = {};
  for (const { kind, channel, on } of settings.choices) {
    const rule = usual(kind, channel);
    if (rule.fixed && !on) throw notificationsErrors.choice_fixed();
    if (on !== rule.on) choices[kind] = { ...choices[kind], [channel]: on };
  }
  const key = recipientKey(recipient);
  await kernel.command('notifications.change_settings', { actor }, async (ctx) => {
    await savePreference(ctx.tx, { recipient: key, lang: settings.lang, quiet: settings.quiet, choices, now: ctx.now });
    ctx.audit({ action: 'notifications.settings_changed', subject: key });
  });
}
