// What officials do with cases, over HTTP: a case is taken, its applicant written to, it is handed to a colleague, who gives it back; each a command with its action, audit, outbox and
// idempotency key, answered with the case as it then stands. Then decisions (a refusal with its sealed paper), and the page of a case with 200 actions and 50 materials.
// The cases are copies of some that really went through, put back before their decision.
import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { openOfficials, startChainWorld } from './chain-world.ts';
import { type Changes, copyModels, differing, keepModels } from './copied-cases.ts';
import { atLeast, atMost, quantile, say, tell } from './figure.ts';
import { closedLoop, inParallel } from './load.ts';

const { values } = parseArgs({ options: { full: { type: 'boolean' }, profile: { type: 'string' } } });
const slug = 'ride-hailing-driver';
const models = 40;
const stored = 6000;
/** Cases handled before the clock starts: V8 goes on compiling what officials do for some five thousand actions, and a server that has been up for a minute is done with that. */
const warm = 1500;
const worked = 2000;
const decided = 600;
const atOnce = 32;
const heavy = { actions: 200, materials: 50, read: 200 };

const tables: Readonly<Record<string, Changes>> = {
  'cases.case': {
    ...differing('id', 'number', 'exchange_number', 'applicant_id', 'contact_id'),
    licence_id: 'null',
    state: `'review'`,
    automatic: 'null',
    outcome: 'null',
    decided_at: 'null',
    closed_at: 'null',
    due_on: `current_date + 20`,
  },
  'cases.file': differing('case_id'),
  'cases.evidence': differing('case_id', 'request_id'),
  'cases.action': differing('case_id', 'id', 'request_id'),
  'cases.step': differing('case_id'),
  'cases.document': differing('case_id', 'number'),
  'rules.dossier': differing('id', 'subject'),
};

const world = await startChainWorld(models * 4);
try {
  await closedLoop(world.http, await world.prepare(models * 4), 16);
  const [first, second] = await openOfficials(world.pool, ['jt-shenpi1', 'jt-shenpi2']);
  const colleague = second!;
  const cases = await fill();
  say(`${cases.length} cases wait for an official`);

  const times: number[] = [];
  const act = async (headers: Readonly<Record<string, string>>, path: string, body: object = {}) => {
    const at = performance.now();
    await world.http.json('POST', path, headers, { requestId: randomUUID(), ...body });
    times.push(performance.now() - at);
  };
  const handle = async (id: string) => {
    await act(first!.headers, `/api/work/${id}/claim`);
    await act(first!.headers, `/api/cases/${id}/messages`, { text: '请问车辆行驶证的副页是否已换领？' });
    await act(first!.headers, `/api/work/${id}/assign`, { task: `task_${id}`, to: colleague.id, reason: '请代为办理' });
    await act(colleague.headers, `/api/work/${id}/release`);
  };
  await inParallel(cases.slice(0, warm), atOnce, handle);
  times.length = 0;
  const usedBefore = await world.usage();
  const at = performance.now();
  const run = () => inParallel(cases.slice(warm, warm + worked), atOnce, handle);
  if (values.profile) writeFileSync(values.profile, JSON.stringify((await world.profiled(run)).profile));
  else await run();
  const rate = times.length / ((performance.now() - at) / 1000);
  const used = await world.usage();
  const processor =
    (used.cpu.user + used.cpu.system - usedBefore.cpu.user - usedBefore.cpu.system) / 1000 / times.length;
  const p99 = quantile(times, 0.99);
  say(`${rate.toFixed(0)} actions/s`);

  const toDecide = cases.slice(warm + worked, warm + worked + decided);
  const page = (await world.http.json('GET', `/api/work/${toDecide[0]}`, first!.headers)) as {
    conditions: { id: string }[];
  };
  const ground = page.conditions[0]!.id;
  const decide = async (id: string) => {
    await act(first!.headers, `/api/work/${id}/claim`);
    await act(first!.headers, `/api/work/${id}/decide`, {
      outcome: 'refuse',
      reason: '经核实不符合该项条件',
      findings: [{ condition: ground, met: false, why: '核实后认定不符合' }],
      grounds: [ground],
    });
  };
  await inParallel(toDecide.slice(0, 50), atOnce, decide);
  const from = performance.now();
  await inParallel(toDecide.slice(50), atOnce, decide);
  const decisions = (toDecide.length - 50) / ((performance.now() - from) / 1000);

  const told = await seenByColleague(colleague.headers, cases.slice(-60, -20), (id) =>
    act(first!.headers, `/api/work/${id}/claim`),
  );

  const one = cases.at(-1)!;
  await makeHeavy(one);
  const pages: number[] = [];
  let bytes = 0;
  for (let n = 0; n < heavy.read + 20; n++) {
    const start = performance.now();
    bytes = JSON.stringify(await world.http.json('GET', `/api/work/${one}`, first!.headers)).length;
    if (n >= 20) pages.push(performance.now() - start);
  }
  const commits = await bareCommits();
  tell([
    {
      bench: 'casework',
      name: `actions of officials, ${atOnce} at once`,
      value: rate,
      unit: '/s',
      goal: atLeast(400),
      beside: { name: 'bare commits of one row, as many at once', value: commits },
      note: `p50 ${quantile(times, 0.5).toFixed(0)}, p99 ${p99.toFixed(0)} ms; server ${processor.toFixed(1)} ms of processor each`,
    },
    {
      bench: 'casework',
      name: 'refusals with sealed paper, taken first',
      value: decisions,
      unit: '/s',
    },
    {
      bench: 'casework',
      name: 'from the answer to the colleague’s page being told, worst of 40',
      value: Math.max(...told),
      unit: 'ms',
      goal: atMost(1000),
      note: `p50 ${quantile(told, 0.5).toFixed(0)} ms`,
    },
    {
      bench: 'casework',
      name: `page of a case with ${heavy.actions} actions and ${heavy.materials} materials, p95`,
      value: quantile(pages, 0.95),
      unit: 'ms',
      goal: atMost(150),
      note: `p50 ${quantile(pages, 0.5).toFixed(1)} ms, ${(bytes / 1024).toFixed(0)} kB of JSON, one at a time`,
    },
  ]);
} finally {
  await world.stop();
}

