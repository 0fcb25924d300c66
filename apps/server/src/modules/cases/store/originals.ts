import type { Reader, Tx } from '../../../kernel/db/database.ts';
import { jsonb, type Sql, sql } from '../../../kernel/db/sql.ts';
import type { CaseRow, OriginalRow } from './rows.ts';

/** In the order they were seen. */
export function originalsOfCase(caseId: string): Sql {
  return sql`select at, place, material_zh as material, files, copies, equal, note, shown_by as "shownBy", staff_name as "staffName",
    staff_number as "staffNumber" from cases.original where case_id = ${caseId} order by seq, n`;
}

export function listOriginals(db: Reader, caseId: string): Promise<OriginalRow[]> {
  return db.rows(originalsOfCase(caseId));
}

/** @param row as it was before the act that goes with it, whose number they carry */
export function insertOriginals(
  tx: Tx,
  row: Pick<CaseRow, 'id' | 'region' | 'actions'>,
  staff: { readonly staffId: string },
  seen: readonly (OriginalRow & { readonly en: string })[],
): void {
  tx.send(sql`insert into cases.original (case_id, seq, n, region, at, place, material_zh, material_en, files, copies, equal, note, shown_by, staff_id, staff_name,
      staff_number)
    select ${row.id}, ${row.actions + 1}, n, ${row.region}, (x->>'at')::timestamptz, x->>'place', x->>'material', x->>'en',
      array(select jsonb_array_elements_text(x->'files')), (x->>'copies')::int, (x->>'equal')::boolean, x->>'note', x->>'shownBy', ${staff.staffId},
      x->>'staffName', x->>'staffNumber' from jsonb_array_elements(${jsonb(seen)}::jsonb) with ordinality t(x, n)`);
}
