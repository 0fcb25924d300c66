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
    await expect(hiding).rejects.toThrow(/before its commit/);
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
});
