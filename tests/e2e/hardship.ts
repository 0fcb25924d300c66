import { type ChildProcess, spawn } from 'node:child_process';
import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApiProblem } from '@miaopi/client';
import { todayInChina } from '@miaopi/scenarios';
import { founded } from './filing.ts';
import { copyInstallation, dataFolder, freePort, openDatabaseOf, postmasterPid, startServer } from './server.ts';

/**
 * An installation that is killed again and again and comes back at the same address, as one does that is watched over, while the outside systems live on, as they do
 * on machines of their own: they go on sending to it, and keep what they could not send.
 */
export interface Hardship {
  readonly url: string;
  readonly dataDir: string;
  /** Address of an outside system. */
  outside(system: string): string;
  /** Runs the load; meanwhile kills the server so many times at random moments, each time after something new was acknowledged, in turn alone and together with PostgreSQL. */
  killDuring(
    kills: number,
    acknowledged: () => number,
    load: (stop: { now: boolean }) => Promise<unknown>,
  ): Promise<void>;
  rows<R = Record<string, unknown>>(text: string, values?: readonly unknown[]): Promise<R[]>;
  end(): Promise<void>;
}

export async function startHardship(): Promise<Hardship> {
  const folder = dataFolder();
  const env = { PORT: String(await freePort()), LATENCY: '0' };
  const url = `http://127.0.0.1:${env.PORT}`;
  // with its keys, and those of the outside systems
  copyInstallation(folder.path);
  const { child, urls } = await startOutside(folder.path, url);
  let server = await startServer(folder.path, env);
  return {
    url,
    dataDir: folder.path,
    outside: (system) => urls[system] ?? '',
    async killDuring(kills, acknowledged, load) {
      const stop = { now: false };
      const running = load(stop);
      const failed = running.then(
        () => undefined,
        (error: unknown) => error,
      );
      try {
        for (let kill = 0; kill < kills; kill++) {
          const before = acknowledged();
          await until(async () => acknowledged() > before, failed);
          await new Promise((r) => setTimeout(r, Math.random() * 800));
          if (kill % 2 === 1) {
            process.kill(postmasterPid(folder.path), 'SIGKILL');
            await new Promise((r) => setTimeout(r, Math.random() * 200));
          }
          await server.kill();
          server = await startServer(folder.path, env);
        }
      } finally {
        stop.now = true;
      }
      await running;
    },
    async rows(text, values = []) {
      const db = await openDatabaseOf(folder.path);
      try {
        return (await db.query(text, [...values])).rows;
      } finally {
        await db.end();
      }
    },
    async end() {
      child.kill('SIGTERM');
      await server.stop();
      folder.remove();
    },
  };
}

/** Polls until it holds; throws what the load failed with, if that comes first. */
async function until(holds: () => Promise<boolean>, failed: Promise<unknown>): Promise<void> {
  let error: unknown;
  let over = false;
  void failed.then((e) => {
    error = e;
    over = true;
  });
  while (!(await holds())) {
    if (over) throw error ?? new Error('the load ended before its time');
    await new Promise((r) => setTimeout(r, 20));
  }
}

/** Asks until there is an answer, as whoever is cut off does: the same once more. A refusal is an answer. */
export async function patiently<T>(ask: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      const answered =
        error instanceof ApiProblem && error.problem.status < 500 && error.problem.code !== 'kernel.busy';
      if (answered) throw error;
      await new Promise((r) => setTimeout(r, 100));
    }
  }
}

/** The outside systems as a program of ours instead of the server's, which finds it running. */
async function startOutside(
  dataDir: string,
  platform: string,
): Promise<{ readonly child: ChildProcess; readonly urls: Readonly<Record<string, string>> }> {
  const keys = (name: string) => join(dataDir, 'keys', name);
  const child = spawn(
    process.execPath,
    [
      ...['.build/server/outside.js', '--port', '0', '--keys', keys('outside.json'), '--cashier', keys('cashier.json')],
      ...['--carrier', keys('carrier.secret'), '--department', keys('department.books')],
      ...['--vertical', keys('vertical.books'), '--filer', keys('filer.books'), '--platform', platform],
      ...['--today', todayInChina(), '--founded', founded],
    ],
    { stdio: ['pipe', 'pipe', 'inherit'], env: { ...process.env, LATENCY: '0' } },
  );
  const urls = await new Promise<Record<string, string>>((resolve, reject) => {
    let text = '';
    child.stdout?.on('data', (part: Buffer) => {
      text += part.toString('utf8');
      const end = text.indexOf('\n');
      if (end >= 0) resolve((JSON.parse(text.slice(0, end)) as { urls: Record<string, string> }).urls);
    });
    child.once('exit', (code) => reject(new Error(`the outside systems ended with code ${code}`)));
  });
  const known = join(dataDir, 'outside.json');
  writeFileSync(`${known}.new`, JSON.stringify({ urls }));
  renameSync(`${known}.new`, known);
  return { child, urls };
}
