import type { Reader } from '../../../kernel/db/database.ts';
import { sql } from '../../../kernel/db/sql.ts';

export interface Load {
  /** Null: the pool. */
  readonly official: string | null;
  readonly name: string | null;
  readonly open: number;
  readonly overdue: number;
  /** Due today or tomorrow. */
  readonly soon: number;
  /** Open for at most 3, 7, 15 days, and longer. */
  readonly ageing: readonly number[];
}

/** What lies open in an office, by official. */
export async function loadOf(db: Reader, office: string, today: string, now: Date): Promise<Load[]> {
  return db.rows(sql`select assignee as official, max(assignee_name) as name, count(*)::int as open,
      (count(*) filter (where due_on < ${today}))::int as overdue,
      (count(*) filter (where due_on >= ${today} and due_on <= ${today}::date + 1))::int as soon,
      array[(count(*) filter (where age <= 3))::int, (count(*) filter (where age > 3 and age <= 7))::int,
        (count(*) filter (where age > 7 and age <= 15))::int, (count(*) filter (where age > 15))::int] as ageing
    from (select assignee, assignee_name, due_on, extract(epoch from (${now}::timestamptz - opened_at)) / 86400 as age
      from cases.task where office = ${office} and state = 'open') t
    group by assignee order by overdue desc, open desc, assignee nulls first`);
}
