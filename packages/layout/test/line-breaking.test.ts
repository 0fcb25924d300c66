import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { breakLines } from '../src/line-breaking.ts';
import { drawn, lines, texts } from './paper.ts';

/** Breaks with every character one wide (Latin half): what stands on each line. */
function broken(text: string, measure: number): string[] {
  const codes = [...text].map((c) => c.codePointAt(0)!);
  const width = (i: number) => (codes[i] === 0x0a ? 0 : codes[i]! < 0x2000 ? 0.5 : 1);
  return breakLines(codes, width, width, () => measure).map((line) =>
    String.fromCodePoint(...codes.slice(line.start, line.end)),
  );
}

describe('Chinese line breaking', () => {
  it('F130 a line does not begin with 。，、） or ％', () => {
    expect(broken('依法予以准许。其余不动', 6)).toEqual(['依法予以准', '许。其余不动']);
    expect(broken('甲乙丙丁（戊己庚）辛壬癸', 8)).toEqual(['甲乙丙丁（戊己', '庚）辛壬癸']);
    expect(broken('甲乙丙丁戊％己庚辛', 5)[1]!.startsWith('％')).toBe(false);
  });

  it('F130 a line does not end with an opening bracket or quotation mark', () => {
    expect(broken('根据中华人民《许可法》的规定办理', 7)).toEqual(['根据中华人民', '《许可法》的规', '定办理']);
  });

  it('F130 a Latin word, a number with its separators and an identifier stay together', () => {
    expect(broken('金额为1,280.00元整数额', 6)).toEqual(['金额为', '1,280.00元整', '数额']);
    for (const line of broken('证照标识为1.2.156.3005.2是也', 8))
      expect(line.includes('1.2') === line.includes('3005.2')).toBe(true);
    expect(broken('the quick brown fox', 5)).toEqual(['the quick', 'brown fox']);
  });

  it('F130 a word wider than the line is cut and nothing of it is lost', () => {
    const lines = broken('A'.repeat(50), 10);
    expect(lines.length).toBe(3);
    expect(lines.join('')).toBe('A'.repeat(50));
  });

  it('F130 a last line of one ideograph takes a companion', () => {
    expect(broken('甲乙丙丁戊己庚', 6)).toEqual(['甲乙丙丁戊', '己庚']);
    expect(broken('甲乙丙丁戊己庚。', 6)).toEqual(['甲乙丙丁戊', '己庚。']);
  });

  it('F130 a forced break is kept, also an empty line', () => {
    expect(broken('甲\n\n乙丙', 9)).toEqual(['甲', '', '乙丙']);
  });

  it('F130 whatever the text and the measure: no character is lost but spaces, no line is too wide unless it is one character', () => {
    const alphabet = fc.constantFrom(...'甲乙丙丁。，《》（）“”abcXYZ019.-/ 𠮷\n');
    fc.assert(
      fc.property(fc.array(alphabet, { maxLength: 60 }), fc.integer({ min: 1, max: 12 }), (letters, measure) => {
        const text = letters.join('');
        const result = broken(text, measure);
        expect(result.join('').replace(/ /g, '')).toBe(text.replace(/[ \n]/g, ''));
        for (const line of result) {
          const width = [...line].reduce((sum, c) => sum + (c.codePointAt(0)! < 0x2000 ? 0.5 : 1), 0);
          expect([...line].length <= 1 || width <= measure + 0.001 || line.includes(' ')).toBe(true);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('F130 characters outside the BMP count as one and are not torn', () => {
    expect(broken('𠮷𠮷𠮷𠮷𠮷𠮷', 4)).toEqual(['𠮷𠮷𠮷𠮷', '𠮷𠮷']);
  });
});

describe('Set text', () => {
  it('F130 a quarter em stands between Chinese and Latin, and only there', () => {
    const [text] = texts(drawn([{ kind: 'text', x: 20, y: 20, text: '共3页A', size: '4mm', font: 'body' }]));
    const ems = text!.advances.map((a) => a / 4);
    expect(ems[0]).toBeCloseTo(1.25, 2);
    expect(ems[2]).toBeCloseTo(1.25, 2);
    const [plain] = texts(drawn([{ kind: 'text', x: 20, y: 20, text: '共，3', size: '4mm' }]));
    expect(plain!.advances.map((a) => a / 4)).toEqual([1, 1]);
  });

  it('F130 a distributed label fills its width to the tenth of a millimetre', () => {
    const [text] = texts(
      drawn([{ kind: 'text', x: 20, y: 20, width: 26, align: 'distributed', text: '姓名', size: '5mm' }]),
    );
    expect(text!.x).toBe(20);
    expect(text!.x + text!.advances[0]! + 5).toBeCloseTo(46, 1);
  });

  it('F130 centre and right alignment count the last character without its air', () => {
    const centred = texts(
      drawn([
        { kind: 'text', x: 0, y: 20, width: 210, align: 'center', letterSpacing: 2, text: '居住证', size: '6mm' },
      ]),
    )[0]!;
    expect(centred.x).toBeCloseTo((210 - (3 * 6 + 2 * 2)) / 2, 2);
    const right = texts(
      drawn([{ kind: 'text', x: 10, y: 20, width: 100, align: 'right', text: '居住证', size: '6mm' }]),
    )[0]!;
    expect(right.x).toBeCloseTo(110 - 18, 2);
  });

  it('F130 a character no font draws becomes □ with a warning that names it', () => {
    const drawing = drawn([{ kind: 'text', name: 'n', x: 20, y: 20, value: '姓名' }], { 姓名: '王\u{1F9FF}三' });
    expect(lines(drawing)).toEqual(['王□三']);
    expect(drawing.warnings).toEqual([{ code: 'missing_glyph', path: 'elements[0]', character: '\u{1F9FF}' }]);
  });

  it('F130 control characters and lone surrogates never reach the drawing', () => {
    const drawing = drawn([{ kind: 'text', x: 20, y: 20, value: '姓名' }], { 姓名: '王\u0000\u0008\uD800五\t六' });
    expect(lines(drawing)).toEqual(['王□五 六']);
  });
});
