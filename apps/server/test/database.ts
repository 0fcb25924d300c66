import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { type Clock, systemClock } from '../src/kernel/clock.ts';
import { createCommands } from '../src/kernel/command.ts';
import { readConfig } from '../src/kernel/config.ts';
import { type Database, openDatabase } from '../src/kernel/db/database.ts';
import { startEmbedded } from '../src/kernel/db/embedded.ts';
import { migrate } from '../src/kernel/db/migrate.ts';
import { openFiles } from '../src/kernel/files.ts';
import { newId } from '../src/kernel/ids.ts';
import { migrateJobs } from '../src/kernel/jobs.ts';
import type { Kernel } from '../src/kernel/kernel.ts';
import { createLog } from '../src/kernel/log.ts';

export interface TestDatabase {
  readonly db: Database;
  readonly kernel: Kernel;
  /** `DATABASE_URL` form of a database of its own, for programs started by a test. */
  readonly folder: string;
  close(): Promise<void>;
}

/** Folder of the run's one cluster; tests/global-setup.ts starts and stops it. */
export const clusterFolder = process.env.MIAOPI_TEST_CLUSTER ?? join(tmpdir(), 'miaopi-test-cluster');

/** A database of its own on the run's cluster, schema up to date. */
export async function startTestDatabase(clock: Clock = systemClock): Promise<TestDatabase> {
  const embedded = await startEmbedded(clusterFolder);
  const name = `t_${newId()}`;
  const admin = new pg.Client({ host: embedded.host, user: embedded.user, database: embedded.database });
  await admin.connect();
  await admin.query(`create database ${name}`);
  await admin.end();
  const db = openDatabase({ host: embedded.host, user: embedded.user, database: name }, 8);
  await migrateJobs(db);
  await migrate(db);
  const folder = mkdtempSync(join(tmpdir(), 'miaopi-test-'));
  const log = createLog(process.env.LOG_LEVEL ?? 'silent');
  return {
    db,
    folder,
    kernel: {
      ...createCommands(db, clock, () => {}),
      config: readConfig({ ...process.env, DATA_DIR: folder, PORT: '0' }),
      claims: db.claims,
      files: openFiles(join(folder, 'files')),
      log,
    },
    async close() {
      await db.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
