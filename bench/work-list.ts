// Work lists and counters over a store of 100,000 or, with --full, 1,000,000 cases, over HTTP as the workbench asks for them. The stored ones are copies of cases that really went
// through: their rows, actions, steps and tasks; a third was decided by officials, one in thirty waits for one, spread over twelve offices.
import { parseArgs } from 'node:util';
import { type Official, openOfficials, startChainWorld } from './chain-world.ts';
import { type Changes, copyModels, differing, keepModels } from './copied-cases.ts';
import { atMost, quantile, say, tell } from './figure.ts';
import { closedLoop } from './load.ts';

const { values } = parseArgs({
  options: { full: { type: 'boolean', default: false }, stored: { type: 'string' } },
});
const stored = Number(values.stored ?? (values.full ? 1_000_000 : 100_000));
const models = 100;
const perSecond = 50;
const seconds = 20;
const account = 'jt-shenpi1';

const world = await startChainWorld(models);
try {
  await closedLoop(world.http, await world.prepare(models), 16);
  const [{ id, office, headers }] = (await openOfficials(world.pool, [account])) as [Official];
  const began = performance.now();
  await fill(office, id);
  const { size } = (await world.pool.query('select pg_database_size(current_database())::float8 as size')).rows[0];
  say(
    `${stored} cases in ${(size / 2 ** 20).toFixed(0)} MB (copied in ${((performance.now() - began) / 1000).toFixed(0)} s)`,
  );

  const asked: readonly (readonly [name: string, query: string])[] = [
    ['pool', 'scope=office&limit=50'],
    ['mine', 'scope=mine&limit=50'],
    ['pool, due today', 'scope=office&limit=50&due=today'],
    ['pool, by words', `scope=office&limit=50&q=${encodeURIComponent('第9')}`],
    ['joined', 'scope=joined&limit=50'],
    ['decided', 'scope=done&limit=50'],
    ['pool, one item', 'scope=office&limit=50&item=ride-hailing-driver'],
  ];
  for (const [, query] of asked) await world.http.json('GET', `/api/work?${query}`, headers);
  const took = new Map<string, number[]>(asked.map(([name]) => [name, []]));
  const start = performance.now();
  await Promise.all(
    Array.from({ length: perSecond * seconds }, async (_, i) => {
      const due = start + (i * 1000) / perSecond;
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - performance.now())));
      const [name, query] = asked[i % asked.length]!;
      await world.http.json('GET', `/api/work?${query}`, headers);
      took.get(name)!.push(performance.now() - due);
    }),
  );
  const all = [...took.values()].flat();
  const bare = await bareSelect();
  tell([
    {
      bench: 'work-list',
      name: `first page and counters, ${stored.toLocaleString('en')} stored, p95 at ${perSecond}/s`,
      value: quantile(all, 0.95),
      unit: 'ms',
      goal: atMost(50),
      beside: { name: 'select 1, one at a time, p95', value: bare },
      note: `p50 ${quantile(all, 0.5).toFixed(1)}, p99 ${quantile(all, 0.99).toFixed(1)} ms; Open Zaak 150–200 ms median, one user (published)`,
    },
    ...[...took].map(([name, times]) => ({
      bench: 'work-list',
      name: `${name}, p95`,
      value: quantile(times, 0.95),
      unit: 'ms',
      note: `p50 ${quantile(times, 0.5).toFixed(1)} ms`,
    })),
  ]);
} finally {
  await world.stop();
}

async function fill(office: string, staff: string): Promise<void> {
  const offices = [office, ...Array.from({ length: 11 }, (_, n) => `119901010099${String(n).padStart(2, '0')}X00X`)];
  // every third copy was decided by a person, every thirtieth waits for one
  const open = 'n % 30 = 0';
  const tables: Readonly<Record<string, Changes>> = {
    'cases.case': {
      ...differing('id', 'number', 'exchange_number', 'applicant_id', 'contact_id'),
      licence_id: 'null',
      applicant_name: `'第' || n || '人'`,
      office: `(array[${offices.map((uscc) => `'${uscc}'`).join(', ')}])[1 + n % 12]`,
      state: `case when ${open} then 'review' else m.state end`,
      automatic: `case when ${open} then null else n % 3 <> 1 end`,
      outcome: `case when ${open} then null else m.outcome end`,
      decided_at: `case when ${open} then null else m.decided_at - n * interval '1 minute' end`,
      closed_at: `case when ${open} then null else m.closed_at end`,
      slug: `case when n % 5 = 0 then 'ride-hailing-driver' else m.slug end`,
    },
    'cases.action': differing('case_id', 'id', 'request_id'),
    'cases.step': differing('case_id'),
  };
  const client = await world.pool.connect();
  try {
    await keepModels(world.pool, Object.keys(tables));
    await copyModels(client, tables, 1, Math.round(stored / models) - 1);
    await client.query(
      `insert into cases.task (id, case_id, region, slug, office, office_name, step, name, line, role, state, assignee, assignee_name, due_on, opened_at, done_at, done_by,
         done_by_name, done_by_number, result)
       select 'task_' || c.id, c.id, c.region, c.slug, c.office, c.office_name, 'review', '{"zh": "审核", "en": "Review"}', 'main', 'approver',
         case when c.state = 'review' then 'open' else 'done' end,
         case when h % 4 = 0 then $1 end, case when h % 4 = 0 then '本人' end, current_date + (h % 40 - 5), c.submitted_at,
         case when c.state <> 'review' then c.decided_at end, case when c.state <> 'review' then case when h % 3 = 0 then $1 else 'somebody' end end,
         case when c.state <> 'review' then '某人' end, '0001', case when c.state <> 'review' then 'grant' end
       from (select *, abs(hashtext(id)) as h from cases.case where state = 'review' or automatic = false) c
       on conflict do nothing`,
      [staff],
    );
    await client.query('vacuum analyze cases.case');
    await client.query('vacuum analyze cases.task');
    await client.query('checkpoint');
  } finally {
    client.release(true);
  }
}

async function bareSelect(): Promise<number> {
  const times: number[] = [];
  for (let n = 0; n < 200; n++) {
    const start = performance.now();
    await world.pool.query('select 1');
    times.push(performance.now() - start);
  }
  return quantile(times, 0.95);
}
