import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { type Browser, chromium } from 'playwright-core';
import { serveBuilt } from './serve-built.ts';

const ARGS = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
];

/** Debian's chromium when it is there, else the one inside npm. */
export async function openBrowser(): Promise<Browser> {
  if (existsSync('/usr/bin/chromium')) return chromium.launch({ executablePath: '/usr/bin/chromium', args: ARGS });
  const { default: packed } = await import('@sparticuz/chromium');
  return chromium.launch({ executablePath: await packed.executablePath(), args: [...packed.args, ...ARGS] });
}

/** Builds the portal aside and serves it; `stop` takes both away. */
export async function portal(): Promise<{ url: string; dist: string; stop: () => Promise<void> }> {
  const dist = join(await mkdtemp(join(tmpdir(), 'miaopi-web-')), 'dist');
  const root = resolve(import.meta.dirname, '../../..');
  await promisify(execFile)(process.execPath, [resolve(root, 'node_modules/vite/bin/vite.js'), 'build', 'apps/web'], {
    cwd: root,
    env: { ...process.env, NODE_ENV: 'production', MIAOPI_WEB_OUT: dist, MIAOPI_WEB_ENTRY: 'index' },
  });
  const { url, server } = await serveBuilt(dist);
  return {
    url,
    dist,
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await rm(resolve(dist, '..'), { recursive: true, force: true });
    },
  };
}
