import type { RouteContract } from '@miaopi/contracts';
import type { Actor } from '../../src/kernel/actor.ts';
import { type Clock, systemClock } from '../../src/kernel/clock.ts';
import { sql } from '../../src/kernel/db/sql.ts';
import { type Outbox, startOutbox } from '../../src/kernel/outbox.ts';
import {
  createNotifications,
  type Notifications,
  type NotificationsPlugs,
} from '../../src/modules/notifications/index.ts';
import { startTestDatabase, type TestDatabase } from '../database.ts';

/** The notifications module on a real database, with plugs of the test. */
export interface World {
  readonly t: TestDatabase;
  readonly notifications: Notifications;
  tell(payload: Record<string, unknown>): Promise<void>;
  call(name: string, actor: Actor, input?: { query?: unknown; params?: unknown; body?: unknown }): Promise<never>;
  /** Runs every job of deliveries that waits, whenever it is due, as attempt `n` of ten. @returns what they threw */
  work(n?: number): Promise<string[]>;
  /** `sms sent`, `email failed` … of a recipient's newest message. */
  statesOf(recipient: string): Promise<string[]>;
  close(): Promise<void>;
}

export const person = (id: string): Actor => ({
  kind: 'person',
  personId: id,
  sessionId: 's',
  name: id,
  principal: { kind: 'person', id, role: 'self' },
});

export const staff = (id: string, roles: readonly string[] = ['approver']): Actor => ({
  kind: 'staff',
  staffId: id,
  sessionId: 's',
  name: id,
  number: id,
  office: '11990101009901024M',
  region: '990101000000',
  roles,
});

export async function startWorld(
  plugs: (world: { takeReceipt: Notifications['takeReceipt'] }) => NotificationsPlugs,
  options: { readonly clock?: Clock; readonly pushServices?: readonly string[] } = {},
): Promise<World> {
  const t = await startTestDatabase(options.clock ?? systemClock);
  const kernel = {
    ...t.kernel,
    config: {
      ...t.kernel.config,
      publicUrl: 'https://miaopi.example',
      pushServices: options.pushServices ?? t.kernel.config.pushServices,
    },
  };
  const notifications: Notifications = createNotifications(
    kernel,
    plugs({ takeReceipt: (receipt) => notifications.takeReceipt(receipt) }),
  );
  const outbox: Outbox = startOutbox(
    t.db,
    new Map(Object.entries(notifications.module.subscribers ?? {}).map(([name, s]) => [name, [s]])),
    t.kernel.log,
  );
  return {
    t,
    notifications,
    async tell(payload) {
      await t.kernel.command('test.tell', { actor: { kind: 'system', name: 'test' } }, async (ctx) =>
        ctx.emit({
          name: 'notice',
          payload: {
            title: { zh: '申请已受理', en: 'Accepted' },
            body: { zh: '办件编号 A1。', en: 'Case A1.' },
            sms: true,
            ...payload,
          },
        }),
      );
      await outbox.drain();
    },
    call(name, actor, input = {}) {
      const bound = notifications.module.routes?.find((r) => (r.contract as RouteContract).name === name);
      return bound?.handle({ actor, query: {}, params: {}, body: {}, ...input } as never) as Promise<never>;
    },
    async work(n = 1) {
      const failures: string[] = [];
      await t.db.rows(sql`update kernel.later set run_at = now() - interval '1 second'`);
      await t.db.rows(sql`select kernel.due_jobs()`);
      const jobs = await t.db.rows<{ id: string; payload: unknown }>(
        sql`select p.id, p.payload from graphile_worker._private_jobs p join graphile_worker.jobs j on j.id = p.id
          where j.task_identifier = 'notifications.deliver' order by p.id`,
      );
      for (const job of jobs) {
        const info = { attempt: n, maxAttempts: 10, signal: new AbortController().signal };
        const failed = await notifications.module.jobs?.['notifications.deliver']?.(job.payload, info).then(
          () => undefined,
          (error: Error) => error.message,
        );
        if (failed) failures.push(failed);
        else await t.db.rows(sql`delete from graphile_worker._private_jobs where id = ${job.id}`);
      }
      return failures;
    },
    async statesOf(recipient) {
      const rows = await t.db.rows<{ text: string }>(
        sql`select d.channel || ' ' || d.state as text from notifications.delivery d
          where d.message_id = (select id from notifications.message where person_id = ${recipient} or staff_id = ${recipient} order by at desc, id desc limit 1)
          order by d.at, d.id`,
      );
      return rows.map((r) => r.text);
    },
    async close() {
      await outbox.stop();
      await notifications.module.stop?.();
      await t.close();
    },
  };
}
