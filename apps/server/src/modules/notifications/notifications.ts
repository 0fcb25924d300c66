import type { Actor } from '../../kernel/actor.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { ServerModule } from '../../kernel/module.ts';
import type { Channel, Receipt } from './channels/channel.ts';
import { type Channels, createChannels } from './channels/channels.ts';
import { type MailSender, mailChannel } from './channels/mail.ts';
import { pushChannel } from './channels/push.ts';
import { newPushKey, type PushKey } from './channels/push-encryption.ts';
import { mayPushTo } from './channels/push-services.ts';
import { type SmsProvider, smsChannel } from './channels/sms.ts';
import { healthRoutes } from './health-routes.ts';
import { type Recipient, recipientKey } from './notice.ts';
import { notificationsRoutes } from './routes.ts';
import { settingsRoutes } from './settings-routes.ts';
import { findEmail } from './store/email-addresses.ts';
import { countUnread, listTold } from './store/messages.ts';
import { deleteGone, keepPushKey, listSubscriptions } from './store/push-subscriptions.ts';
import { templateRoutes } from './template-routes.ts';
import { deliver } from './use-cases/deliver.ts';
import { sendCode } from './use-cases/send-code.ts';
import { takeReceipt } from './use-cases/take-receipt.ts';
import { tell } from './use-cases/tell.ts';

/** What others may ask of this module and do through it. */
export interface Notifications {
  readonly module: ServerModule;
  /** Messages the person or the official has not read yet. */
  unreadOf(recipient: Recipient): Promise<number>;
  /** What persons were told about a case, at most 1000 messages. The caller answers for who may see it. */
  toldOf(caseId: string): Promise<readonly unknown[]>;
  /** Sends a one-time code at once; the code is neither kept nor logged. @throws notifications.sms_unavailable */
  sendCode(mobile: string, code: string, personId: string): Promise<void>;
  /** Confirmed e-mail address of `person:…` or `staff:…`. */
  emailOf(recipient: string): Promise<string | undefined>;
  /** What a provider says became of a message it took. */
  takeReceipt(receipt: Receipt): Promise<void>;
}

/** Plug points filled in `wiring/`. */
export interface NotificationsPlugs {
  readonly sms: SmsProvider;
  /** Absent where the installation sends no e-mail. */
  readonly mail?: MailSender | undefined;
  mobileOf(personId: string): Promise<string | null>;
  /** Whether an official's office handles a case. */
  mayHandle(actor: Actor, caseId: string): Promise<boolean>;
  /** Address that answers a letter by; undefined where letters can't be answered. */
  replyAddress?(letter: {
    readonly recipient: string;
    readonly caseId: string | undefined;
    readonly kind: string;
  }): Promise<string | undefined>;
}

const system = { kind: 'system', name: 'notifications' } as const;

export function createNotifications(kernel: Kernel, plugs: NotificationsPlugs): Notifications {
  let key: Promise<PushKey> | undefined;
  const pushKey = () => {
    key ??= kernel
      .command('notifications.push_key', { actor: system }, (ctx) => keepPushKey(ctx.tx, newPushKey(), ctx.now))
      .catch((error) => {
        key = undefined;
        throw error;
      });
    return key;
  };
  const channels = channelsOf(kernel, plugs, pushKey);
  return {
    module: {
      name: 'notifications',
      routes: [
        ...notificationsRoutes(kernel, plugs),
        ...settingsRoutes({ kernel, channels, mail: plugs.mail, pushKey, mobileOf: plugs.mobileOf }),
        ...healthRoutes(kernel, channels),
        ...templateRoutes(kernel),
      ],
      subscribers: {
        notice: (events, tx) => tell(tx, channels, events, kernel.clock.now()),
      },
      jobs: {
        async 'notifications.deliver'(payload, { attempt, maxAttempts }) {
          const job = payload as { channel: string; ids: string[] };
          await deliver(kernel, channels, job, attempt >= maxAttempts);
        },
      },
      async stop() {
        plugs.mail?.close();
      },
    },
    toldOf: (caseId) => listTold(kernel.read, caseId, 1000),
    unreadOf: (recipient) => countUnread(kernel.read, recipient),
    sendCode: (mobile, code, personId) => sendCode(kernel, plugs.sms, { mobile, code, personId }),
    emailOf: async (recipient) => (await findEmail(kernel.read, recipient))?.address ?? undefined,
    takeReceipt: (receipt) => takeReceipt(kernel, channels, receipt),
  };
}

function channelsOf(kernel: Kernel, plugs: NotificationsPlugs, pushKey: () => Promise<PushKey>): Channels {
  const all: Channel[] = [smsChannel(plugs.sms, plugs.mobileOf)];
  const { publicUrl, pushServices } = kernel.config;
  if (plugs.mail)
    all.push(
      mailChannel(plugs.mail, {
        publicUrl,
        keyOf: recipientKey,
        addressOf: async (recipient) => (await findEmail(kernel.read, recipient))?.address ?? undefined,
        replyAddress: async (letter) => plugs.replyAddress?.(letter),
      }),
    );
  if (pushServices.length > 0)
    all.push(
      pushChannel({
        key: pushKey,
        now: () => kernel.clock.now(),
        contact: publicUrl.startsWith('https:') ? publicUrl : 'mailto:operator@localhost',
        subscriptionsOf: (recipient) => listSubscriptions(kernel.read, recipientKey(recipient)),
        forget: (id) => kernel.command('notifications.forget_push', { actor: system }, (ctx) => deleteGone(ctx.tx, id)),
        mayUse: (endpoint) => mayPushTo(endpoint, pushServices),
      }),
    );
  return createChannels(all);
}
