import type { Socket } from 'node:net';
import { availableParallelism } from 'node:os';
import pg from 'pg';
import { type Claims, createClaims } from './claims.ts';
import { Journey, type Outcome } from './journey.ts';
import { type Sql, sql } from './sql.ts';

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
  /** A statement that has nothing to say but that it failed: it travels with the next one that is waited for, or with the commit, and undoes everything. */
  send(query: Sql, meaning?: Meaning): void;
}

/** What is thrown in place of the error with which PostgreSQL refused a statement: the same one where it means nothing else. */
export type Meaning = (refusal: unknown) => unknown;

/** What a transaction does. `last` is sent together with the commit, when everything else is done. */
export type Work<R> = (tx: Tx, last: (statement: Sql) => void) => Promise<R>;

export interface TransactionOptions {
  readonly isolation?: 'serializable';
  /** Opened while another transaction of this process is open and waits for it: takes a connection beside those of transactions. */
  readonly beside?: boolean;
}

export interface Database extends Reader {
  readonly pool: pg.Pool;
  readonly claims: Claims;
  /** A transaction, tried again on serialisation failure (40001) and deadlock (40P01). Only `command()` and migrations open one. */
  transaction<R>(work: Work<R>, options?: TransactionOptions): Promise<R>;
  close(): Promise<void>;
}

export interface Connection {
  /** Socket folder of the embedded server, or undefined with `url`. */
  readonly host?: string;
  readonly database?: string;
  readonly user?: string;
  readonly url?: string;
}

/** Connections for what runs beside: the job queue, limits, and transactions that another one waits for. */
const beside = 6;
/**
 * Two for each processor: each PostgreSQL process has plans and catalogues of its own, and more of them than can run only take each other's cache
 * (bench/README.md). At most a dozen, so that several processes of an installation fit on one PostgreSQL.
 */
const busy = Math.min(12, Math.max(4, 2 * availableParallelism()));
/** How many reads of one moment share a journey. */
const journey = 12;

/** Opens the pools. Connections are made as they are needed, at most `max` of them for transactions and as many for reads outside them. */
export function openDatabase(connection: Connection, max = busy): Database {
  const settings = {
    ...(connection.url
      ? { connectionString: connection.url }
      : { host: connection.host, user: connection.user, database: connection.database }),
    application_name: 'miaopi',
    // a lost database must show as an error soon, not as a hanging request
    connectionTimeoutMillis: 5000,
    idleTimeoutMillis: 60_000,
  };
  const pool = new pg.Pool({ ...settings, max: beside });
  // transactions have connections of their own: a read inside one never waits for another transaction to end
  const writers = new pg.Pool({ ...settings, max, pipeline: true } as pg.PoolConfig);
  const readers = new pg.Pool({ ...settings, max, pipeline: true } as pg.PoolConfig);
  const alone = new pg.Pool({ ...settings, max: 1, idleTimeoutMillis: 0 });
  const claims = createClaims(alone);
  for (const each of [pool, writers, readers, alone]) {
    // an idle connection that breaks (restart of PostgreSQL) is dropped by the pool; without a listener the process would end
    each.on('error', () => {});
    each.on('connect', (client) => client.on('error', () => {}));
  }
  return {
    pool,
    claims,
    ...readerFrom(readsOver(readers)),
    async transaction(work, options) {
      for (let attempt = 1; ; attempt++) {
        const client = await (options?.beside ? pool : writers).connect();
        let broken: Error | undefined;
        try {
          return await inside(client, work, options);
        } catch (error) {
          // what was given in this turn has not set out yet
          await new Promise<void>((resolve) => process.nextTick(resolve));
          await client.query('rollback').catch((e: Error) => {
            broken = e;
          });
          if (attempt < 5 && isRetryable(error)) continue;
          throw error;
        } finally {
          client.release(broken);
        }
      }
    },
    close: async () => void (await Promise.all([pool.end(), writers.end(), readers.end(), claims.close()])),
  };
}

const begin = sql`begin`;
const beginSerializable = sql`begin isolation level serializable`;
const commit = sql`commit`;

/**
 * Statements given in one go travel in one go: `begin` with the first, the last with `commit`. Should one fail, those after it fail for that reason,
 * the commit is a rollback to PostgreSQL, and the first failure is what is thrown.
 */
