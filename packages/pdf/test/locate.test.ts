import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { isThere } from '../../../tools/judges.mjs';
import { locatePdfText, PdfError, readPdfText } from '../src/index.ts';
import { ascii } from './forge.ts';
import { sample } from './sample-files.ts';

/** Objects numbered from 1, the first the catalog, as a file. */
function pdfOf(objects: readonly (string | Uint8Array)[]): Uint8Array {
  const parts: Buffer[] = [Buffer.from('%PDF-1.7\n')];
  const offsets: number[] = [];
  const length = () => parts.reduce((sum, part) => sum + part.length, 0);
  objects.forEach((object, i) => {
    offsets.push(length());
    parts.push(Buffer.from(`${i + 1} 0 obj\n`), Buffer.from(object as Uint8Array), Buffer.from('\nendobj\n'));
  });
  const start = length();
  const entries = offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  parts.push(
    Buffer.from(
      `xref\n0 ${size}\n0000000000 65535 f \n${entries}trailer\n<</Size ${size}/Root 1 0 R>>\nstartxref\n${start}\n%%EOF\n`,
    ),
  );
  return new Uint8Array(Buffer.concat(parts));
}

const stream = (data: string | Uint8Array, dict = '') => {
  const packed = deflateSync(typeof data === 'string' ? ascii(data) : data);
  return Buffer.concat([
    Buffer.from(`<</Length ${packed.length}/Filter/FlateDecode${dict}>>\nstream\n`),
    packed,
    Buffer.from('\nendstream'),
  ]);
};
const hex = (text: string) => `<${Buffer.from(text, 'utf16le').swap16().toString('hex')}>`;
const gbk = '<bcd7b7bda3a8c7a9d5c2a3a9>'; // 甲方（签章） in GBK

/** One page of 200 × 300 points with F1 a font of Unicode codes, F2 one of GBK codes, F3 a simple one; X1 a form that shows 丙方. */
function page(contents: string, more = ''): Uint8Array {
  const font = (encoding: string) =>
    `<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/${encoding}/DescendantFonts[<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/DW 1000>>]>>`;
  return pdfOf([
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1/Resources<</Font<</F1 5 0 R/F2 6 0 R/F3 7 0 R>>/XObject<</X1 8 0 R>>>>>>',
    `<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 300]/Contents 4 0 R${more}>>`,
    stream(contents),
    font('UniGB-UCS2-H'),
    font('GBK-EUC-H'),
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica/FirstChar 32/Widths[250]/Encoding<</Differences[65/uni7532/uni65B9]>>>>',
    stream(
      `BT /F1 10 Tf 0 0 Td ${hex('丙方')} Tj ET`,
      '/Type/XObject/Subtype/Form/BBox[0 0 100 100]/Matrix[2 0 0 2 20 40]',
    ),
  ]);
}
const mm = (points: number) => (points * 25.4) / 72;
function find(contents: string, keyword: string, more = '') {
  return locatePdfText(readPdfText(page(contents, more)), keyword).map((p) => ({
    x: Math.round((p.x * 72) / 25.4),
    base: Math.round(((p.y + p.height * 0.88) * 72) / 25.4),
    width: Math.round((p.width * 72) / 25.4),
    size: Math.round((p.height * 72) / 25.4),
  }));
}

describe('places by keyword in files of other programs', () => {
  it('F142: a contract with an embedded subset font: the place is where the word is drawn, whatever its brackets and spaces', () => {
    const text = readPdfText(sample('lease-pdfkit.pdf'));
    const [above, below] = locatePdfText(text, '甲方（签章）');
    expect(locatePdfText(text, '甲方(签 章)')).toEqual([above, below]);
    expect(below).toMatchObject({ page: 0, x: expect.closeTo(20, 1) });
    expect(locatePdfText(text, '乙方（签章）').at(-1)).toMatchObject({ x: expect.closeTo(110, 1) });
    expect(locatePdfText(text, '丙方（签章）')).toEqual([]);
    expect(locatePdfText(text, ' ')).toEqual([]);
  });

  it.skipIf(!isThere('pdftotext'))('F142: poppler’s pdftotext finds each word at the same place', () => {
    const file = fileURLToPath(new URL('./samples/lease-pdfkit.pdf', import.meta.url));
    const told = execFileSync('pdftotext', ['-bbox', file, '-'], { encoding: 'utf8' });
    const text = readPdfText(sample('lease-pdfkit.pdf'));
    const words = [...told.matchAll(/xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]+)</g)];
    expect(words.length).toBeGreaterThan(10);
    for (const [, xMin, yMin, xMax, yMax, word] of words) {
      const x = mm(Number(xMin));
      const middle = mm((Number(yMin) + Number(yMax)) / 2);
      const ours = locatePdfText(text, word!).find((p) => Math.abs(p.x - x) < 0.1);
      expect(ours, word).toBeDefined();
      expect(ours!.x + ours!.width, word).toBeCloseTo(mm(Number(xMax)), 1);
      expect(Math.abs(ours!.y + ours!.height / 2 - middle), word).toBeLessThan(1.5);
    }
  });
});

