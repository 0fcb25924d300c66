import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decryptPkcs8 } from '@miaopi/gm';
import { sql } from '../../src/kernel/db/sql.ts';
import type { TestDatabase } from '../database.ts';

/** What somebody with database and key folder, but without passwords, could open of the holders' keys. */
export async function unwrap(t: TestDatabase): Promise<{ opened: number }> {
  const secret = readFileSync(join(t.folder, 'keys/wrap.key'), 'utf8').trim();
  const keys = await t.db.rows<{ wrapped: Buffer; salt: Buffer }>(
    sql`select wrapped, salt from seals.key where salt is not null`,
  );
  let opened = 0;
  for (const { wrapped, salt } of keys)
    for (const guess of [secret, salt.toString('base64url'), `${secret}${salt.toString('hex')}`]) {
      try {
        decryptPkcs8(new Uint8Array(wrapped), guess);
        opened++;
      } catch {}
    }
  return { opened };
}
