import type { PoolClient } from 'pg';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { sql } from '../../src/kernel/db/sql.ts';
import { runJobs } from '../../src/kernel/jobs.ts';
import { createLog } from '../../src/kernel/log.ts';
import { startTestDatabase, type TestDatabase } from '../database.ts';

let t: TestDatabase;
beforeAll(async () => {
  t = await startTestDatabase();
});
afterAll(() => t.close());

it('jobs of processes that were killed in the middle of one are given to a living one; those of the living stay theirs', async () => {
  const add = (n: number) =>
    t.kernel.command('test.add', { actor: { kind: 'system', name: 'test' } }, async (ctx) =>
      ctx.addJob({ task: 'test.work', payload: { n } }),
    );
  const lock = (n: number, by: string, seconds: number) =>
    t.db.pool.query(
      `update graphile_worker._private_jobs set locked_by = $2, locked_at = now() - make_interval(secs => $3), attempts = 1 where payload->>'n' = $1`,
      [String(n), by, seconds],
    );
  for (const n of [1, 2, 3, 4]) await add(n);
  await lock(1, 'pool-that-never-beat', 60);
  await lock(2, 'pool-that-fell-silent', 60);
  await lock(3, 'pool-that-lives', 60);
  await lock(4, 'pool-that-began-just-now', 1);
  await t.db.rows(sql`insert into kernel.worker (id, seen_at) values ('pool-that-fell-silent', now() - interval '1 minute'), ('pool-that-lives', now() + interval '1 hour')
    returning id`);
  const done: number[] = [];
  const jobs = await runJobs(
    t.db,
    new Map([['test.work', async (payload: unknown) => void done.push((payload as { n: number }).n)]]),
    [],
    createLog('silent'),
  );
  try {
    await expect.poll(() => [...done].sort(), { timeout: 15_000 }).toEqual([1, 2]);
    // what this process has under way is locked by a name that beats
    const [own] = await t.db.rows<{ n: number }>(
      sql`select count(*)::int as n from kernel.worker where id like 'pool-%' and seen_at < now() + interval '1 minute'`,
    );
    expect(own?.n).toBe(1);
  } finally {
    await jobs.stop();
  }
});

it.each([
  ['done', false],
  ['failed', true],
])('the database is away when a job has just %s: the process goes on, and so do the jobs', async (_, failing) => {
  const connect = t.db.pool.connect.bind(t.db.pool) as (told?: unknown) => Promise<PoolClient>;
  let away = false;
  const told = vi.fn();
  vi.spyOn(t.db.pool, 'connect').mockImplementation((async (callback?: unknown) => {
    if (callback) return connect(callback);
    const client = await connect();
    const query = client.query.bind(client) as (...given: unknown[]) => unknown;
    client.query = ((...given: unknown[]) => {
      const text = typeof given[0] === 'string' ? given[0] : (given[0] as { text: string }).text;
      if (away && /(delete from|update)[^;]*_private_jobs/.test(text) && !text.includes('skip locked')) {
        away = false;
        told();
        return Promise.reject(new Error('timeout exceeded when trying to connect'));
      }
      return query(...given);
    }) as never;
    const release = client.release.bind(client);
    client.release = (error) => {
      client.query = query as never;
      release(error);
    };
    return client;
  }) as never);
  const add = (n: number) =>
    t.kernel.command('test.add', { actor: { kind: 'system', name: 'test' } }, async (ctx) =>
      ctx.addJob({ task: 'test.away', payload: { n } }),
    );
  const done: number[] = [];
  const jobs = await runJobs(
    t.db,
    new Map([
      [
        'test.away',
        async (payload: unknown) => {
          const { n } = payload as { n: number };
          if (n === 1 && done.length === 0) away = true;
          done.push(n);
          if (away && failing) throw new Error('refused');
        },
      ],
    ]),
    [],
    createLog('silent'),
  );
  try {
    await add(1);
    await expect.poll(() => told.mock.calls.length).toBe(1);
    await add(2);
    await expect.poll(() => done).toContain(2);
    // what was not told as ended is done again, and then told
    await expect.poll(() => done.filter((n) => n === 1).length, { timeout: 50_000 }).toBe(2);
    await expect
      .poll(() =>
        t.db.one<{ n: number }>(
          sql`select count(*)::int as n from graphile_worker.jobs where task_identifier = 'test.away'`,
        ),
      )
      .toEqual({ n: 0 });
  } finally {
    vi.restoreAllMocks();
    await jobs.stop();
  }
});