describe('places by keyword, by each way a page may be written', () => {
  it('F142: codes of Unicode and of GBK, fonts that are not embedded', () => {
    expect(find(`BT /F1 12 Tf 20 100 Td ${hex('甲方（签章）')} Tj ET`, '甲方（签章）')).toEqual([
      { x: 20, base: 200, width: 72, size: 12 },
    ]);
    expect(find(`BT /F2 12 Tf 20 100 Td ${gbk} Tj ET`, '甲方（签章）')).toEqual([
      { x: 20, base: 200, width: 72, size: 12 },
    ]);
  });

  it('F142: a simple font whose encoding names the characters', () => {
    expect(find('BT /F3 10 Tf 20 100 Td (AB) Tj ET', '甲方')).toMatchObject([{ x: 20, base: 200 }]);
  });

  it('F142: letter by letter, in pieces with gaps, widely set, drawn twice for bold, out of order', () => {
    const place = { x: 20, base: 200 };
    const letters = `BT /F1 12 Tf 32 100 Td ${hex('方')} Tj -12 0 Td ${hex('甲')} Tj ET`;
    expect(find(letters, '甲方')).toMatchObject([place]);
    expect(find(`BT /F1 12 Tf 20 100 Td [${hex('甲')} -2000 ${hex('方')}] TJ ET`, '甲方')).toMatchObject([
      { ...place, width: 48 },
    ]);
    expect(find(`BT /F1 12 Tf 6 Tc 20 100 Td ${hex('甲方')} Tj ET`, '甲方')).toMatchObject([place]);
    const bold = `BT /F1 12 Tf 20 100 Td ${hex('甲方')} Tj 0.3 0 Td ${hex('甲方')} Tj ET`;
    expect(find(bold, '甲方')).toMatchObject([place]);
  });

  it('F142: lines by leading, a scaled and a moved system, a form within the page', () => {
    const lines = `BT /F1 10 Tf 14 TL 20 100 Td ${hex('一')} Tj ${hex('甲方')} ' T* ${hex('乙方')} Tj ET`;
    expect(find(lines, '甲方')).toMatchObject([{ x: 20, base: 214 }]);
    expect(find(lines, '乙方')).toMatchObject([{ x: 20, base: 228 }]);
    const scaled = `q 2 0 0 2 10 20 cm BT /F1 5 Tf 1 0 0 1 5 40 Tm ${hex('甲方')} Tj ET Q BT /F1 10 Tf ${hex('乙')} Tj ET`;
    expect(find(scaled, '甲方')).toEqual([{ x: 20, base: 200, width: 20, size: 10 }]);
    expect(find('/X1 Do', '丙方')).toEqual([{ x: 20, base: 260, width: 40, size: 20 }]);
  });

  it('F142: on a turned page the place is where it is seen', () => {
    // upright on the page as seen: written upwards along the right edge of the page itself
    const upwards = `BT /F1 10 Tf 0 1 -1 0 150 50 Tm ${hex('甲方')} Tj ET`;
    expect(find(upwards, '甲方', '/Rotate 90')).toMatchObject([{ x: 50, base: 150 }]);
    expect(find(upwards, '甲方'), 'not on a line as seen').toEqual([]);
    const head = `BT /F1 10 Tf -1 0 0 -1 150 50 Tm ${hex('甲方')} Tj ET`;
    expect(find(head, '甲方', '/Rotate 180')).toMatchObject([{ x: 50, base: 50 }]);
    const down = `BT /F1 10 Tf 0 -1 1 0 150 50 Tm ${hex('甲方')} Tj ET`;
    expect(find(down, '甲方', '/Rotate 270')).toMatchObject([{ x: 250, base: 50 }]);
    expect(find(`BT /F1 12 Tf 20 100 Td ${hex('甲方')} Tj ET`, '甲方', '/CropBox[10 20 190 290]')).toMatchObject([
      { x: 10, base: 190 },
    ]);
  });

  it('F142: letters far apart or on another line are no part of it', () => {
    const apart = `BT /F1 10 Tf 20 100 Td ${hex('甲')} Tj 90 0 Td ${hex('方')} Tj ET`;
    expect(find(apart, '甲方')).toEqual([]);
    expect(find(`BT /F1 10 Tf 20 100 Td ${hex('甲')} Tj 0 -14 Td ${hex('方')} Tj ET`, '甲方')).toEqual([]);
  });
});

describe('what is damaged, odd or without end', () => {
  const good = `BT /F1 12 Tf 20 100 Td ${hex('甲方')} Tj ET`;

  it('X08: a page is read as far as it can be', () => {
    expect(find(`${good} } nonsense`, '甲方')).toHaveLength(1);
    expect(find(`BI /W 1 /H 1 ID \x00EI\x01 EI ${good}`, '甲方'), 'behind an inline image').toHaveLength(1);
    expect(find(`/F9 12 Tf ${good.replace('/F1', '/F9')}`, '甲方'), 'a font that is not there').toEqual([]);
  });

  it('X08: forms that draw themselves and contents without end stop at the bound', () => {
    const self = pdfOf([
      '<</Type/Catalog/Pages 2 0 R>>',
      '<</Type/Pages/Kids[3 0 R]/Count 1>>',
      '<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 300]/Contents 4 0 R/Resources 5 0 R>>',
      stream('/X Do'),
      '<</XObject<</X 6 0 R>>>>',
      stream('/X Do '.repeat(50_000), '/Type/XObject/Subtype/Form/BBox[0 0 1 1]/Resources 5 0 R'),
    ]);
    expect(locatePdfText(readPdfText(self), '甲方')).toEqual([]);
    expect(find(`${'0 0 m '.repeat(300_000)}${good}`, '甲方')).toEqual([]);
  });

  it('X08: a file that is none says so', () => {
    expect(() => readPdfText(ascii('hello, this is no PDF at all'))).toThrow(PdfError);
  });
});