/** ms from the answer to what was done until the stream of a colleague tells that the list has changed. */
async function seenByColleague(
  headers: Readonly<Record<string, string>>,
  ids: readonly string[],
  work: (id: string) => Promise<void>,
): Promise<number[]> {
  const ended = new AbortController();
  const stream = await fetch(`${world.url}/api/work/events`, { headers, signal: ended.signal });
  const reader = stream.body!.pipeThrough(new TextDecoderStream()).getReader();
  const times: number[] = [];
  for (const id of ids) {
    // what was told of the case before is over
    await new Promise((resolve) => setTimeout(resolve, 600));
    const event = (async () => {
      for (;;) {
        const { value, done } = await reader.read();
        if (done || value?.includes('data:')) return performance.now();
      }
    })();
    await work(id);
    const answered = performance.now();
    times.push(Math.max(0, (await event) - answered));
  }
  ended.abort();
  return times;
}

/** @returns ids of cases that wait for an official of the office, each with its open task */
async function fill(): Promise<string[]> {
  const client = await world.pool.connect();
  try {
    await keepModels(world.pool, Object.keys(tables));
    for (const table of Object.keys(tables).filter((t) => t.startsWith('cases.') && t !== 'cases.case'))
      await client.query(
        `delete from public.bench_${table.replace('.', '_')} where case_id not in (select id from cases.case where slug = $1)`,
        [slug],
      );
    await client.query('delete from public.bench_cases_case where slug <> $1', [slug]);
    await client.query(
      `delete from public.bench_rules_dossier where subject not in (select 'case:' || id from public.bench_cases_case)`,
    );
    // as before the decision
    await client.query(`delete from public.bench_cases_step where step not in ('gather', 'judge', 'accept')`);
    await client.query(`delete from public.bench_cases_document where kind <> 'acceptance'`);
    const { rows: found } = await client.query<{ n: number }>('select count(*)::int as n from public.bench_cases_case');
    await copyModels(client, tables, 1, Math.ceil(stored / found[0]!.n));
    await client.query(
      `insert into cases.task (id, case_id, region, slug, office, office_name, step, name, line, role, state, due_on, opened_at)
       select 'task_' || id, id, region, slug, office, office_name, 'review', '{"zh": "审核", "en": "Review"}', 'main', 'approver', 'open', due_on, submitted_at
       from cases.case where state = 'review'`,
    );
    await client.query('analyze');
    const { rows } = await client.query<{ id: string }>(`select id from cases.case where state = 'review' order by id`);
    return rows.map((r) => r.id);
  } finally {
    client.release(true);
  }
}

/** A case that was long on many desks. */
async function makeHeavy(id: string): Promise<void> {
  const client = await world.pool.connect();
  try {
    await client.query('set session_replication_role = replica');
    await client.query(
      `insert into cases.action (case_id, seq, region, id, kind, at, actor_kind, actor_id, actor_name, actor_number, office, opinion, data)
       select case_id, 1000 + g, region, id || '-' || g, 'hand-over', at + g * interval '1 minute', 'official', 'somebody', '某人', '0001', office, repeat('请继续办理。', 20), '{}'
       from cases.action cross join generate_series(1, $2::int) g where case_id = $1 and seq = (select min(seq) from cases.action where case_id = $1)`,
      [id, heavy.actions],
    );
    await client.query(
      `update cases.file set materials = (select jsonb_agg(jsonb_build_object('name', jsonb_build_object('zh', '材料' || g, 'en', 'Material ' || g),
         'by', 'upload', 'fileId', 'file_' || g, 'count', 1, 'source', jsonb_build_object('zh', '申请人上传', 'en', 'Uploaded'))) from generate_series(1, $2::int) g)
       where case_id = $1`,
      [id, heavy.materials],
    );
  } finally {
    client.release(true);
  }
}

/** The limit below: what PostgreSQL commits of one row, with as many connections as the server has. */
async function bareCommits(): Promise<number> {
  await world.pool.query('create table public.bench_commit (id bigserial primary key, at timestamptz)');
  const at = performance.now();
  await inParallel(Array.from({ length: 2000 }), 16, () =>
    world.pool.query('insert into public.bench_commit (at) values (now())'),
  );
  return 2000 / ((performance.now() - at) / 1000);
}
