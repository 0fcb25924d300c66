import type { Reader, Tx } from '../../../kernel/db/database.ts';
import { and, jsonb, type Sql, sql } from '../../../kernel/db/sql.ts';
import { newId } from '../../../kernel/ids.ts';
import type { TaskPlan } from '../domain/tasks.ts';
import { caseColumns } from './columns.ts';
import type { CaseRow, TaskRow } from './rows.ts';

const columns = sql`t.id, t.step, t.name, t.line, t.office, t.office_name as "officeName", t.role, t.state, t.assignee, t.assignee_name as "assigneeName",
  case when t.due_on <> 'infinity' then t.due_on end as "dueOn", t.position, t.decides, t.days, t.says,
  t.silence, t.question, t.asked_by_name as "askedByName", t.blocks, t.opened_at as "openedAt", t.done_at as "doneAt", t.done_by as "doneBy",
  t.done_by_name as "doneByName", t.done_by_number as "doneByNumber", t.acting_for as "actingFor", t.acting_for_name as "actingForName", t.result, t.opinion`;

/** All tasks a case has or had, in the order they were opened. */
export function tasksOf(caseId: string): Sql {
  return sql`select ${columns} from cases.task t where t.case_id = ${caseId} order by t.opened_at, t.id`;
}

export function listTasks(db: Reader, caseId: string): Promise<TaskRow[]> {
  return db.rows(tasksOf(caseId));
}

export function openTasks(
  tx: Tx,
  row: Pick<CaseRow, 'id' | 'region' | 'slug'>,
  now: Date,
  plans: readonly TaskPlan[],
): void {
  const tasks = plans.map((p) => ({ ...p, id: newId('task') }));
  tx.send(sql`insert into cases.task (id, case_id, region, slug, office, office_name, step, name, line, role, state, assignee, assignee_name, due_on, opened_at,
      position, decides, days, says, silence, question, asked_by_name, blocks)
    select x->>'id', ${row.id}, ${row.region}, ${row.slug}, x->>'office', x->'officeName', x->>'step', x->'name', x->>'line', x->>'role', 'open',
      x->'assignee'->>'id', x->'assignee'->>'name', coalesce((x->>'dueOn')::date, 'infinity'), ${now}, (x->>'position')::int,
      (x->>'decides')::boolean, (x->>'days')::int, coalesce(array(select jsonb_array_elements_text(x->'says')), '{}'), coalesce(x->>'silence', 'wait'),
      x->>'question', x->>'askedByName', coalesce((x->>'blocks')::boolean, false) from jsonb_array_elements(${jsonb(tasks)}::jsonb) x`);
}

/** Who did a task, with what, for whom where he stood in for a colleague. */
export interface TaskEnd {
  readonly now: Date;
  readonly by: { readonly id: string; readonly name: string; readonly number: string };
  readonly actingFor?: { readonly id: string; readonly name: string };
  readonly result: string;
  readonly opinion?: string;
}

/** Those of them that are open are done. */
export function finishTasks(tx: Tx, ids: readonly string[], end: TaskEnd): void {
  tx.send(sql`update cases.task set state = 'done', done_at = ${end.now}, done_by = ${end.by.id}, done_by_name = ${end.by.name},
      done_by_number = ${end.by.number}, acting_for = ${end.actingFor?.id ?? null}, acting_for_name = ${end.actingFor?.name ?? null}, result = ${end.result},
      opinion = ${end.opinion ?? null} where id = any(${ids}) and state = 'open'`);
}

/** Whatever a case still has open falls away. @param why what made it so, as `withdrawn` */
export function voidTasks(tx: Tx, caseId: string, now: Date, why: string): void {
  tx.send(
    sql`update cases.task set state = 'void', done_at = ${now}, result = ${why} where case_id = ${caseId} and state = 'open'`,
  );
}

/** @param to null: back into the pool of its office */
export function assignTask(tx: Tx, id: string, to: { readonly id: string; readonly name: string } | null): void {
  tx.send(
    sql`update cases.task set assignee = ${to?.id ?? null}, assignee_name = ${to?.name ?? null} where id = ${id} and state = 'open'`,
  );
}

/** The limits of open tasks have moved. */
export function moveDue(tx: Tx, moved: readonly { readonly id: string; readonly dueOn: string | null }[]): void {
  tx.send(sql`update cases.task t set due_on = coalesce((x->>'dueOn')::date, 'infinity') from jsonb_array_elements(${jsonb(moved)}::jsonb) x
    where t.id = x->>'id' and t.state = 'open'`);
}

