import type { Tx } from '../../../kernel/db/database.ts';
import { sql } from '../../../kernel/db/sql.ts';

/** The part of the actions that cases filed in this year go to, there already or not. */
export async function addActionYear(tx: Tx, year: number): Promise<void> {
  await tx.rows(sql`select cases.add_action_year(${year}::int)`);
}
