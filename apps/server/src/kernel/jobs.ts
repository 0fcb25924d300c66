import { EventEmitter } from 'node:events';
import { parseCronItems, type Runner, run, runMigrations } from 'graphile-worker';
import type { Database } from './db/database.ts';
import { sql } from './db/sql.ts';
import type { Logger } from './log.ts';

export type JobHandler = (
  payload: unknown,
  info: { readonly attempt: number; readonly maxAttempts: number; readonly signal: AbortSignal },
) => Promise<void>;

/** Installs or updates graphile-worker's own schema. */
export async function migrateJobs(db: Database): Promise<void> {
  await runMigrations({ pgPool: db.pool, logger: silent() });
}

/** How often jobs of a later time are looked through for those that have become due. */
const dueMilliseconds = 500;

const beatSeconds = 4;
/** After this a worker is taken for dead; longer than any pause of a living process. */
const silentSeconds = 16;

/** A job that comes again by itself; `at` as crontab writes it (UTC). One process of the installation runs it. */
export interface ScheduledJob {
  readonly task: string;
  readonly at: string;
}

/** Runs the jobs of all modules in this process; a job that throws is tried again with growing delay. */
export async function runJobs(
  db: Database,
  handlers: ReadonlyMap<string, JobHandler>,
  schedule: readonly ScheduledJob[],
  log: Logger,
): Promise<{ stop(): Promise<void> }> {
  let runner: Runner | undefined;
  let stopped = false;
  /** Ids of this process's workers. */
  const workers = new Set<string>();

  /** Says that our workers live, and frees the jobs of those that have fallen silent: they were killed in the middle of one. */
  async function beat(): Promise<void> {
    if (workers.size > 0)
      await db.rows(
        sql`insert into kernel.worker (id) select unnest(${[...workers]}::text[]) on conflict (id) do update set seen_at = now()`,
      );
    const silent = await db.rows<{ id: string }>(
      sql`delete from kernel.worker where seen_at < now() - ${`${silentSeconds} seconds`}::interval returning id`,
    );
    if (silent.length > 0)
      await db.rows(sql`select graphile_worker.force_unlock_workers(${silent.map((w) => w.id)}::text[])`);
  }
  const heart = setInterval(
    () => void beat().catch((error: unknown) => log.debug({ err: error }, 'no heartbeat')),
    beatSeconds * 1000,
  );
  heart.unref();

  let moving = false;
  const due = setInterval(() => {
    if (moving) return;
    moving = true;
    db.rows(sql`select kernel.due_jobs()`)
      .catch((error: unknown) => log.debug({ err: error }, 'jobs that are due were not looked for'))
      .finally(() => {
        moving = false;
      });
  }, dueMilliseconds);
  due.unref();

  async function start(): Promise<void> {
    const events = new EventEmitter();
    workers.clear();
    events.on('worker:create', ({ worker }: { worker: { workerId: string } }) => workers.add(worker.workerId));
    runner = await run({
      events: events as never,
      pgPool: db.pool,
      concurrency: 8,
      noHandleSignals: true,
      pollInterval: 1000,
      logger: silent(),
      parsedCronItems: parseCronItems(schedule.map(({ task, at }) => ({ task, match: at, identifier: task }))),
      taskList: Object.fromEntries(
        [...handlers].map(([task, handler]) => [
          task,
          async (payload: unknown, helpers) => {
            await handler(payload, {
              attempt: helpers.job.attempts,
              maxAttempts: helpers.job.max_attempts,
              signal: helpers.abortSignal ?? new AbortController().signal,
            });
          },
        ]),
      ),
    });
    runner.events.on('job:error', ({ job, error }) =>
      log.warn({ task: job.task_identifier, attempts: job.attempts, err: error }, 'job failed'),
    );
    // a database that goes away ends the runner; it is started again until it stays
    runner.promise.then(
      () => restart(),
      (error: unknown) => {
        log.warn({ err: error }, 'the job runner stopped');
        restart();
      },
    );
  }
  function restart(): void {
    if (stopped) return;
    setTimeout(() => {
      if (!stopped) start().catch(() => restart());
    }, 1000).unref();
  }

  await start();
  await beat();
  return {
    async stop() {
      stopped = true;
      clearInterval(heart);
      clearInterval(due);
      await runner?.stop().catch(() => {});
    },
  };
}

function silent() {
  return new (class {
    scope() {
      return this;
    }
    error() {}
    warn() {}
    info() {}
    debug() {}
  })() as never;
}