export function findTask(db: Reader, id: string): Promise<(TaskRow & { readonly caseId: string }) | undefined> {
  return db.maybe(sql`select ${columns}, t.case_id as "caseId" from cases.task t where t.id = ${id}`);
}

/** These fall away while the case goes on. */
export function voidThese(tx: Tx, ids: readonly string[], now: Date, why: string): void {
  tx.send(
    sql`update cases.task set state = 'void', done_at = ${now}, result = ${why} where id = any(${ids}) and state = 'open'`,
  );
}

/** Official who finished the newest task of the main line; undefined where none did. */
export async function lastOfficial(
  db: Reader,
  caseId: string,
): Promise<{ readonly id: string; readonly name: string } | undefined> {
  return db.maybe(
    sql`select done_by as id, done_by_name as name from cases.task where case_id = ${caseId} and state = 'done' and line = 'main' order by done_at desc, id desc limit 1`,
  );
}

/** When somebody last urged a case. */
export async function lastUrged(db: Reader, caseId: string, actorId: string): Promise<Date | undefined> {
  const found = await db.maybe<{ at: Date }>(
    sql`select at from cases.action where case_id = ${caseId} and kind = 'urge' and actor_id = ${actorId} order by seq desc limit 1`,
  );
  return found?.at;
}

export interface WorkQuery {
  readonly office: string;
  /** Himself and those he stands in for. */
  readonly officials: readonly string[];
  readonly scope: 'mine' | 'office' | 'done';
  readonly slug?: string;
  readonly words?: string;
  /** Only what this official has, or with null what nobody has. */
  readonly assignee?: string | null;
  readonly limit: number;
  readonly after?: { readonly due: string | null; readonly id: string; readonly at?: Date };
}

type ListedTask = Pick<TaskRow, 'id' | 'step' | 'name' | 'assignee' | 'assigneeName' | 'dueOn'>;

/** A case on a work list, with the task that puts it there; without one where it is done. */
export interface WorkItem {
  readonly row: CaseRow;
  readonly task: ListedTask | undefined;
}

/** The work list: open tasks of the official's own office only, the most urgent first; cases his office has decided the newest first. */
export async function listWork(db: Reader, q: WorkQuery): Promise<WorkItem[]> {
  const words = q.words?.replace(/[\\%_]/g, '\\$&');
  const worded = words !== undefined && sql`(c.applicant_name ilike ${`%${words}%`} or c.number like ${`${words}%`})`;
  if (q.scope === 'done') {
    const rows = await db.rows<CaseRow>(
      sql`select ${caseColumns} from cases.case c where ${and([
        sql`c.office = ${q.office} and c.automatic = false and c.decided_at is not null`,
        q.slug !== undefined && sql`c.slug = ${q.slug}`,
        worded,
        q.after?.at && sql`(c.decided_at, c.id) < (${q.after.at}, ${q.after.id})`,
      ])} order by c.decided_at desc, c.id desc limit ${q.limit}`,
    );
    return rows.map((row) => ({ row, task: undefined }));
  }
  const found = await db.rows<CaseRow & { readonly task: ListedTask }>(
    sql`select ${caseColumns}, (select to_jsonb(x) from (select ${columns}) x) as task from cases.task t join cases.case c on c.id = t.case_id where ${and(
      [
        sql`t.state = 'open' and t.office = ${q.office}`,
        q.scope === 'mine' && sql`t.assignee = any(${q.officials})`,
        q.slug !== undefined && sql`t.slug = ${q.slug}`,
        q.assignee !== undefined && (q.assignee === null ? sql`t.assignee is null` : sql`t.assignee = ${q.assignee}`),
        worded,
        q.after && sql`(t.due_on, t.id) > (${q.after.due ?? 'infinity'}::date, ${q.after.id})`,
      ],
    )} order by t.due_on, t.id limit ${q.limit}`,
  );
  return found.map(({ task, ...row }) => ({ row, task }));
}

/** Beyond it nobody counts on: counting every case an office ever decided would take longer than the list. */
export const countedUpTo = 1000;

/** How many there are of each, up to `countedUpTo`. */
export function countWork(
  db: Reader,
  office: string,
  officials: readonly string[],
): Promise<{ mine: number; office: number; done: number }> {
  return db.one(sql`select
    (select count(*)::int from (select from cases.task where state = 'open' and office = ${office} and assignee = any(${officials}) limit ${countedUpTo}) x) as mine,
    (select count(*)::int from (select from cases.task where state = 'open' and office = ${office} limit ${countedUpTo}) x) as office,
    (select count(*)::int from (select from cases.case where office = ${office} and automatic = false and decided_at is not null limit ${countedUpTo}) x) as done`);
}
