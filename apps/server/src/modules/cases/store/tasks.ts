import type { Reader, Tx } from '../../../kernel/db/database.ts';
import { jsonb, type Sql, sql } from '../../../kernel/db/sql.ts';
import { newId } from '../../../kernel/ids.ts';
import type { TaskPlan } from '../domain/tasks.ts';
import type { CaseRow, TaskRow } from './rows.ts';

/** A task's row as `TaskRow`, out of `cases.task t`. */
export const taskColumns = sql`t.id, t.step, t.name, t.line, t.office, t.office_name as "officeName", t.role, t.state, t.assignee, t.assignee_name as "assigneeName",
  case when t.due_on <> 'infinity' then t.due_on end as "dueOn", t.position, t.decides, t.days, t.says,
  t.silence, t.question, t.asked_by_name as "askedByName", t.blocks, t.outside, t.opened_at as "openedAt", t.done_at as "doneAt", t.done_by as "doneBy",
  t.done_by_name as "doneByName", t.done_by_number as "doneByNumber", t.acting_for as "actingFor", t.acting_for_name as "actingForName", t.result, t.opinion`;

/** All tasks a case has or had, in the order they were opened. */
export function tasksOf(caseId: string): Sql {
  return sql`select ${taskColumns} from cases.task t where t.case_id = ${caseId} order by t.opened_at, t.id`;
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
  // in the order of the plans, also those of one millisecond
  const ids = plans.map(() => newId('task')).sort();
  const tasks = plans.map((p, n) => ({ ...p, id: ids[n] }));
  tx.send(sql`insert into cases.task (id, case_id, region, slug, office, office_name, step, name, line, role, state, assignee, assignee_name, due_on, opened_at,
      position, decides, days, says, silence, question, asked_by_name, blocks, outside)
    select x->>'id', ${row.id}, ${row.region}, ${row.slug}, x->>'office', x->'officeName', x->>'step', x->'name', x->>'line', x->>'role', 'open',
      x->'assignee'->>'id', x->'assignee'->>'name', coalesce((x->>'dueOn')::date, 'infinity'), ${now}, (x->>'position')::int,
      (x->>'decides')::boolean, (x->>'days')::int, coalesce(array(select jsonb_array_elements_text(x->'says')), '{}'), coalesce(x->>'silence', 'wait'),
      x->>'question', x->>'askedByName', coalesce((x->>'blocks')::boolean, false), coalesce((x->>'outside')::boolean, false) from jsonb_array_elements(${jsonb(tasks)}::jsonb) x`);
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

/** Open tasks of a step as another version of the item has it; who has them keeps them. */
export function replan(tx: Tx, moved: readonly { readonly id: string; readonly plan: TaskPlan }[]): void {
  tx.send(sql`update cases.task t set name = x->'plan'->'name', role = x->'plan'->>'role', position = (x->'plan'->>'position')::int,
      decides = (x->'plan'->>'decides')::boolean, days = (x->'plan'->>'days')::int,
      says = coalesce(array(select jsonb_array_elements_text(x->'plan'->'says')), '{}'), silence = coalesce(x->'plan'->>'silence', 'wait')
    from jsonb_array_elements(${jsonb(moved)}::jsonb) x where t.id = x->>'id' and t.state = 'open'`);
}

/** The limits of open tasks have moved. */
export function moveDue(tx: Tx, moved: readonly { readonly id: string; readonly dueOn: string | null }[]): void {
  tx.send(sql`update cases.task t set due_on = coalesce((x->>'dueOn')::date, 'infinity') from jsonb_array_elements(${jsonb(moved)}::jsonb) x
    where t.id = x->>'id' and t.state = 'open'`);
}

export function findTask(db: Reader, id: string): Promise<(TaskRow & { readonly caseId: string }) | undefined> {
  return db.maybe(sql`select ${taskColumns}, t.case_id as "caseId" from cases.task t where t.id = ${id}`);
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
