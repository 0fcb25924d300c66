// Builds what runs: one bundle of the server, the outside systems' program, and the web. Skips what is up to date.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const out = join(root, '.build');

const serverSources = ['apps/server/src', 'packages', 'scenarios', 'package-lock.json', 'tools/build.mjs'];
const webSources = ['apps/web', 'packages', 'package-lock.json', 'tools/build.mjs'];

/** Run in threads of the server, which looks for them beside itself. */
export const pressThread = join(root, 'apps/server/src/modules/licences/press/press-thread.ts');
export const tokenThread = join(root, 'apps/server/src/modules/seals/carriers/token-thread.ts');

/** @returns address of the bundle to import */
export async function buildServer() {
  const entry = join(out, 'server/main.js');
  await whenChanged('server', serverSources, entry, () =>
    bundle(
      {
        main: join(root, 'apps/server/src/main.ts'),
        'press-thread': pressThread,
        'token-thread': tokenThread,
        outside: join(root, 'scenarios/src/outside/main.ts'),
      },
      join(out, 'server'),
    ),
  );
  return pathToFileURL(entry).href;
}

/** Packages of hundreds of small files: read one by one they take a third of a start. */
const scattered = ['typebox', '@noble/curves', '@noble/hashes', '@noble/ciphers'];

/** Bundles programs for Node: our own packages from source and the scattered ones; everything else stays in node_modules. */
export async function bundle(entryPoints, outdir) {
  const { build } = await import('esbuild');
  await build({
    entryPoints,
    outdir,
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    conditions: ['node'],
    sourcemap: true,
    logLevel: 'error',
    plugins: [
      {
        name: 'external-dependencies',
        setup(b) {
          b.onResolve({ filter: /^[^./#]/ }, (args) =>
            args.kind === 'entry-point' ||
            args.path.startsWith('@miaopi/') ||
            args.path.startsWith('/') ||
            scattered.some((name) => args.path === name || args.path.startsWith(`${name}/`))
              ? undefined
              : { path: args.path, external: true },
          );
        },
      },
    ],
  });
}

export async function buildWeb() {
  await whenChanged('web', webSources, join(root, 'apps/web/dist/index.html'), async () => {
    if (process.stderr.isTTY) process.stderr.write('building the web …\n');
    // a process of its own: the bundler's memory is given back before the server starts
    const result = spawnSync(process.execPath, [join(root, 'apps/web/build.mjs')], {
      cwd: root,
      encoding: 'utf8',
      // also when a test starts the server, whose NODE_ENV is another
      env: { ...process.env, NODE_ENV: 'production' },
    });
    if (result.status !== 0) throw new Error(`the web could not be built:\n${result.stdout}\n${result.stderr}`);
  });
}

async function whenChanged(name, sources, product, build) {
  const stamp = join(out, `${name}.stamp`);
  const now = digest(sources);
  const upToDate = () => existsSync(product) && existsSync(stamp) && readFileSync(stamp, 'utf8') === now;
  if (upToDate()) return;
  mkdirSync(out, { recursive: true });
  const release = await lock(join(out, `${name}.lock`));
  try {
    // another process that was started at the same time may have built it meanwhile
    if (upToDate()) return;
    await build();
    writeFileSync(stamp, now);
  } finally {
    release();
  }
}

/** One build of a thing at a time; a lock whose holder is gone is taken over. */
async function lock(path) {
  for (;;) {
    try {
      writeFileSync(path, String(process.pid), { flag: 'wx' });
      return () => rmSync(path, { force: true });
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    // empty: made this very moment, its number not yet written
    const before = readIfThere(path);
    await new Promise((resolve) => setTimeout(resolve, 100));
    if (readIfThere(path) === before && !isAlive(Number(before))) rmSync(path, { force: true });
  }
}

function readIfThere(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return pid > 0;
  } catch {
    return false;
  }
}

/** Names, sizes and times of all source files; quick to take, enough to see a change. */
function digest(sources) {
  const hash = createHash('sha256');
  const visit = (path) => {
    const info = statSync(path);
    if (!info.isDirectory()) {
      hash.update(`${path}\0${info.size}\0${info.mtimeMs}\n`);
      return;
    }
    for (const name of readdirSync(path).sort()) {
      if (['node_modules', 'dist', 'dist-ssr', 'test', '.build'].includes(name) || name.endsWith('.test.ts')) continue;
      visit(join(path, name));
    }
  };
  for (const source of sources) visit(join(root, source));
  return hash.digest('hex');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await buildServer();
  await buildWeb();
}
