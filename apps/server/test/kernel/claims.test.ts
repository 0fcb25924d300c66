import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/kernel/db/database.ts';
import { startEmbedded } from '../../src/kernel/db/embedded.ts';
import { clusterFolder, startTestDatabase, type TestDatabase } from '../database.ts';

let one: TestDatabase;
let two: ReturnType<typeof openDatabase>;

beforeAll(async () => {
  one = await startTestDatabase();
  const { host, user } = await startEmbedded(clusterFolder);
  const { rows } = await one.db.pool.query('select current_database() as name');
  two = openDatabase({ host, user, database: rows[0].name }, 2);
});
afterAll(async () => {
  await two?.close();
  await one?.close();
});

describe('what one process does alone', () => {
  it('X16: is claimed by one of two, by the other once it is let go, and never twice by the same', async () => {
    const [first, second] = await Promise.all([one.db.claims.take('case a'), two.claims.take('case a')]);
    expect([first, second].filter(Boolean)).toHaveLength(1);
    const [has, waits] = first ? [one.db.claims, two.claims] : [two.claims, one.db.claims];
    expect(await has.take('case a')).toBe(false);
    expect(await waits.take('case b')).toBe(true);
    expect(await has.take('case b')).toBe(false);
    // what somebody else has is not let go
    waits.release('case a');
    expect(await waits.take('case a')).toBe(false);
    has.release('case a');
    await expect.poll(() => waits.take('case a')).toBe(true);
    waits.release('case a');
    waits.release('case b');
    await expect.poll(() => has.take('case b')).toBe(true);
    has.release('case b');
  });

  it('X16: is free again when the connection of who has it breaks, and that process claims on a new one', async () => {
    expect(await one.db.claims.take('case c')).toBe(true);
    await two.pool.query(
      `select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and objsubid = 1
        and database = (select oid from pg_database where datname = current_database())`,
    );
    await expect.poll(() => two.claims.take('case c')).toBe(true);
    await expect.poll(() => one.db.claims.take('case d').catch(() => false)).toBe(true);
    expect(await one.db.claims.take('case c')).toBe(false);
  });
});
