import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../root.ts';
import type { Database } from './database.ts';

export interface Migration {
  /** `module/YYYY-MM-DD-NN-verb-object`. */
  readonly name: string;
  readonly text: string;
  readonly checksum: string;
}

const folder = join(root, 'apps/server/src');

/** All migrations in the order of their dates: the kernel's and every module's. */
export function listMigrations(): Migration[] {
  const places = [
    { name: 'kernel', path: join(folder, 'kernel/migrations') },
    ...readdirSync(join(folder, 'modules')).map((name) => ({
      name,
      path: join(folder, 'modules', name, 'migrations'),
    })),
  ];
  return places
    .filter((place) => existsSync(place.path))
    .flatMap((place) =>
      readdirSync(place.path)
        .filter((file) => file.endsWith('.sql'))
        .map((file) => {
          const text = readFileSync(join(place.path, file), 'utf8');
          return {
            name: `${place.name}/${file.slice(0, -4)}`,
            file,
            text,
            checksum: createHash('sha256').update(text).digest('hex'),
          };
        }),
    )
    .sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.name < b.name ? -1 : 1));
}

/**
 * Brings the schema up to date under an advisory lock, all pending migrations in one transaction. Forward only; a released migration whose text has
 * changed stops the start with its name.
 */
export async function migrate(db: Database): Promise<{ applied: string[] }> {
  const migrations = listMigrations();
  const client = await db.pool.connect();
  try {
    await client.query('select pg_advisory_lock(720401)');
    await client.query(`create schema if not exists kernel;
      create table if not exists kernel.migration (
        name text primary key, checksum text not null, applied_at timestamptz not null default now())`);
    const known = new Map(
      (await client.query('select name, checksum from kernel.migration')).rows.map((r) => [
        r.name as string,
        r.checksum as string,
      ]),
    );
    for (const m of migrations) {
      const checksum = known.get(m.name);
      if (checksum && checksum !== m.checksum)
        throw new Error(
          `migration ${m.name} was changed after it had been applied; restore its text and add a new one`,
        );
    }
    const pending = migrations.filter((m) => !known.has(m.name));
    await client.query('begin');
    for (const m of pending) {
      try {
        await client.query(m.text);
      } catch (error) {
        throw new Error(`migration ${m.name}: ${(error as Error).message}`, { cause: error });
      }
      await client.query('insert into kernel.migration (name, checksum) values ($1, $2)', [m.name, m.checksum]);
    }
    await client.query('commit');
    return { applied: pending.map((m) => m.name) };
  } catch (error) {
    await client.query('rollback').catch(() => {});
    throw error;
  } finally {
    await client.query('select pg_advisory_unlock(720401)').catch(() => {});
    client.release();
  }
}
