import { afterAll, beforeAll, expect, it } from 'vitest';
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