async function inside<R>(client: pg.PoolClient, work: Work<R>, options: TransactionOptions | undefined): Promise<R> {
  const query = together(client);
  const sent: Promise<unknown>[] = [];
  let first: { readonly error: unknown } | undefined;
  const noted = async (statement: Sql, meaning?: Meaning): Promise<Outcome> => {
    try {
      return await query(statement);
    } catch (refusal) {
      const error = meaning && !isAftermath(refusal) ? meaning(refusal) : refusal;
      first ??= { error };
      throw error;
    }
  };
  const send = (statement: Sql, meaning?: Meaning): void => {
    const outcome = noted(statement, meaning);
    outcome.catch(() => {});
    sent.push(outcome);
  };
  send(options?.isolation === 'serializable' ? beginSerializable : begin);
  let last: Sql | undefined;
  let result: R;
  try {
    result = await work({ ...txOver(noted), send }, (statement) => {
      last = statement;
    });
  } catch (error) {
    throw first && isAftermath(error) ? first.error : error;
  }
  if (last) send(last);
  const committed = noted(commit);
  await Promise.allSettled([...sent, committed]);
  if (first) throw first.error;
  if ((await committed).command !== 'COMMIT') throw new Error('the transaction had failed before its commit');
  return result;
}

/** A statement refused only because an earlier one had failed: not done, or not prepared where it was to be. */
function isAftermath(error: unknown): boolean {
  const { code } = (error ?? {}) as { readonly code?: string };
  return code === '25P02' || code === '26000';
}

/** Statements of one turn of the event loop are one journey. It sets out with the turn; in a `round` of turns the journeys of all of them go in one write. */
function together(client: pg.PoolClient, round = false): Query {
  const { stream } = (client as unknown as { connection: { stream: Socket } }).connection;
  let boarding: Journey | undefined;
  let held = false;
  return (statement) => {
    if (round && !held) {
      held = true;
      stream.cork();
      setImmediate(() => {
        held = false;
        stream.uncork();
      });
    }
    if (!boarding) {
      const journey = new Journey();
      boarding = journey;
      process.nextTick(() => {
        boarding = undefined;
        client.query(journey as unknown as pg.Submittable);
      });
    }
    return boarding.add(statement);
  };
}

type Query = (statement: Sql) => Promise<Outcome>;

/** Reads begun in the same round of the event loop (a page's parts, those of several requests) travel together on one connection; each has its own outcome. */
function readsOver(pool: pg.Pool): Query {
  let boarding: { readonly send: Promise<Query>; aboard: number; readonly leave: () => void } | undefined;
  function board(): NonNullable<typeof boarding> {
    const connected = pool.connect();
    let left = 0;
    let over = false;
    const endWhenEmpty = (): void => {
      if (over || boarding === made || left < made.aboard) return;
      over = true;
      void connected.then(
        (client) => client.release(),
        () => {},
      );
    };
    const made = {
      send: connected.then((client) => together(client, true)),
      aboard: 0,
      leave() {
        left++;
        endWhenEmpty();
      },
    };
    setImmediate(() => {
      if (boarding === made) boarding = undefined;
      endWhenEmpty();
    });
    return made;
  }
  return async function read(statement, attempt = 0): Promise<Outcome> {
    if (!boarding || boarding.aboard >= journey) boarding = board();
    const mine = boarding;
    mine.aboard++;
    try {
      return await (await mine.send)(statement);
    } catch (error) {
      if (!isAftermath(error) || attempt > 2) throw error;
    } finally {
      mine.leave();
    }
    // another read of its journey failed: what that is about is not its affair
    return read(statement, attempt + 1);
  };
}

function readerFrom(query: Query): Reader {
  const rows = async <R>(statement: Sql): Promise<R[]> => (await query(statement)).rows as R[];
  return {
    rows,
    maybe: async <R>(statement: Sql) => (await rows<R>(statement))[0],
    one: async <R>(statement: Sql) => {
      const [row] = await rows<R>(statement);
      if (!row) throw new Error(`expected a row of: ${statement.text.slice(0, 120)}`);
      return row;
    },
  };
}

function txOver(query: Query): Omit<Tx, 'send'> {
  return { ...readerFrom(query), run: async (statement) => (await query(statement)).count };
}

function isRetryable(error: unknown): boolean {
  const code = (error as { code?: string }).code;
  return code === '40001' || code === '40P01';
}

/** True when a unique constraint (by name, if given) refused the row. */
export function isUniqueViolation(error: unknown, constraint?: string | RegExp): boolean {
  const e = error as { code?: string; constraint?: string };
  if (e.code !== '23505' || constraint === undefined) return e.code === '23505';
  return typeof constraint === 'string' ? e.constraint === constraint : constraint.test(e.constraint ?? '');
}

/** True when `1 / count(*)` refused a statement that travels without being waited for because it found none of the rows it is about. */
export function foundNothing(refusal: unknown): boolean {
  return (refusal as { code?: string }).code === '22012';
}

const lostCodes = new Set(['ECONNREFUSED', 'ENOENT', 'ECONNRESET', 'EPIPE', '57P01', '57P02', '57P03', '08006']);

/** Whether an error says that the database is away for a while, being started again or killed this moment, not that what was asked of it is wrong. */
export function isLost(error: unknown): boolean {
  const { code, message } = error as { readonly code?: unknown; readonly message?: unknown };
  if (typeof code === 'string' && lostCodes.has(code)) return true;
  return /^Connection terminated|timeout exceeded when trying to connect/.test(String(message ?? ''));
}
