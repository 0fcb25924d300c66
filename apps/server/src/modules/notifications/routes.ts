import * as c from '@miaopi/contracts';
import type { Actor, PersonActor } from '../../kernel/actor.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import { type BoundRoute, route } from '../../kernel/module.ts';
import { notificationsErrors } from './errors.ts';
import type { Recipient } from './notice.ts';
import type { NotificationsPlugs } from './notifications.ts';
import { type DeliveryBrief, listMessagesOf, listTold, type MessageCursor, markRead } from './store/messages.ts';

/** Messages of one case that an official is shown. */
const toldAtMost = 100;

export function notificationsRoutes(kernel: Kernel, plugs: Pick<NotificationsPlugs, 'mayHandle'>): BoundRoute[] {
  return [
    route(c.listMessages, async ({ query, actor }) => {
      const limit = query.limit ?? 20;
      const after = parseCursor(query.after);
      const rows = await listMessagesOf(kernel.read, recipientOf(actor), {
        limit: limit + 1,
        ...(after ? { after } : {}),
      });
      const page = rows.slice(0, limit);
      const last = page.at(-1);
      return {
        messages: page.map(({ caseId, signingId, bookingId, complaintId, at, deliveries, ...m }) => ({
          ...m,
          at: at.toISOString(),
          deliveries: deliveries.map(presentDelivery),
          ...(caseId ? { caseId } : {}),
          ...(signingId ? { signingId } : {}),
          ...(bookingId ? { bookingId } : {}),
          ...(complaintId ? { complaintId } : {}),
        })),
        ...(rows.length > limit && last ? { next: `${last.at.toISOString()}~${last.id}` } : {}),
      };
    }),
    route(c.readMessage, async ({ params, actor }) => {
      await kernel.command('notifications.read_message', { actor }, async (ctx) => {
        if (!(await markRead(ctx.tx, recipientOf(actor), params.messageId, ctx.now)))
          throw notificationsErrors.message_missing();
      });
    }),
    route(c.listCaseNotices, async ({ params, actor }) => {
      if (!(await plugs.mayHandle(actor, params.caseId))) throw notificationsErrors.case_missing();
      const rows = await listTold(kernel.read, params.caseId, toldAtMost);
      return {
        notices: rows.map(({ id, at, title, body, kind, read, deliveries }) => ({
          id,
          at: at.toISOString(),
          title,
          body,
          kind,
          read,
          deliveries: deliveries.map(presentDelivery),
        })),
      };
    }),
  ];
}

function presentDelivery({ channel, state, at, notBefore, error }: DeliveryBrief) {
  return {
    channel,
    state,
    at: new Date(at).toISOString(),
    ...(notBefore && state === 'pending' ? { notBefore: new Date(notBefore).toISOString() } : {}),
    ...(error && state !== 'sent' && state !== 'delivered' ? { error } : {}),
  };
}

export function recipientOf(actor: Actor): Recipient {
  return actor.kind === 'staff' ? { staffId: actor.staffId } : { personId: (actor as PersonActor).personId };
}

export function parseCursor(text: string | undefined): MessageCursor | undefined {
  const [at = '', id] = (text ?? '').split('~');
  const instant = new Date(at);
  return id && !Number.isNaN(instant.getTime()) ? { at: instant, id } : undefined;
}
