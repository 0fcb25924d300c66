import type { Database, Tx } from './db/database.ts';
import { sql } from './db/sql.ts';
import type { Logger } from './log.ts';

/** Called inside a transaction of the dispatcher; must be safe to run twice with the same id (it may, after a crash). */
export type Subscriber = (
  event: { readonly id: string; readonly name: string; readonly payload: never; readonly at: Date },
  tx: Tx,
) => Promise<void>;

export interface Outbox {
  /** Something was committed: look now. */
  nudge(): void;
  /** Resolves when nothing that was told before is left undelivered; tests and shutdown. */
  drain(): Promise<void>;
  stop(): Promise<void>;
}

interface Row {
  readonly id: string;
  readonly name: string;
  readonly payload: never;
  readonly at: Date;
  readonly attempts: number;
}

const batch = 100;

/**
 * Delivers events to their subscribers, in order of time, each event at least once and, with subscribers that only write, exactly once: what a
 * subscriber writes and the removal of the event commit together. One that fails waits longer each time and never blocks the others.
 */
export function startOutbox(
  db: Database,
  subscribers: ReadonlyMap<string, readonly Subscriber[]>,
  log: Logger,
): Outbox {
  let stopped = false;
  let running: Promise<void> | undefined;
  let again = false;

  async function dispatchBatch(): Promise<number> {
    return db.transaction(async (tx) => {
      const rows = await tx.rows<Row>(sql`
        select id, name, payload, at, attempts from kernel.outbox where next_at <= now() order by next_at, id limit ${batch} for update skip locked`);
      const done: string[] = [];
      for (const row of rows) {
        await tx.run(sql`savepoint one_event`);
        try {
          for (const subscriber of subscribers.get(row.name) ?? []) await subscriber(row, tx);
          done.push(row.id);
        } catch (error) {
          await tx.run(sql`rollback to savepoint one_event`);
          const delay = Math.min(600, 2 ** Math.min(row.attempts, 9));
          await tx.run(sql`update kernel.outbox set attempts = attempts + 1, next_at = now() + ${`${delay} seconds`}::interval,
            last_error = ${(error as Error).message.slice(0, 500)} where id = ${row.id}`);
          log.warn({ err: error, event: row.name, id: row.id, attempts: row.attempts }, 'event subscriber failed');
        }
      }
      if (done.length > 0) await tx.run(sql`delete from kernel.outbox where id = any(${done})`);
      return rows.length;
    });
  }

  function nudge(): void {
    again = true;
    if (stopped || running) return;
    running = (async () => {
      while (again && !stopped) {
        again = false;
        try {
          while (!stopped && (await dispatchBatch()) === batch);
        } catch (error) {
          log.warn({ err: error }, 'outbox could not be read');
          break;
        }
      }
      running = undefined;
    })();
  }

  const timer = setInterval(nudge, 1000);
  nudge();
  return {
    nudge,
    async drain() {
      nudge();
      while (running) await running;
    },
    async stop() {
      stopped = true;
      clearInterval(timer);
      await running;
    },
  };
}
