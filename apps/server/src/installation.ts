import type { Config } from './kernel/config.ts';
import { type Database, openDatabase } from './kernel/db/database.ts';
import { startEmbedded } from './kernel/db/embedded.ts';
import { migrate } from './kernel/db/migrate.ts';
import { migrateJobs } from './kernel/jobs.ts';

export interface Installation {
  readonly db: Database;
  /** Names of the migrations that this start applied. */
  readonly applied: readonly string[];
  close(): Promise<void>;
}

/** Opens the database of the installation, embedded or given, with its schema up to date. */
export async function openInstallation(config: Config): Promise<Installation> {
  const embedded = config.databaseUrl ? undefined : await startEmbedded(config.dataDir, { keeps: true });
  const db = openDatabase(embedded ?? { url: config.databaseUrl ?? '' });
  await migrateJobs(db);
  const { applied } = await migrate(db);
  return {
    db,
    applied,
    async close() {
      await db.close();
      await embedded?.stop();
    },
  };
}
