import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fixedClock } from '../../apps/server/src/kernel/clock.ts';
import { sweep } from '../../apps/server/src/kernel/retention.ts';
import { moduleGraph } from '../../apps/server/src/module-graph.ts';
import { kept, retention } from '../../apps/server/src/retention.ts';
import { startTestDatabase, type TestDatabase } from '../../apps/server/test/database.ts';

const now = new Date('2026-11-28T04:00:00Z');
let base: TestDatabase;
beforeAll(async () => {
  base = await startTestDatabase(fixedClock(now.toISOString()));
});
afterAll(() => base?.close());

const rows = async <R>(text: string, values: unknown[] = []): Promise<R[]> =>
  (await base.db.pool.query(text, values)).rows as R[];

/** A value of each type that a column without a default takes. */
const anything: Readonly<Record<string, unknown>> = {
  text: 'x',
  jsonb: '{}',
  bytea: Buffer.from('x'),
  ARRAY: '{}',
  boolean: false,
  integer: 1,
  smallint: 1,
  bigint: 1,
  'double precision': 1,
  date: '2026-01-01',
  'timestamp with time zone': now,
};

/** A row of which only the given columns mean anything; what guards the table's meaning is taken away first, this database is thrown away. */
async function insertBare(table: string, values: Readonly<Record<string, unknown>>, tag: string): Promise<void> {
  const columns = await rows<{ name: string; type: string }>(
    `select column_name as name, data_type as type from information_schema.columns
     where table_schema || '.' || table_name = $1 and is_nullable = 'NO' and column_default is null and is_identity = 'NO'`,
    [table],
  );
  const row: Record<string, unknown> = Object.fromEntries(
    columns.map(({ name, type }) => [
      name,
      type === 'text' ? `${tag}-${name}` : type === 'bytea' ? Buffer.from(`${tag}-${name}`) : anything[type],
    ]),
  );
  Object.assign(row, values);
  const names = Object.keys(row);
  await rows(
    `insert into ${table} (${names.join(', ')}) values (${names.map((_, i) => `$${i + 1}`).join(', ')})`,
    Object.values(row),
  );
}

describe('how long rows live', () => {
  it('every table with a time of expiry has a rule, or says why its rows stay', async () => {
    const found = await rows<{ place: string }>(
      `select distinct table_schema || '.' || table_name as place from information_schema.columns c
       join pg_class t on t.relname = c.table_name join pg_namespace n on n.oid = t.relnamespace and n.nspname = c.table_schema
       where t.relkind = 'r' and table_schema = any($1) and data_type = 'timestamp with time zone'
         and column_name ~ '^(expires?|ends?|until|deadline|valid_until|lapses?|void_after)(_at|_on)?$'`,
      [[...Object.keys(moduleGraph), 'kernel']],
    );
    expect(found.map((r) => r.place).sort()).toEqual(
      [...retention.filter((r) => /expire|ends/.test(r.since)).map((r) => r.table), ...Object.keys(kept)].sort(),
    );
  });

  it('no rule touches what may only grow', async () => {
    const guarded = await rows<{ place: string }>(
      `select distinct n.nspname || '.' || t.relname as place from pg_trigger g join pg_class t on t.oid = g.tgrelid
       join pg_namespace n on n.oid = t.relnamespace join pg_proc p on p.oid = g.tgfoid where p.proname = 'refuse_change'`,
    );
    expect(retention.filter((rule) => guarded.some((g) => g.place === rule.table))).toEqual([]);
  });

  it.each(retention)('$table: what is over by $keepHours hours after $since goes, the rest stays', async (rule) => {
    const guards = await rows<{ name: string }>(
      `select conname as name from pg_constraint where conrelid = $1::regclass and contype in ('c', 'f')`,
      [rule.table],
    );
    for (const { name } of guards) await rows(`alter table ${rule.table} drop constraint "${name}"`);
    await rows(`delete from ${rule.table}`);
    const at = (hours: number) => new Date(now.getTime() - hours * 3_600_000);
    const matching = {};
    await insertBare(rule.table, { ...matching, [rule.since]: at(rule.keepHours + 1) }, 'over');
    await insertBare(rule.table, { ...matching, [rule.since]: at(rule.keepHours - 1) }, 'young');
    expect(await sweep(base.kernel, rule)).toBe(1);
    const [left] = await rows<{ since: Date }>(`select ${rule.since} as since from ${rule.table}`);
    expect(left?.since).toEqual(at(rule.keepHours - 1));
    expect(await sweep(base.kernel, rule)).toBe(0);
  });

  it('what a record leans on stays: a showing that was scanned, an opening that was used, a signature still asked for', async () => {
    const long = new Date('2026-01-01T00:00:00Z');
    const rule = (table: string) => retention.find((r) => r.table === table)!;
    await rows('alter table licences.showing_check drop constraint showing_check_showing_id_fkey');
    await insertBare('licences.showing', { id: 'scanned', ends_at: long }, 'scanned');
    await insertBare('licences.showing_check', { showing_id: 'scanned' }, 'check');
    await insertBare('seals.opening', { id: 'used', expires_at: long, used_at: long }, 'used');
    await insertBare('signing.licence_scan', { state: 'waiting', expires_at: long }, 'asked');
    for (const table of ['licences.showing', 'seals.opening', 'signing.licence_scan'])
      expect(await sweep(base.kernel, rule(table)), table).toBe(0);
  });
});
