import { CsvError, parse } from 'csv-parse/sync';
import { standardErrors } from '../errors.ts';
import type { StandardRow, StandardTable } from './field.ts';

/** Spreadsheets take a cell that begins so for a formula; apostrophes before it are told from ours by one more. */
const formula = /^'*[=+\-@\t\r]/;
const mark = '\ufeff';
const most = 200_000;

export function csvHead(table: StandardTable): string {
  return `${mark}${table.fields.map((f) => cell(f.name)).join(',')}\r\n`;
}

/** RFC 4180; a text that a spreadsheet would run begins with an apostrophe, as spreadsheets write it themselves. */
export function csvLine(table: StandardTable, row: StandardRow): string {
  return `${table.fields.map((f) => cell(plain(row[f.name]))).join(',')}\r\n`;
}

/** The value as a spreadsheet may show it. */
function plain(value: StandardRow[string]): string {
  const text = value === null || value === undefined ? '' : String(value);
  return formula.test(text) ? `'${text}` : text;
}

function cell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * A CSV file with the names of the fields in its first row, in UTF-8 or GBK (read as GB 18030); apostrophes before formulas are taken away.
 * @throws standard.file_unusable
 */
export function readCsv(data: Uint8Array): StandardRow[] {
  const text = decode(data);
  if (text.includes('\u0000')) throw standardErrors.file_unusable({ log: 'zero bytes' });
  let records: string[][];
  try {
    records = parse(text, { bom: true, relax_column_count: true, skip_empty_lines: true, to: most + 2 });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw standardErrors.file_unusable({ log: error.message });
  }
  const [names, ...rows] = records;
  if (!names || names.every((n) => n.trim() === '') || names.length > 200 || rows.length > most)
    throw standardErrors.file_unusable({ log: `${names?.length} columns, ${rows.length} rows` });
  return rows.map((row) =>
    Object.fromEntries(
      row.map((value, i) => [names[i]?.trim() || `#${i + 1}`, formula.test(value) ? value.replace(/^'/, '') : value]),
    ),
  );
}

function decode(data: Uint8Array): string {
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(data);
    } catch {
      // the next one
    }
  }
  throw standardErrors.file_unusable({ log: 'neither UTF-8 nor GBK' });
}
