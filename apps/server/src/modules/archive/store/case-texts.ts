import type { Reader, Tx } from '../../../kernel/db/database.ts';
import { and, jsonb, type Sql, sql } from '../../../kernel/db/sql.ts';
import type { Text } from '../../../kernel/text.ts';

export interface CaseTextRow {
  readonly caseId: string;
  readonly region: string;
  readonly office: string;
  readonly officeName: Text;
  readonly number: string;
  readonly slug: string;
  readonly itemName: Text;
  readonly applicantKind: 'person' | 'firm';
  readonly applicantId: string;
  readonly applicantName: string;
  readonly state: string;
  readonly outcome: string | null;
  readonly submittedAt: Date;
  readonly body: string;
}

/** Those whose text is as it was stay untouched. @param cases `words` parted by spaces, in the order of the text */
export async function putCaseTexts(
  tx: Tx,
  cases: readonly (CaseTextRow & { readonly words: string })[],
): Promise<void> {
  await tx.run(sql`insert into archive.case_text (case_id, region, office, office_name, number, slug, item_name, applicant_kind, applicant_id, applicant_name,
      state, outcome, submitted_at, body, words)
    select x."caseId", x.region, x.office, x."officeName", x.number, x.slug, x."itemName", x."applicantKind", x."applicantId", x."applicantName",
      x.state, x.outcome, x."submittedAt", x.body, to_tsvector('simple', x.words)
    from jsonb_to_recordset(${jsonb(cases)}::jsonb) as x("caseId" text, region text, office text, "officeName" jsonb, number text, slug text, "itemName" jsonb,
      "applicantKind" text, "applicantId" text, "applicantName" text, state text, outcome text, "submittedAt" timestamptz, body text, words text)
    on conflict (case_id) do update set state = excluded.state, outcome = excluded.outcome, body = excluded.body, words = excluded.words
      where (case_text.state, case_text.outcome, case_text.body) is distinct from (excluded.state, excluded.outcome, excluded.body)`);
}

/** Cases in whose texts all phrases stand, of one office or (undefined) of all, the newest first. */
export function searchCaseTexts(
  db: Reader,
  of: {
    readonly office: string | undefined;
    readonly phrases: readonly (readonly string[])[];
    readonly slug?: string;
    readonly from?: Date;
    readonly before?: Date;
    readonly limit: number;
    readonly after?: { readonly at: Date; readonly id: string };
  },
): Promise<(CaseTextRow & { packaged: boolean; wanted: boolean })[]> {
  const phrases: Sql[] = of.phrases.map((words) => sql`words @@ phraseto_tsquery('simple', ${words.join(' ')})`);
  return db.rows(sql`select t.case_id as "caseId", t.region, t.office, t.office_name as "officeName", t.number, t.slug, t.item_name as "itemName",
      t.applicant_kind as "applicantKind", t.applicant_id as "applicantId", t.applicant_name as "applicantName", t.state, t.outcome,
      t.submitted_at as "submittedAt", t.body,
      exists (select from archive.package p where p.case_id = t.case_id) as packaged,
      exists (select from archive.wanted w where w.case_id = t.case_id and w.asked) as wanted
    from archive.case_text t where ${and([
      of.office !== undefined && sql`t.office = ${of.office}`,
      of.slug !== undefined && sql`t.slug = ${of.slug}`,
      of.from && sql`t.submitted_at >= ${of.from}`,
      of.before && sql`t.submitted_at < ${of.before}`,
      of.after && sql`(t.submitted_at, t.case_id) < (${of.after.at}, ${of.after.id})`,
      ...phrases,
    ])} order by t.submitted_at desc, t.case_id desc limit ${of.limit}`);
}

/** Undefined while another process indexes. */
export async function lockProgress(tx: Tx): Promise<readonly number[] | undefined> {
  const row = await tx.maybe<{ positions: readonly unknown[] }>(
    sql`select positions from archive.progress where name = 'case_text' for update skip locked`,
  );
  return row?.positions.map(Number);
}

export async function moveProgress(tx: Tx, positions: readonly number[]): Promise<void> {
  await tx.run(sql`update archive.progress set positions = ${[...positions]} where name = 'case_text'`);
}
