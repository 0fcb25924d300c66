import * as c from '@miaopi/contracts';
import type { PersonActor } from '../../kernel/actor.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import { type BoundRoute, route } from '../../kernel/module.ts';
import { notificationsErrors } from './errors.ts';
import { listMessagesOf, type MessageCursor, markRead } from './store/messages.ts';

export function notificationsRoutes(kernel: Kernel): BoundRoute[] {
  return [
    route(c.listMessages, async ({ query, actor }) => {
      const limit = query.limit ?? 20;
      const after = parseCursor(query.after);
      const rows = await listMessagesOf(kernel.read, (actor as PersonActor).personId, {
        limit: limit + 1,
        ...(after ? { after } : {}),
      });
      const page = rows.slice(0, limit);
      const last = page.at(-1);
      return {
        messages: page.map(({ caseId, signingId, at, ...m }) => ({
          ...m,
          at: at.toISOString(),
          ...(caseId ? { caseId } : {}),
          ...(signingId ? { signingId } : {}),
        })),
        ...(rows.length > limit && last ? { next: `${last.at.toISOString()}~${last.id}` } : {}),
      };
    }),
    route(c.readMessage, async ({ params, actor }) => {
      const { personId } = actor as PersonActor;
      await kernel.command('notifications.read_message', { actor }, async (ctx) => {
        if (!(await markRead(ctx.tx, personId, params.messageId, ctx.now))) throw notificationsErrors.message_missing();
      });
    }),
  ];
}

function parseCursor(text: string | undefined): MessageCursor | undefined {
  const [at = '', id] = (text ?? '').split('~');
  const instant = new Date(at);
  return id && !Number.isNaN(instant.getTime()) ? { at: instant, id } : undefined;
}
