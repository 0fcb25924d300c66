import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Client } from '@miaopi/client';
import * as c from '@miaopi/contracts';
import { afterAll, describe, expect, it } from 'vitest';
import { startEmbedded } from '../../apps/server/src/kernel/db/embedded.ts';
import { district, fileCase, grants, newRequestId, openDraft } from './filing.ts';
import { dataFolder, openDatabaseOf, postmasterPid, type RunningServer, signInAs, startFresh } from './server.ts';

const slug = 'social-insurance-statement';
const { answers } = grants[slug];
const folder = dataFolder();
const living: RunningServer[] = [];

afterAll(async () => {
  for (const server of living.splice(0)) await server.stop();
  folder.remove();
});

/** ms a register takes that both processes have time to meet over. */
const slowMs = 8000;

/** A newer version of the item, which gives the register more time than that. */
function writePatientItem(to: string): void {
  cpSync(new URL(`../../items/${slug}`, import.meta.url).pathname, to, { recursive: true });
  for (const [file, from, into] of [
    ['item.yaml', 'version: 4\n', 'version: 5\n'],
    ['evidence.yaml', 'budget: 3000', 'budget: 30000'],
  ] as const) {
    const text = readFileSync(join(to, file), 'utf8');
    expect(text).toContain(from);
    writeFileSync(join(to, file), text.replace(from, into));
  }
}

/** Each founds its own installation: whichever day that is, her number may be another, her telephone is not. */
const account = district.persons.find((p) => p.key === 'chen-jing')!.mobile;

async function start(role: 'all' | 'web' | 'worker', env: Record<string, string> = {}): Promise<RunningServer> {
  const server = await startFresh(folder.path, env, ['--role', role]);
  living.push(server);
  return server;
}

function stop(server: RunningServer): Promise<number | null> {
  living.splice(living.indexOf(server), 1);
  return server.stop();
}

/** Files without waiting: what is answered with is committed. */
async function fileAtOnce(client: Client, draft: c.Draft): Promise<c.CaseView> {
  return client.call(c.submitApplication, {
    params: { draftId: draft.id },
    body: {
      requestId: newRequestId(),
      revision: draft.revision,
      answers: { ...draft.answers, ...answers },
      declared: true,
    },
  });
}

async function statesOf(dataDir: string, ids: readonly string[]): Promise<string[]> {
  const db = await openDatabaseOf(dataDir);
  try {
    const { rows } = await db.query('select state from cases.case where id::text = any($1::text[])', [ids]);
    return rows.map((r) => r.state as string);
  } finally {
    await db.end();
  }
}

