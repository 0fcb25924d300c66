import pg from 'pg';
import type { Sql } from './sql.ts';

pg.types.setTypeParser(pg.types.builtins.INT8, Number);
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);

/** Reads. `ctx.tx` of a command also writes; nothing else does. */
export interface Reader {
  rows<R>(query: Sql): Promise<R[]>;
  /** The row there is; undefined when none. */
  maybe<R>(query: Sql): Promise<R | undefined>;
  /** The row there must be; an error otherwise. */
  one<R>(query: Sql): Promise<R>;
}

export interface Tx extends Reader {
  /** Number of rows changed. */
  run(query: Sql): Promise<number>;
}

export interface TransactionOptions {
  readonly isolation?: 'serializable';
  /** Opened while another transaction of this process is open and waits for it: takes one of the connections kept for that. */
  readonly beside?: boolean;
}

export interface Database extends Reader {
  readonly pool: pg.Pool;
  /** A transaction, tried again on serialisation failure (40001) and deadlock (40P01). Only `command()` and migrations open one. */
  transaction<R>(work: (tx: Tx) => Promise<R>, options?: TransactionOptions): Promise<R>;
  close(): Promise<void>;
}

export interface Connection {
  /** Socket folder of the embedded server, or undefined with `url`. */
  readonly host?: string;
  readonly database?: string;
  readonly user?: string;
  readonly url?: string;
}

/** Connections that transactions leave to reads, and to what is opened beside a transaction: without them they would wait for each other for ever. */
const kept = 4;

/** Opens the pool. `max` connections are made as they are needed. */
export function openDatabase(connection: Connection, max = 16): Database {
  const pool = new pg.Pool({
    ...(connection.url
      ? { connectionString: connection.url }
      : { host: connection.host, user: connection.user, database: connection.database }),
    max,
    application_name: 'miaopi',
    // a lost database must show as an error soon, not as a hanging request
    connectionTimeoutMillis: 5000,
    idleTimeoutMillis: 60_000,
  });
  // an idle connection that breaks (restart of PostgreSQL) is dropped by the pool; without a listener the process would end
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  const turns = turnsOf(Math.max(1, max - kept));
  return {
    pool,
    ...readerOver(pool),
    async transaction(work, options) {
      for (let attempt = 1; ; attempt++) {
        if (!options?.beside) await turns.take();
        let client: pg.PoolClient;
        try {
          client = await pool.connect();
        } catch (error) {
          if (!options?.beside) turns.give();
          throw error;
        }
        let broken: Error | undefined;
        try {
          await client.query(options?.isolation === 'serializable' ? 'begin isolation level serializable' : 'begin');
          const result = await work(txOver(client));
          await client.query('commit');
          return result;
        } catch (error) {
          await client.query('rollback').catch((e: Error) => {
            broken = e;
          });
          if (attempt < 5 && isRetryable(error)) continue;
          throw error;
        } finally {
          client.release(broken);
          if (!options?.beside) turns.give();
        }
      }
    },
    close: () => pool.end(),
  };
}

/** So many at once, the others in their order. */
function turnsOf(count: number): { take(): Promise<void>; give(): void } {
  const waiting: (() => void)[] = [];
  let free = count;
  return {
    async take() {
      if (free > 0) free--;
      else await new Promise<void>((resolve) => waiting.push(resolve));
    },
    give() {
      const next = waiting.shift();
      if (next) next();
      else free++;
    },
  };
}

type Queryable = Pick<pg.ClientBase, 'query'> | pg.Pool;

function readerOver(client: Queryable): Reader {
  const rows = async <R>(query: Sql): Promise<R[]> =>
    (await client.query({ text: query.text, values: query.values as unknown[], name: query.name })).rows as R[];
  return {
    rows,
    maybe: async <R>(query: Sql) => (await rows<R>(query))[0],
    one: async <R>(query: Sql) => {
      const [row] = await rows<R>(query);
      if (!row) throw new Error(`expected a row of: ${query.text.slice(0, 120)}`);
      return row;
    },
  };
}

function txOver(client: pg.ClientBase): Tx {
  return {
    ...readerOver(client),
    run: async (query) =>
      (await client.query({ text: query.text, values: query.values as unknown[], name: query.name })).rowCount ?? 0,
  };
}

function isRetryable(error: unknown): boolean {
  const code = (error as { code?: string }).code;
  return code === '40001' || code === '40P01';
}

/** True when a unique constraint (by name, if given) refused the row. */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  const e = error as { code?: string; constraint?: string };
  return e.code === '23505' && (constraint === undefined || e.constraint === constraint);
}
