// The whole chain over HTTP: submit → checked, decided, made, numbered, sealed → the licence valid in the person's space. Figures beside the same
// commits and bytes by bare prepared SQL with the same signatures. `--profile FILE` profiles the server, `--cases N`, `--seconds N`.
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { startChainWorld } from './chain-world.ts';
import { atLeast, atMost, quantile, say, tell } from './figure.ts';
import { closedLoop, openLoop } from './load.ts';
import { databaseMilliseconds } from './processor.ts';
import { bareLimit } from './sql-limit.ts';

const { values } = parseArgs({
  options: {
    profile: { type: 'string' },
    // a minute of them: what a minute's jobs do behind them (words for the search, national rows) lies inside, once for each
    cases: { type: 'string', default: '9000' },
    seconds: { type: 'string', default: '20' },
  },
});
/** Cases before the clock starts: a server that has been up for a minute, its code compiled. */
const warm = 1200;
const closed = Number(values.cases);
const offered = 40;
const open = offered * Number(values.seconds);

const world = await startChainWorld(warm + closed + open);
try {
  await closedLoop(world.http, await world.prepare(warm), 16);
  const ready = await world.prepare(closed);
  await world.pool.query('vacuum analyze');
  const before = await stand();
  const hand = () => closedLoop(world.http, ready, 32);
  const { result: full, profile } = values.profile ? await world.profiled(hand) : { result: await hand(), profile: '' };
  if (values.profile) writeFileSync(values.profile, JSON.stringify(profile));
  const after = await stand();
  const rate = full.granted / full.seconds;
  const work = {
    commits: (after.commits - before.commits) / full.granted,
    walBytes: (after.wal - before.wal) / full.granted,
    fileBytes: after.fileBytes,
  };
  const each = (part: 'user' | 'system' | 'database' | 'client'): string =>
    ((after[part] - before[part]) / full.granted).toFixed(2);
  say(
    `closed loop, 32 connections: ${full.granted} cases in ${full.seconds.toFixed(1)} s, ${rate.toFixed(0)}/s; processor time a case: server ${each('user')} + ${each('system')} ms, PostgreSQL ${each('database')} ms, this program ${each('client')} ms; ${work.commits.toFixed(1)} commits, ${(work.walBytes / 1024).toFixed(1)} kB WAL a case`,
  );
  const offeredRun = await openLoop(world.http, await world.prepare(open), offered);
  const p = (share: number) => quantile(offeredRun.latencies, share);
  say(
    `open loop at ${offered}/s: p50 ${p(0.5).toFixed(0)} ms, p95 ${p(0.95).toFixed(0)} ms, p99 ${p(0.99).toFixed(0)} ms`,
  );
  const valid = (
    await world.pool.query(
      "select count(*)::int as n from licences.licence where case_id is not null and state = 'valid'",
    )
  ).rows[0].n;
  if (valid !== warm + closed + open) throw new Error(`${valid} valid licences of ${warm + closed + open} cases`);
  const { rss, heapTotal, heapUsed, external, arrayBuffers, crowd } = await world.usage();
  const mb = (bytes: number) => (bytes / 1024 / 1024).toFixed(0);
  say(
    `memory: ${mb(rss)} MB; heap ${mb(heapUsed)} of ${mb(heapTotal)}, beside it ${mb(external)} (${mb(arrayBuffers)} in buffers); the crowd's registers, which no server has, ${mb(crowd)}`,
  );
  const limit = await bareLimit(world.pool, work);
  tell([
    {
      bench: 'chain',
      name: 'cases, 32 connections',
      value: rate,
      unit: '/s',
      goal: atLeast(120),
      beside: { name: 'same commits, bytes, signatures bare', value: limit.casesPerSecond },
      note: `${Math.round((rate / limit.casesPerSecond) * 100)} % of the limit`,
    },
    {
      bench: 'chain',
      name: 'p50 at 40/s offered',
      value: p(0.5),
      unit: 'ms',
      beside: { name: 'bare, one at a time', value: limit.aloneMs },
    },
    { bench: 'chain', name: 'p95 at 40/s offered', value: p(0.95), unit: 'ms' },
    { bench: 'chain', name: 'p99 at 40/s offered', value: p(0.99), unit: 'ms', goal: atMost(400) },
    { bench: 'chain', name: 'commits a case', value: work.commits, unit: '' },
    { bench: 'chain', name: 'WAL a case', value: work.walBytes / 1024, unit: 'kB' },
    {
      bench: 'chain',
      name: `memory after ${valid} cases`,
      value: (rss - crowd) / 1024 / 1024,
      unit: 'MB',
      goal: atMost(400),
      note: `without the crowd's registers, ${mb(crowd)} MB`,
    },
  ]);
} finally {
  await world.stop();
}

async function stand() {
  const { rows } = await world.pool.query(
    `select (select xact_commit from pg_stat_database where datname = current_database())::int as commits,
       pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::float8 as wal, (select coalesce(avg(bytes), 0)::int from licences.licence where case_id is not null) as "fileBytes"`,
  );
  const { cpu } = await world.usage();
  const own = process.cpuUsage();
  return {
    ...(rows[0] as { commits: number; wal: number; fileBytes: number }),
    user: cpu.user / 1000,
    system: cpu.system / 1000,
    database: databaseMilliseconds(world.postmaster) ?? Number.NaN,
    client: (own.user + own.system) / 1000,
  };
}
