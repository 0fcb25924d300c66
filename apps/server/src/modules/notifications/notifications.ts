import { newId } from '../../kernel/ids.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { ServerModule } from '../../kernel/module.ts';
import type { DeliveredEvent } from '../../kernel/outbox.ts';
import { parseNotice, type Recipient } from './notice.ts';
import { notificationsRoutes } from './routes.ts';
import { countUnread, insertMessages, type NewMessage } from './store/messages.ts';
import { sendCode } from './use-cases/send-code.ts';
import { sendSms } from './use-cases/send-sms.ts';

/** What others may ask of this module and do through it. */
export interface Notifications {
  readonly module: ServerModule;
  /** Messages the person or the official has not read yet. */
  unreadOf(recipient: Recipient): Promise<number>;
  /** Sends a one-time code at once; the code is neither kept nor logged. @throws notifications.sms_unavailable */
  sendCode(mobile: string, code: string, personId: string): Promise<void>;
}

/** Plug points filled in `wiring/`. */
export interface NotificationsPlugs {
  /**
   * Hands one SMS to the provider; resolves once the provider has taken it. Every attempt at one SMS has the same `requestId`: a provider that
   * has it already must not send again.
   */
  sendSms(mobile: string, text: string, requestId: string): Promise<void>;
  mobileOf(personId: string): Promise<string | null>;
}

/** Attempts at one SMS: with the growing delays of the job queue about three hours. */
const attempts = 10;

export function createNotifications(kernel: Kernel, plugs: NotificationsPlugs): Notifications {
  return {
    module: {
      name: 'notifications',
      routes: notificationsRoutes(kernel),
      subscribers: {
        notice: (events, tx) => insertMessages(tx, events.map(toMessage), attempts),
      },
      jobs: {
        async 'notifications.send_sms'(payload, { attempt, maxAttempts }) {
          await sendSms(kernel, plugs, (payload as { smsIds: string[] }).smsIds, attempt >= maxAttempts);
        },
      },
    },
    unreadOf: (recipient) => countUnread(kernel.read, recipient),
    sendCode: (mobile, code, personId) => sendCode(kernel, plugs, { mobile, code, personId }),
  };
}

function toMessage(event: DeliveredEvent): NewMessage {
  const { sms, caseId, signingId, bookingId, personId, staffId, title, body } = parseNotice(event.payload);
  return {
    title,
    body,
    personId: personId ?? null,
    staffId: staffId ?? null,
    id: event.id,
    at: event.at,
    caseId: caseId ?? null,
    signingId: signingId ?? null,
    bookingId: bookingId ?? null,
    smsId: sms ? newId() : null,
  };
}
