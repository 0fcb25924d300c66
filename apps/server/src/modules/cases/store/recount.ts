import type { Reader } from '../../../kernel/db/database.ts';
import { sql } from '../../../kernel/db/sql.ts';
import type { ActionRow } from './rows.ts';

/** Cases with people whose limit, or that of a task, has no day or one on or after `from` (yyyy-mm-dd); in the order of ids, behind `after`. */
export async function listCountedBeyond(
  db: Reader,
  { from, after, limit }: { readonly from: string; readonly after: string; readonly limit: number },
): Promise<string[]> {
  const rows = await db.rows<{ id: string }>(sql`select c.id from cases.case c
    where c.state in ('intake', 'review', 'procedure', 'returned') and c.id > ${after}
      and (c.due_on is null or c.due_on >= ${from}
        or exists (select from cases.task t where t.case_id = c.id and t.state = 'open' and (t.due_on is null or t.due_on >= ${from})))
    order by c.id limit ${limit}`);
  return rows.map((row) => row.id);
}

/** What the clock of a case counts by, in its order. */
export function listDatedActions(db: Reader, caseId: string): Promise<Pick<ActionRow, 'kind' | 'at' | 'data'>[]> {
  return db.rows(sql`select kind, at, data from cases.action where case_id = ${caseId} order by seq`);
}
