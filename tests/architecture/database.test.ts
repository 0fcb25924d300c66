import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listMigrations, migrate } from '../../apps/server/src/kernel/db/migrate.ts';
import { moduleGraph } from '../../apps/server/src/module-graph.ts';
import { startTestDatabase, type TestDatabase } from '../../apps/server/test/database.ts';

const graph: Readonly<Record<string, { readonly knows: readonly string[] }>> = moduleGraph;

/** Tables that may only grow. A table that gets the trigger without standing here, or the other way round, is a mistake. */
const appendOnly = [
  'appointments.hall_plan',
  'archive.download',
  'audit.access',
  'audit.entry',
  'cases.action',
  'cases.correction',
  'cases.department_filing',
  'cases.desk_filing',
  'cases.document',
  'cases.evidence',
  'cases.file',
  'cases.original',
  'cases.print',
  'cases.reminder',
  'cases.step',
  'cases.vertical_message',
  'conversations.message',
  'delivery.event',
  'delivery.incoming_event',
  'devices.rating',
  'exchange.consultation_message',
  'filing.file',
  'identity.access_policy',
  'identity.account_event',
  'identity.person_check',
  'licences.copy',
  'licences.look',
  'licences.pdf_copy',
  'licences.print',
  'licences.showing_check',
  'licences.state_change',
  'notifications.template_version',
  'payments.bill_line',
  'payments.notification',
  'payments.receipt',
  'rules.dossier',
  'seals.ledger',
  'seals.recall',
  'seals.recalled',
  'seals.risk_assessment',
  'seals.seal_change',
  'seals.signature_certificate',
  'seals.status_answer',
  'seals.trust_change',
  'signing.event',
  'signing.version',
  'standard.reading',
];

/** Tables that grow with cases and so can be divided by region. */
const byRegion = [
  'archive.wanted',
  'archive.package',
  'archive.download',
  'archive.case_text',
  'appointments.booking',
  'cases.case',
  'cases.file',
  'cases.evidence',
  'cases.action',
  'cases.correction',
  'cases.department_filing',
  'cases.desk_filing',
  'cases.step',
  'cases.task',
  'cases.amendment',
  'cases.document',
  'cases.original',
  'cases.print',
  'cases.reminder',
  'conversations.call',
  'cases.vertical',
  'cases.vertical_message',
  'conversations.message',
  'conversations.read_mark',
  'licences.copy',
  'licences.licence',
  'licences.look',
  'licences.paper_order',
  'licences.pdf_copy',
  'licences.print',
  'licences.print_code',
  'licences.proposal',
  'licences.reissue',
  'licences.showing',
  'licences.showing_check',
  'licences.state_change',
  'licences.use_code',
  'delivery.delivery',
  'delivery.event',
  'delivery.incoming',
  'delivery.incoming_event',
  'devices.rating',
  'delivery.incoming_paper',
  'exchange.consultation',
  'exchange.consultation_message',
  'filing.filing',
  'filing.file',
  'payments.attempt',
  'payments.bill',
  'payments.bill_line',
  'payments.receipt',
  'payments.refund',
  'rules.dossier',
  'seals.ledger',
];

let base: TestDatabase;
beforeAll(async () => {
  base = await startTestDatabase();
});
afterAll(() => base?.close());

const rows = async <R>(text: string, values: unknown[] = []): Promise<R[]> =>
  (await base.db.pool.query(text, values)).rows as R[];

describe('schema', () => {
  it('is one PostgreSQL schema a module, named like it, beside the kernel’s and the job queue’s', async () => {
    const found = await rows<{ name: string }>(
      `select nspname as name from pg_namespace where nspname !~ '^pg_' and nspname not in ('information_schema', 'public') order by 1`,
    );
    const known = new Set([...Object.keys(graph), 'kernel', 'graphile_worker']);
    expect(found.map((r) => r.name).filter((name) => !known.has(name))).toEqual([]);
  });

  it('F100 F105: shows the national data standard as views over its own tables, and keeps nothing twice', async () => {
    const found = await rows<{ kind: string }>(
      `select distinct t.relkind as kind from pg_class t join pg_namespace n on n.oid = t.relnamespace
       where n.nspname = 'standard' and (t.relname ~ '[^a-z_]' or t.relname = 'case_key') and t.relkind <> 'i'`,
    );
    expect(found).toEqual([{ kind: 'v' }]);
  });

  it('holds foreign keys only inside a schema or downwards in the module graph', async () => {
    const keys = await rows<{ name: string; own: string; other: string }>(
      `select c.conname as name, a.nspname as own, b.nspname as other
       from pg_constraint c
       join pg_class ta on ta.oid = c.conrelid join pg_namespace a on a.oid = ta.relnamespace
       join pg_class tb on tb.oid = c.confrelid join pg_namespace b on b.oid = tb.relnamespace
       where c.contype = 'f'`,
    );
    expect(keys.length).toBeGreaterThan(10);
    const wrong = keys.filter(
      ({ own, other }) => own !== other && own !== 'graphile_worker' && !graph[own]?.knows.includes(other),
    );
    expect(wrong).toEqual([]);
  });

  it('has text, timestamps with zone and whole money, nothing else of their kind', async () => {
    const wrong = await rows<{ place: string }>(
      `select table_schema || '.' || table_name || '.' || column_name || ' ' || data_type as place
       from information_schema.columns
       where table_schema = any($1) and data_type in ('character varying', 'character', 'timestamp without time zone', 'money', 'json')`,
      [[...Object.keys(graph), 'kernel']],
    );
    expect(wrong).toEqual([]);
  });

  it('has a primary key on every table', async () => {
    const wrong = await rows<{ place: string }>(
      `select n.nspname || '.' || t.relname as place from pg_class t join pg_namespace n on n.oid = t.relnamespace
       where t.relkind in ('r', 'p') and n.nspname = any($1) and not exists (select from pg_index i where i.indrelid = t.oid and i.indisprimary)`,
      [[...Object.keys(graph), 'kernel']],
    );
    expect(wrong).toEqual([]);
  });

  it('has an index for every foreign key that points to a table that grows', async () => {
    const wrong = await rows<{ place: string }>(
      `select n.nspname || '.' || t.relname || ' ' || c.conname as place
       from pg_constraint c join pg_class t on t.oid = c.conrelid join pg_namespace n on n.oid = t.relnamespace
       join pg_class f on f.oid = c.confrelid join pg_namespace fn on fn.oid = f.relnamespace
       where c.contype = 'f' and fn.nspname || '.' || f.relname in ('cases.case', 'licences.licence', 'identity.person')
         and n.nspname in ('cases', 'licences')
         and not exists (select from pg_index i where i.indrelid = t.oid and (i.indkey::int2[])[0] = c.conkey[1])`,
    );
    expect(wrong).toEqual([]);
  });

  it.each(byRegion)('%s, which grows with cases, carries its region', async (table) => {
    const [schema, name] = table.split('.');
    const found = await rows(
      `select from information_schema.columns where table_schema = $1 and table_name = $2 and column_name = 'region' and is_nullable = 'NO'`,
      [schema, name],
    );
    expect(found).toHaveLength(1);
  });
});

