import { packOfd, renderSvg, writeOfd } from '@miaopi/ofd';
import { describe, expect, it } from 'vitest';
import { compileTemplate, drawingToPdf, drawingToSvg } from '../src/index.ts';
import { drawn, lines, texts } from './paper.ts';

const rich = {
  kind: 'richText',
  x: 20,
  y: 20,
  width: 120,
  size: '4mm',
  runs: [
    { text: '建筑面积 89.5 m' },
    { text: '2', script: 'super' },
    { text: '，水 H' },
    { text: '2', script: 'sub' },
    { text: 'O，' },
    { text: '重要', bold: true, color: '#C8102E', underline: true },
    { text: '作废', strike: true, size: '6mm' },
  ],
} as const;

describe('Rich text: weight, size, colour, script, underline and strike in one paragraph', () => {
  const drawing = drawn([rich]);
  const by = (text: string) => texts(drawing).find((t) => t.text === text)!;

  it('F130 a raised and a lowered piece are smaller and stand above and below the baseline', () => {
    const base = texts(drawing)[0]!;
    const [up, down] = texts(drawing).filter((t) => t.text === '2');
    expect([up!.size, down!.size].every((size) => size < base.size * 0.7)).toBe(true);
    expect(up!.y).toBeLessThan(base.y - 1);
    expect(down!.y).toBeGreaterThan(base.y + 0.3);
  });

  it('F130 bold takes the face of weight 700, sizes mix on one baseline, colours stay with their piece', () => {
    expect(by('重要').font).not.toBe(texts(drawing)[0]!.font);
    expect(by('重要').color).toBe('#C8102E');
    expect(by('作废').size).toBe(6);
    expect(by('作废').y).toBe(by('重要').y);
  });

  it('F130 underline runs under its piece, strike through it', () => {
    const rules = drawing.pages[0]!.items.filter((item) => item.kind === 'path');
    const levels = rules.map((rule) => rule.segments[0] as ['M', number, number]);
    expect(levels[0]![2]).toBeGreaterThan(by('重要').y);
    expect(levels[0]![1]).toBeCloseTo(by('重要').x, 2);
    expect(levels[1]![2]).toBeLessThan(by('作废').y);
  });

  it('F130 a paragraph that breaks keeps the styles in every line', () => {
    const narrow = drawn([{ ...rich, width: 30 }]);
    expect(new Set(texts(narrow).map((t) => t.y)).size).toBeGreaterThan(2);
    expect(
      texts(narrow)
        .map((t) => t.text)
        .join('')
        .replace(/ /g, ''),
    ).toBe(
      rich.runs
        .map((run) => run.text)
        .join('')
        .replace(/ /g, ''),
    );
  });

  it('F130 OFD, PDF and SVG come from the same pieces', async () => {
    const ofd = packOfd(writeOfd({ drawing, info: { docId: '0'.repeat(32), title: 't', creationDate: '2026-11-28' } }));
    const pieces = texts(drawing).map((t) => t.text);
    const fromOfd = renderSvg(ofd, 0);
    const svg = drawingToSvg(drawing, 0, { embedFonts: true });
    for (const piece of pieces) {
      expect(svg).toContain(piece.replace(/ /g, ' '));
      expect(fromOfd).toContain(piece);
    }
    expect((await drawingToPdf(drawing, { title: 't', date: new Date(0) })).length).toBeGreaterThan(1000);
  });

  it('F130 what a run does not know is refused by name', () => {
    const template = {
      name: 't',
      page: 'A4' as const,
      elements: [{ ...rich, runs: [{ text: 'x', script: 'upper' }] }],
    };
    const { findings } = compileTemplate(template as never);
    expect(findings[0]).toMatchObject({ path: 'elements[0].runs[0].script', severity: 'error' });
  });
});

describe('Overflow: continue', () => {
  const long = Array.from({ length: 400 }, (_, i) => `第${i + 1}条`).join('，');
  const flowing = {
    kind: 'text',
    name: '条款',
    x: 20,
    y: 200,
    width: 170,
    size: '4mm',
    overflow: 'continue',
    text: long,
  } as const;

  it('F130 a text longer than its page goes on on the next ones, between their margins, without losing a letter', () => {
    const drawing = drawn([{ ...flowing, y: 280 }], {}, { margin: { top: 30, right: 20, bottom: 25, left: 20 } });
    expect(drawing.pages.length).toBeGreaterThan(1);
    const all = drawing.pages.flatMap((_, i) => lines(drawing, i)).join('');
    expect(all).toBe(long);
    for (const [i, page] of drawing.pages.entries()) {
      const levels = texts(drawing, i).map((t) => t.y);
      if (i > 0) expect(Math.min(...levels)).toBeGreaterThan(30);
      expect(Math.max(0, ...levels)).toBeLessThan(page.height - 25);
    }
  });

  it('F130 what stands below it follows on the page where it ends', () => {
    const drawing = drawn([
      { ...flowing, y: 200 },
      { kind: 'text', below: '条款', x: 20, y: 5, width: 100, text: '完' },
    ]);
    const last = texts(drawing, drawing.pages.length - 1);
    expect(last.at(-1)!.text).toBe('完');
    expect(last.at(-1)!.y).toBeGreaterThan(last.at(-2)!.y + 5);
  });

  it('F130 rich text continues too; own limits are kept', () => {
    const drawing = drawn([
      {
        kind: 'richText',
        x: 20,
        y: 100,
        width: 60,
        overflow: 'continue',
        bottom: 120,
        continueAt: 60,
        runs: [{ text: long, bold: true }],
      },
    ]);
    expect(drawing.pages.length).toBeGreaterThan(3);
    for (const [i] of drawing.pages.entries())
      for (const { y } of texts(drawing, i)) expect(y >= (i === 0 ? 100 : 60) && y <= 120).toBe(true);
  });

  it('F130 a field or a text without a width can not continue and says so', () => {
    const { findings } = compileTemplate({
      name: 't',
      page: 'A4',
      elements: [
        { kind: 'field', x: 1, y: 1, width: 90, labelWidth: 20, label: '名', text: 'x', overflow: 'continue' },
        { kind: 'text', x: 1, y: 1, text: 'x', overflow: 'continue' },
      ],
    });
    expect(findings.filter((f) => f.severity === 'error').map((f) => f.path)).toEqual(['elements[0].overflow']);
    expect(
      compileTemplate({
        name: 't',
        page: 'A4',
        elements: [{ kind: 'text', x: 1, y: 1, text: 'x', overflow: 'continue' }],
      }).findings[0],
    ).toMatchObject({ path: 'elements[0]', code: 'off_page' });
  });
});
