import type { Actor } from './actor.ts';
import { actorKey } from './actor.ts';
import type { Clock } from './clock.ts';
import type { Database, Reader, Tx } from './db/database.ts';
import { jsonb, type Sql, sql } from './db/sql.ts';
import { kernelErrors } from './errors.ts';
import { newId } from './ids.ts';
import { keep, kept } from './kept-result.ts';

/** Something that happened, told to subscribers after the commit, at least once (docs: ARCHITECTURE.md "ways to work together"). */
export interface DomainEvent {
  /** `cases.decided` */
  readonly name: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

export interface AuditEntry {
  /** `cases.submit` */
  readonly action: string;
  /** What it was done to, `case:…`; entries of one subject stand in one chain. */
  readonly subject: string;
  /** Who did it, when not the one who gave the command: the machine that judges what a person files. */
  readonly by?: Actor;
  /** No personal data beyond ids. */
  readonly data?: Readonly<Record<string, unknown>>;
}

/** A look at a person's data, for the log that the person sees. */
export interface AccessEntry {
  readonly subjectKind: 'person' | 'firm';
  readonly subjectId: string;
  readonly who: { readonly zh: string; readonly en: string };
  readonly what: { readonly zh: string; readonly en: string };
  readonly purpose: { readonly zh: string; readonly en: string };
  readonly caseNumber?: string;
}

export interface JobRequest {
  readonly task: string;
  readonly payload: Readonly<Record<string, unknown>>;
  /** Not before; without it at once. */
  readonly runAt?: Date;
  /** The same key replaces a waiting job. */
  readonly key?: string;
  readonly maxAttempts?: number;
}

export interface CommandContext {
  readonly tx: Tx;
  readonly actor: Actor;
  readonly now: Date;
  readonly today: string;
  audit(entry: AuditEntry): void;
  access(entry: AccessEntry): void;
  emit(event: DomainEvent): void;
  addJob(job: JobRequest): void;
  removeJob(key: string): void;
}

export interface CommandOptions {
  readonly actor: Actor;
  /** Made by the caller; the same id of the same actor and command acts once and answers alike. */
  readonly requestId?: string;
  readonly isolation?: 'serializable';
  /** For a command that another one of this process waits for inside its transaction; it must not wait for a third. */
  readonly beside?: boolean;
}

export interface Commands {
  /**
   * The only opener of transactions. State written by `work`, audit entries, events, jobs and the idempotency key commit together or not at all.
   * @returns what `work` returned; on a repeated `requestId` what it returned the first time: values of JSON and instants.
   */
  command<R>(name: string, options: CommandOptions, work: (ctx: CommandContext) => Promise<R>): Promise<R>;
  readonly read: Reader;
  readonly clock: Clock;
}

export function createCommands(db: Database, clock: Clock, afterCommit: () => void): Commands {
  return {
    read: db,
    clock,
    async command(name, options, work) {
      let told = false;
      const { requestId } = options;
      const alone = db.transaction(async (tx, last) => {
        told = false;
        const claimed = requestId === undefined ? undefined : claim(tx, name, options.actor, requestId);
        claimed?.catch(() => {});
        const audit: AuditEntry[] = [];
        const access: AccessEntry[] = [];
        const events: DomainEvent[] = [];
        const jobs: JobRequest[] = [];
        const removed: string[] = [];
        const now = clock.now();
        const result = await work({
          tx: claimed ? behind(claimed, tx) : tx,
          actor: options.actor,
          now,
          today: clock.today(),
          audit: (entry) => void audit.push(entry),
          access: (entry) => void access.push(entry),
          emit: (event) => void events.push(event),
          addJob: (job) => void jobs.push(job),
          removeJob: (key) => void removed.push(key),
        }).catch(async (error: unknown) => {
          // whatever the work says of a repeated request: what the first came to is the answer
          await claimed;
          throw error;
        });
        await claimed;
        told = events.length > 0;
        if (
          audit.length + access.length + events.length + jobs.length + removed.length > 0 ||
          options.requestId !== undefined
        )
          last(recorded({ name, options, now, audit, access, events, jobs, removed, result }));
        return result;
      }, options);
      const result =
        requestId === undefined ? await alone : await alone.catch(earlier(db, name, options.actor, requestId));
      if (told) afterCommit();
      return result as never;
    },
  };
}

/** Thrown in the transaction of a request that was acted on before; undoes it. */
class Repeated extends Error {}

/**
 * The work goes on while its request is being claimed, so that the claim and its first statement travel together; what it reads reaches it only when the
 * claim holds, and of a repeated request nothing is kept.
 */
function behind(claimed: Promise<void>, tx: Tx): Tx {
  const held = async <R>(answer: Promise<R>): Promise<R> => {
    answer.catch(() => {});
    await claimed;
    return answer;
  };
  return {
    rows: (query) => held(tx.rows(query)),
    maybe: (query) => held(tx.maybe(query)),
    one: (query) => held(tx.one(query)),
    run: (query) => held(tx.run(query)),
    send: (query, meaning) => tx.send(query, meaning),
  };
}

/** @throws Repeated when it was claimed before; waits for whoever claims it at this moment */
async function claim(tx: Tx, command: string, actor: Actor, requestId: string): Promise<void> {
  const claimed = await tx.run(
    sql`insert into kernel.idempotency (actor, command, request_id) values (${actorKey(actor)}, ${command}, ${requestId}) on conflict do nothing`,
  );
  if (claimed === 0) throw new Repeated();
}

/** What the first of the repeated requests came to. */
function earlier(db: Reader, command: string, actor: Actor, requestId: string): (error: unknown) => Promise<unknown> {
  return async (error) => {
    if (!(error instanceof Repeated)) throw error;
    const row = await db.maybe<{ result: unknown; done: boolean }>(
      sql`select result, done from kernel.idempotency where actor = ${actorKey(actor)} and command = ${command} and request_id = ${requestId}`,
    );
    if (!row?.done) throw kernelErrors.busy();
    return kept(row.result);
  };
}

interface Recorded {
  readonly name: string;
  readonly options: CommandOptions;
  readonly now: Date;
  readonly audit: readonly AuditEntry[];
  readonly access: readonly AccessEntry[];
  readonly events: readonly DomainEvent[];
  readonly jobs: readonly JobRequest[];
  readonly removed: readonly string[];
  readonly result: unknown;
}

/** Everything that goes with the state, in one round trip just before the commit, so that the chain heads are locked as briefly as can be. */
function recorded(r: Recorded): Sql {
  const actor = actorKey(r.options.actor);
  const at = r.now.toISOString();
  return sql`select kernel.record_command(
    ${actor}, ${r.name}, ${r.options.requestId ?? null},
    ${r.options.requestId === undefined ? null : jsonb(keep(r.result) ?? null)}::jsonb,
    ${at}::timestamptz,
    ${jsonb(r.audit.map((e) => ({ id: newId(), action: e.action, subject: e.subject, body: JSON.stringify(e.data ?? {}), ...(e.by ? { by: actorKey(e.by) } : {}) })))}::jsonb,
    ${jsonb(r.access.map((e) => ({ id: newId(), ...e })))}::jsonb,
    ${jsonb(r.events.map((e) => ({ id: newId(), ...e })))}::jsonb,
    ${jsonb(r.jobs.map((j) => ({ task: j.task, payload: j.payload, runAt: j.runAt?.toISOString() ?? null, key: j.key ?? null, maxAttempts: j.maxAttempts ?? 25 })))}::jsonb,
    ${r.removed}::text[])`;
}
