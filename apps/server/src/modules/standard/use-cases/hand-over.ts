import type { CommandContext } from '../../../kernel/command.ts';
import { givingWay, pageByPage } from '../../../kernel/give-way.ts';
import type { StandardDeps } from '../deps.ts';
import { type CaseTableName, caseTables } from '../domain/case-tables.ts';
import type { StandardRow } from '../domain/field.ts';
import { caseRows, itemRows, licenceRows, type NationalRow, type NationalRows } from '../domain/national-rows.ts';
import { licenceTable, proTables, taskTables } from '../domain/national-tables.ts';
import { timeText } from '../domain/time-text.ts';
import { type CaseKey, findCaseKeys, listCaseRows } from '../store/case-rows.ts';
import { lockFeed, moveFeed } from '../store/exchange-state.ts';
import { type Batch, ownersOf, prepareFront, writeRows } from '../store/front.ts';

const actor = { kind: 'system', name: 'standard-exchange' } as const;
/** Cases of one page: one transaction of ours. */
const page = 256;

/**
 * Writes what changed into the exchange schema, page by page: first there, then the place it was read to, in our database. Whatever dies in between is written once
 * more and changes nothing.
 */
export async function handOver(deps: StandardDeps, signal?: AbortSignal): Promise<void> {
  const { kernel } = deps;
  await prepareFront(deps.front);
  await handOverItems(deps, batchAt(deps, kernel.clock.now()));
  const next = () => kernel.command('standard.hand_over', { actor }, (ctx) => handOverPage(deps, ctx));
  await pageByPage(next, signal);
}

/** Every item in force; those that went out of force end. Unchanged rows are not touched. */
async function handOverItems(deps: StandardDeps, batch: Batch): Promise<void> {
  // versions come into force when a process starts: once a process is enough
  if (deps.once.itemsHandedOver) return;
  const rows = mergeRows(deps.catalog.list().map((i) => itemRows(batch.source, i.package)));
  const tasks = deps.catalog.list().map((i) => i.package.item.codes.task);
  for (const table of taskTables) {
    const former = await ownersOf(deps.front, table, batch.source);
    await writeRows(deps.front, table, [...new Set([...tasks, ...former])], rows[table.name] ?? [], batch);
  }
  deps.once.itemsHandedOver = true;
}

async function handOverPage(deps: StandardDeps, ctx: CommandContext): Promise<boolean> {
  const feed = await lockFeed(ctx.tx);
  if (!feed) return false;
  const batch = batchAt(deps, ctx.now);
  const changed = await deps.audit.changedBehind(feed.positions, ['case:', 'licence:'], page);
  const keys = await findCaseKeys(deps.kernel.read, changed.ids.get('case:') ?? []);
  const licenceIds = [...(changed.ids.get('licence:') ?? []), ...keys.flatMap((k) => k.licenceId ?? [])];
  const numbers = keys.map((k) => k.number);
  const cases = await nationalCases(deps, batch.source, keys);
  let rows = 0;
  for (const table of proTables) rows += await writeRows(deps.front, table, numbers, cases[table.name] ?? [], batch);
  const licences = await deps.licences.directoryRows(licenceIds);
  const inForce = licences.filter((l) => l.inForce).map((l) => licenceRows(batch.source, l));
  rows += await writeRows(
    deps.front,
    licenceTable,
    licences.map((l) => l.identifier),
    mergeRows(inForce).up_lic_data ?? [],
    batch,
  );
  const { positions, more } = changed;
  await moveFeed(ctx.tx, {
    positions,
    batch: batch.id,
    at: ctx.now,
    cases: keys.length,
    licences: licences.length,
    rows,
  });
  return more;
}

/** The national rows of these cases, as they stand. */
export async function nationalCases(
  deps: StandardDeps,
  source: string,
  keys: readonly CaseKey[],
): Promise<NationalRows> {
  const numbers = keys.map((k) => k.number);
  const six = await Promise.all(
    caseTables.map(async ({ name }) => [name, grouped(await listCaseRows(deps.kernel.read, name, numbers))] as const),
  );
  const all: NationalRows[] = [];
  const giveWay = givingWay();
  for (const k of keys) {
    const item = await deps.catalog.load(k.slug, k.itemVersion);
    const { catalog = '', task = '' } = item?.package.item.codes ?? {};
    const facts = {
      number: k.number,
      applicantKind: k.applicantKind,
      office: k.office,
      officeName: k.officeName.zh,
      itemVersion: k.itemVersion,
      dueOn: k.dueOn,
      codes: { catalog, task },
      resultName: item?.package.item.result.name.zh ?? null,
    };
    const own = Object.fromEntries(six.map(([name, of]) => [name, of.get(k.number) ?? []]));
    all.push(caseRows(source, facts, own as Record<CaseTableName, StandardRow[]>));
    await giveWay();
  }
  return mergeRows(all);
}

function grouped(rows: readonly StandardRow[]): ReadonlyMap<string, StandardRow[]> {
  const of = new Map<string, StandardRow[]>();
  for (const row of rows) {
    const mine = of.get(String(row.办件编号)) ?? [];
    mine.push(row);
    of.set(String(row.办件编号), mine);
  }
  return of;
}

function mergeRows(all: readonly NationalRows[]): NationalRows {
  const merged: Record<string, NationalRow[]> = {};
  for (const rows of all)
    for (const [table, some] of Object.entries(rows)) {
      merged[table] ??= [];
      merged[table].push(...some);
    }
  return merged;
}

function batchAt({ source }: Pick<StandardDeps, 'source'>, at: Date): Batch {
  return { id: timeText(at).replace(/\D/g, ''), source };
}
