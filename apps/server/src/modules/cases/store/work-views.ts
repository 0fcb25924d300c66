import type { Reader, Tx } from '../../../kernel/db/database.ts';
import { jsonb, sql } from '../../../kernel/db/sql.ts';

/** A filter of the work list that an official keeps under a name. */
export interface WorkViewRow {
  readonly id: string;
  readonly name: string;
  readonly filter: Readonly<Record<string, unknown>>;
  readonly at: Date;
}

export function listWorkViews(db: Reader, staffId: string): Promise<WorkViewRow[]> {
  return db.rows(sql`select id, name, filter, at from cases.work_view where staff_id = ${staffId} order by name`);
}

/** One of the same name is replaced, and keeps its id. */
export function putWorkView(
  tx: Tx,
  staffId: string,
  view: Omit<WorkViewRow, 'filter'> & { readonly filter: unknown },
): Promise<WorkViewRow> {
  return tx.one(sql`insert into cases.work_view (id, staff_id, name, filter, at)
    values (${view.id}, ${staffId}, ${view.name}, ${jsonb(view.filter)}::jsonb, ${view.at})
    on conflict (staff_id, name) do update set filter = excluded.filter, at = excluded.at returning id, name, filter, at`);
}

export function deleteWorkView(tx: Tx, staffId: string, id: string): void {
  tx.send(sql`delete from cases.work_view where staff_id = ${staffId} and id = ${id}`);
}

export function follow(tx: Tx, staffId: string, caseId: string, at: Date): void {
  tx.send(
    sql`insert into cases.follow (staff_id, case_id, at) values (${staffId}, ${caseId}, ${at}) on conflict do nothing`,
  );
}

export function unfollow(tx: Tx, staffId: string, caseId: string): void {
  tx.send(sql`delete from cases.follow where staff_id = ${staffId} and case_id = ${caseId}`);
}

export async function follows(db: Reader, staffId: string, caseId: string): Promise<boolean> {
  return (
    (await db.maybe(sql`select 1 from cases.follow where staff_id = ${staffId} and case_id = ${caseId}`)) !== undefined
  );
}
