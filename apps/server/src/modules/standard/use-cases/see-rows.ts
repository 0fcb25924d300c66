import { isPlainDate } from '@miaopi/identifiers';
import type { StaffActor } from '../../../kernel/actor.ts';
import type { StandardDeps } from '../deps.ts';
import { type CaseTableName, caseTable, caseTables } from '../domain/case-tables.ts';
import { caseLayout, checkTables } from '../domain/check-tables.ts';
import type { Fault } from '../domain/fault.ts';
import type { StandardRow } from '../domain/field.ts';
import { standardErrors } from '../errors.ts';
import { scopeOf } from '../policy.ts';
import { type CaseKey, listCaseKeys, listCaseRows, type WhichCases } from '../store/case-rows.ts';
import { type FileFormat, tableFile } from '../table-file.ts';

export interface Asked {
  readonly from?: string;
  readonly to?: string;
  readonly office?: string;
  readonly item?: string;
}

/** A workbook is made in memory; the other forms are written as they are read. */
const mostExported = { csv: 20_000, json: 20_000, xlsx: 5000 } as const;
const mostChecked = 5000;
/** Cases whose rows are read in one statement. */
const piece = 500;

/** A page of a table; `limit` counts cases. Looks are on record before it is answered. @throws standard.period_wrong */
export async function listRows(
  deps: StandardDeps,
  actor: StaffActor,
  table: CaseTableName,
  asked: Asked,
  page: { readonly limit: number; readonly after?: { readonly at: Date; readonly id: string } },
): Promise<{ rows: StandardRow[]; keys: CaseKey[]; more: boolean }> {
  const { read } = deps.kernel;
  const keys = await listCaseKeys(read, whichOf(actor, asked), { ...page, limit: page.limit + 1 });
  const shown = keys.slice(0, page.limit);
  const numbers = shown.map((k) => k.number);
  const rows = await listCaseRows(read, table, numbers);
  await recordLook(deps, actor, shown, 'standard.rows_seen', { table, ...asked });
  return { rows, keys: shown, more: keys.length > page.limit };
}

/** A table as a file. @throws standard.period_wrong, standard.too_many_cases */
export async function exportRows(
  deps: StandardDeps,
  actor: StaffActor,
  table: CaseTableName,
  format: FileFormat,
  asked: Asked,
) {
  const keys = await boundedKeys(deps, actor, asked, mostExported[format]);
  await recordLook(deps, actor, keys, 'standard.rows_exported', { table, format, ...asked });
  return tableFile(caseTable(table), format, inPieces(deps, table, keys));
}

/** All six tables of these cases against the standard. @throws standard.period_wrong, standard.too_many_cases */
export async function checkCases(
  deps: StandardDeps,
  actor: StaffActor,
  asked: Asked,
): Promise<{ cases: number; rows: number; faults: Fault[] }> {
  const keys = await boundedKeys(deps, actor, asked, mostChecked);
  await recordLook(deps, actor, keys, 'standard.cases_checked', { ...asked });
  return checkKeys(deps, keys);
}

/** Every fault of the rows of these cases, in the six tables. */
export async function checkKeys(
  deps: Pick<StandardDeps, 'kernel'>,
  keys: readonly Pick<CaseKey, 'number'>[],
): Promise<{ cases: number; rows: number; faults: Fault[] }> {
  let rows = 0;
  const faults: Fault[] = [];
  for (let i = 0; i < keys.length; i += piece) {
    const numbers = keys.slice(i, i + piece).map((k) => k.number);
    const given = await Promise.all(
      caseTables.map(async (t) => ({ table: t, rows: await listCaseRows(deps.kernel.read, t.name, numbers) })),
    );
    rows += given.reduce((n, g) => n + g.rows.length, 0);
    faults.push(...checkTables(caseLayout, given));
  }
  return { cases: keys.length, rows, faults };
}

async function* inPieces(
  deps: StandardDeps,
  table: CaseTableName,
  keys: readonly CaseKey[],
): AsyncGenerator<readonly StandardRow[]> {
  for (let i = 0; i < keys.length; i += piece)
    yield await listCaseRows(
      deps.kernel.read,
      table,
      keys.slice(i, i + piece).map((k) => k.number),
    );
}

async function boundedKeys(deps: StandardDeps, actor: StaffActor, asked: Asked, most: number): Promise<CaseKey[]> {
  const keys = await listCaseKeys(deps.kernel.read, whichOf(actor, asked), { limit: most + 1 });
  if (keys.length > most) throw standardErrors.too_many_cases({ log: `more than ${most}` });
  return keys;
}

function whichOf(actor: StaffActor, asked: Asked): WhichCases {
  const scope = scopeOf(actor);
  for (const day of [asked.from, asked.to]) if (day && !isPlainDate(day)) throw standardErrors.period_wrong();
  if (asked.from && asked.to && asked.from > asked.to) throw standardErrors.period_wrong();
  const office = scope.office ?? (asked.office || undefined);
  return {
    ...(asked.from ? { from: startOf(asked.from) } : {}),
    ...(asked.to ? { before: new Date(startOf(asked.to).getTime() + 86_400_000) } : {}),
    ...(office ? { office } : {}),
    ...(asked.item ? { slug: asked.item } : {}),
  };
}

function startOf(day: string): Date {
  return new Date(`${day}T00:00:00+08:00`);
}

async function recordLook(
  { kernel }: StandardDeps,
  actor: StaffActor,
  keys: readonly CaseKey[],
  action: string,
  data: Readonly<Record<string, unknown>>,
): Promise<void> {
  if (keys.length === 0) return;
  await kernel.command(action, { actor }, async (ctx) => {
    ctx.audit({ action, subject: `standard:${actor.office}`, data: { ...data, cases: keys.length } });
    for (const k of keys)
      ctx.access({
        subjectKind: k.applicantKind,
        subjectId: k.applicantId,
        who: { zh: `${actor.name}（工号 ${actor.number}）`, en: `${actor.name} (staff ${actor.number})` },
        what: { zh: '办件数据标准的数据', en: 'the data of your case, by the data standard' },
        purpose: { zh: '核对和报送办件数据', en: 'checking and reporting case data' },
        caseNumber: k.shortNumber,
      });
  });
}
