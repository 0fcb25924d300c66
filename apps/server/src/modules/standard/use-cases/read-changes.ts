import { createHash, timingSafeEqual } from 'node:crypto';
import { newId } from '../../../kernel/ids.ts';
import type { StandardDeps } from '../deps.ts';
import { beginning, readCursor, writeCursor } from '../domain/cursor.ts';
import type { StandardRow } from '../domain/field.ts';
import { standardErrors } from '../errors.ts';
import { type CaseKey, findCaseKeys, listCaseRows } from '../store/case-rows.ts';
import { findReader, insertReading, type ReaderRow } from '../store/readers.ts';

export interface ReadCase {
  readonly number: string;
  readonly tables: Readonly<Record<string, readonly StandardRow[]>>;
}

/**
 * Cases within the reader's scope that changed behind its cursor, each whole: its rows replace what was read of it before. The same cursor gives the same cases or
 * newer states of them, so an answer that was lost is asked for again.
 * @throws standard.reader_refused, standard.cursor_unknown, identity.too_many
 */
export async function readChanges(
  deps: StandardDeps,
  asked: {
    readonly readerId: string;
    readonly key: string;
    readonly cursor?: string;
    readonly limit?: number;
    readonly ip: string;
  },
): Promise<{ cases: ReadCase[]; cursor: string; more: boolean }> {
  const { kernel } = deps;
  await deps.limits.spend('shareAddress', asked.ip);
  const reader = await findReader(kernel.read, asked.readerId);
  const right = timingSafeEqual(keyDigest(asked.key), reader?.keyDigest ?? keyDigest(''));
  if (!reader || !right || reader.state !== 'active') {
    await deps.limits.spend('shareFailed', asked.ip);
    throw standardErrors.reader_refused({ log: `reader ${reader?.id ?? 'unknown'}` });
  }
  await deps.limits.spend('shareSystem', reader.id);
  const from = asked.cursor === undefined ? beginning : readCursor(asked.cursor);
  if (!from) throw standardErrors.cursor_unknown();
  const changed = await deps.audit.changedBehind(from, ['case:'], asked.limit ?? 200);
  const keys = (await findCaseKeys(kernel.read, changed.ids.get('case:') ?? [])).filter((k) => within(reader, k));
  const numbers = keys.map((k) => k.number);
  const tables = await Promise.all(
    reader.tables.map(async (table) => {
      const rows = await listCaseRows(kernel.read, table, numbers);
      const of = new Map<string, StandardRow[]>(numbers.map((n) => [n, []]));
      for (const row of rows) of.get(String(row.办件编号))?.push(row);
      return { table, of, count: rows.length };
    }),
  );
  if (keys.length > 0)
    await log(
      deps,
      reader,
      keys,
      tables.reduce((n, t) => n + t.count, 0),
    );
  return {
    cases: keys.map(({ number }) => ({
      number,
      tables: Object.fromEntries(tables.map((t) => [t.table, t.of.get(number) ?? []])),
    })),
    cursor: writeCursor(changed.positions),
    more: changed.more,
  };
}

/** SHA-256: the key has 256 random bits, so nothing slower is needed. */
export function keyDigest(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}

function within(reader: ReaderRow, k: CaseKey): boolean {
  return (
    (reader.offices.length === 0 || reader.offices.includes(k.office)) &&
    (reader.items.length === 0 || reader.items.includes(k.slug))
  );
}

/** On record before anything is answered: the reading, and a look at the data of each applicant. */
async function log(deps: StandardDeps, reader: ReaderRow, keys: readonly CaseKey[], rows: number): Promise<void> {
  const actor = { kind: 'system', name: `standard-reader-${reader.id}` } as const;
  await deps.kernel.command('standard.read_changes', { actor }, async (ctx) => {
    insertReading(ctx.tx, { id: newId(), readerId: reader.id, at: ctx.now, cases: keys.length, rows });
    for (const k of keys)
      ctx.access({
        subjectKind: k.applicantKind,
        subjectId: k.applicantId,
        who: { zh: `${reader.office}（${reader.name}）`, en: `${reader.office} (${reader.name})` },
        what: { zh: `办件数据：${reader.tables.join('、')}`, en: 'the data of your case, by the data standard' },
        purpose: { zh: reader.purpose, en: reader.purpose },
        caseNumber: k.shortNumber,
      });
  });
}
