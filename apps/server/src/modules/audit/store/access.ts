import type { Reader } from '../../../kernel/db/database.ts';
import { and, sql } from '../../../kernel/db/sql.ts';
import type { Text } from '../../../kernel/text.ts';

export interface AccessRow {
  readonly id: string;
  readonly at: Date;
  readonly who: Text;
  readonly what: Text;
  readonly purpose: Text;
  readonly caseNumber: string | null;
}

export interface AccessCursor {
  readonly at: Date;
  readonly id: string;
}

/** Looks at the data of one person or firm, the newest first. */
export function listAccessOf(
  db: Reader,
  subject: { readonly kind: 'person' | 'firm'; readonly id: string },
  page: { readonly limit: number; readonly after?: AccessCursor },
): Promise<AccessRow[]> {
  return db.rows(
    sql`select id, at, who, what, purpose, case_number as "caseNumber" from audit.access where ${and([
      sql`subject_kind = ${subject.kind} and subject_id = ${subject.id}`,
      page.after && sql`(at, id) < (${page.after.at}, ${page.after.id})`,
    ])} order by at desc, id desc limit ${page.limit}`,
  );
}
