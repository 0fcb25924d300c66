import { describe, expect, it } from 'vitest';
import { PaperError } from '../src/index.ts';
import { drawn, lines, texts } from './paper.ts';

const NAME = '阿卜杜热合曼·买买提吐尔逊·艾合买提江';

describe('Overflow', () => {
  it('F130 shrink makes a long name smaller until it stands on its line', () => {
    const [text] = texts(drawn([{ kind: 'text', x: 20, y: 20, width: 60, maxLines: 1, size: '4mm', text: NAME }]));
    expect(text!.size).toBeLessThan(4);
    expect(text!.text).toBe(NAME);
    expect(text!.advances.reduce((a, b) => a + b, text!.size)).toBeLessThanOrEqual(60.1);
  });

  it('F130 a shrunk text keeps the baseline of its neighbours, with and without a height', () => {
    for (const height of [undefined, 8]) {
      const at = (text: string) =>
        texts(drawn([{ kind: 'text', x: 20, y: 20, width: 60, maxLines: 1, size: '4mm', text, height }]))[0]!;
      expect(at(NAME).size).toBeLessThan(4);
      expect(at(NAME).y).toBe(at('王五').y);
    }
  });

  it('F130 shrink stops at minSize and then fails by name of the element and the text', () => {
    const draw = () =>
      drawn([{ kind: 'text', x: 20, y: 20, width: 20, maxLines: 1, size: '4mm', minSize: '3mm', text: NAME }]);
    expect(draw).toThrow(PaperError);
    try {
      draw();
    } catch (error) {
      expect(error).toMatchObject({ code: 'text_overflow', path: 'elements[0]' });
      expect((error as PaperError).text.zh).toContain('阿卜杜热合曼');
    }
  });

  it('F130 ellipsis keeps the lines there are and ends in …', () => {
    const result = lines(
      drawn([{ kind: 'text', x: 20, y: 20, width: 20, maxLines: 2, size: '4mm', overflow: 'ellipsis', text: NAME }]),
    );
    expect(result).toHaveLength(2);
    expect(result[1]!.endsWith('…')).toBe(true);
    expect([...result[1]!].length).toBe(5);
  });

  it('F130 wrap takes as many lines as it needs; with maxLines it fails instead of losing text', () => {
    expect(lines(drawn([{ kind: 'text', x: 20, y: 20, width: 20, size: '4mm', text: NAME }])).join('')).toBe(NAME);
    expect(() =>
      drawn([{ kind: 'text', x: 20, y: 20, width: 20, size: '4mm', maxLines: 2, overflow: 'wrap', text: NAME }]),
    ).toThrow(PaperError);
  });

  it('F130 a text of 200,000 characters is refused, not drawn', () => {
    expect(() =>
      drawn([{ kind: 'text', x: 20, y: 20, width: 100, value: '说明' }], { 说明: '长'.repeat(200_000) }),
    ).toThrow(/longer than/);
  });

  it('F130 a missing image and a QR code beyond its capacity are named', () => {
    expect(() => drawn([{ kind: 'image', x: 1, y: 1, width: 20, height: 20, image: '照片' }])).toThrow(/照片/);
    expect(() => drawn([{ kind: 'qr', x: 1, y: 1, size: 20, value: '内容' }], { 内容: '字'.repeat(2000) })).toThrow(
      PaperError,
    );
  });
});
