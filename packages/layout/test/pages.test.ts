import { describe, expect, it } from 'vitest';
import type { PaperElement } from '../src/index.ts';
import { drawn, lines, texts } from './paper.ts';

const rows = (n: number) => Array.from({ length: n }, (_, i) => ({ 月份: `月${i + 1}`, 金额: i }));
const TABLE: PaperElement = {
  kind: 'table',
  name: '明细',
  x: 20,
  y: 60,
  rows: '缴费',
  rowHeight: 8,
  bottom: 270,
  columns: [
    { title: '序号', width: 20, value: '序号', align: 'center' },
    { title: '月份', width: 60, value: 'item.月份' },
    { title: '金额', width: 40, text: '{{item.金额}}元', align: 'right' },
  ],
};
const NUMBER: PaperElement = { kind: 'pageNumber', x: 20, y: 280, width: 170 };

describe('A table over pages', () => {
  it('F130 repeats its header, loses no row and numbers the pages', () => {
    const drawing = drawn([TABLE, NUMBER], { 缴费: rows(100) });
    // 210 mm below y 60 hold a header and 25 rows; 250 mm on the next pages a header and 30.
    expect(drawing.pages.length).toBe(4);
    const all = drawing.pages.map((_, i) => texts(drawing, i).map((t) => t.text));
    for (const page of all) expect(page.slice(0, 3)).toEqual(['序号', '月份', '金额']);
    expect(all.flat().filter((t) => t.startsWith('月') && t !== '月份')).toEqual(rows(100).map((r) => r.月份));
    expect(all.map((page) => page.at(-1))).toEqual([
      '第 1 页 共 4 页',
      '第 2 页 共 4 页',
      '第 3 页 共 4 页',
      '第 4 页 共 4 页',
    ]);
    for (const [i] of drawing.pages.entries()) {
      for (const text of texts(drawing, i).slice(0, -1)) expect(text.y).toBeLessThan(270);
    }
  });

  it('F130 what stands below follows its end, on a new page when there is no room', () => {
    const below: PaperElement = {
      kind: 'text',
      name: '合计',
      below: '明细',
      x: 20,
      y: 5,
      text: '合计 {{count(缴费)}} 条',
    };
    const same = drawn([TABLE, below], { 缴费: rows(3) });
    expect(same.pages.length).toBe(1);
    expect(texts(same).at(-1)).toMatchObject({ text: '合计 3 条' });
    expect(texts(same).at(-1)!.y).toBeGreaterThan(60 + 4 * 8 + 5);
    const next = drawn([TABLE, below], { 缴费: rows(25) }, { margin: 27 });
    expect(next.pages.length).toBe(2);
    expect(lines(next, 1)).toEqual(['合计 25 条']);
    expect(texts(next, 1)[0]!.y).toBeLessThan(35);
  });

  it('F130 a seal goes with the element it is anchored to', () => {
    const drawing = drawn(
      [TABLE, { kind: 'text', name: '日期', below: '明细', x: 130, y: 10, width: 50, text: '2026年11月22日' }],
      { 缴费: rows(40) },
      {
        sealPlaces: [{ name: '公章', anchor: { element: '日期' }, width: 42, height: 42 }],
      },
    );
    expect(drawing.pages.map((page) => Object.keys(page.sealPlaces ?? {}))).toEqual([[], ['公章']]);
    const box = drawing.pages[1]!.sealPlaces!.公章!;
    expect(box.x + 21).toBeCloseTo(155, 1);
  });

  it('F130 an empty or missing list shows the words for it', () => {
    const empty: PaperElement = { ...TABLE, empty: '无缴费记录' } as PaperElement;
    for (const values of [{ 缴费: [] }, {}]) expect(lines(drawn([empty], values)).at(-1)).toBe('无缴费记录');
  });

  it('F130 a row with much text grows; one higher than a page is refused', () => {
    const long = drawn([TABLE], { 缴费: [{ 月份: '很长的说明'.repeat(20), 金额: 1 }] });
    expect(lines(long).length).toBeGreaterThan(5);
    expect(() => drawn([TABLE], { 缴费: [{ 月份: '很长的说明'.repeat(900), 金额: 1 }] })).toThrow(/higher than a page/);
  });

  it('F130 a repeat goes on to the next page', () => {
    const repeat: PaperElement = {
      kind: 'repeat',
      x: 20,
      y: 20,
      rows: '成员',
      width: 80,
      height: 50,
      columns: 2,
      elements: [{ kind: 'text', x: 0, y: 0, text: '{{序号}} {{item.姓名}}' }],
    };
    const drawing = drawn([repeat], { 成员: Array.from({ length: 13 }, (_, i) => ({ 姓名: `某${i}` })) });
    expect(drawing.pages.map((_, i) => texts(drawing, i).length)).toEqual([10, 3]);
    expect(texts(drawing, 1).map((t) => t.text)).toEqual(['11 某10', '12 某11', '13 某12']);
  });

  it('F130 rows that are no list, and a thousand pages, end in an error that says so', () => {
    expect(() => drawn([TABLE], { 缴费: '文字' })).toThrow(/not a list/);
    expect(() => drawn([TABLE], { 缴费: rows(20_000) })).toThrow(/500 pages/);
  });
});
