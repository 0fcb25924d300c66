import * as c from '@miaopi/contracts';
import type { StaffActor } from '../../kernel/actor.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import { type BoundRoute, route } from '../../kernel/module.ts';
import type { Channels } from './channels/channels.ts';
import { parseCursor } from './routes.ts';
import { figuresByChannel, listDead } from './store/health.ts';
import { sendAgain } from './use-cases/send-again.ts';

const day = 24 * 3_600_000;

export function healthRoutes(kernel: Kernel, channels: Channels): BoundRoute[] {
  return [
    route(c.getChannelHealth, async () => {
      const now = kernel.clock.now();
      const figures = new Map(
        (await figuresByChannel(kernel.read, new Date(now.getTime() - day), now)).map((f) => [f.channel, f]),
      );
      return {
        channels: c.noticeChannels.map((channel) => {
          const f = figures.get(channel);
          return {
            channel,
            ready: channels.set.includes(channel),
            waiting: f?.waiting ?? 0,
            sent: f?.sent ?? 0,
            delivered: f?.delivered ?? 0,
            failed: f?.failed ?? 0,
            unknown: f?.unknown ?? 0,
            ...(f?.oldestWaiting ? { oldestWaiting: f.oldestWaiting.toISOString() } : {}),
            ...(f?.lastSent ? { lastSent: f.lastSent.toISOString() } : {}),
            ...(f?.lastError ? { lastError: f.lastError } : {}),
            ...(f?.lastErrorAt ? { lastErrorAt: f.lastErrorAt.toISOString() } : {}),
          };
        }),
      };
    }),
    route(c.listDeadNotices, async ({ query }) => {
      const limit = query.limit ?? 20;
      const after = parseCursor(query.after);
      const rows = await listDead(kernel.read, { limit: limit + 1, ...(after ? { after } : {}) });
      const page = rows.slice(0, limit);
      const last = page.at(-1);
      return {
        dead: page.map(({ at, triedAt, error, caseId, ...d }) => ({
          ...d,
          at: at.toISOString(),
          ...(triedAt ? { triedAt: triedAt.toISOString() } : {}),
          ...(error ? { error } : {}),
          ...(caseId ? { caseId } : {}),
        })),
        ...(rows.length > limit && last ? { next: `${last.at.toISOString()}~${last.id}` } : {}),
      };
    }),
    route(c.sendNoticesAgain, async ({ actor, body }) => ({
      reopened: await sendAgain(kernel, actor as StaffActor, body.ids),
    })),
  ];
}
