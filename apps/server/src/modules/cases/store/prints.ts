import type { Reader, Tx } from '../../../kernel/db/database.ts';
import { jsonb, sql } from '../../../kernel/db/sql.ts';
import type { Text } from '../../../kernel/text.ts';

export interface PrintRow {
  readonly id: string;
  readonly caseId: string;
  readonly subject: 'document' | 'file';
  readonly ref: string;
  readonly name: Text;
  readonly no: number;
  readonly code: string;
  readonly at: Date;
  readonly byName: string;
}

const columns = sql`p.id, p.case_id as "caseId", p.subject, p.ref, p.name, p.no, p.code, p.at, p.by_name as "byName"`;

/** Takes the next number of this paper's print-outs; others of the case wait until the commit. */
export async function insertPrint(
  tx: Tx,
  p: Omit<PrintRow, 'no'> & { readonly region: string; readonly by: string },
): Promise<void> {
  await tx.run(sql`select from cases.case where id = ${p.caseId} for no key update`);
  await tx.run(sql`insert into cases.print (id, case_id, region, subject, ref, name, no, code, at, by_key, by_name)
    select ${p.id}, ${p.caseId}, ${p.region}, ${p.subject}, ${p.ref}, ${jsonb(p.name)}::jsonb, coalesce(max(no), 0) + 1, ${p.code}, ${p.at}, ${p.by},
      ${p.byName} from cases.print where case_id = ${p.caseId} and subject = ${p.subject} and ref = ${p.ref}`);
}

export function findPrint(db: Reader, id: string): Promise<PrintRow> {
  return db.one(sql`select ${columns} from cases.print p where p.id = ${id}`);
}

/** Newest first. */
export function listPrints(db: Reader, caseId: string): Promise<PrintRow[]> {
  return db.rows(
    sql`select ${columns} from cases.print p where p.case_id = ${caseId} order by p.at desc, p.id desc limit 100`,
  );
}

export function findPrintByCode(db: Reader, code: string): Promise<PrintRow | undefined> {
  return db.maybe(sql`select ${columns} from cases.print p where p.code = ${code}`);
}
