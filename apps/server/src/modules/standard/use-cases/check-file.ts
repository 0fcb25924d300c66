import { type CaseTableName, caseTables } from '../domain/case-tables.ts';
import { caseLayout, checkTables } from '../domain/check-tables.ts';
import { readCsv } from '../domain/csv.ts';
import type { Fault } from '../domain/fault.ts';
import type { StandardTable } from '../domain/field.ts';
import { standardErrors } from '../errors.ts';

/** A CSV file against a table by its name. @throws standard.table_unknown, standard.file_unusable */
export function checkFile(
  name: CaseTableName | string,
  data: Uint8Array,
): { cases: number; rows: number; faults: Fault[] } {
  const table: StandardTable | undefined = caseTables.find((t) => t.name === name);
  if (!table) throw standardErrors.table_unknown();
  const rows = readCsv(data);
  // one table alone says nothing of the others: logic over a case needs them together
  const faults = checkTables({ ...caseLayout, applied: { table: '', time: '' } }, [{ table, rows }]);
  return { cases: new Set(rows.map((r) => r[caseLayout.number])).size, rows: rows.length, faults };
}
