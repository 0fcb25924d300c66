import { mkdtempSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateSm2KeyPair, sm2Sign } from '@miaopi/gm';
import pg from 'pg';

/**
 * What cannot be beaten on this machine: for each case as many commits and as many bytes of WAL as the product was seen to write, by one prepared insert
 * each, the sealed file written and synced, and one SM2 signature. Nothing is read, judged, drawn or answered over HTTP.
 */
export async function bareLimit(
  pool: pg.Pool,
  work: { readonly commits: number; readonly walBytes: number; readonly fileBytes: number },
): Promise<{ readonly casesPerSecond: number; readonly aloneMs: number }> {
  // reads commit too, in the counter; writing ones are three: filed, judged, finished
  const commits = 3;
  const folder = mkdtempSync(join(tmpdir(), 'miaopi-limit-'));
  const clients = await Promise.all(
    Array.from({ length: 16 }, async () => {
      const client = new pg.Client({
        host: pool.options.host!,
        user: pool.options.user!,
        database: pool.options.database!,
      });
      await client.connect();
      return client;
    }),
  );
  await pool.query(
    'create table public.bench_limit (id bigint generated always as identity primary key, body bytea not null)',
  );
  await pool.query('alter table public.bench_limit alter column body set storage external');
  const body = Buffer.alloc(Math.max(100, Math.round(work.walBytes / commits) - 250), 7);
  const file = Buffer.alloc(Math.max(1, work.fileBytes), 9);
  const key = generateSm2KeyPair();
  let made = 0;
  const one = async (client: pg.Client): Promise<void> => {
    for (let c = 0; c < commits; c++) {
      await client.query('begin');
      await client.query({ name: 'bare', text: 'insert into public.bench_limit (body) values ($1)', values: [body] });
      await client.query('commit');
    }
    sm2Sign(file, key);
    const handle = await open(join(folder, String(made++)), 'w');
    await handle.writeFile(file);
    await handle.datasync();
    await handle.close();
  };
  try {
    await Promise.all(clients.map((client) => one(client)));
    const seconds = 4;
    let cases = 0;
    const began = performance.now();
    await Promise.all(
      clients.map(async (client) => {
        while (performance.now() - began < seconds * 1000) {
          await one(client);
          cases++;
        }
      }),
    );
    const casesPerSecond = (cases * 1000) / (performance.now() - began);
    const alone = performance.now();
    for (let i = 0; i < 100; i++) await one(clients[0]!);
    return { casesPerSecond, aloneMs: (performance.now() - alone) / 100 };
  } finally {
    await pool.query('drop table public.bench_limit');
    await Promise.all(clients.map((c) => c.end()));
    rmSync(folder, { recursive: true, force: true });
  }
}
