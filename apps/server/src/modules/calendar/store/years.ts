import type { FestivalArrangement } from '@miaopi/identifiers';
import type { Reader, Tx } from '../../../kernel/db/database.ts';
import { jsonb, sql } from '../../../kernel/db/sql.ts';

export interface YearRow {
  readonly year: number;
  readonly notice: string;
  readonly festivals: readonly FestivalArrangement[];
  readonly byName: string;
  readonly enteredAt: Date;
}

/** In the order of years. */
export function listYears(db: Reader): Promise<YearRow[]> {
  return db.rows(
    sql`select year, notice, festivals, by_name as "byName", entered_at as "enteredAt" from calendar.year order by year`,
  );
}

export async function putYear(tx: Tx, row: YearRow & { readonly byId: string }): Promise<void> {
  await tx.run(sql`insert into calendar.year (year, notice, festivals, by_id, by_name, entered_at)
    values (${row.year}, ${row.notice}, ${jsonb(row.festivals)}::jsonb, ${row.byId}, ${row.byName}, ${row.enteredAt})
    on conflict (year) do update set notice = excluded.notice, festivals = excluded.festivals, by_id = excluded.by_id,
      by_name = excluded.by_name, entered_at = excluded.entered_at`);
}
