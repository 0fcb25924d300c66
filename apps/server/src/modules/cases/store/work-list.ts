import { WORK_COUNTED_UP_TO, type WorkDue, type WorkScope } from '@miaopi/contracts';
import type { Reader } from '../../../kernel/db/database.ts';
import { and, type Sql, sql } from '../../../kernel/db/sql.ts';
import { caseColumns } from './columns.ts';
import type { CaseRow, TaskRow } from './rows.ts';
import { taskColumns } from './tasks.ts';

export interface WorkFilter {
  readonly scope: WorkScope;
  readonly slug?: string;
  readonly step?: string;
  readonly due?: WorkDue;
  /** Leading digits. */
  readonly region?: string;
  readonly words?: string;
}

export interface WorkQuery extends WorkFilter {
  readonly office: string;
  readonly staffId: string;
  /** Himself and those he stands in for. */
  readonly officials: readonly string[];
  /** Only what this official has, or with null what nobody has. */
  readonly assignee?: string | null;
  /** yyyy-mm-dd: what the limits are compared with. */
  readonly today: string;
  readonly limit: number;
  readonly after?: WorkCursor;
}

/** Where the page before ended: by its limit among open tasks, by time among the others. */
export interface WorkCursor {
  readonly due: string | null;
  readonly id: string;
  readonly at?: Date;
}

type ListedTask = Pick<TaskRow, 'id' | 'step' | 'name' | 'assignee' | 'assigneeName' | 'dueOn'>;

/** A case on a work list, with the task of the office that puts it there, and what continues the list after it. */
export interface WorkItem {
  readonly row: CaseRow;
  readonly task: ListedTask | undefined;
  readonly cursor: WorkCursor;
}

/** Days ahead that count as soon. */
const soonDays = 3;

/** One page of a work list: open tasks the most urgent first, everything else the newest first. Only what the official's office has to do with. */
export async function listWork(db: Reader, q: WorkQuery): Promise<WorkItem[]> {
  const words = q.words?.replace(/[\\%_]/g, '\\$&');
  const shared: readonly (Sql | false | undefined)[] = [
    q.region !== undefined && sql`c.region like ${`${q.region}%`}`,
    words !== undefined && sql`(c.applicant_name ilike ${`%${words}%`} or c.number like ${`${words}%`})`,
  ];
  if (q.scope === 'mine' || q.scope === 'office') return openOnes(db, q, shared);
  const found = await db.rows<CaseRow & { readonly at: Date; readonly task: ListedTask | null }>(past(q, shared));
  return found.map(({ at, task, ...row }) => ({ row, task: task ?? undefined, cursor: { due: null, id: row.id, at } }));
}

async function openOnes(db: Reader, q: WorkQuery, shared: readonly (Sql | false | undefined)[]): Promise<WorkItem[]> {
  const found = await db.rows<CaseRow & { readonly task: ListedTask }>(
    sql`select ${caseColumns}, (select to_jsonb(x) from (select ${taskColumns}) x) as task
      from cases.task t join cases.case c on c.id = t.case_id where ${and([
        sql`t.state = 'open' and t.office = ${q.office}`,
        q.scope === 'mine' && whose(q.officials),
        q.assignee !== undefined && (q.assignee === null ? sql`t.assignee is null` : whose([q.assignee])),
        q.slug !== undefined && sql`t.slug = ${q.slug}`,
        q.step !== undefined && sql`t.step = ${q.step}`,
        dueIn(q),
        ...shared,
        q.after && sql`(t.due_on, t.id) > (${q.after.due ?? 'infinity'}::date, ${q.after.id})`,
      ])} order by t.due_on, t.id limit ${q.limit}`,
  );
  return found.map(({ task, ...row }) => ({ row, task, cursor: { due: task.dueOn, id: task.id } }));
}

/** One official is asked for by equality: only so his tasks come out of the index in the order of their limits. */
function whose(officials: readonly string[]): Sql {
  return officials.length === 1 ? sql`t.assignee = ${officials[0]}` : sql`t.assignee = any(${officials})`;
}

function dueIn({ due, today }: WorkQuery): Sql | undefined {
  const [day, soon] = [sql`${today}::date`, sql`${today}::date + ${soonDays}::int`];
  if (due === 'overdue') return sql`t.due_on < ${day}`;
  if (due === 'today') return sql`t.due_on = ${day}`;
  if (due === 'soon') return sql`t.due_on > ${day} and t.due_on <= ${soon}`;
  if (due === 'later') return sql`t.due_on > ${soon} and t.due_on <> 'infinity'`;
  return due === 'open' ? sql`t.due_on = 'infinity'` : undefined;
}

