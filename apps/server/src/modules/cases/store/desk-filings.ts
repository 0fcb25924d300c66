import type { Reader, Tx } from '../../../kernel/db/database.ts';
import { jsonb, sql } from '../../../kernel/db/sql.ts';
import type { Text } from '../../../kernel/text.ts';
import { caseColumns } from './columns.ts';
import type { CaseRow } from './rows.ts';

/** Which official filed a case at his window. */
export interface DeskFilingRow {
  readonly at: Date;
  readonly visitId: string;
  readonly staffId: string;
  readonly staffName: string;
  readonly staffNumber: string;
  readonly office: string;
  readonly officeName: Text;
  /** Number of the receipt. */
  readonly receipt: string;
}

export function insertDeskFiling(tx: Tx, row: Pick<CaseRow, 'id' | 'region'>, d: DeskFilingRow): void {
  tx.send(sql`insert into cases.desk_filing (case_id, region, at, visit_id, staff_id, staff_name, staff_number, office, office_name, receipt)
    values (${row.id}, ${row.region}, ${d.at}, ${d.visitId}, ${d.staffId}, ${d.staffName}, ${d.staffNumber}, ${d.office}, ${jsonb(d.officeName)}::jsonb,
      ${d.receipt})`);
}

const columns = sql`d.at, d.visit_id as "visitId", d.staff_id as "staffId", d.staff_name as "staffName", d.staff_number as "staffNumber", d.office,
  d.office_name as "officeName", d.receipt`;

export function findDeskFiling(db: Reader, caseId: string): Promise<DeskFilingRow | undefined> {
  return db.maybe(sql`select ${columns} from cases.desk_filing d where d.case_id = ${caseId}`);
}

/** What an official filed, the newest first. */
export async function listDeskFilings(
  db: Reader,
  staffId: string,
  limit: number,
): Promise<{ readonly row: CaseRow; readonly receipt: string }[]> {
  const found = await db.rows<CaseRow & { readonly receipt: string }>(
    sql`select ${caseColumns}, d.receipt from cases.desk_filing d join cases.case c on c.id = d.case_id where d.staff_id = ${staffId}
      order by d.at desc, c.id desc limit ${limit}`,
  );
  return found.map(({ receipt, ...row }) => ({ row, receipt }));
}
