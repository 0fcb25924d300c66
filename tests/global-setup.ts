import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbedded } from '../apps/server/src/kernel/db/embedded.ts';

/** One PostgreSQL for the whole run; each test file makes its own database in it. */
export default async function setup(): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'miaopi-cluster-'));
  process.env.MIAOPI_TEST_CLUSTER = folder;
  const embedded = await startEmbedded(folder);
  return async () => {
    await embedded.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}
