import type { Reader } from '../../../kernel/db/database.ts';
import { sql, sqlText } from '../../../kernel/db/sql.ts';
import type { Text } from '../../../kernel/text.ts';

export interface RecordTable {
  readonly name: string;
  readonly rows: readonly Readonly<Record<string, unknown>>[];
}

/** Rows of a case in every table of this module that names one. */
export async function listRecordTables(db: Reader, caseId: string): Promise<RecordTable[]> {
  const tables = await db.rows<{
    name: string;
  }>(sql`select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attname = 'case_id' and not a.attisdropped
    where n.nspname = 'cases' and c.relkind in ('r', 'p') and not c.relispartition and c.relname ~ '^[a-z_]+$' order by 1`);
  const own = await db.rows<{ row: Record<string, unknown> }>(
    sql`select to_jsonb(t) - 'query_code' as row from cases.case t where t.id = ${caseId}`,
  );
  const others = await Promise.all(
    tables.map(async ({ name }) => ({
      name,
      rows: await db.rows<{ row: Record<string, unknown> }>(
        sql`select to_jsonb(t) as row from ${sqlText(`cases.${name}`)} t where t.case_id = ${caseId} order by to_jsonb(t)::text`,
      ),
    })),
  );
  return [{ name: 'case', rows: own }, ...others]
    .filter((t) => t.rows.length > 0)
    .map((t) => ({ name: t.name, rows: t.rows.map((r) => r.row) }));
}

/** What people wrote in a case or were told, with what it is found by. */
export interface CaseTexts {
  readonly id: string;
  readonly number: string;
  readonly exchangeNumber: string;
  readonly slug: string;
  readonly itemName: Text;
  readonly office: string;
  readonly officeName: Text;
  readonly region: string;
  readonly applicantKind: 'person' | 'firm';
  readonly applicantId: string;
  readonly applicantName: string;
  readonly state: string;
  readonly outcome: string | null;
  readonly submittedAt: Date;
  /** Answers, opinions, papers, special procedures, as they were stored. */
  readonly told: unknown;
}

export function listTexts(db: Reader, ids: readonly string[]): Promise<CaseTexts[]> {
  return db.rows(sql`select c.id, c.number, c.exchange_number as "exchangeNumber", c.slug, c.item_name as "itemName", c.office, c.office_name as "officeName",
    c.region, c.applicant_kind as "applicantKind", c.applicant_id as "applicantId", c.applicant_name as "applicantName", c.state, c.outcome,
    c.submitted_at as "submittedAt",
    jsonb_build_array(
      (select jsonb_agg(jsonb_build_array(f.answers, f.materials)) from cases.file f where f.case_id = c.id),
      (select jsonb_agg(jsonb_build_array(a.actor_name, a.opinion) order by a.seq) from cases.action a where a.case_id = c.id),
      (select jsonb_agg(jsonb_build_array(d.number, d.name, d.content)) from cases.document d where d.case_id = c.id),
      (select jsonb_agg(jsonb_build_array(p.name, p.reason, p.result, p.opinion)) from cases.special_procedure p where p.case_id = c.id),
      (select jsonb_agg(jsonb_build_array(t.name, t.opinion)) from cases.task t where t.case_id = c.id)) as told
    from cases.case c where c.id = any(${[...ids]})`);
}
