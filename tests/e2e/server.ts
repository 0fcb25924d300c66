import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { appendFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Client, createClient } from '@miaopi/client';
import * as c from '@miaopi/contracts';
import pg from 'pg';

export interface RunningServer {
  readonly url: string;
  readonly pid: number;
  readonly dataDir: string;
  /** Addresses of the outside systems, with their switches. */
  outside(): Record<string, string>;
  /** As a power cut does it: the process only, PostgreSQL lives on. */
  kill(): Promise<void>;
  /** SIGTERM; resolves with the exit code. */
  stop(): Promise<number | null>;
  output(): string;
}

/** A folder of its own for an installation; removed by `remove`. */
export function dataFolder(): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'miaopi-e2e-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }) };
}

/** Founds the installation that `copyInstallation` copies, in an empty folder: once a run, for it takes many times as long as to copy one. */
export async function foundInstallation(dataDir: string): Promise<void> {
  const server = await startFresh(dataDir);
  const code = await server.stop();
  if (code !== 0) throw new Error(`the first start did not end well:\n${server.output()}`);
  // no journey is about a power cut; whatever is killed, the system still has what was written
  appendFileSync(join(dataDir, 'postgres/postgresql.conf'), '\nfsync = off\n');
}

/** Puts an installation with its demo district into an empty folder. Not for who proves the founding itself: `startFresh`. */
export function copyInstallation(dataDir: string): void {
  const founded = process.env.MIAOPI_TEST_FOUNDED;
  if (!founded)
    throw new Error('MIAOPI_TEST_FOUNDED: journeys run under vitest, whose setup says where one was founded');
  // keeps the owner of PostgreSQL's files, who is not root
  execFileSync('cp', ['-a', `${founded}/.`, dataDir]);
  // at the ports of its outside systems those of another journey may listen
  rmSync(join(dataDir, 'outside.json'), { force: true });
}

/** Starts the product and waits until it is ready; in an empty folder, with the demo district loaded before. At any free port, unless `PORT` names one. */
export async function startServer(dataDir: string, env: Record<string, string> = {}): Promise<RunningServer> {
  if (readdirSync(dataDir).length === 0) copyInstallation(dataDir);
  return startFresh(dataDir, env);
}

/** Starts the product as its user does, in whatever folder; an empty one it founds. */
export async function startFresh(
  dataDir: string,
  env: Record<string, string> = {},
  args: readonly string[] = [],
): Promise<RunningServer> {
  const port = Number(env.PORT ?? (await freePort()));
  const child: ChildProcess = spawn(process.execPath, ['bin/miaopi.mjs', 'serve', ...args], {
    env: { ...process.env, PORT: String(port), DATA_DIR: dataDir, LOG_LEVEL: 'warn', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  child.stdout?.on('data', (part: Buffer) => {
    text += part.toString('utf8');
  });
  child.stderr?.on('data', (part: Buffer) => {
    text += part.toString('utf8');
  });
  const exited = new Promise<number | null>((resolve) =>
    child.once('exit', (code, signal) => {
      text += `\nended with ${signal ?? code}\n`;
      resolve(code);
    }),
  );
  const url = `http://127.0.0.1:${port}`;
  let ended = false;
  void exited.then(() => {
    ended = true;
  });
  for (let i = 0; ; i++) {
    if (ended || i > 6000) throw new Error(`the server did not become ready:\n${text}`);
    const ready = await fetch(`${url}/healthz`).then(
      (r) => r.ok,
      () => false,
    );
    if (ready) break;
    await new Promise((r) => setTimeout(r, 50));
  }
  if (!env.OUTSIDE_SYSTEMS) await outsideAnswers(dataDir);
  return {
    url,
    pid: child.pid ?? 0,
    dataDir,
    outside: () =>
      (JSON.parse(readFileSync(join(dataDir, 'outside.json'), 'utf8')) as { urls: Record<string, string> }).urls,
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
    stop() {
      child.kill('SIGTERM');
      return exited;
    },
    output: () => text,
  };
}

/** The outside systems come up beside the server, which does not wait for them; what stands in their file may be of an earlier start. */
async function outsideAnswers(dataDir: string): Promise<void> {
  for (let i = 0; i < 400; i++) {
    const { urls } = existsSync(join(dataDir, 'outside.json'))
      ? (JSON.parse(readFileSync(join(dataDir, 'outside.json'), 'utf8')) as { urls: Record<string, string> })
      : { urls: {} };
    const [first] = Object.values(urls);
    const answers =
      first !== undefined &&
      (await fetch(`${first}/healthz`).then(
        () => true,
        () => false,
      ));
    if (answers) return;
    await new Promise((r) => setTimeout(r, 50));
  }
}

/** A signed-in person or official. */
export async function signInAs(url: string, account: string, password = 'Miaopi-2026'): Promise<Client> {
  let csrf: string | undefined;
  const client = createClient({ base: url, cookies: true, csrf: () => csrf });
  csrf = (await client.call(c.signIn, { body: { account, password } })).csrf;
  return client;
}

/** The installation's database, to look behind the interface. */
export async function openDatabaseOf(dataDir: string): Promise<pg.Client> {
  const client = new pg.Client({ host: join(dataDir, 'postgres.socket'), user: 'miaopi', database: 'miaopi' });
  await client.connect();
  return client;
}

export function postmasterPid(dataDir: string): number {
  return Number(readFileSync(join(dataDir, 'postgres/postmaster.pid'), 'utf8').split('\n')[0]);
}

/**
 * A port below those that the system gives to whoever names none (32768 and up). One of them could be given to an outside system of a server that starts beside before it is
 * used, and to whoever calls the server while it is away; Linux even connects such a caller to himself.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = 10_000 + Math.floor(Math.random() * 22_000);
    const free = await new Promise<boolean>((resolve) => {
      const server = createServer();
      server.once('error', () => resolve(false));
      server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
    });
    if (free) return port;
  }
}
