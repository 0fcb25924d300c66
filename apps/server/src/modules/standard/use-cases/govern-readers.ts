import { randomBytes } from 'node:crypto';
import { type Actor, actorKey } from '../../../kernel/actor.ts';
import { newId } from '../../../kernel/ids.ts';
import type { StandardDeps } from '../deps.ts';
import type { CaseTableName } from '../domain/case-tables.ts';
import { standardErrors } from '../errors.ts';
import { findReader, insertReader, type ReaderRow, revoke, setKey } from '../store/readers.ts';
import { keyDigest } from './read-changes.ts';

export interface NewReader {
  readonly requestId: string;
  readonly name: string;
  readonly office: string;
  readonly contact: string;
  readonly purpose: string;
  readonly tables: readonly CaseTableName[];
  readonly offices: readonly string[];
  readonly items: readonly string[];
}

/** @returns the reader with its key, told here and never again; a repeated request tells no key */
export async function registerReader(
  { kernel }: StandardDeps,
  actor: Actor,
  { requestId, ...given }: NewReader,
): Promise<{ reader: ReaderRow; key?: string }> {
  const key = newKey();
  const digest = keyDigest(key);
  const id = await kernel.command('standard.register_reader', { actor, requestId }, async (ctx) => {
    const id = newId('rdr');
    const { tables, offices, items, purpose } = given;
    await insertReader(ctx.tx, {
      ...given,
      id,
      keyDigest: digest,
      createdAt: ctx.now,
      createdBy: actorKey(actor),
    });
    ctx.audit({
      action: 'standard.reader_registered',
      subject: `reader:${id}`,
      data: { purpose, tables, offices, items },
    });
    return id;
  });
  return withKey(await existing(kernel.read, id), key);
}

/** @throws standard.reader_missing, standard.reason_needed */
export async function changeReader(
  { kernel }: StandardDeps,
  actor: Actor,
  id: string,
  input: { readonly requestId: string; readonly change: 'revoke' | 'new-key'; readonly reason?: string },
): Promise<{ reader: ReaderRow; key?: string }> {
  const key = newKey();
  await kernel.command('standard.change_reader', { actor, requestId: input.requestId }, async (ctx) => {
    await existing(ctx.tx, id);
    const reason = input.reason?.trim() ?? '';
    if (input.change === 'new-key') await setKey(ctx.tx, id, keyDigest(key));
    else if (reason.length < 2) throw standardErrors.reason_needed();
    else await revoke(ctx.tx, id, ctx.now, reason);
    ctx.audit({
      action: input.change === 'revoke' ? 'standard.reader_revoked' : 'standard.reader_new_key',
      subject: `reader:${id}`,
      data: reason ? { reason } : {},
    });
  });
  return withKey(await existing(kernel.read, id), key);
}

async function existing(db: Parameters<typeof findReader>[0], id: string): Promise<ReaderRow> {
  const reader = await findReader(db, id);
  if (!reader) throw standardErrors.reader_missing();
  return reader;
}

function newKey(): string {
  return `msk_${randomBytes(32).toString('base64url')}`;
}

/** Tells the key only when it is the one that holds now: not for a request that was answered before. */
function withKey(reader: ReaderRow, key: string): { reader: ReaderRow; key?: string } {
  return reader.keyDigest.equals(keyDigest(key)) ? { reader, key } : { reader };
}
