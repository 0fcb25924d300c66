import type { RouteContract } from '@miaopi/contracts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '../../src/kernel/actor.ts';
import { sql } from '../../src/kernel/db/sql.ts';
import { AppError } from '../../src/kernel/errors.ts';
import { type Outbox, startOutbox } from '../../src/kernel/outbox.ts';
import { createNotifications, type Notifications } from '../../src/modules/notifications/index.ts';
import { startTestDatabase, type TestDatabase } from '../database.ts';

const system = { kind: 'system', name: 'test' } as const;
const person = (id: string): Actor => ({
  kind: 'person',
  personId: id,
  sessionId: 's',
  name: id,
  principal: { kind: 'person', id, role: 'self' },
});

let t: TestDatabase;
let notifications: Notifications;
let outbox: Outbox;
let sent: { mobile: string; text: string; requestId: string }[] = [];
let provider: () => Promise<void>;

beforeAll(async () => {
  t = await startTestDatabase();
  notifications = createNotifications(t.kernel, {
    sms: {
      recognisesRepeats: true,
      async send(mobile, text, requestId) {
        await provider();
        sent.push({ mobile, text, requestId });
        return [];
      },
    },
    mayHandle: async () => false,
    mobileOf: async (id) => (id === 'p_nophone' ? null : '13800001234'),
  });
  outbox = startOutbox(
    t.db,
    new Map(Object.entries(notifications.module.subscribers ?? {}).map(([name, s]) => [name, [s]])),
    t.kernel.log,
  );
});
afterAll(async () => {
  await outbox?.stop();
  await t?.close();
});
beforeEach(() => {
  sent = [];
  provider = async () => {};
});

const title = { zh: '您的申请已办结', en: 'Your application is closed' };
const body = { zh: '居住证已签发。', en: 'Your permit is issued.' };

async function tell(personId: string, sms: boolean, caseId?: string): Promise<void> {
  await t.kernel.command('test.tell', { actor: system }, async (ctx) =>
    ctx.emit({ name: 'notice', payload: { personId, ...(caseId ? { caseId } : {}), title, body, sms } }),
  );
  await outbox.drain();
}

const staff = (id: string): Actor => ({
  kind: 'staff',
  staffId: id,
  sessionId: 's',
  name: id,
  number: id,
  office: '11990101009901024M',
  region: '990101000000',
  roles: ['seal-keeper'],
});

function call(name: string, actor: Actor, input: { query?: unknown; params?: unknown } = {}) {
  const bound = notifications.module.routes?.find((r) => (r.contract as RouteContract).name === name);
  return bound?.handle({ actor, query: {}, params: {}, ...input } as never) as Promise<never>;
}

const jobs = () =>
  t.db.rows<{ key: string; payload: { channel: string; ids: string[] } }>(
    sql`select j.key, p.payload from graphile_worker.jobs j join graphile_worker._private_jobs p on p.id = j.id where j.task_identifier = 'notifications.deliver' order by j.id`,
  );
const run = (payload: unknown, attempt = 1, maxAttempts = 10) =>
  notifications.module.jobs?.['notifications.deliver']?.(payload, {
    attempt,
    maxAttempts,
    signal: new AbortController().signal,
  });
const smsOf = (id: string) =>
  t.db.one<{ state: string; attempts: number; last_error: string | null }>(
    sql`select state, attempts, last_error from notifications.delivery where id = ${id}`,
  );

