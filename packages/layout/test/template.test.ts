import { describe, expect, it } from 'vitest';
import certificate from '../examples/certificate.json' with { type: 'json' };
import {
  compileTemplate,
  drawPaper,
  formatValue,
  type PaperTemplate,
  samplePaper,
  templateReads,
} from '../src/index.ts';
import { drawn, env, lines, texts } from './paper.ts';

const CERTIFICATE = certificate as PaperTemplate;

function findings(template: unknown, names?: Record<string, 'string'>): string[] {
  return compileTemplate(template as PaperTemplate, names ? { names } : {})
    .findings.map((f) => `${f.path} ${f.code}`)
    .sort();
}

describe('A template', () => {
  it('X03 F130 the example has no findings and reads and fills what it says', () => {
    const compiled = compileTemplate(CERTIFICATE);
    expect(compiled.findings).toEqual([]);
    const reads = templateReads(compiled);
    expect(reads.names).toContain('准驾车型');
    expect(reads.dataKeys).toEqual(expect.arrayContaining(['ZZMC', 'ZZBS', 'CZZT']));
    expect(reads.images).toEqual(['照片']);
    expect(reads.sealPlaces).toEqual(['发证机关']);
  });

  it('X03 every fault is found with its path: kinds, misspelt and missing options, types', () => {
    expect(
      findings({
        name: 'x',
        page: 'A4',
        papersize: 1,
        elements: [
          { kind: 'txet', x: 1, y: 1 },
          { kind: 'text', x: 1, y: 1, txt: '甲' },
          { kind: 'qr', x: 1, y: 1 },
          { kind: 'text', x: '1', y: 1, color: 'red', align: 'middle' },
          { kind: 'group', elements: [{ kind: 'line', x: 1, y: 1, x2: Number.NaN, y2: 2 }] },
        ],
      }),
    ).toEqual(
      [
        'papersize shape',
        'elements[0].kind shape',
        'elements[1].txt shape',
        'elements[2].size shape',
        'elements[3].x shape',
        'elements[3].color shape',
        'elements[3].align shape',
        'elements[4].elements[0].x2 shape',
      ].sort(),
    );
    for (const junk of [
      null,
      [],
      'x',
      { elements: {} },
      { name: 1, page: { width: -1, height: 1 }, elements: [null] },
    ]) {
      expect(findings(junk).length).toBeGreaterThan(0);
    }
  });

  it('X03 unknown names, faulty expressions, elements and seals off the page, overlapping seals, lost anchors', () => {
    expect(
      findings(
        {
          name: 'x',
          page: 'card',
          background: [{ kind: 'text', x: 1, y: 1, value: '姓名' }],
          elements: [
            { kind: 'text', name: 'a', x: 1, y: 1, value: '姓民' },
            { kind: 'text', name: 'a', x: 1, y: 9, text: '{{姓名 +}}' },
            { kind: 'rect', x: 80, y: 1, width: 10, height: 5 },
            { kind: 'text', x: 1, y: 1, below: '无', text: '甲', font: '楷体' },
          ],
          sealPlaces: [
            { name: '甲', anchor: { x: 40, y: 30 }, width: 20, height: 20 },
            { name: '乙', anchor: { x: 50, y: 30 }, width: 20, height: 20 },
            { name: '丙', anchor: { x: 80, y: 50 }, width: 20, height: 20 },
            { name: '丁', anchor: { element: '没有' }, width: 20, height: 20 },
          ],
        },
        { 姓名: 'string' },
      ),
    ).toEqual(
      [
        'background[0] background_reads',
        'elements[0].value unknown_name',
        'elements[1].name duplicate_name',
        'elements[1].text expression',
        'elements[3].font font',
        'elements[3].below anchor',
        'elements[2] off_page',
        'sealPlaces[1] seal_overlap',
        'sealPlaces[2] off_page',
        'sealPlaces[3].anchor anchor',
      ].sort(),
    );
  });

  it('X03 a template with errors is not drawn', () => {
    const compiled = compileTemplate({
      name: 'x',
      page: 'A4',
      elements: [{ kind: 'text', x: 500, y: 1, width: 5, text: '甲' }],
    });
    expect(() => drawPaper(compiled, { values: {} }, env)).toThrow(/off the page/);
  });

  it('F130 show hides on false and on unknown; groups move their elements', () => {
    const elements = [
      { kind: 'text', x: 20, y: 20, text: '甲', show: '级别 = 1' },
      { kind: 'text', x: 20, y: 30, text: '乙', show: '级别 > 1' },
      { kind: 'group', x: 5, y: 50, elements: [{ kind: 'text', x: 20, y: 0, text: '丙' }] },
    ] as const;
    expect(lines(drawn(elements, { 级别: 1 }))).toEqual(['甲', '丙']);
    expect(lines(drawn(elements, {}))).toEqual(['丙']);
    expect(texts(drawn(elements, {}))[0]).toMatchObject({ x: 25 });
  });

  it('F130 values stand on paper as people write them', () => {
    expect(lines(drawn([{ kind: 'text', x: 20, y: 20, value: 'date("2026-11-02")' }]))).toEqual(['2026年11月2日']);
    expect(
      lines(
        drawn([{ kind: 'text', x: 20, y: 20, text: '{{金额}}；{{对}}；{{无}}；{{列}}' }], {
          金额: 12.5,
          对: true,
          列: ['甲', '乙'],
        }),
      ),
    ).toEqual(['12.5；是；；甲、乙']);
    expect(formatValue('2026-01-05')).toBe('2026年1月5日');
    expect(formatValue(Object.create(null))).toBe('');
  });

  it('F130 English wording is drawn when the environment asks for it', () => {
    const compiled = compileTemplate({
      name: 'x',
      page: 'A4',
      elements: [{ kind: 'text', x: 20, y: 20, text: { zh: '姓名', en: 'Name' } }],
    });
    expect(lines(drawPaper(compiled, { values: {} }, { ...env, language: 'en' }))).toEqual(['Name']);
  });

  it('F055 the sample shows placeholders, a frame for the photo and 样本 across', () => {
    const drawing = samplePaper(compileTemplate(CERTIFICATE), env);
    const words = texts(drawing).map((t) => t.text);
    expect(words.filter((t) => t === '样本').length).toBeGreaterThan(3);
    expect(words).toContain('样　本');
    expect(drawing.images).toEqual({});
  });

  it('F055 the sample of a list shows three made-up rows, whether its shape is known or not', () => {
    const template: PaperTemplate = {
      name: 'x',
      page: 'A4',
      elements: [
        { kind: 'table', x: 20, y: 20, rows: '明细', columns: [{ title: '月', width: 40, value: 'item.月份' }] },
        {
          kind: 'repeat',
          x: 20,
          y: 90,
          rows: '人.成员',
          width: 80,
          height: 9,
          elements: [{ kind: 'text', x: 0, y: 0, value: 'item.姓名' }],
        },
      ],
    };
    const typed = {
      明细: { list: { context: { 月份: 'string' } } },
      人: { context: { 成员: { list: { context: { 姓名: 'string' } } } } },
    } as const;
    for (const compiled of [compileTemplate(template), compileTemplate(template, { names: typed })]) {
      expect(compiled.findings).toEqual([]);
      const words = texts(samplePaper(compiled, env)).map((t) => t.text);
      expect(words.filter((t) => t === '（月份）')).toHaveLength(3);
      expect(words.filter((t) => t === '样　本')).toHaveLength(3);
    }
    expect(templateReads(compileTemplate(template)).names).toEqual(['人', '明细']);
  });

  it('F130 the background is one object for all papers and the same values give an equal drawing', () => {
    const compiled = compileTemplate(CERTIFICATE);
    const data = {
      values: { 姓名: '沈清禾', 核验地址: 'https://example.gov.cn/v/1' },
      images: { 照片: { format: 'png', data: PNG } },
    } as const;
    const [a, b] = [drawPaper(compiled, data, env), drawPaper(compiled, data, env)];
    expect(a.pages[0]!.background).toBe(b.pages[0]!.background);
    expect(JSON.stringify(a.pages)).toBe(JSON.stringify(b.pages));
    expect(JSON.stringify(drawPaper(compileTemplate(CERTIFICATE), data, env).pages)).toBe(JSON.stringify(a.pages));
  });
});

/** 1 × 1 px. */
const PNG = Uint8Array.from(
  Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=', 'base64'),
);