describe('several processes on one installation', () => {
  let web: RunningServer;
  let second: RunningServer;
  let worker: RunningServer;
  let client: Client;

  it('all start at once on an empty folder; a case filed on one web process is finished, and the other tells of its steps', async () => {
    [web, second, worker] = await Promise.all([start('web'), start('web'), start('worker')]);
    client = await signInAs(web.url, account);
    const done = await fileCase(client, slug, answers);
    expect(done).toMatchObject({ state: 'closed', outcome: 'granted' });

    const other = await signInAs(second.url, account);
    const filed = await fileAtOnce(client, await openDraft(client, slug));
    const events = await eventsOf(other, filed.id);
    expect(events.at(-1)).toMatchObject({ event: 'end', data: { state: 'closed', outcome: 'granted' } });
    const finished = events.filter((e) => e.event === 'step' && e.data.state === 'done').map((e) => e.data.step);
    expect([...new Set(finished)]).toEqual(['gather', 'judge', 'accept', 'decide', 'make', 'seal', 'deliver', 'close']);
    const { licence } = await other.call(c.getCase, { params: { caseId: filed.id } });
    const file = await other.raw(c.getLicenceFile, {
      params: { licenceId: licence?.id ?? '' },
      query: { format: 'ofd' },
    });
    expect((await file.arrayBuffer()).byteLength).toBeGreaterThan(10_000);
  });

  it('X16: SIGTERM drains: what was acknowledged is finished when the process has gone, and the others go on', async () => {
    const leaving = await signInAs(second.url, account);
    const drafts = await Promise.all(Array.from({ length: 8 }, () => openDraft(leaving, slug)));
    const filing = drafts.map((draft) =>
      fileAtOnce(leaving, draft).then(
        (view) => view.id,
        () => undefined,
      ),
    );
    await Promise.race(filing);
    const gone = stop(second);
    const acknowledged = (await Promise.all(filing)).filter((id) => id !== undefined);
    expect(await gone).toBe(0);
    expect(acknowledged.length).toBeGreaterThan(0);
    expect(await statesOf(folder.path, acknowledged)).toEqual(acknowledged.map(() => 'closed'));
    // whichever process had started the database
    expect((await client.call(c.listCases, {})).cases.length).toBeGreaterThan(acknowledged.length);
  });

  it('X16: kill -9 of the web process right after the acknowledgement: a worker takes the case over, even when PostgreSQL dies too', async () => {
    const filed = await fileAtOnce(client, await openDraft(client, slug));
    await web.kill();
    living.splice(living.indexOf(web), 1);
    process.kill(postmasterPid(folder.path), 'SIGKILL');
    await expect
      .poll(
        () =>
          statesOf(folder.path, [filed.id]).then(
            ([state]) => state,
            () => 'no database',
          ),
        { timeout: 60_000, interval: 250 },
      )
      .toBe('closed');
    expect((await fetch(`${worker.url}/healthz`)).status).toBe(200);

    // a web process that comes later shows it, with one licence
    const next = await start('web');
    const later = await signInAs(next.url, account);
    const view = await later.call(c.getCase, { params: { caseId: filed.id } });
    expect(view).toMatchObject({ state: 'closed', outcome: 'granted', automatic: true });
    const db = await openDatabaseOf(folder.path);
    const { rows } = await db.query('select count(*)::int as n from licences.licence where case_id::text = $1', [
      filed.id,
    ]);
    await db.end();
    expect(rows).toEqual([{ n: 1 }]);
    expect(await Promise.all([stop(worker), stop(next)])).toEqual([0, 0]);
    // the last one took the database with it
    await expect(openDatabaseOf(folder.path)).rejects.toThrow();
  });

  it('PostgreSQL killed under a living server: it comes back by itself and everything is there', async () => {
    const server = await start('all', { LATENCY: '0' });
    const client = await signInAs(server.url, account);
    const before = (await client.call(c.listCases, {})).cases.map((k) => k.id);
    expect(before.length).toBeGreaterThan(0);
    const killed = postmasterPid(folder.path);
    process.kill(killed, 'SIGKILL');
    // for a moment the killed one's connections still answer
    const list = () =>
      client.call(c.listCases, {}).then(
        ({ cases }) => (postmasterPid(folder.path) === killed ? [] : cases.map((k) => k.id)),
        () => [],
      );
    await expect.poll(list, { timeout: 10_000, interval: 100 }).toEqual(before);
    const done = await fileCase(client, slug, answers);
    expect(done.state).toBe('closed');
    expect(server.output()).not.toContain('unhandled');
    // a second start finds everything
    expect(await stop(server)).toBe(0);
    const again = await start('all', { LATENCY: '0' });
    const found = (await (await signInAs(again.url, account)).call(c.listCases, {})).cases;
    expect(found.map((k) => k.id)).toContain(done.id);
  });

  it('X16: while one process asks a slow register for a case, another that is to go on with it waits for that answer and asks nothing', async () => {
    const cluster = dataFolder();
    const files = dataFolder();
    const packages = dataFolder();
    const postgres = await startEmbedded(cluster.path);
    try {
      writePatientItem(join(packages.path, slug));
      const env = {
        DATABASE_URL: `postgres:///miaopi?host=${encodeURIComponent(postgres.host)}&user=miaopi`,
        LATENCY: '0',
        ITEMS_DIR: packages.path,
      };
      const [web, other] = await Promise.all([
        startFresh(files.path, env, ['--role', 'web']),
        startFresh(files.path, env, ['--role', 'all']),
      ]);
      const client = await signInAs(web.url, account);
      const register = async (mode: string, delayMs?: number) => {
        for (const server of [web, other])
          await fetch(`${server.outside()['social-insurance']}/control`, {
            method: 'POST',
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify({ mode, delayMs }),
          });
      };
      // without an answer in the draft it is asked for the case
      await register('down');
      const draft = await openDraft(client, slug);
      await register('slow', slowMs);
      const filed = await fileAtOnce(client, draft);
      const db = await openDatabaseOf(cluster.path);
      const one = async (text: string, ...values: unknown[]) => (await db.query(text, values)).rows[0];
      const claimed = `select exists (select from pg_locks where locktype = 'advisory' and granted
        and (classid::bigint << 32) | objid::bigint = hashtextextended($1, 720440)) as yes`;
      await expect
        .poll(() => one(claimed, `case ${filed.id}`), { timeout: slowMs, interval: 50 })
        .toEqual({ yes: true });
      // its job is due now and comes to the other process, which puts it off
      const due = `select run_at > now() as later from kernel.later where key = $1`;
      await db.query('update kernel.later set run_at = now() where key = $1', [`case:${filed.id}`]);
      await db.query('select kernel.due_jobs()');
      expect(await one(due, `case:${filed.id}`)).toBeUndefined();
      await expect.poll(() => one(due, `case:${filed.id}`), { timeout: slowMs, interval: 50 }).toEqual({ later: true });
      await expect
        .poll(() => statesOf(cluster.path, [filed.id]), { timeout: 30_000, interval: 250 })
        .toEqual(['closed']);
      // what was asked is written down at the latest when they stop
      expect(await Promise.all([web.stop(), other.stop()])).toEqual([0, 0]);
      expect(
        await one(`select count(*)::int as asked from exchange.request where case_ref = $1`, filed.number),
      ).toEqual({ asked: 1 });
      await db.end();
    } finally {
      await postgres.stop();
      cluster.remove();
      files.remove();
      packages.remove();
    }
  });

  it('DATABASE_URL: web and workers on a PostgreSQL that somebody else runs; they leave it running', async () => {
    const cluster = dataFolder();
    const files = dataFolder();
    const postgres = await startEmbedded(cluster.path);
    try {
      const env = {
        DATABASE_URL: `postgres:///miaopi?host=${encodeURIComponent(postgres.host)}&user=miaopi`,
        LATENCY: '0',
      };
      const [web, worker] = await Promise.all([
        startFresh(files.path, env, ['--role', 'web']),
        startFresh(files.path, env, ['--role', 'worker']),
      ]);
      const done = await fileCase(await signInAs(web.url, account), slug, answers);
      expect(done).toMatchObject({ state: 'closed', outcome: 'granted' });
      expect(await Promise.all([web.stop(), worker.stop()])).toEqual([0, 0]);
      expect(await statesOf(cluster.path, [done.id])).toEqual(['closed']);
    } finally {
      await postgres.stop();
      cluster.remove();
      files.remove();
    }
  });
});

interface Told {
  readonly event: string;
  readonly data: { readonly step?: string; readonly state?: string; readonly outcome?: string };
}

/** The events of a case, until the server ends them. */
async function eventsOf(client: Client, caseId: string): Promise<Told[]> {
  const text = await (await client.raw(c.watchCase, { params: { caseId } })).text();
  return text
    .split('\n\n')
    .filter((block) => block.startsWith('event:'))
    .map((block) => {
      const [, event = '', data = '{}'] = /^event: (.*)\ndata: (.*)$/s.exec(block) ?? [];
      return { event, data: JSON.parse(data) as Told['data'] };
    });
}
