import type { Reader } from '../../../kernel/db/database.ts';
import { and, sql } from '../../../kernel/db/sql.ts';
import type { CaseCursor } from './cases.ts';
import { caseColumns } from './columns.ts';
import type { CaseRow } from './rows.ts';

/** The version a case had at a time: the one it left first afterwards, else the one it has. */
export async function versionAt(db: Reader, row: Pick<CaseRow, 'id' | 'itemVersion'>, at: Date): Promise<number> {
  const left = await db.maybe<{ version: number }>(sql`select (data->>'from')::int as version from cases.action
    where case_id = ${row.id} and kind = 'migrate' and at > ${at} order by seq limit 1`);
  return left?.version ?? row.itemVersion;
}

/** As its index has it, `waitingStates`: what the machine does by itself is over in seconds and is not moved. */
const withPeople = sql`state in ('intake', 'correction', 'originals', 'review', 'procedure', 'returned')`;

/** Running cases of an office by item and version. */
export function countVersions(db: Reader, office: string): Promise<{ slug: string; version: number; cases: number }[]> {
  return db.rows(sql`select slug, item_version as version, count(*)::int as cases from cases.case
    where office = ${office} and ${withPeople} group by slug, item_version order by slug, item_version`);
}

/** Running cases of an office that began with an older version of an item, oldest first. */
export function listOfOlderVersions(
  db: Reader,
  of: { readonly office: string; readonly slug: string; readonly before: number },
  page: { readonly limit: number; readonly after?: CaseCursor },
): Promise<CaseRow[]> {
  return db.rows(
    sql`select ${caseColumns} from cases.case c where ${and([
      sql`c.office = ${of.office} and c.slug = ${of.slug} and c.item_version < ${of.before} and ${withPeople}`,
      page.after && sql`(c.submitted_at, c.id) > (${page.after.at}, ${page.after.id})`,
    ])} order by c.submitted_at, c.id limit ${page.limit}`,
  );
}
