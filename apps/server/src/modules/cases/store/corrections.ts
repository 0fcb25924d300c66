import type { Reader, Tx } from '../../../kernel/db/database.ts';
import { jsonb, type Sql, sql } from '../../../kernel/db/sql.ts';
import type { CaseRow, CorrectionRow, Filed, FileRow } from './rows.ts';

/** In the order they were told. */
export function correctionsOf(caseId: string): Sql {
  return sql`select nth, filing, asked_at as "askedAt", asked_by as "askedBy", asked_by_name as "askedByName", asked_by_number as "askedByNumber", until, points,
    number from cases.correction where case_id = ${caseId} order by nth`;
}

export function listCorrections(db: Reader, caseId: string): Promise<CorrectionRow[]> {
  return db.rows(correctionsOf(caseId));
}

export function insertCorrection(tx: Tx, row: Pick<CaseRow, 'id' | 'region'>, k: CorrectionRow): void {
  tx.send(sql`insert into cases.correction (case_id, nth, region, filing, asked_at, asked_by, asked_by_name, asked_by_number, until, points, number)
    values (${row.id}, ${k.nth}, ${row.region}, ${k.filing}, ${k.askedAt}, ${k.askedBy}, ${k.askedByName}, ${k.askedByNumber}, ${k.until},
      ${jsonb(k.points)}::jsonb, ${k.number})`);
}

/** Every filing of a file that was filed more than once. */
export function filingsOf(caseId: string): Sql {
  return sql`select filing, filed_at as "filedAt", filed, answers from cases.file where case_id = ${caseId}
    and exists (select from cases.file more where more.case_id = ${caseId} and more.filing > 1) order by filing`;
}

/** What the last filing changed; undefined after the first. */
export function findLastFiled(db: Reader, caseId: string): Promise<{ readonly filed: Filed } | undefined> {
  return db.maybe(
    sql`select filed from cases.file where case_id = ${caseId} and filing > 1 order by filing desc limit 1`,
  );
}

/** The file as it is filed anew; the former stays. */
export function insertFiling(
  tx: Tx,
  row: Pick<CaseRow, 'id' | 'region'>,
  given: { readonly filing: number; readonly file: FileRow; readonly at: Date; readonly filed: Filed },
): void {
  const { file } = given;
  tx.send(sql`insert into cases.file (case_id, filing, region, answers, provenance, applicant, agent, materials, filed_at, filed)
    values (${row.id}, ${given.filing}, ${row.region}, ${jsonb(file.answers)}::jsonb, ${jsonb(file.provenance)}::jsonb, ${jsonb(file.applicant)}::jsonb,
      ${jsonb(file.agent)}::jsonb, ${jsonb(file.materials)}::jsonb, ${given.at}, ${jsonb(given.filed)}::jsonb)`);
}

/** Cases whose five days ended before this day: what the office has said nothing about. */
export function listSilent(db: Reader, day: string, limit: number): Promise<{ id: string }[]> {
  return db.rows(
    sql`select id from cases.case where state = 'intake' and due_on < ${day} order by due_on, id limit ${limit}`,
  );
}
