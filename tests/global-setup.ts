import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startEmbedded } from '../apps/server/src/kernel/db/embedded.ts';
import { makeSchemaTemplate } from '../apps/server/test/database.ts';

/** One PostgreSQL for the whole run; each test file makes its own database in it, a copy of one whose schema is up to date. */
export default async function setup(): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'miaopi-cluster-'));
  process.env.MIAOPI_TEST_CLUSTER = folder;
  const embedded = await startEmbedded(folder);
  const admin = new pg.Client({ host: embedded.host, user: embedded.user, database: embedded.database });
  await admin.connect();
  // what is here need not outlive a power cut; whatever is killed, the system still has what was written
  await admin.query('alter system set fsync = off');
  await admin.query('select pg_reload_conf()');
  await admin.end();
  process.env.MIAOPI_TEST_SCHEMA = await makeSchemaTemplate(folder);
  return async () => {
    await embedded.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}
