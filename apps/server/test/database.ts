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

/** A new database of a cluster, empty or as another one. */
async function createDatabase(cluster: string, name: string, like?: string): Promise<Database> {
  const embedded = await startEmbedded(cluster);
  const admin = new pg.Client({ host: embedded.host, user: embedded.user, database: embedded.database });
  await admin.connect();
  await admin.query(`create database ${name}${like ? ` template ${like}` : ''}`);
  await admin.end();
  return openDatabase({ host: embedded.host, user: embedded.user, database: name }, 8);
}

async function bringUpToDate(db: Database): Promise<void> {
  await migrateJobs(db);
  await migrate(db);
}

/** Once a run: the database that those of the tests are copies of. @returns its name */
export async function makeSchemaTemplate(cluster: string): Promise<string> {
  const name = 'schema_up_to_date';
  const db = await createDatabase(cluster, name);
  await bringUpToDate(db);
  await db.close();
  return name;
}

/** A database of its own on the run's cluster, schema up to date. */
export async function startTestDatabase(clock: Clock = systemClock): Promise<TestDatabase> {
  const like = process.env.MIAOPI_TEST_SCHEMA;
  const db = await createDatabase(clusterFolder, `t_${newId()}`, like);
  if (!like) await bringUpToDate(db);
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