describe('append-only tables', () => {
  it('are exactly the ones named here', async () => {
    const found = await rows<{ place: string }>(
      `select distinct n.nspname || '.' || t.relname as place
       from pg_trigger g join pg_class t on t.oid = g.tgrelid join pg_namespace n on n.oid = t.relnamespace join pg_proc p on p.oid = g.tgfoid
       where p.proname = 'refuse_change' and not g.tgisinternal and (g.tgtype & 16) <> 0 and not t.relispartition`,
    );
    expect(found.map((r) => r.place).sort()).toEqual(appendOnly);
  });

  it('refuse it in each of their parts too', async () => {
    const open = await rows<{ place: string }>(
      `select i.inhrelid::regclass::text as place from pg_inherits i
       where i.inhparent::regclass::text = any($1) and (select count(*) from pg_trigger g join pg_proc p on p.oid = g.tgfoid
         where g.tgrelid = i.inhrelid and p.proname = 'refuse_change' and not g.tgisinternal) < 2`,
      [appendOnly],
    );
    expect(open).toEqual([]);
  });

  it.each(appendOnly)('%s refuses to be updated, deleted from and emptied, even without rows', async (table) => {
    const [first] = await rows<{ name: string }>(
      `select quote_ident(column_name) as name from information_schema.columns where table_schema || '.' || table_name = $1 order by ordinal_position limit 1`,
      [table],
    );
    const refused = /append-only/;
    await expect(base.db.pool.query(`update ${table} set ${first?.name} = ${first?.name}`)).rejects.toThrow(refused);
    await expect(base.db.pool.query(`delete from ${table}`)).rejects.toThrow(refused);
    await expect(base.db.pool.query(`truncate ${table} cascade`)).rejects.toThrow(refused);
  });
});

describe('migrations', () => {
  const migrations = listMigrations();

  it('carry the date, a number of their own and what they do', () => {
    const names = migrations.map((m) => m.name.split('/')[1] ?? '');
    expect(names.filter((name) => !/^\d{4}-\d{2}-\d{2}-\d{2}(\d{2})?-[a-z]+(-[a-z0-9]+)+$/.test(name))).toEqual([]);
    const numbers = names.map((name) => /^[\d-]+(?=-)/.exec(name)?.[0]);
    expect(numbers.filter((n, i) => numbers.indexOf(n) !== i)).toEqual([]);
  });

  it('are recorded once with their checksum, and a second run applies nothing', async () => {
    const recorded = await rows<{ name: string; checksum: string }>('select name, checksum from kernel.migration');
    expect(new Map(recorded.map((r) => [r.name, r.checksum]))).toEqual(
      new Map(migrations.map((m) => [m.name, m.checksum])),
    );
    expect((await migrate(base.db)).applied).toEqual([]);
  });

  it('stop the start when a released one was changed', async () => {
    const name = migrations[0]?.name;
    await base.db.pool.query(`update kernel.migration set checksum = 'other' where name = $1`, [name]);
    await expect(migrate(base.db)).rejects.toThrow(name);
    await base.db.pool.query('update kernel.migration set checksum = $2 where name = $1', [
      name,
      migrations[0]?.checksum,
    ]);
  });

  it('write only to the schema of their module, or to the kernel’s', () => {
    const wrong = migrations.flatMap(({ name, text }) => {
      const own = name.split('/')[0] ?? '';
      return [...text.matchAll(/\b(?:create table|alter table|create trigger)\s+(?:if not exists\s+)?([a-z_]+)\./g)]
        .map((m) => m[1] ?? '')
        .filter((schema) => schema !== own)
        .map((schema) => `${name}: ${schema}`);
    });
    expect(wrong).toEqual([]);
  });
});
