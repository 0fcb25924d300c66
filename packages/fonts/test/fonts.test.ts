import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FontError, parseFont } from '../src/index.ts';
import { loadNotoSans, loadNotoSerif } from '../src/noto.ts';

// fontkit is another reader of TrueType, not written here. It has no types.
interface OtherFont {
  readonly numGlyphs: number;
  readonly unitsPerEm: number;
  glyphForCodePoint(codePoint: number): {
    readonly id: number;
    readonly advanceWidth: number;
    readonly bbox: { minX: number; minY: number; maxX: number; maxY: number };
  };
  hasGlyphForCodePoint(codePoint: number): boolean;
}
const fontkit = createRequire(import.meta.url)('fontkit') as { create(bytes: Uint8Array): OtherFont };

const text = '中华人民共和国食品经营许可证（副本）有效期至2026年12月31日ABCxyzé—“引号”Ⅳ①';
const codePoints = [...new Set([...text].map((c) => c.codePointAt(0)!))];

describe('subset fonts', () => {
  for (const font of [loadNotoSerif(), loadNotoSans(700)]) {
    it(`F130: the subset of ${font.family} is read by another font library with the same metrics and shapes`, () => {
      const other = fontkit.create(Buffer.from(font.subset(codePoints)));
      expect(other.unitsPerEm).toBe(font.unitsPerEm);
      for (const cp of codePoints.filter((c) => font.has(c))) {
        expect(other.hasGlyphForCodePoint(cp)).toBe(true);
        const glyph = other.glyphForCodePoint(cp);
        expect(glyph.advanceWidth / other.unitsPerEm).toBeCloseTo(font.advance(cp), 6);
        const points = font.outline(cp).flatMap((s) => (s[0] === 'Z' ? [] : [s.slice(-2) as number[]]));
        const top = -Math.min(...points.map((p) => p[1]!));
        const bottom = -Math.max(...points.map((p) => p[1]!));
        // Control points may stick out of the exact box, the drawn points never do.
        expect(top * other.unitsPerEm).toBeLessThanOrEqual(glyph.bbox.maxY + 1);
        expect(bottom * other.unitsPerEm).toBeGreaterThanOrEqual(glyph.bbox.minY - 1);
      }
      expect(other.hasGlyphForCodePoint('龘'.codePointAt(0)!)).toBe(false);
    });
  }

  it('F130: a font opened from its file, outlines left there, is the font read whole: same metrics, outlines and subset bytes', () => {
    const path = createRequire(import.meta.url).resolve(
      '@expo-google-fonts/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf',
    );
    const whole = parseFont(new Uint8Array(readFileSync(path)), 'Noto Serif SC');
    const opened = loadNotoSerif(400);
    for (const cp of codePoints) {
      expect(opened.advance(cp)).toBe(whole.advance(cp));
      expect(opened.outline(cp)).toEqual(whole.outline(cp));
    }
    expect(Buffer.from(opened.subset(codePoints)).equals(whole.subset(codePoints))).toBe(true);
  });

  it('F130: a subset of a subset draws the same, so composite glyphs and offsets survive', () => {
    const font = loadNotoSerif();
    const again = parseFont(parseFont(font.subset(codePoints)).subset(codePoints));
    for (const cp of codePoints) expect(again.outline(cp)).toEqual(font.outline(cp));
  });

  it('F130: the same set gives the same bytes whatever its order, and table checksums add up', () => {
    const font = loadNotoSerif();
    fc.assert(
      fc.property(fc.shuffledSubarray(codePoints, { minLength: 1 }), (set) => {
        const bytes = font.subset(set);
        expect(Buffer.compare(bytes, font.subset([...set].reverse()))).toBe(0);
        const view = new DataView(bytes.buffer);
        let sum = 0;
        for (let i = 0; i < bytes.length; i += 4) sum = (sum + view.getUint32(i)) >>> 0;
        expect(sum).toBe(0xb1b0afba);
      }),
      { numRuns: 20 },
    );
  });

  it('F130: characters beyond the basic plane are kept when the font has them and left out when not', () => {
    const font = loadNotoSans();
    const beyond = [0x20000, 0x2070e, 0x20c41, 0x2f817, 0x1f100].filter((cp) => font.has(cp));
    const other = fontkit.create(Buffer.from(font.subset([0x4e00, ...beyond, 0x10fffd])));
    for (const cp of beyond) expect(other.hasGlyphForCodePoint(cp)).toBe(true);
    expect(other.hasGlyphForCodePoint(0x10fffd)).toBe(false);
  });
});

describe('hostile font files', () => {
  it('F130: damaged fonts end in a FontError that says why, never in another error or a hang', () => {
    const good = loadNotoSerif().subset([0x4e2d, 0x41]);
    fc.assert(
      fc.property(fc.nat(good.length - 1), fc.nat(255), fc.nat(good.length), (at, value, cut) => {
        for (const bytes of [good.slice(0, cut), good.with(at, value)]) {
          try {
            const font = parseFont(bytes);
            font.outline(0x4e2d);
            font.subset([0x4e2d, 0x41]);
          } catch (error) {
            if (!(error instanceof FontError)) throw error;
            expect(error.message).not.toBe('');
          }
        }
      }),
      { numRuns: 400 },
    );
  });

  it('F130: a font with PostScript outlines is refused by name', () => {
    const bytes = new Uint8Array(64);
    bytes.set([0x4f, 0x54, 0x54, 0x4f]);
    expect(() => parseFont(bytes)).toThrow(/CFF/);
  });
});
