import { createHash } from 'node:crypto';

/** The fields of an entry that its hash is over, in this order. `at` in UTC with six decimals. */
export interface HashedEntry {
  readonly seq: number;
  readonly id: string;
  readonly at: string;
  readonly actor: string;
  readonly command: string;
  readonly action: string;
  readonly subject: string;
  readonly body: string;
}

/** Hash before the first entry of a chain. */
export function genesis(chain: number): Buffer {
  return createHash('sha256').update(`miaopi audit chain ${chain}`).digest();
}

/** SHA-256 over the hash before and the fields joined by U+001F; the same as `audit.entry_hash` in the database, written apart from it. */
export function entryHash(before: Buffer, e: HashedEntry): Buffer {
  return createHash('sha256')
    .update(before)
    .update([e.seq, e.id, e.at, e.actor, e.command, e.action, e.subject, e.body].join('\u001f'))
    .digest();
}
