import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '../../src/kernel/db/sql.ts';
import { startOutbox } from '../../src/kernel/outbox.ts';
import { startTestDatabase, type TestDatabase } from '../database.ts';

const actor = { kind: 'system', name: 'test' } as const;
let t: TestDatabase;
beforeAll(async () => {
  t = await startTestDatabase();
});
afterAll(() => t.close());

describe('command', () => {
  it('writes state, audit entry, event, job and idempotency key together', async () => {
    const result = await t.kernel.command('test.all', { actor, requestId: 'request-1' }, async (ctx) => {
      ctx.audit({ action: 'test.done', subject: 'thing:1', data: { n: 1 } });
      ctx.emit({ name: 'test.happened', payload: { n: 1 } });
      ctx.addJob({ task: 'test.later', payload: { n: 1 }, key: 'later-1', runAt: new Date(Date.now() + 60_000) });
      ctx.access({
        subjectKind: 'person',
        subjectId: 'p1',
        who: { zh: '甲', en: 'A' },
        what: { zh: '乙', en: 'B' },
        purpose: { zh: '丙', en: 'C' },
      });
      return { n: 1 };
    });
    expect(result).toEqual({ n: 1 });
    expect(
      await t.db.one(sql`select (select count(*) from audit.entry where subject = 'thing:1') as audit,
      (select count(*) from audit.access where subject_id = 'p1') as access,
      (select count(*) from kernel.outbox where name = 'test.happened') as events,
      (select count(*) from kernel.later where key = 'later-1') as jobs`),
    ).toEqual({ audit: 1, access: 1, events: 1, jobs: 1 });
  });

  it('keeps a job of a later time aside until it is due, once for its key, and forgets it when it is taken back', async () => {
    const later = (key: string, seconds: number, n: number) =>
      t.kernel.command('test.later', { actor }, async (ctx) =>
        ctx.addJob({ task: 'test.later', payload: { n }, key, runAt: new Date(ctx.now.getTime() + seconds * 1000) }),
      );
    const where = () =>
      t.db.one(sql`select (select array_agg(key || payload::text order by key) from kernel.later where key like 'due-%') as later,
        (select array_agg(key order by key) from graphile_worker.jobs where key like 'due-%') as queued`);
    await later('due-1', 60, 1);
    await later('due-1', 90, 2);
    await later('due-2', 60, 3);
    expect(await where()).toEqual({ later: ['due-1{"n": 2}', 'due-2{"n": 3}'], queued: null });
    await t.kernel.command('test.take_back', { actor }, async (ctx) => ctx.removeJob('due-2'));
    await t.db.one(sql`select kernel.due_jobs()`);
    expect(await where()).toEqual({ later: ['due-1{"n": 2}'], queued: null });
    await t.db.pool.query(`update kernel.later set run_at = now() where key = 'due-1'`);
    await t.db.one(sql`select kernel.due_jobs()`);
    expect(await where()).toEqual({ later: null, queued: ['due-1'] });
    // asked for anew, it waits again, and once
    await later('due-1', 60, 4);
    expect(await where()).toEqual({ later: ['due-1{"n": 4}'], queued: null });
  });

  it('acts once for a request id, also when the same request comes many times at once, and answers alike', async () => {
    let runs = 0;
    const once = () =>
      t.kernel.command('test.once', { actor, requestId: 'request-2' }, async (ctx) => {
        runs++;
        ctx.audit({ action: 'test.once', subject: 'thing:2' });
        return { run: runs };
      });
    const answers = await Promise.all(Array.from({ length: 8 }, once));
    expect(new Set(answers.map((a) => a.run)).size).toBe(1);
    expect(await t.db.one(sql`select count(*) as n from audit.entry where subject = 'thing:2'`)).toEqual({ n: 1 });
  });

  it('answers a repeated request with the same kinds of values: instants are instants, texts that look like one are texts', async () => {
    const at = new Date('2026-11-30T19:00:00.123Z');
    const result = { at, rows: [{ at, text: at.toISOString(), none: null, deep: [[at]] }], n: 1, yes: true };
    const ask = () => t.kernel.command('test.kinds', { actor, requestId: 'request-kinds' }, async () => result);
    expect(await ask()).toEqual(result);
    expect(await ask()).toEqual(result);
    const instant = () => t.kernel.command('test.instant', { actor, requestId: 'request-instant' }, async () => at);
    expect([await instant(), await instant()]).toEqual([at, at]);
  });

  it('keeps nothing that a repeated request wrote and says nothing of what went wrong in it: the answer is what the first came to', async () => {
    const first = (work: Parameters<typeof t.kernel.command>[2]) =>
      t.kernel.command('test.repeated', { actor, requestId: 'request-repeated' }, work);
    expect(await first(async () => ({ n: 1 }))).toEqual({ n: 1 });
    const reached: string[] = [];
    const again = [
      first(async (ctx) => {
        ctx.tx.send(sql`insert into kernel.setting (key, value) values ('repeated', '1')`);
        ctx.audit({ action: 'test.repeated', subject: 'thing:repeated' });
        return { n: 2 };
      }),
      first(async (ctx) => {
        await ctx.tx.run(sql`insert into kernel.setting (key, value) values ('repeated', '2')`);
        reached.push('behind what it wrote');
        return { n: 3 };
      }),
      first(async (ctx) => {
        await ctx.tx.one(sql`select 1 / 0`);
        return { n: 4 };
      }),
      first(async () => {
        throw new Error('this was done before');
      }),
    ];
    expect(await Promise.all(again)).toEqual(again.map(() => ({ n: 1 })));
    expect(reached).toEqual([]);
    expect(
      await t.db.rows(
        sql`select 1 from kernel.setting where key = 'repeated' union all select 1 from audit.entry where subject = 'thing:repeated'`,
      ),
    ).toEqual([]);
  });

  it('leaves nothing behind when the work fails', async () => {
    await expect(
      t.kernel.command('test.fails', { actor, requestId: 'request-3' }, async (ctx) => {
        ctx.audit({ action: 'test.fails', subject: 'thing:3' });
        await ctx.tx.run(sql`insert into kernel.setting (key, value) values ('test', '1')`);
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    expect(
      await t.db.rows(sql`select 1 from kernel.setting where key = 'test' union all select 1 from audit.entry where subject = 'thing:3'
      union all select 1 from kernel.idempotency where request_id = 'request-3'`),
    ).toEqual([]);
  });

  it('F039 X09: chains audit entries so that each hash follows from the entry and the one before it', async () => {
    for (let i = 0; i < 5; i++)
      await t.kernel.command('test.chain', { actor }, async (ctx) =>
        ctx.audit({ action: 'test.chain', subject: 'thing:chain', data: { i } }),
      );
    const rows = await t.db.rows<{
      chain: number;
      seq: number;
      id: string;
      at: string;
      actor: string;
      command: string;
      action: string;
      subject: string;
      body: string;
      hash: Buffer;
    }>(sql`
      select chain, seq, id, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, actor, command, action, subject, body, hash
      from audit.entry where chain = (select chain from audit.entry where subject = 'thing:chain' limit 1) order by seq`);
    let head = createHash('sha256').update(`miaopi audit chain ${rows[0]?.chain}`).digest();
    for (const r of rows) {
      head = createHash('sha256')
        .update(head)
        .update([r.seq, r.id, r.at, r.actor, r.command, r.action, r.subject, r.body].join('\u001f'))
        .digest();
      expect(head.equals(r.hash)).toBe(true);
    }
    expect(rows.length).toBeGreaterThanOrEqual(5);
  });

  it('refuses to change or remove an audit entry or an access entry', async () => {
    for (const statement of [
      sql`update audit.entry set body = '{}'`,
      sql`delete from audit.entry`,
      sql`truncate audit.entry`,
      sql`update audit.access set subject_id = 'x'`,
      sql`delete from audit.access`,
    ])
      await expect(t.db.rows(statement)).rejects.toThrow(/append-only/);
  });
});

describe('outbox', () => {
  it('delivers each event, goes on past one whose subscriber fails, and tries that one again', async () => {
    await t.db.rows(sql`delete from kernel.outbox`);
    const seen: string[] = [];
    let failures = 0;
    const outbox = startOutbox(
      t.db,
      new Map([
        ['test.good', [async (events: readonly { id: string }[]) => void seen.push(...events.map((e) => e.id))]],
        [
          'test.bad',
          [
            async () => {
              failures++;
              throw new Error('not now');
            },
          ],
        ],
      ]),
      t.kernel.log,
    );
    await t.kernel.command('test.emit', { actor }, async (ctx) => {
      ctx.emit({ name: 'test.bad', payload: {} });
      for (let i = 0; i < 150; i++) ctx.emit({ name: 'test.good', payload: { i } });
    });
    await outbox.drain();
    expect(seen.length).toBe(150);
    expect(failures).toBe(1);
    expect(await t.db.rows(sql`select name, attempts, last_error from kernel.outbox`)).toEqual([
      { name: 'test.bad', attempts: 1, last_error: 'not now' },
    ]);
    await outbox.stop();
  });
});
