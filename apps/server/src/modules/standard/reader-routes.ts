import * as c from '@miaopi/contracts';
import { type BoundRoute, route } from '../../kernel/module.ts';
import type { StandardDeps } from './deps.ts';
import { countReadings, listReaders, type ReaderRow } from './store/readers.ts';
import { changeReader, type NewReader, registerReader } from './use-cases/govern-readers.ts';
import { readChanges } from './use-cases/read-changes.ts';

const month = 30 * 86_400_000;

/** Registered systems for the operator, and what they read with their keys. */
export function readerRoutes(deps: StandardDeps): BoundRoute[] {
  const { kernel } = deps;
  const present = async (rows: readonly ReaderRow[]): Promise<c.StandardReader[]> => {
    const counts = await countReadings(kernel.read, new Date(kernel.clock.now().getTime() - month));
    const figures = new Map(counts.map((f) => [f.readerId, f]));
    return rows.map((r) => presentReader(r, figures.get(r.id)));
  };
  const withKey = async ({ reader, key }: { reader: ReaderRow; key?: string }) => {
    const [shown] = await present([reader]);
    return { reader: shown as c.StandardReader, ...(key ? { key } : {}) };
  };
  return [
    route(c.listStandardReaders, async () => present(await listReaders(kernel.read))),
    route(c.registerStandardReader, async ({ actor, body }) =>
      withKey(await registerReader(deps, actor, body as NewReader)),
    ),
    route(c.changeStandardReader, async ({ actor, params, body }) =>
      withKey(await changeReader(deps, actor, params.readerId, body)),
    ),
    route(c.readStandardChanges, async ({ body, ip }) => {
      const { cases, ...rest } = await readChanges(deps, { ...body, ip });
      return { cases: cases as never, ...rest };
    }),
  ];
}

function presentReader(
  { keyDigest: _, revokedReason, createdAt, tables, offices, items, ...r }: ReaderRow,
  figures: { readonly readings: number; readonly cases: number; readonly lastAt: Date } | undefined,
): c.StandardReader {
  return {
    ...r,
    tables: [...tables],
    offices: [...offices],
    items: [...items],
    ...(revokedReason ? { revokedReason } : {}),
    createdAt: createdAt.toISOString(),
    readings: figures?.readings ?? 0,
    cases: figures?.cases ?? 0,
    ...(figures ? { lastAt: figures.lastAt.toISOString() } : {}),
  };
}
