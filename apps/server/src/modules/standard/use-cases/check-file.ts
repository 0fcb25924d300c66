import { caseTables } from '../domain/case-tables.ts';
import { caseLayout, checkTables, nationalLayout } from '../domain/check-tables.ts';
import { readCsv } from '../domain/csv.ts';
import type { Fault } from '../domain/fault.ts';
import type { StandardRow, StandardTable } from '../domain/field.ts';
import { errorRemark, exchangeFields, nationalTables } from '../domain/national-tables.ts';
import { standardErrors } from '../errors.ts';

/** A CSV file against a table by its name, of the six or of the national exchange. @throws standard.table_unknown, standard.file_unusable */
export function checkFile(name: string, data: Uint8Array): { cases: number; rows: number; faults: Fault[] } {
  const own: StandardTable | undefined = caseTables.find((t) => t.name === name);
  const table = own ?? nationalTables.find((t) => t.name === name);
  if (!table) throw standardErrors.table_unknown();
  const rows = readCsv(data);
  const layout = own ? caseLayout : nationalLayout;
  // one table alone says nothing of the others: logic over a case needs them together
  const faults = checkTables({ ...layout, applied: { table: '', time: '' } }, [
    { table: withExchange(table, rows), rows },
  ]);
  return { cases: new Set(rows.map((r) => r[layout.number])).size, rows: rows.length, faults };
}

/** A file out of an exchange schema also has its columns. */
function withExchange(table: StandardTable, rows: readonly StandardRow[]): StandardTable {
  const first = rows[0];
  return first && exchangeFields.some((f) => f.name in first)
    ? { ...table, fields: [...exchangeFields, errorRemark, ...table.fields] }
    : table;
}
