import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '../../src/kernel/db/sql.ts';
import { startTestDatabase, type TestDatabase } from '../database.ts';

const actor = { kind: 'system', name: 'test' } as const;
let t: TestDatabase;
beforeAll(async () => {
  t = await startTestDatabase();
  await t.db.pool.query('create table public.note (id int primary key, ok boolean not null default true)');
});
afterAll(() => t.close());

describe('transactions', () => {
  it('more commands at once than there are connections, each reading and taking a number beside itself, all end', async () => {
    const results = await Promise.all(
      Array.from({ length: 60 }, (_, i) =>
        t.kernel.command('test.nested', { actor }, async (ctx) => {
          await ctx.tx.run(sql`insert into public.note (id) values (${i})`);
          const read = await t.kernel.read.one<{ n: number }>(sql`select 1 as n`);
          const beside = await t.kernel.command('test.beside', { actor, beside: true }, (inner) =>
            inner.tx.one<{ n: number }>(sql`select 2 as n`),
          );
          return read.n + beside.n;
        }),
      ),
    );
    expect(results).toEqual(Array.from({ length: 60 }, () => 3));
  });

  it('a last statement that fails takes everything back, and the connection is good again', async () => {
    const failing = t.db.transaction(async (tx, last) => {
      await tx.run(sql`insert into public.note (id) values (1000)`);
      last(sql`insert into public.note (id) values (1000)`);
    });
    await expect(failing).rejects.toMatchObject({ code: '23505' });
    expect(await t.db.rows(sql`select id from public.note where id = 1000`)).toEqual([]);
    await t.db.transaction((tx) => tx.run(sql`insert into public.note (id) values (1000)`));
    expect(await t.db.rows(sql`select id from public.note where id = 1000`)).toHaveLength(1);
  });

  it('a statement that was only sent undoes everything when it fails, and its failure is the one that is told', async () => {
    const sending = t.db.transaction(async (tx) => {
      await tx.run(sql`insert into public.note (id) values (3000)`);
      tx.send(sql`insert into public.note (id) values (3000)`);
      await tx.run(sql`insert into public.note (id) values (3001)`);
    });
    await expect(sending).rejects.toMatchObject({ code: '23505' });
    const atTheEnd = t.db.transaction(async (tx, last) => {
      tx.send(sql`insert into public.note (id) values (3002)`);
      tx.send(sql`insert into public.note (id) values (3002)`);
      last(sql`insert into public.note (id) values (3003)`);
    });
    await expect(atTheEnd).rejects.toMatchObject({ code: '23505' });
    expect(await t.db.rows(sql`select id from public.note where id between 3000 and 3003`)).toEqual([]);
    await t.db.transaction(async (tx) => tx.send(sql`insert into public.note (id) values (3000)`));
    expect(await t.db.rows(sql`select id from public.note where id = 3000`)).toHaveLength(1);
  });

  it('work that hides a failure from its transaction is told that nothing was kept', async () => {
    const hiding = t.db.transaction(async (tx) => {
      await tx.run(sql`insert into public.note (id) values (2000)`);
      await tx.run(sql`insert into public.note (id) values (2000)`).catch(() => {});
    });
    await expect(hiding).rejects.toMatchObject({ code: '23505' });
    expect(await t.db.rows(sql`select id from public.note where id = 2000`)).toEqual([]);
  });

  it('reads of one moment have each their own outcome, whatever becomes of the others', async () => {
    const reads = Array.from({ length: 40 }, (_, i) =>
      i % 7 === 3 ? t.db.one(sql`select 1 / ${i - i}::int as n`) : t.db.one<{ n: number }>(sql`select ${i}::int as n`),
    );
    const ends = await Promise.allSettled(reads);
    expect(ends.map((end) => (end.status === 'fulfilled' ? (end.value as { n: number }).n : 'failed'))).toEqual(
      Array.from({ length: 40 }, (_, i) => (i % 7 === 3 ? 'failed' : i)),
    );
  });

  it('a statement that was to be prepared behind one that failed is prepared when it is asked again, on whichever connection', async () => {
    const second = () =>
      sql`insert into public.note (id, ok) values (4001, false) on conflict (id) do update set ok = true`;
    const third = () => sql`select count(*)::int as n from public.note where id = 4001 and ok`;
    for (let round = 0; round < 30; round++) {
      const failing = t.db.transaction(async (tx) => {
        tx.send(sql`select 1 / ${0}::int`);
        tx.send(second());
        await tx.one(third());
      });
      await expect(failing).rejects.toMatchObject({ code: '22012' });
    }
    const counted = await Promise.all(
      Array.from({ length: 30 }, () =>
        t.db.transaction(async (tx) => {
          tx.send(second());
          return tx.one<{ n: number }>(third());
        }),
      ),
    );
    // the first has put it in, the others have found it
    expect(counted.map(({ n }) => n).sort()).toEqual([0, ...Array(29).fill(1)]);
    expect((await t.db.one<{ n: number }>(third())).n).toBe(1);
  });

  it('a value that no parameter can be is refused alone: what is read beside it comes, and the connection is good', async () => {
    const circular: { self?: object } = {};
    circular.self = circular;
    const bad = sql`select ${circular}::jsonb as v`;
    const ends = await Promise.allSettled([t.db.one(sql`select 1 as n`), t.db.one(bad), t.db.one(sql`select 3 as n`)]);
    expect(ends.map((end) => (end.status === 'fulfilled' ? end.value : 'refused'))).toEqual([
      { n: 1 },
      'refused',
      { n: 3 },
    ]);
    await expect(t.db.transaction((tx) => tx.one(bad))).rejects.toThrow(/circular/);
    expect(await t.db.transaction((tx) => tx.one(sql`select 4 as n`))).toEqual({ n: 4 });
  });

  it('rows come as they are, however often they are read: nulls, numbers beyond 32 bits, days, times, JSON, lists, no columns, no rows', async () => {
    const read = () =>
      t.db.rows(sql`select null as nothing, 9007199254740991::int8 as long, 1.5::float8 as half, date '2026-11-30' as day,
      timestamptz '2026-11-30T08:00:00+08:00' as at, '{"a": [1, null]}'::jsonb as json, array['一', null] as list, '' as empty from generate_series(1, 2)`);
    const row = {
      nothing: null,
      long: 9007199254740991,
      half: 1.5,
      day: '2026-11-30',
      at: new Date('2026-11-30T00:00:00Z'),
      json: { a: [1, null] },
      list: ['一', null],
      empty: '',
    };
    for (let i = 0; i < 12; i++) expect(await read()).toEqual([row, row]);
    expect(await t.db.rows(sql`select from generate_series(1, 2)`)).toEqual([{}, {}]);
    expect(await t.db.rows(sql`select 1 as n where false`)).toEqual([]);
    expect(
      await t.db.transaction((tx) => tx.run(sql`insert into public.note (id) select generate_series(5001, 5007)`)),
    ).toBe(7);
  });

  it('a statement over a table that has another column since is refused once on a connection and good from then on', async () => {
    await t.db.pool.query('create table public.grown (id int)');
    const read = () => t.db.rows(sql`select * from public.grown`);
    await t.kernel.command('test.grow', { actor }, (ctx) => ctx.tx.run(sql`insert into public.grown values (1)`));
    expect(await read()).toEqual([{ id: 1 }]);
    await t.db.pool.query("alter table public.grown add column word text default '字'");
    await read().catch((error) => expect(error).toMatchObject({ code: '0A000' }));
    expect(await read()).toEqual([{ id: 1, word: '字' }]);
  });

  it('work that fails in the turn in which it gave statements leaves nothing, whatever it gave, also when it had given none before', async () => {
    for (let i = 0; i < 20; i++) {
      const failing = t.db.transaction(async (tx) => {
        tx.send(sql`insert into public.note (id) values (${6000 + i})`);
        throw new Error('its own');
      });
      await expect(failing).rejects.toThrow('its own');
      const after = t.db.transaction(async (tx) => {
        await tx.run(sql`insert into public.note (id) values (${6100 + i})`);
        tx.send(sql`insert into public.note (id) values (${6000 + i})`);
        throw new Error('later');
      });
      await expect(after).rejects.toThrow('later');
    }
    expect(await t.db.rows(sql`select id from public.note where id >= 6000`)).toEqual([]);
    const { n } = await t.db.one<{ n: number }>(
      sql`select count(*)::int as n from pg_stat_activity where datname = current_database() and state like 'idle in transaction%'`,
    );
    expect(n).toBe(0);
  });
});
