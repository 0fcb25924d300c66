import { Readable } from 'node:stream';
import writeXlsxFile, { type Row } from 'write-excel-file/node';
import type { RawReply } from '../../kernel/http/route.ts';
import { csvHead, csvLine } from './domain/csv.ts';
import type { StandardRow, StandardTable } from './domain/field.ts';

export type FileFormat = 'csv' | 'xlsx' | 'json';
type Pieces = AsyncIterable<readonly StandardRow[]>;

/** A table as a file that grows as its rows are read; a workbook is made whole, which its bound of cases permits. */
export async function tableFile(table: StandardTable, format: FileFormat, pieces: Pieces): Promise<RawReply> {
  const fileName = `${table.title.zh}.${format}`;
  switch (format) {
    case 'csv':
      return { mediaType: 'text/csv; charset=utf-8', fileName, body: Readable.from(csvOf(table, pieces)) };
    case 'json':
      return { mediaType: 'application/json; charset=utf-8', fileName, body: Readable.from(jsonOf(table, pieces)) };
    case 'xlsx':
      return {
        mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
        fileName,
        body: await workbookOf(table, pieces),
      };
  }
}

async function* csvOf(table: StandardTable, pieces: Pieces): AsyncGenerator<string> {
  yield csvHead(table);
  for await (const rows of pieces) yield rows.map((r) => csvLine(table, r)).join('');
}

async function* jsonOf(table: StandardTable, pieces: Pieces): AsyncGenerator<string> {
  yield `{"table":${JSON.stringify(table.name)},"rows":[`;
  let first = true;
  for await (const rows of pieces) {
    if (rows.length === 0) continue;
    yield `${first ? '' : ','}\n${rows.map((r) => JSON.stringify(inOrder(table, r))).join(',\n')}`;
    first = false;
  }
  yield '\n]}\n';
}

function inOrder(table: StandardTable, row: StandardRow): StandardRow {
  return Object.fromEntries(table.fields.map((f) => [f.name, row[f.name] ?? null]));
}

/** Everything but counts is text, so that a spreadsheet keeps long numbers as they are; a text is never a formula there. */
async function workbookOf(table: StandardTable, pieces: Pieces): Promise<Buffer> {
  const head = table.fields.map((f) => ({ value: f.name, type: String, fontWeight: 'bold' as const }));
  const rows: Row[] = [];
  for await (const some of pieces)
    for (const row of some)
      rows.push(
        table.fields.map((f) => {
          const value = row[f.name];
          if (value === null || value === undefined || value === '') return null;
          return f.type === 'number'
            ? { value: Number(value), type: Number }
            : { value: String(value).slice(0, cellMost), type: String };
        }),
      );
  const columns = table.fields.map((f) => ({ width: f.type === 'number' ? 10 : Math.min(40, Math.max(14, f.max)) }));
  return writeXlsxFile([head, ...rows], { sheet: table.title.zh, columns, stickyRowsCount: 1 }).toBuffer();
}

/** A cell of a spreadsheet holds no more. */
const cellMost = 32_767;
