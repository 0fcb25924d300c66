import type { Database, Tx } from './db/database.ts';
import { sql } from './db/sql.ts';
import type { Logger } from './log.ts';

/** An event as its subscribers get it. */
export interface DeliveredEvent {
  readonly id: string;
  readonly name: string;
  readonly payload: never;
  readonly at: Date;
}

/**
 * Called inside a transaction of the dispatcher with events of one name, in order of time. What it writes and the removal of the events commit together.
 * When a batch fails, each of its events is delivered again alone.
 */
export type Subscriber = (events: readonly DeliveredEvent[], tx: Tx) => Promise<void>;

export interface Outbox {
  /** Something was committed: look now. */
  nudge(): void;
  /** Resolves when nothing that was told before is left undelivered; tests and shutdown. */
  drain(): Promise<void>;
  stop(): Promise<void>;
}

interface Row extends DeliveredEvent {
  readonly attempts: number;
}

const batch = 100;
/** ms from a commit to the look at it: what is told in that time is delivered together. */
const pause = 50;

/**
 * Delivers events to their subscribers in batches, each event at least once and, with subscribers that only write, exactly once.
 */
export function startOutbox(
  db: Database,
  subscribers: ReadonlyMap<string, readonly Subscriber[]>,
  log: Logger,
): Outbox {
  let stopped = false;
  let running: Promise<void> | undefined;
  let again = false;

  const failures = new Map<string, Error>();

  async function deliver(tx: Tx, name: string, events: readonly Row[]): Promise<boolean> {
    const interested = subscribers.get(name) ?? [];
    if (interested.length === 0) return true;
    tx.send(sql`savepoint delivery`);
    try {
      for (const subscriber of interested) await subscriber(events, tx);
      tx.send(sql`release savepoint delivery`);
      return true;
    } catch (error) {
      await tx.run(sql`rollback to savepoint delivery`);
      for (const { id } of events) failures.set(id, error as Error);
      return false;
    }
  }

  /** Waits longer each time, and never blocks the others. */
  async function postpone(tx: Tx, event: Row): Promise<void> {
    const error = failures.get(event.id);
    failures.delete(event.id);
    const delay = Math.min(600, 2 ** Math.min(event.attempts, 9));
    await tx.run(sql`update kernel.outbox set attempts = attempts + 1, next_at = now() + ${`${delay} seconds`}::interval,
      last_error = ${(error?.message ?? '').slice(0, 500)} where id = ${event.id}`);
    log.warn({ err: error, event: event.name, id: event.id, attempts: event.attempts }, 'event subscriber failed');
  }

  async function dispatchBatch(): Promise<number> {
    return db.transaction(async (tx) => {
      const rows = await tx.rows<Row>(sql`
        select id, name, payload, at, attempts from kernel.outbox where next_at <= now() order by next_at, id limit ${batch} for update skip locked`);
      const done: string[] = [];
      const byName = new Map<string, Row[]>();
      for (const row of rows) byName.set(row.name, [...(byName.get(row.name) ?? []), row]);
      for (const [name, events] of byName) {
        if (await deliver(tx, name, events)) done.push(...events.map((e) => e.id));
        else
          for (const event of events) {
            if (events.length > 1 && (await deliver(tx, name, [event]))) done.push(event.id);
            else await postpone(tx, event);
          }
      }
      if (done.length > 0) tx.send(sql`delete from kernel.outbox where id = any(${done})`);
      return rows.length;
    });
  }

  let soon: NodeJS.Timeout | undefined;
  function nudge(): void {
    soon ??= setTimeout(look, pause);
  }

  function look(): void {
    clearTimeout(soon);
    soon = undefined;
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

  const timer = setInterval(look, 1000);
  look();
  return {
    nudge,
    async drain() {
      look();
      while (running) await running;
    },
    async stop() {
      stopped = true;
      clearInterval(timer);
      clearTimeout(soon);
      await running;
    },
  };
}
