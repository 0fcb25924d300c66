import type pg from 'pg';

/**
 * Column → SQL expression of a copy: over the model row `m`, the number of the copy `g`, and `n`, which counts the copies of all models.
 * Columns not named are the model's.
 */
export type Changes = Readonly<Record<string, string>>;

/** Names that must differ from copy to copy get its number behind them. */
export function differing(...columns: readonly string[]): Changes {
  return Object.fromEntries(columns.map((column) => [column, `m.${column} || '-' || g`]));
}

const modelsOf = (table: string): string => `public.bench_${table.replace('.', '_')}`;

/**
 * Keeps what stands in these tables now, cases that really went through, as models of copies.
 * @param only table → SQL condition of the rows that are models, where not all are
 */
export async function keepModels(
  pool: pg.Pool,
  tables: Iterable<string>,
  only: Readonly<Record<string, string>> = {},
): Promise<void> {
  for (const table of tables)
    await pool.query(
      `create table ${modelsOf(table)} as select *, row_number() over () - 1 as place from ${table} where ${only[table] ?? 'true'}`,
    );
}

/**
 * Puts copies number `from` to `to` of every model into the tables, in their order. Foreign keys hold by construction and are not checked row by row, which
 * would take most of the time; hash chains of copied rows do not verify. Indexes that hold no constraint are put away meanwhile and built in one go after it.
 */
export async function copyModels(
  client: pg.PoolClient,
  tables: Readonly<Record<string, Changes>>,
  from: number,
  to: number,
): Promise<void> {
  await client.query('set session_replication_role = replica');
  await client.query('set synchronous_commit = off');
  await client.query(`set maintenance_work_mem = '512MB'`);
  for (const [table, changes] of Object.entries(tables)) {
    const { rows } = await client.query<{ name: string }>(
      `select quote_ident(column_name) as name from information_schema.columns
       where table_schema || '.' || table_name = $1 and is_generated = 'NEVER' order by ordinal_position`,
      [table],
    );
    const names = rows.map((r) => r.name);
    const { rows: indexes } = await client.query<{ name: string; definition: string }>(
      `select i.indexrelid::regclass::text as name, replace(pg_get_indexdef(i.indexrelid), ' ON ONLY ', ' ON ') as definition from pg_index i
       where i.indrelid = $1::regclass and not i.indisunique and not exists (select from pg_constraint k where k.conindid = i.indexrelid)`,
      [table],
    );
    for (const { name } of indexes) await client.query(`drop index ${name}`);
    await client.query(
      `insert into ${table} (${names.join(', ')}) select ${names.map((name) => changes[name] ?? `m.${name}`).join(', ')}
       from generate_series($1::int, $2::int) g
       cross join (select *, count(*) over ()::int as models from ${modelsOf(table)}) m
       cross join lateral (select (g * m.models + m.place)::int as n) numbered`,
      [from, to],
    );
    for (const { definition } of indexes) await client.query(definition);
  }
  await client.query('set session_replication_role = origin');
}
