// Cost of a case as the store grows: the whole chain over HTTP at 1,000, 10,000 and, with --full, 100,000 and 1,000,000 stored cases (`--up-to N`: no more). The stored ones are copies
// of cases that really went through, row by row in every table that grows with cases, each with numbers and people of its own; their files are left out.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type pg from 'pg';
import { startChainWorld } from './chain-world.ts';
import { type Changes, copyModels, differing, keepModels } from './copied-cases.ts';
import { type Figure, quantile, say, tell } from './figure.ts';
import { closedLoop, openLoop } from './load.ts';

const { values } = parseArgs({
  options: { full: { type: 'boolean', default: false }, 'up-to': { type: 'string', default: '1000000' } },
});
const sizes = (values.full ? [1_000, 10_000, 100_000, 1_000_000] : [1_000, 10_000]).filter(
  (size) => size <= Number(values['up-to']),
);
const models = 250;
const closed = 400;
const offered = 40;
const open = offered * 5;

/**
 * Moves back the place in a chain, behind everything that is there: what follows by itself (search in history, national rows) goes on from the newest entry, and takes
 * up the cases that are handed in here, not their copies.
 */
const moved = { seq: 'm.seq - g * 100000000::bigint' };

/** Tables that grow with cases, and what differs from copy to copy. */
const growing: Readonly<Record<string, Changes>> = {
  'cases.case': differing(
    'id',
    'number',
    'exchange_number',
    'licence_id',
    'applicant_id',
    'applicant_number',
    'contact_id',
  ),
  'cases.file': differing('case_id'),
  'cases.evidence': differing('case_id', 'request_id'),
  'cases.action': differing('case_id', 'id', 'request_id'),
  'cases.step': differing('case_id'),
  'cases.document': differing('case_id', 'number'),
  'rules.dossier': differing('id', 'subject'),
  'licences.licence': differing(
    'id',
    'identifier',
    'search_key',
    'number',
    'case_id',
    'file_key',
    'holder_id',
    'holder_number',
  ),
  'licences.state_change': differing('id', 'licence_id'),
  'seals.ledger': { ...differing('id', 'licence_id', 'case_id', 'document_id', 'digest'), ...moved },
  'audit.entry': { ...differing('id', 'subject'), ...moved },
  'audit.access': differing('id', 'subject_id', 'case_number'),
  'notifications.message': differing('id', 'person_id', 'case_id'),
  'notifications.delivery': differing('id', 'message_id'),
  'forms.draft': differing('id', 'person_id', 'principal_id', 'case_id'),
  'exchange.request': differing('id', 'case_ref'),
  'kernel.idempotency': differing('request_id'),
  'identity.person': { ...differing('id', 'id_number'), mobile: 'null' },
  'identity.consent': differing('id', 'person_id'),
};

async function copy(pool: pg.Pool, from: number, to: number): Promise<void> {
  const client = await pool.connect();
  try {
    await copyModels(client, growing, from, to);
    // what autovacuum would do beside the measurement is done before it
    await client.query('vacuum analyze');
    await client.query('checkpoint');
  } finally {
    client.release(true);
  }
}

/** Processor time (ms) of PostgreSQL: the postmaster, its ended children, and those alive. Linux only; elsewhere 0. */
function databaseMs(dataDir: string): number {
  try {
    const postmaster = Number(readFileSync(join(dataDir, 'postgres/postmaster.pid'), 'utf8').split('\n')[0]);
    let ticks = 0;
    for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
      let fields: string[];
      try {
        fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
          .replace(/^.*\) /, '')
          .split(' ');
      } catch {
        continue; // ended meanwhile
      }
      const own = Number(pid) === postmaster;
      if (!own && Number(fields[1]) !== postmaster) continue;
      ticks += Number(fields[11]) + Number(fields[12]) + (own ? Number(fields[13]) + Number(fields[14]) : 0);
    }
    return ticks * 10;
  } catch {
    return 0;
  }
}

const world = await startChainWorld(models + sizes.length * (closed + open));
const figures: Figure[] = [];
try {
  await closedLoop(world.http, await world.prepare(models), 16);
  await new Promise((resolve) => setTimeout(resolve, 3000));
  await keepModels(world.pool, Object.keys(growing), {
    'identity.person': 'id in (select applicant_id from cases.case)',
  });
  let copies = 0;
  let first: { rate: number; cpu: number } | undefined;
  for (const size of sizes) {
    const wanted = Math.round(size / models) - 1;
    const began = performance.now();
    await copy(world.pool, copies + 1, wanted);
    copies = wanted;
    const { stored, size: bytes } = (
      await world.pool.query(
        'select (select count(*)::int from cases.case) as stored, pg_database_size(current_database())::float8 as size',
      )
    ).rows[0] as { stored: number; size: number };
    say(
      `${stored} cases stored in ${(bytes / 1024 / 1024).toFixed(0)} MB (copied in ${((performance.now() - began) / 1000).toFixed(0)} s)`,
    );
    const ready = await world.prepare(closed);
    const late = await world.prepare(open);
    const before = await world.usage();
    const databaseBefore = databaseMs(world.dataDir);
    const full = await closedLoop(world.http, ready, 32);
    const after = await world.usage();
    const database = (databaseMs(world.dataDir) - databaseBefore) / full.granted;
    const rate = full.granted / full.seconds;
    const cpu = (after.cpu.user + after.cpu.system - before.cpu.user - before.cpu.system) / 1000 / full.granted;
    say(
      `${full.granted} cases in ${full.seconds.toFixed(1)} s, ${rate.toFixed(0)}/s; server ${cpu.toFixed(1)} ms, database ${database.toFixed(1)} ms a case`,
    );
    const p99 = quantile((await openLoop(world.http, late, offered)).latencies, 0.99);
    first ??= { rate, cpu };
    const name = `${size.toLocaleString('en')} stored`;
    figures.push(
      {
        bench: 'growth',
        name: `cases, ${name}`,
        value: rate,
        unit: '/s',
        beside: { name: `at ${sizes[0]!.toLocaleString('en')}`, value: first.rate },
        note: `CPU a case: server ${cpu.toFixed(1)} ms, database ${database.toFixed(1)} ms`,
      },
      { bench: 'growth', name: `p99 at ${offered}/s, ${name}`, value: p99, unit: 'ms' },
    );
    say(`${name}: ${rate.toFixed(0)}/s, p99 ${p99.toFixed(0)} ms`);
  }
  tell(figures);
} finally {
  await world.stop();
}
