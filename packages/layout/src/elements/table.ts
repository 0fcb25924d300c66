import type { FeelValue, ValueType } from '@miaopi/decisions';
import type { Box } from '@miaopi/ofd';
import { PaperError } from '../errors.ts';
import type { TableElement } from '../model.ts';
import type { Pen } from '../pen.ts';
import { type Scope, textBlock } from '../scope.ts';
import { type Block, setBlock } from '../text-block.ts';
import { mm } from '../units.ts';
import { type Drawable, putBlock, rectangle } from './element.ts';

const PADDING = 1.2;

/** Names of a row, typed as the list's entries. */
export function rowNames(rows: ValueType | undefined): Readonly<Record<string, ValueType>> {
  return { item: typeof rows === 'object' && 'list' in rows ? rows.list : 'Any', 序号: 'number' };
}

export function compileTable(element: TableElement, scope: Scope, path: string): Drawable {
  const style = scope.style(element, path);
  const headStyle = element.headerFont
    ? { ...style, choice: scope.font(element.headerFont, `${path}.headerFont`) }
    : style;
  const rows = scope.feel(element.rows, `${path}.rows`);
  const names = rowNames(rows.type);
  const rowHeight = element.rowHeight ?? 8;
  const headerHeight = element.headerHeight ?? rowHeight;
  const width = element.columns.reduce((sum, c) => sum + c.width, 0);
  scope.entryReads.clear();
  const columns = element.columns.map((column, i) => {
    const at = `${path}.columns[${i}]`;
    const inner = column.width - 2 * PADDING;
    const centred = {
      ...scope.block(
        { align: 'center', valign: 'middle', lineHeight: 1.25, overflow: 'shrink' },
        { width: inner, height: headerHeight },
        style.size,
        `${at}.title`,
      ),
    };
    return {
      width: column.width,
      title: textBlock(scope.wording(column.title, `${at}.title`), headStyle, centred),
      content: scope.content(column, at, names),
      spec: scope.block(
        { align: column.align ?? 'left', lineHeight: 1.25, overflow: 'wrap' },
        { width: inner },
        style.size,
        at,
      ),
      data: scope.data(column.data),
    };
  });
  scope.noteList(rows);
  const none = element.empty
    ? textBlock(
        scope.wording(element.empty, `${path}.empty`),
        style,
        scope.block(
          { align: 'center', valign: 'middle' },
          { width: width - 2 * PADDING, height: rowHeight },
          style.size,
          path,
        ),
      )
    : undefined;
  const bottom = element.bottom ?? scope.size.height - scope.margins.bottom;
  const top = element.continueAt ?? scope.margins.top;
  if (bottom - top < headerHeight + rowHeight) {
    scope.report(
      'error',
      'off_page',
      path,
      '表格没有放一行的高度，请调整 bottom 或 continueAt。',
      'The table has no room for one row; adjust `bottom` or `continueAt`.',
    );
  }
  const lines = element.lines ?? 'all';
  const color = element.lineColor ?? '#4A5560';

  const drawHeader = (pen: Pen, y: number): void => {
    if (element.headerFill) {
      pen.put({
        kind: 'path',
        segments: rectangle(pen.dx + element.x, y, width, headerHeight),
        fill: element.headerFill,
      });
    }
    let x = element.x;
    for (const column of columns) {
      putBlock(pen, column.title(pen), x + PADDING, y - pen.dy);
      x += column.width;
    }
  };

  const drawRules = (pen: Pen, levels: readonly number[]): void => {
    if (lines === 'none' || levels.length < 2) return;
    const left = pen.dx + element.x;
    const [first, last] = [levels[0]!, levels[levels.length - 1]!];
    const segments: ['M' | 'L', number, number][] = [];
    for (const level of levels) segments.push(['M', mm(left), mm(level)], ['L', mm(left + width), mm(level)]);
    if (lines === 'all') {
      let x = left;
      for (let i = 0; i <= columns.length; i++) {
        segments.push(['M', mm(x), mm(first)], ['L', mm(x), mm(last)]);
        x += columns[i]?.width ?? 0;
      }
    }
    pen.put({ kind: 'path', segments, stroke: color, lineWidth: 0.18 });
  };

  return {
    constant: false,
    box: { x: element.x, y: element.y, width, height: headerHeight },
    draw: (pen) => {
      const value = rows.run(pen.values);
      if (value !== null && value !== undefined && !Array.isArray(value)) throw notList(path);
      const list: readonly FeelValue[] = value ?? [];
      const outer = pen.values;
      const row: Record<string, FeelValue> = { ...outer };
      pen.values = row;
      let start = pen.dy + element.y;
      if (start + headerHeight + rowHeight > bottom + 0.01) {
        pen.turn(path);
        start = top;
      }
      let y = start;
      let levels: number[] = [];
      const begin = (): void => {
        levels = [y, y + headerHeight];
        drawHeader(pen, y);
        y += headerHeight;
      };
      const ensure = (height: number): void => {
        if (y + height <= bottom + 0.01) return;
        drawRules(pen, levels);
        pen.turn(path);
        start = y = top;
        begin();
      };
      begin();
      for (let i = 0; i < list.length; i++) {
        row.item = list[i] ?? null;
        row.序号 = i + 1;
        const cells: Block[] = columns.map((column) =>
          setBlock(
            [{ text: column.content.write(pen), ...style, data: column.data }],
            column.spec,
            pen.faces,
            pen.missing,
          ),
        );
        let height = rowHeight;
        for (const cell of cells) height = Math.max(height, cell.height + 2 * PADDING);
        if (height > bottom - top - headerHeight) {
          throw new PaperError('text_overflow', path, {
            zh: `第 ${i + 1} 行比一页还高，请加宽列或缩短内容。`,
            en: `Row ${i + 1} is higher than a page; widen the column or shorten the content.`,
          });
        }
        ensure(height);
        let x = element.x;
        cells.forEach((cell, k) => {
          putBlock(pen, cell, x + PADDING, y - pen.dy + (height - cell.height) / 2);
          x += columns[k]!.width;
        });
        y += height;
        levels.push(y);
      }
      if (list.length === 0 && none) {
        // The wide row has no column rules: they are drawn above it only.
        drawRules(pen, levels);
        putBlock(pen, none(pen), element.x + PADDING, y - pen.dy);
        if (lines !== 'none')
          pen.put({
            kind: 'path',
            segments: rectangle(pen.dx + element.x, y, width, rowHeight),
            stroke: color,
            lineWidth: 0.18,
          });
        y += rowHeight;
        levels = [];
      }
      for (let i = Math.max(list.length, list.length === 0 && none ? 1 : 0); i < (element.minRows ?? 0); i++) {
        ensure(rowHeight);
        y += rowHeight;
        levels.push(y);
      }
      drawRules(pen, levels);
      pen.values = outer;
      const box: Box = { x: pen.dx + element.x, y: start, width, height: y - start };
      return box;
    },
  };
}

export function notList(path: string): PaperError {
  return new PaperError('value_wrong', `${path}.rows`, {
    zh: 'rows 的结果不是列表。',
    en: 'The result of `rows` is not a list.',
  });
}
