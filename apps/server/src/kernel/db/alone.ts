import type { Database } from './database.ts';

/**
 * Does the work while no other process on this database does work of the same `key` (an advisory lock of a connection of its own); they wait for their
 * turn. The lock goes with the process, however it ends.
 */
export async function alone<R>(db: Pick<Database, 'pool'>, key: number, work: () => Promise<R>): Promise<R> {
  const client = await db.pool.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [key]);
    return await work();
  } finally {
    const free = await client.query('select pg_advisory_unlock($1)', [key]).then(
      () => true,
      () => false,
    );
    // a connection that could not say it is done is closed, and the lock with it
    client.release(!free);
  }
}
