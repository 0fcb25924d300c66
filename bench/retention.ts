// What a city's years of casework take: rows of actions as the product writes them, in the parts of two years, measured on a slice and computed for 100 million. How large a
// row is, how fast a case's actions are read beside them, and what it takes to let a year go: a part detached and dropped, beside deleting the same rows.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { systemClock } from '../apps/server/src/kernel/clock.ts';
import { openDatabase } from '../apps/server/src/kernel/db/database.ts';
import { startEmbedded } from '../apps/server/src/kernel/db/embedded.ts';
import { migrate } from '../apps/server/src/kernel/db/migrate.ts';
import { migrateJobs } from '../apps/server/src/kernel/jobs.ts';
import { quantile, say, tell } from './figure.ts';

const { values } = parseArgs({ options: { full: { type: 'boolean', default: false }, rows: { type: 'string' } } });
/** Of each of the two years. */
const rows = Number(values.rows ?? (values.full ? 2_000_000 : 300_000));
/** As a case decided by officials has. */
const perCase = 8;
const whole = 100_000_000;
const [kept, gone] = [2027, 2028];

const dataDir = mkdtempSync(join(tmpdir(), 'miaopi-bench-'));
const embedded = await startEmbedded(dataDir);
const db = openDatabase(embedded);
try {
  await migrateJobs(db);
  await migrate(db);
  const { pool } = db;
  const count = async (text: string) => Number((await pool.query(text)).rows[0].n);
  await pool.query('set synchronous_commit = off');
  let seconds = 0;
  for (const year of [kept, gone]) {
    const began = performance.now();
    await pool.query(
      `insert into cases.action (case_id, seq, region, id, kind, at, actor_kind, actor_id, actor_name, actor_number, office, opinion, data, request_id)
       select cases.case_ids_from(make_timestamptz($1, 1, 1, 0, 0, 0, 'Asia/Shanghai') + (g / $3) * interval '1 minute') || lpad((g / $3)::text, 14, '0'), g % $3 + 1, '990101',
         md5(g::text || $1), 'claim', now(), 'official', 'staff_' || g % 400, '江海涛', 'JT0001', '11990100009900013U', repeat('经审查符合条件。', g % 3),
         jsonb_build_object('task', 'task_' || g), md5(g::text)
       from generate_series(0, $2::int - 1) g`,
      [year, rows, perCase],
    );
    seconds += (performance.now() - began) / 1000;
    say(`${rows} actions of ${year}`);
  }
  await pool.query('analyze cases.action');
  const part = (year: number) => `cases.action_${year}`;
  const bytes = await count(`select pg_total_relation_size('${part(gone)}') as n`);
  const indexes = await count(`select pg_indexes_size('${part(gone)}') as n`);

  const cases = (await pool.query(`select case_id as id from ${part(kept)} where seq = 1 order by random() limit 500`))
    .rows;
  const times: number[] = [];
  for (const { id } of cases) {
    const at = performance.now();
    await pool.query({
      name: 'of-case',
      text: 'select * from cases.action where case_id = $1 order by seq',
      values: [id],
    });
    times.push(performance.now() - at);
  }
  const took = async (text: string) => {
    const at = performance.now();
    await pool.query(text);
    return performance.now() - at;
  };
  const client = await pool.connect();
  await client.query('begin');
  await client.query('set local session_replication_role = replica');
  const at = performance.now();
  await client.query(`delete from ${part(gone)}`);
  const deleted = performance.now() - at;
  await client.query('rollback');
  client.release();
  const detached = await took(`alter table cases.action detach partition ${part(gone)}`);
  const dropped = await took(`drop table ${part(gone)}`);
  const scale = whole / rows;
  tell([
    {
      bench: 'retention',
      name: `a row of an action, of ${rows.toLocaleString('en')} measured`,
      value: bytes / rows,
      unit: 'B',
      note: `indexes ${Math.round((indexes / bytes) * 100)} % of it; 100 million computed: ${((bytes * scale) / 2 ** 30).toFixed(0)} GB`,
    },
    {
      bench: 'retention',
      name: 'actions of a case read, p95',
      value: quantile(times, 0.95),
      unit: 'ms',
      note: `${perCase} rows, one part of ${(await count(`select count(*) as n from pg_inherits where inhparent = 'cases.action'::regclass`)) + 1} looked into`,
    },
    {
      bench: 'retention',
      name: 'a year detached and dropped',
      value: detached + dropped,
      unit: 'ms',
      beside: { name: 'the same rows deleted, before any vacuum', value: deleted },
      note: `100 million computed: deleting ${((deleted * scale) / 60_000).toFixed(0)} minutes, and dropping is a matter of files`,
    },
    {
      bench: 'retention',
      name: 'written in bulk',
      value: (2 * rows) / seconds,
      unit: '/s',
      note: `on ${systemClock.today()}`,
    },
  ]);
} finally {
  await db.close();
  await embedded.stop();
  rmSync(dataDir, { recursive: true, force: true });
}
