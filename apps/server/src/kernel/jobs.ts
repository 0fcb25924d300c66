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
  /** What this process locks its jobs with: the ids of its pools of workers. */
  const pools = new Set<string>();

  /** Says that our workers live, and frees the jobs of those that have fallen silent or never said a word: they were killed in the middle of one. */
  async function beat(): Promise<void> {
    await db.rows(
      sql`insert into kernel.worker (id) select unnest(${[...pools]}::text[]) on conflict (id) do update set seen_at = now()`,
    );
    const silence = `${silentSeconds} seconds`;
    await db.rows(sql`delete from kernel.worker where seen_at < now() - ${silence}::interval`);
    await db.rows(sql`select graphile_worker.force_unlock_workers(array_agg(distinct locked_by)) from graphile_worker.jobs
      where locked_at < now() - ${silence}::interval and locked_by not in (select id from kernel.worker) having count(*) > 0`);
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
    pools.clear();
    events.on('pool:create', ({ workerPool }: { workerPool: { id: string } }) => pools.add(workerPool.id));
    runner = await run({
      events: events as never,
      pgPool: db.pool,
      concurrency: 8,
      noHandleSignals: true,
      pollInterval: 1000,
      // Ended jobs are told in batches also because only then a database that is away at that moment ends the runner, which is started again; told one by one, nobody
      // waits for the answer, and the refusal ends the process.
      preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
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
