import type { Reader } from '../../../kernel/db/database.ts';
import { and, type Sql, sql } from '../../../kernel/db/sql.ts';
import type { Text } from '../../../kernel/text.ts';
import type { CaseTableName } from '../domain/case-tables.ts';
import type { StandardRow } from '../domain/field.ts';

export interface CaseKey {
  /** 办件编号 */
  readonly number: string;
  readonly caseId: string;
  readonly shortNumber: string;
  readonly office: string;
  readonly officeName: Text;
  readonly region: string;
  readonly slug: string;
  readonly itemVersion: number;
  readonly itemName: Text;
  readonly applicantKind: 'person' | 'firm';
  readonly applicantId: string;
  readonly submittedAt: Date;
  readonly dueOn: string | null;
  readonly licenceId: string | null;
}

/** Cases by when they were applied for: from the first moment to before the last. */
export interface WhichCases {
  readonly from?: Date;
  readonly before?: Date;
  readonly office?: string;
  readonly slug?: string;
}

const columns = sql`k.number, k.case_id as "caseId", k.short_number as "shortNumber", k.office, k.office_name as "officeName", k.region, k.slug,
  k.item_version as "itemVersion", k.item_name as "itemName", k.applicant_kind as "applicantKind", k.applicant_id as "applicantId",
  k.submitted_at as "submittedAt", k.due_on as "dueOn", k.licence_id as "licenceId"`;

/** The newest first; `after` is the last one of the page before. */
export function listCaseKeys(
  db: Reader,
  which: WhichCases,
  page: { readonly limit: number; readonly after?: { readonly at: Date; readonly id: string } },
): Promise<CaseKey[]> {
  return db.rows(
    sql`select ${columns} from standard.case_key k where ${and([
      which.from && sql`k.submitted_at >= ${which.from}`,
      which.before && sql`k.submitted_at < ${which.before}`,
      which.office !== undefined && sql`k.office = ${which.office}`,
      which.slug !== undefined && sql`k.slug = ${which.slug}`,
      page.after && sql`(k.submitted_at, k.case_id) < (${page.after.at}, ${page.after.id})`,
    ])} order by k.submitted_at desc, k.case_id desc limit ${page.limit}`,
  );
}

export function findCaseKeys(db: Reader, caseIds: readonly string[]): Promise<CaseKey[]> {
  return db.rows(sql`select ${columns} from standard.case_key k where k.case_id = any(${[...caseIds]})`);
}

/** Rows of one table by 办件编号; within a case in the order of time. */
const rowsOf: Readonly<Record<CaseTableName, (numbers: readonly string[]) => Sql>> = {
  申请信息: (n) => sql`select * from standard."申请信息" where "办件编号" = any(${[...n]})`,
  申请材料: (n) =>
    sql`select * from standard."申请材料" where "办件编号" = any(${[...n]}) order by "收取时间", "材料名称"`,
  受理信息: (n) => sql`select * from standard."受理信息" where "办件编号" = any(${[...n]}) order by "受理时间"`,
  办理环节: (n) =>
    sql`select * from standard."办理环节" where "办件编号" = any(${[...n]}) order by "环节结束时间", "环节开始时间"`,
  特别程序: (n) => sql`select * from standard."特别程序" where "办件编号" = any(${[...n]}) order by "特别程序开始日期"`,
  办结信息: (n) => sql`select * from standard."办结信息" where "办件编号" = any(${[...n]}) order by "办结日期"`,
};

/** Rows of a table, case by case in the order of the numbers given. */
export async function listCaseRows(
  db: Reader,
  table: CaseTableName,
  numbers: readonly string[],
): Promise<StandardRow[]> {
  if (numbers.length === 0) return [];
  const rows = await db.rows<StandardRow>(rowsOf[table](numbers));
  const place = new Map(numbers.map((n, i) => [n, i]));
  return rows.sort((a, b) => (place.get(String(a.办件编号)) ?? 0) - (place.get(String(b.办件编号)) ?? 0));
}