describe('messages', () => {
  it('F195: a notice becomes a message in the person’s space, in both languages, unread until read', async () => {
    await tell('p_one', false, 'case1');
    expect(await notifications.unreadOf({ personId: 'p_one' })).toBe(1);
    const { messages } = (await call('notifications.listMessages', person('p_one'))) as {
      messages: { id: string; read: boolean }[];
    };
    expect(messages).toMatchObject([{ title, body, read: false, caseId: 'case1', kind: 'progress', deliveries: [] }]);
    await call('notifications.readMessage', person('p_one'), { params: { messageId: messages[0]?.id } });
    expect(await notifications.unreadOf({ personId: 'p_one' })).toBe(0);
  });

  it('an event that is delivered twice makes one message and one SMS', async () => {
    await tell('p_twice', true);
    const [event] = await t.db.rows<{ id: string; at: Date }>(
      sql`select id, at from notifications.message where person_id = 'p_twice'`,
    );
    await t.db.rows(sql`insert into kernel.outbox (id, name, payload, at) values (${event?.id}, 'notice',
      ${JSON.stringify({ personId: 'p_twice', title, body, sms: true })}::jsonb, ${event?.at})`);
    await outbox.drain();
    expect(
      await t.db.one(sql`select (select count(*) from notifications.message where person_id = 'p_twice') as m,
        (select count(*) from notifications.delivery d join notifications.message m on m.id = d.message_id where m.person_id = 'p_twice') as s`),
    ).toEqual({ m: 1, s: 1 });
  });

  it('somebody else’s message is not there: neither listed nor read', async () => {
    await tell('p_owner', false);
    const id = (await t.db.one<{ id: string }>(sql`select id from notifications.message where person_id = 'p_owner'`))
      .id;
    expect(await call('notifications.listMessages', person('p_stranger'))).toEqual({ messages: [] });
    await expect(
      call('notifications.readMessage', person('p_stranger'), { params: { messageId: id } }),
    ).rejects.toMatchObject({ code: 'notifications.message_missing', kind: 'missing' });
    expect(await notifications.unreadOf({ personId: 'p_owner' })).toBe(1);
  });

  it('pages through all messages, none twice, none left out', async () => {
    await t.kernel.command('test.many', { actor: system }, async (ctx) => {
      for (let i = 0; i < 25; i++)
        ctx.emit({
          name: 'notice',
          payload: { personId: 'p_many', title: { zh: `${i}`, en: `${i}` }, body, sms: false },
        });
    });
    await outbox.drain();
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page = (await call('notifications.listMessages', person('p_many'), {
        query: { limit: 10, ...(after ? { after } : {}) },
      })) as { messages: { title: { zh: string } }[]; next?: string };
      seen.push(...page.messages.map((m) => m.title.zh));
      after = page.next;
    } while (after);
    expect(seen.length).toBe(25);
    expect(new Set(seen).size).toBe(25);
  });

  it('a notice that is not one stays in the outbox with the reason, and the others of its batch arrive', async () => {
    await t.kernel.command('test.bad', { actor: system }, async (ctx) => {
      ctx.emit({ name: 'notice', payload: { personId: 'p_bad', title: { zh: '只有中文' }, body, sms: false } });
      ctx.emit({ name: 'notice', payload: { personId: 'p_good', title, body, sms: false } });
    });
    await outbox.drain();
    expect(await notifications.unreadOf({ personId: 'p_good' })).toBe(1);
    expect(await t.db.rows(sql`select last_error from kernel.outbox`)).toEqual([
      { last_error: 'notice: title and body must each have zh and en' },
    ]);
    await t.db.rows(sql`delete from kernel.outbox`);
  });
});

