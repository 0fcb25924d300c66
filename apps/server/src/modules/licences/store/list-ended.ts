import type { Reader } from '../../../kernel/db/database.ts';
import { sql } from '../../../kernel/db/sql.ts';

/** Licences that are no longer good although their validity runs on; what has run out says so by its own date. */
export function listEnded(db: Reader, today: string): Promise<{ identifier: string; state: string }[]> {
  return db.rows(sql`select identifier, case when state = 'valid' then 'recalled' else state end as state from licences.licence
    where (state not in ('reserved', 'valid') or (state = 'valid' and recalled_at is not null)) and (valid_to is null or valid_to >= ${today}::date - 1)`);
}
