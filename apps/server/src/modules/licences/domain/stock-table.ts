import { CsvError, parse } from 'csv-parse/sync';
import { licencesErrors } from '../errors.ts';
import { batchLimits } from './batch-limits.ts';

export interface StockTable {
  readonly encoding: 'utf-8' | 'gb18030';
  readonly headings: readonly string[];
  /** As text, as many cells as there are headings. The first stands in row 2 of the spreadsheet. */
  readonly rows: readonly (readonly string[])[];
}

/** Row of a spreadsheet: the headings are row 1. */
export const firstRow = 2;

function refuse(zh: string, en: string, log?: string): never {
  throw licencesErrors.table_unusable({ detail: { zh, en }, ...(log ? { log } : {}) });
}

/**
 * An uploaded table: CSV (RFC 4180) in UTF-8, with or without its mark, or in GBK (read as GB 18030, of which it is a part), as spreadsheets of either
 * kind write it. Separated by commas, semicolons or tabs.
 * @throws licences.table_unusable saying what is wrong and what to do
 */
export function readStockTable(data: Uint8Array): StockTable {
  if (data.length === 0) refuse('文件是空的。', 'The file is empty.');
  if (data.length > batchLimits.tableBytes)
    refuse('表格超过 16 MB，请分成几个批次。', 'The table is larger than 16 MB; divide it into several batches.');
  const { encoding, text } = decode(data);
  if (text.includes('\u0000'))
    refuse(
      '这不是文本表格。请在表格软件中“另存为 CSV（逗号分隔）”后上传。',
      'This is no text. Save the sheet as CSV in your spreadsheet program and upload that.',
    );
  const records = recordsOf(text);
  const [headings, ...rows] = records;
  if (!headings || headings.every((h) => h.trim() === ''))
    refuse('第一行应是列标题。', 'The first row must be the headings.');
  if (headings.length > batchLimits.columns)
    refuse(`列数超过 ${batchLimits.columns}。`, `There are more than ${batchLimits.columns} columns.`);
  if (rows.length === 0) refuse('标题下面没有数据行。', 'There are no rows below the headings.');
  return { encoding, headings: headings.map((h) => h.trim()), rows };
}

function decode(data: Uint8Array): { encoding: StockTable['encoding']; text: string } {
  if ((data[0] === 0xff && data[1] === 0xfe) || (data[0] === 0xfe && data[1] === 0xff))
    refuse(
      '文件是 UTF-16 编码。请另存为“CSV UTF-8”后上传。',
      'The file is in UTF-16. Save it as “CSV UTF-8” and upload that.',
    );
  for (const encoding of ['utf-8', 'gb18030'] as const) {
    try {
      return { encoding, text: new TextDecoder(encoding, { fatal: true }).decode(data) };
    } catch {
      // the next one
    }
  }
  return refuse(
    '文字编码无法识别。请另存为“CSV UTF-8”后上传。',
    'The encoding is not known. Save it as “CSV UTF-8” and upload that.',
  );
}

function recordsOf(text: string): string[][] {
  const firstLine = /^[^\r\n]*/.exec(text)?.[0] ?? '';
  const count = (mark: string) => firstLine.split(mark).length;
  const delimiter = [',', '\t', ';'].reduce((best, mark) => (count(mark) > count(best) ? mark : best));
  try {
    return parse(text, {
      delimiter,
      // headings and one row too many, to know that there are too many
      to: batchLimits.rows + 2,
      max_record_size: batchLimits.columns * batchLimits.cell,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
      relax_column_count_less: true,
      on_record: (record: string[], { records }: { records: number }) => {
        if (records > batchLimits.rows + 1)
          refuse(
            `超过 ${batchLimits.rows} 行，请分成几个批次。`,
            `There are more than ${batchLimits.rows} rows; divide them into several batches.`,
          );
        return record.map((cell) => cell.trim());
      },
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = (error as { lines?: number }).lines;
    return refuse(
      `第 ${line ?? '?'} 行附近无法读取（${reasons[error.code]?.zh ?? '格式有误'}）。`,
      `It cannot be read near line ${line ?? '?'} (${reasons[error.code]?.en ?? 'wrong form'}).`,
      error.message,
    );
  }
}

const reasons: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
  CSV_QUOTE_NOT_CLOSED: { zh: '引号没有配对', en: 'a quotation mark is not closed' },
  CSV_INVALID_CLOSING_QUOTE: { zh: '引号后面还有文字', en: 'there is text behind a quotation mark' },
  INVALID_OPENING_QUOTE: { zh: '引号前面还有文字', en: 'there is text before a quotation mark' },
  CSV_MAX_RECORD_SIZE: { zh: '一行过长', en: 'a row is too long' },
  CSV_RECORD_INCONSISTENT_COLUMNS: { zh: '单元格比标题多', en: 'there are more cells than headings' },
  CSV_RECORD_INCONSISTENT_FIELDS_LENGTH: { zh: '单元格比标题多', en: 'there are more cells than headings' },
};

/** A list of texts as CSV that spreadsheets open rightly: with the mark of UTF-8, and no cell that they would take for a formula. */
export function writeCsv(rows: readonly (readonly string[])[]): string {
  const cell = (text: string) => {
    const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  return `\ufeff${rows.map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}
