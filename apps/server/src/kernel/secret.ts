import type { Database } from './db/database.ts';
import { jsonb, sql } from './db/sql.ts';
import { newSecret } from './ids.ts';

/** The installation's secret, the same in all its processes; made at the first start. */
export async function installationSecret(db: Database): Promise<string> {
  await db.rows(
    sql`insert into kernel.setting (key, value) values ('secret', ${jsonb(newSecret())}::jsonb) on conflict do nothing`,
  );
  return (await db.one<{ value: string }>(sql`select value from kernel.setting where key = 'secret'`)).value;
}
