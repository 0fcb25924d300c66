import type { Tx } from '../../../kernel/db/database.ts';
import { jsonb, sql } from '../../../kernel/db/sql.ts';
import type { Text } from '../../../kernel/text.ts';

export type ReminderKind = 'near' | 'today' | 'overdue';

export interface DueTask {
  readonly taskId: string;
  readonly caseId: string;
  readonly caseNumber: string;
  readonly itemName: Text;
  readonly region: string;
  readonly office: string;
  readonly role: string;
  readonly assignee: string | null;
  readonly dueOn: string;
  readonly kind: ReminderKind;
}

/**
 * Open tasks whose handlers are to be reminded now and were not yet, those due first.
 * What waits for its applicant to correct it is left alone.
 * @param near day of which is told ahead; undefined where the calendar does not say which the next working day is
 */
export function listUnreminded(
  tx: Tx,
  { today, near, limit }: { readonly today: string; readonly near: string | undefined; readonly limit: number },
): Promise<DueTask[]> {
  const kind = sql`case when t.due_on < ${today}::date then 'overdue' when t.due_on = ${today}::date then 'today' else 'near' end`;
  return tx.rows(sql`select t.id as "taskId", t.case_id as "caseId", c.number as "caseNumber", c.item_name as "itemName", t.region, t.office, t.role,
      t.assignee, t.due_on as "dueOn", ${kind} as kind
    from cases.task t join cases.case c on c.id = t.case_id
    where t.state = 'open' and t.due_on <= ${near ?? today}::date and t.step not in ('correction', 'originals')
      and not exists (select from cases.reminder r where r.task_id = t.id and r.kind = ${kind} and r.due_on = t.due_on)
      and not exists (select from cases.special_procedure p where p.case_id = t.case_id and p.ended_on is null)
    order by t.due_on, t.id limit ${limit} for update of t skip locked`);
}

/** @returns those that nobody else has reminded in the meantime */
export async function insertReminders(tx: Tx, tasks: readonly DueTask[], now: Date): Promise<DueTask[]> {
  const made = await tx.rows<{ id: string }>(sql`insert into cases.reminder (task_id, kind, due_on, region, at)
    select x."taskId", x.kind, x."dueOn", x.region, ${now}
    from jsonb_to_recordset(${jsonb(tasks)}::jsonb) as x("taskId" text, kind text, "dueOn" date, region text)
    on conflict do nothing returning task_id as id`);
  const ids = new Set(made.map((m) => m.id));
  return tasks.filter((t) => ids.has(t.taskId));
}
