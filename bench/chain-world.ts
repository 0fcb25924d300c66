import { type ChildProcess, fork } from 'node:child_process';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildCrowd } from '@miaopi/scenarios';
import pg from 'pg';
import { systemClock } from '../apps/server/src/kernel/clock.ts';
import { startEmbedded } from '../apps/server/src/kernel/db/embedded.ts';
import { newId } from '../apps/server/src/kernel/ids.ts';
import { DECLARED } from './declared.ts';
import { say } from './figure.ts';
import { createHttpClient, type HttpClient, inParallel } from './load.ts';

/** A form filled and saved, ready to be handed in. */
export interface Ready {
  readonly draftId: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface ChainWorld {
  readonly url: string;
  readonly http: HttpClient;
  readonly pool: pg.Pool;
  readonly server: ChildProcess;
  readonly dataDir: string;
  /** Process id of the PostgreSQL. */
  readonly postmaster: number;
  /** Opens and fills forms over HTTP for people who have none yet. */
  prepare(count: number): Promise<Ready[]>;
  /** Memory of the server and what of it is the crowd's registers inside it (bytes), processor time it used so far (µs). */
  usage(): Promise<NodeJS.MemoryUsage & { readonly cpu: NodeJS.CpuUsage; readonly crowd: number }>;
  /** What the server's processor did while this ran, as a .cpuprofile. */
  profiled<R>(work: () => Promise<R>): Promise<{ readonly result: R; readonly profile: unknown }>;
  stop(): Promise<void>;
}

/** Items of those of working age. */
const SLUGS = Object.keys(DECLARED).filter((slug) => slug !== 'senior-card');

/** The product on a fresh data folder in a process of its own, and a crowd with accounts, signed in. */
export async function startChainWorld(people: number): Promise<ChainWorld> {
  const dataDir = mkdtempSync(join(tmpdir(), 'miaopi-bench-'));
  const server = fork(join(dirname(fileURLToPath(import.meta.url)), 'chain-server.js'), [], {
    env: {
      // as `npm start` does
      ...{ MALLOC_ARENA_MAX: '2', ...process.env },
      ...{ DATA_DIR: dataDir, DATABASE_URL: '', PORT: '0', CROWD: String(people), LOG_LEVEL: 'warn' },
    },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    // not those of this program: source maps, which the product runs without, cost a server a tenth
    execArgv: [],
  });
  const { port } = await new Promise<{ port: number }>((resolve, reject) => {
    server.stdout!.once('data', (text: Buffer) => resolve(JSON.parse(text.toString('utf8'))));
    server.once('exit', (code) => reject(new Error(`the server ended with ${code}`)));
  });
  const embedded = await startEmbedded(dataDir);
  const pool = new pg.Pool({ host: embedded.host, user: embedded.user, database: embedded.database, max: 4 });
  const http = createHttpClient(port);
  const crowd = buildCrowd({ count: people, today: systemClock.today() });
  const sessions = await openAccounts(pool, crowd.persons);
  say(`${people} people with accounts, server on port ${port}`);
  let next = 0;
  const ask = <A>(question: string): Promise<A> =>
    new Promise((resolve) => {
      server.once('message', (answer) => resolve(answer as A));
      server.send(question);
    });

  async function prepareOne(place: number): Promise<Ready> {
    const person = place % people;
    const turn = Math.floor(place / people);
    const slug = person % 5 === 4 ? 'senior-card' : SLUGS[(person + turn) % 3]!;
    const { headers } = sessions[person]!;
    const guide = await http.json('GET', `/api/items/${slug}`, headers);
    await http.json('POST', `/api/items/${slug}/consent`, headers, {
      requestId: randomUUID(),
      version: guide.version,
    });
    const draft = await http.json('POST', '/api/drafts', headers, { requestId: randomUUID(), slug, fresh: true });
    const answers = { ...(draft.answers as object), ...DECLARED[slug] };
    return {
      draftId: draft.id as string,
      headers,
      body: JSON.stringify({
        requestId: randomUUID(),
        revision: draft.revision,
        answers,
        channel: 'api',
        declared: true,
      }),
    };
  }

  return {
    url: `http://127.0.0.1:${port}`,
    http,
    pool,
    server,
    dataDir,
    postmaster: embedded.pid,
    async prepare(count) {
      const places = Array.from({ length: count }, () => next++);
      return inParallel(places, 16, prepareOne);
    },
    usage: () => ask('usage'),
    async profiled(work) {
      await ask('profile');
      const result = await work();
      return { result, profile: await ask('profiled') };
    },
    async stop() {
      http.close();
      await pool.end();
      const ended = new Promise((resolve) => server.once('exit', resolve));
      server.kill('SIGTERM');
      server.disconnect();
      await ended;
      await embedded.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** Accounts and sessions straight into their tables: signing in costs a password hash on purpose, and is not what is measured. */
async function openAccounts(
  pool: pg.Pool,
  persons: ReturnType<typeof buildCrowd>['persons'],
): Promise<{ readonly headers: Readonly<Record<string, string>> }[]> {
  const rows = persons.map((p) => ({ ...p, id: newId(), token: randomBytes(24).toString('hex') }));
  const column = (of: (row: (typeof rows)[number]) => unknown) => rows.map(of);
  await pool.query(
    `insert into identity.person (id, name, id_number, birth_date, gender, mobile, verified_by, agreement_version, agreement_at)
     select *, 'scenario', 1, now() from unnest($1::text[], $2::text[], $3::text[], $4::date[], $5::text[], $6::text[])`,
    [
      column((r) => r.id),
      column((r) => r.name),
      column((r) => r.citizenId),
      column((r) => r.birthDate),
      column((r) => r.sex),
      column((r) => r.mobile),
    ],
  );
  await pool.query(
    `insert into identity.session (token_hash, id, person_id, principal_kind, principal_id, principal_role, csrf, created_at, expires_at)
     select decode(t, 'hex'), id, id, 'person', id, 'self', 'bench', now(), now() + interval '12 hours' from unnest($1::text[], $2::text[]) u(t, id)`,
    [column((r) => createHash('sha256').update(r.token).digest('hex')), column((r) => r.id)],
  );
  await pool.query('analyze identity.person');
  return rows.map((r) => ({ headers: { cookie: `miaopi_session=${r.token}`, 'x-csrf': 'bench' } }));
}

export interface Official {
  readonly id: string;
  readonly office: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Sessions of officials straight into their table: signing in costs a password hash on purpose. */
export function openOfficials(pool: pg.Pool, accounts: readonly string[]): Promise<Official[]> {
  return Promise.all(
    accounts.map(async (account) => {
      const token = randomBytes(24).toString('hex');
      const { rows } = await pool.query<{ id: string; office: string }>(
        `with who as (select id, office from identity.staff where account = $1),
         opened as (insert into identity.session (token_hash, id, staff_id, csrf, created_at, expires_at)
           select decode($2, 'hex'), 'session_' || id, id, 'bench', now(), now() + interval '12 hours' from who)
         select id, office from who`,
        [account, createHash('sha256').update(token).digest('hex')],
      );
      return { ...rows[0]!, headers: { cookie: `miaopi_session=${token}`, 'x-csrf': 'bench' } };
    }),
  );
}