/** A case stands once among those an official joined, by the newest thing `j` he did in it. Looked up row by row: gathering all he ever did takes longer than the page. */
const newestOfHis = sql`not exists (select from cases.task n where n.case_id = j.case_id and n.state = 'done' and n.done_by = j.done_by
  and (n.done_at, n.id) > (j.done_at, j.id))`;

/** Lists of cases that need not be open: each with the office's open task, if there is one. */
function past(q: WorkQuery, shared: readonly (Sql | false | undefined)[]): Sql {
  const open = sql`(select to_jsonb(x) from (select ${taskColumns} from cases.task t where t.case_id = c.id and t.state = 'open' and t.office = ${q.office}
      order by t.due_on, t.id limit 1) x) as task`;
  const more = [q.slug !== undefined && sql`c.slug = ${q.slug}`, ...shared];
  if (q.scope === 'joined')
    return sql`select ${caseColumns}, j.done_at as at, ${open} from cases.task j join cases.case c on c.id = j.case_id where ${and(
      [
        sql`j.state = 'done' and j.done_by = ${q.staffId}`,
        newestOfHis,
        q.step !== undefined && sql`j.step = ${q.step}`,
        ...more,
        q.after?.at && sql`(j.done_at, c.id) < (${q.after.at}, ${q.after.id})`,
      ],
    )} order by j.done_at desc, c.id desc limit ${q.limit}`;
  if (q.scope === 'followed')
    return sql`select ${caseColumns}, f.at, ${open} from cases.follow f join cases.case c on c.id = f.case_id where ${and(
      [
        sql`f.staff_id = ${q.staffId}`,
        sql`(c.office = ${q.office} or exists (select from cases.task h where h.case_id = c.id and h.office = ${q.office}))`,
        ...more,
        q.after?.at && sql`(f.at, c.id) < (${q.after.at}, ${q.after.id})`,
      ],
    )} order by f.at desc, c.id desc limit ${q.limit}`;
  return sql`select ${caseColumns}, c.decided_at as at, null::jsonb as task from cases.case c where ${and([
    sql`c.office = ${q.office} and c.automatic = false and c.decided_at is not null`,
    ...more,
    q.after?.at && sql`(c.decided_at, c.id) < (${q.after.at}, ${q.after.id})`,
  ])} order by c.decided_at desc, c.id desc limit ${q.limit}`;
}

/** How many there are of each, up to `WORK_COUNTED_UP_TO`. */
export function countWork(
  db: Reader,
  { office, staffId, officials }: Pick<WorkQuery, 'office' | 'staffId' | 'officials'>,
): Promise<Record<WorkScope, number>> {
  const upTo = (rows: Sql): Sql => sql`(select count(*)::int from (${rows} limit ${WORK_COUNTED_UP_TO}) x)`;
  return db.one(sql`select
    ${upTo(sql`select from cases.task t where t.state = 'open' and t.office = ${office} and ${whose(officials)}`)} as mine,
    ${upTo(sql`select from cases.task where state = 'open' and office = ${office}`)} as office,
    ${upTo(sql`select from cases.task j where j.state = 'done' and j.done_by = ${staffId} and ${newestOfHis}
      order by j.done_at desc`)} as joined,
    ${upTo(sql`select from cases.follow where staff_id = ${staffId}`)} as followed,
    ${upTo(sql`select from cases.case where office = ${office} and automatic = false and decided_at is not null`)} as done`);
}

/** What changed last in the tasks of offices: a newer `at`, or a greater `recent` where transactions ended in another order than they began. */
export interface OfficePulse {
  readonly office: string;
  readonly at: Date | null;
  /** Changes of the last ten seconds. */
  readonly recent: number;
}

export function pulseOf(db: Reader, offices: readonly string[]): Promise<OfficePulse[]> {
  return db.rows(sql`select o.office, (select max(changed_at) from cases.task t where t.office = o.office) as at,
    (select count(*)::int from cases.task t where t.office = o.office and t.changed_at > now() - interval '10 seconds') as recent
    from unnest(${offices}::text[]) o(office)`);
}