describe('SMS', () => {
  it('is sent once, however often its job runs', async () => {
    await tell('p_sms', true);
    const job = (await jobs()).at(-1);
    await run(job?.payload);
    await run(job?.payload, 2);
    expect(sent).toEqual([
      { mobile: '13800001234', text: '【秒批】您的申请已办结：居住证已签发。', requestId: job?.payload.ids[0] },
    ]);
    expect(await smsOf(job?.payload.ids[0] ?? '')).toMatchObject({ state: 'sent', attempts: 1, last_error: null });
  });

  it('is tried again under the same request id after a failure, also when the process died before it could note the answer', async () => {
    await tell('p_retry', true);
    const { payload } = (await jobs()).at(-1) ?? { payload: { channel: 'sms', ids: [] } };
    const [smsId = ''] = payload.ids;
    provider = async () => {
      throw new Error('gateway down for 13800001234');
    };
    await expect(run(payload)).rejects.toThrow(/gateway down for …/);
    expect(await smsOf(smsId)).toEqual({ state: 'pending', attempts: 1, last_error: 'gateway down for …' });
    // died between the two marks
    await t.db.rows(sql`update notifications.delivery set state = 'sending' where id = ${smsId}`);
    provider = async () => {};
    await run(payload, 2);
    expect(sent.map((s) => s.requestId)).toEqual([smsId]);
    expect(await smsOf(smsId)).toMatchObject({ state: 'sent', attempts: 2 });
  });

  it('is given up after the last attempt or without a mobile, and the person sees that it was not sent', async () => {
    await tell('p_nophone', true);
    const none = (await jobs()).at(-1);
    await run(none?.payload);
    expect(await smsOf(none?.payload.ids[0] ?? '')).toMatchObject({
      state: 'failed',
      last_error: 'no mobile number',
    });
    await tell('p_last', true);
    const last = (await jobs()).at(-1);
    provider = async () => {
      throw new Error('no');
    };
    await run(last?.payload, 10, 10);
    expect(await call('notifications.listMessages', person('p_last'))).toMatchObject({
      messages: [{ deliveries: [{ channel: 'sms', state: 'failed', error: 'no' }] }],
    });
  });

  it('X13: a message to an official stands among his own, never goes out by SMS, and is nobody else’s', async () => {
    await t.kernel.command('test.tell', { actor: system }, async (ctx) =>
      ctx.emit({ name: 'notice', payload: { staffId: 'st_keeper', title, body, sms: true } }),
    );
    await outbox.drain();
    const own = await call('notifications.listMessages', staff('st_keeper'));
    expect(own).toMatchObject({ messages: [{ title, deliveries: [], read: false }] });
    expect(await notifications.unreadOf({ staffId: 'st_keeper' })).toBe(1);
    expect(await call('notifications.listMessages', person('st_keeper'))).toEqual({ messages: [] });
    expect(await call('notifications.listMessages', staff('st_other'))).toEqual({ messages: [] });
    const { id } = (own as { messages: { id: string }[] }).messages[0]!;
    const read = (actor: Actor) => call('notifications.readMessage', actor, { params: { messageId: id } });
    await expect(read(person('st_keeper'))).rejects.toMatchObject({ code: 'notifications.message_missing' });
    await read(staff('st_keeper'));
    expect(await notifications.unreadOf({ staffId: 'st_keeper' })).toBe(0);
  });

  it('F028: a one-time code goes out at once in both languages and is kept nowhere in the database', async () => {
    await notifications.sendCode('13800001234', '739154', 'p_code');
    expect(sent[0]?.text).toContain('验证码 739154');
    expect(sent[0]?.text).toContain('Miaopi code: 739154');
    const kept =
      await t.db.rows(sql`select to_jsonb(s)::text as row from notifications.sent_code s where person_id = 'p_code'
      union all select to_jsonb(m)::text from notifications.message m
      union all select body from audit.entry union all select payload::text from graphile_worker._private_jobs`);
    expect(JSON.stringify(kept)).not.toContain('739154');
    expect(JSON.stringify(kept)).not.toContain('13800001234');
    expect(await t.db.one(sql`select state from notifications.sent_code where person_id = 'p_code'`)).toEqual({
      state: 'sent',
    });
  });

  it('a provider that fails answers with plain words in both languages, without the code', async () => {
    provider = async () => {
      throw new Error('rejected: 739154 to 13800001234');
    };
    const error = await notifications.sendCode('13800001234', '739154', 'p_fail').catch((e: unknown) => e);
    expect(error).toBeInstanceOf(AppError);
    expect(error).toMatchObject({ code: 'notifications.sms_unavailable', kind: 'upstream' });
    expect(String((error as Error).message)).not.toMatch(/739154|13800001234/);
  });
});
