import * as c from '@miaopi/contracts';
import type { Actor } from '../../kernel/actor.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import { type BoundRoute, route } from '../../kernel/module.ts';
import type { Channels } from './channels/channels.ts';
import type { MailSender } from './channels/mail.ts';
import { type PushKey, publicPushKey } from './channels/push-encryption.ts';
import { noticeRules } from './domain/notice-kinds.ts';
import { usual } from './domain/route-notice.ts';
import { recipientKey } from './notice.ts';
import { recipientOf } from './routes.ts';
import { findEmail } from './store/email-addresses.ts';
import { listSubscriptions } from './store/push-subscriptions.ts';
import { reachOf } from './store/reach.ts';
import { changeSettings } from './use-cases/change-settings.ts';
import { askForEmail, forgetEmail, openEmailLink } from './use-cases/confirm-email.ts';
import { subscribePush, unsubscribePush } from './use-cases/subscribe-push.ts';

interface SettingsDeps {
  readonly kernel: Kernel;
  readonly channels: Channels;
  readonly mail: MailSender | undefined;
  pushKey(): Promise<PushKey>;
  mobileOf(personId: string): Promise<string | null>;
}

export function settingsRoutes({ kernel, channels, mail, pushKey, mobileOf }: SettingsDeps): BoundRoute[] {
  return [
    route(c.getNoticeSettings, async ({ actor }) => {
      const recipient = recipientOf(actor);
      const key = recipientKey(recipient);
      const [reached, email, browsers, mobile] = await Promise.all([
        reachOf(kernel.read, [key]).then((all) => all.get(key)),
        findEmail(kernel.read, key),
        listSubscriptions(kernel.read, key),
        recipient.personId === undefined ? null : mobileOf(recipient.personId),
      ]);
      const mine = channelsFor(actor, channels);
      return {
        lang: reached?.lang ?? 'zh',
        ...(reached?.quiet ? { quiet: reached.quiet } : {}),
        channels: mine,
        kinds: c.noticeKinds
          .filter((kind) => isFor(kind, actor))
          .map((kind) => ({
            kind,
            urgent: noticeRules[kind].urgent,
            choices: mine.map((channel) => {
              const { on, fixed } = usual(kind, channel);
              return { channel, on: fixed || (reached?.choices[kind]?.[channel] ?? on), fixed };
            }),
          })),
        ...(mobile ? { mobile: mobile.replace(/^(\d{3})\d+(\d{4})$/, '$1****$2') } : {}),
        ...(email?.address ? { email: email.address } : {}),
        ...(email?.askedAddress ? { emailAsked: email.askedAddress } : {}),
        ...(mine.includes('push') ? { pushKey: publicPushKey(await pushKey()) } : {}),
        browsers: browsers.map(({ id, device, at }) => ({ id, device, at: at.toISOString() })),
      };
    }),
    route(c.changeNoticeSettings, async ({ actor, body }) => {
      const { lang, quiet, choices } = body;
      await changeSettings(kernel, actor, recipientOf(actor), { lang, quiet, choices });
    }),
    route(c.askNoticeEmail, async ({ actor, body }) => {
      await askForEmail(kernel, mail, actor, recipientOf(actor), body.address);
    }),
    route(c.removeNoticeEmail, async ({ actor }) => {
      await forgetEmail(kernel, actor, recipientOf(actor));
    }),
    route(c.confirmNoticeEmail, async ({ body }) => {
      await openEmailLink(kernel, body.token);
    }),
    route(c.subscribePush, async ({ actor, body }) => {
      await subscribePush(kernel, actor, recipientOf(actor), body);
    }),
    route(c.unsubscribePush, async ({ actor, params }) => {
      await unsubscribePush(kernel, actor, recipientOf(actor), params.browserId);
    }),
  ];
}

/** Of officials no mobile is known. */
function channelsFor(actor: Actor, channels: Channels): c.NoticeChannel[] {
  return channels.set.filter((channel) => channel !== 'sms' || actor.kind !== 'staff');
}

function isFor(kind: c.NoticeKind, actor: Actor): boolean {
  const { for: whom } = noticeRules[kind];
  return whom === 'both' || (whom === 'official') === (actor.kind === 'staff');
}
