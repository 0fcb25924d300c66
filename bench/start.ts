// From the command to healthy, in a clone of the last commit that shares this checkout's installed packages: the first start builds server and web, makes the
// database and loads the demo district; the later one finds everything.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../apps/server/src/kernel/root.ts';
import { atMost, say, tell } from './figure.ts';

const folder = mkdtempSync(join(tmpdir(), 'miaopi-start-'));
const clone = join(folder, 'miaopi');
const free = () =>
  new Promise<number>((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });

async function start(): Promise<{ readonly seconds: number; readonly child: ChildProcess }> {
  const port = await free();
  const began = performance.now();
  const child = spawn(process.execPath, ['bin/miaopi.mjs', 'serve'], {
    cwd: clone,
    env: { ...process.env, PORT: String(port), DATA_DIR: join(folder, 'data'), DATABASE_URL: '' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  for (;;) {
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}`);
    const healthy = await fetch(`http://127.0.0.1:${port}/healthz`).then(
      (r) => r.ok,
      () => false,
    );
    if (healthy) return { seconds: (performance.now() - began) / 1000, child };
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const stop = (child: ChildProcess) =>
  new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.kill('SIGTERM');
  });

try {
  spawnSync('git', ['clone', '--quiet', '--local', root, clone], { stdio: 'inherit' });
  symlinkSync(join(root, 'node_modules'), join(clone, 'node_modules'));
  for (const under of ['packages', 'apps'])
    for (const name of readdirSync(join(root, under)))
      if (readdirSync(join(root, under, name)).includes('node_modules'))
        symlinkSync(join(root, under, name, 'node_modules'), join(clone, under, name, 'node_modules'));
  const first = await start();
  say(`first start ${first.seconds.toFixed(1)} s`);
  await stop(first.child);
  const later = await start();
  say(`later start ${later.seconds.toFixed(1)} s`);
  const memory = Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${later.child.pid}/status`, 'utf8'))?.[1]) / 1024;
  await stop(later.child);
  tell([
    { bench: 'start', name: 'first start to healthy', value: first.seconds, unit: 's', goal: atMost(30) },
    { bench: 'start', name: 'later start to healthy', value: later.seconds, unit: 's', goal: atMost(3) },
    { bench: 'start', name: 'memory when healthy', value: memory, unit: 'MB', goal: atMost(400) },
  ]);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
