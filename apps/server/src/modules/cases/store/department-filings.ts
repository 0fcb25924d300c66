import type { Reader, Tx } from '../../../kernel/db/database.ts';
import { jsonb, sql } from '../../../kernel/db/sql.ts';
import type { Text } from '../../../kernel/text.ts';
import type { CaseRow } from './rows.ts';

/** That another department's system filed a case. */
export interface DepartmentFilingRow {
  readonly at: Date;
  readonly systemId: string;
  readonly filingId: string;
  readonly number: string;
  readonly department: Text;
  readonly official: { readonly name: string; readonly number: string };
  readonly ground: Text;
  /** Digest of the form it was filed with. */
  readonly form: string;
}

export function insertDepartmentFiling(tx: Tx, row: Pick<CaseRow, 'id' | 'region'>, d: DepartmentFilingRow): void {
  tx.send(sql`insert into cases.department_filing (case_id, region, at, system_id, filing_id, number, department, official, ground, form)
    values (${row.id}, ${row.region}, ${d.at}, ${d.systemId}, ${d.filingId}, ${d.number}, ${jsonb(d.department)}::jsonb, ${jsonb(d.official)}::jsonb,
      ${jsonb(d.ground)}::jsonb, ${d.form})`);
}

const columns = sql`at, system_id as "systemId", filing_id as "filingId", number, department, official, ground, form`;

export function findDepartmentFiling(db: Reader, caseId: string): Promise<DepartmentFilingRow | undefined> {
  return db.maybe(sql`select ${columns} from cases.department_filing where case_id = ${caseId}`);
}

export function caseOfFiling(
  db: Reader,
  filingId: string,
): Promise<{ readonly caseId: string; readonly form: string } | undefined> {
  return db.maybe(sql`select case_id as "caseId", form from cases.department_filing where filing_id = ${filingId}`);
}

/** Filings of these cases, of those that a department filed. */
export async function filingsOfCases(db: Reader, caseIds: readonly string[]): Promise<readonly string[]> {
  const rows = await db.rows<{ filingId: string }>(
    sql`select filing_id as "filingId" from cases.department_filing where case_id = any(${[...caseIds]})`,
  );
  return rows.map((r) => r.filingId);
}
