import type pg from 'pg';

/**
 * What this process does alone among all processes on this database: advisory locks of one connection, so that nobody waits with a connection in hand. They go with
 * the process, however it ends, and with its connection.
 */
export interface Claims {
  /** @returns false when it is being done already, here or by another process */
  take(key: string): Promise<boolean>;
  /** Lets it go; a key that is not held is let be. */
  release(key: string): void;
}

/** Namespace of claims among the advisory locks. */
const space = 720440;

/** @param pool of one connection, which it keeps from the first claim on */
export function createClaims(pool: pg.Pool): Claims & { close(): Promise<void> } {
  const held = new Set<string>();
  let client: pg.PoolClient | undefined;
  // one statement after the other: a release is carried out before the claim that follows it
  let last: Promise<unknown> = Promise.resolve();

  async function connection(): Promise<pg.PoolClient> {
    if (client) return client;
    const fresh = await pool.connect();
    const gone = () => {
      if (client !== fresh) return;
      client = undefined;
      held.clear();
      fresh.release(true);
    };
    fresh.on('error', gone);
    fresh.on('end', gone);
    client = fresh;
    return fresh;
  }
  function next<R>(work: () => Promise<R>): Promise<R> {
    const done = last.then(work);
    last = done.catch(() => {});
    return done;
  }
  return {
    take: (key) =>
      next(async () => {
        if (held.has(key)) return false;
        const { rows } = await (await connection()).query<{ taken: boolean }>(
          'select pg_try_advisory_lock(hashtextextended($1, $2)) as taken',
          [key, space],
        );
        const taken = rows[0]?.taken === true;
        if (taken) held.add(key);
        return taken;
      }),
    release(key) {
      next(async () => {
        if (!held.delete(key)) return;
        await client?.query('select pg_advisory_unlock(hashtextextended($1, $2))', [key, space]);
      }).catch(() => {
        // a connection that could not say it is done is closed, and all of its claims with it
        client?.release(true);
        client = undefined;
        held.clear();
      });
    },
    async close() {
      await last;
      client?.release(true);
      client = undefined;
      held.clear();
      await pool.end();
    },
  };
}
