import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { serveBuilt } from './serve-built.ts';

/** The portal, built aside and served; `stop` takes both away. */
export const portal = () => built('index');

/** Builds one of the entries aside and serves it; `stop` takes both away. */
export async function built(
  entry: 'index' | 'studio',
): Promise<{ url: string; dist: string; stop: () => Promise<void> }> {
  const dist = join(await mkdtemp(join(tmpdir(), 'miaopi-web-')), 'dist');
  const root = resolve(import.meta.dirname, '../../..');
  await promisify(execFile)(process.execPath, [resolve(root, 'node_modules/vite/bin/vite.js'), 'build', 'apps/web'], {
    cwd: root,
    env: { ...process.env, NODE_ENV: 'production', MIAOPI_WEB_OUT: dist, MIAOPI_WEB_ENTRY: entry },
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
