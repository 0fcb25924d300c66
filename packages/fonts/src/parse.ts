import { readCharacterMap } from './cmap.ts';
import type { Font } from './font.ts';
import { decodeOutline, type OutlineSegment } from './outline.ts';
import { type SubsetSource, subsetSource, writeSubset } from './subset.ts';
import { FontError, type GlyphData, readDirectory, tableBytes } from './tables.ts';

const MAX_FONT_BYTES = 64 * 1024 * 1024;

/**
 * Parses a TrueType font (glyf outlines). Tables are read in place, so this costs about a millisecond whatever the size;
 * the bytes are kept and must not be changed afterwards.
 * @param bytes the .ttf file, at most 64 MB
 * @param family family name to write into subsets and documents; default: the font's own
 * @param glyphs the outlines when `bytes` is the font without its table `glyf`
 * @throws FontError when the file is not a usable TrueType font
 */
export function parseFont(bytes: Uint8Array, family?: string, glyphs?: GlyphData): Font {
  if (bytes.length > MAX_FONT_BYTES) throw new FontError('too_large', 'The font file is larger than 64 MB.');
  return guarded(() => {
    const font = parse(bytes, family, glyphs);
    return {
      ...font,
      has: (codePoint) => guarded(() => font.has(codePoint)),
      advance: (codePoint) => guarded(() => font.advance(codePoint)),
      outline: (codePoint) => guarded(() => font.outline(codePoint)),
      subset: (codePoints) => guarded(() => font.subset(codePoints)),
    };
  });
}

/** Every read goes through a bounds-checked view: a lie in the file ends here. */
function guarded<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof RangeError) throw new FontError('damaged', 'The font points outside itself; fetch it again.');
    throw error;
  }
}

function parse(bytes: Uint8Array, familyGiven: string | undefined, glyphs: GlyphData | undefined): Font {
  const dir = readDirectory(bytes, glyphs);
  const head = tableBytes(dir, 'head', 54);
  const hhea = tableBytes(dir, 'hhea', 36);
  const unitsPerEm = new DataView(head.buffer, head.byteOffset).getUint16(18);
  if (unitsPerEm < 16 || unitsPerEm > 16384) throw new FontError('damaged', 'The font has an impossible em size.');
  const metrics = new DataView(hhea.buffer, hhea.byteOffset);
  const lookUp = readCharacterMap(dir);
  const family = familyGiven ?? readFamily(dir.view, dir.tables.get('name')) ?? 'Unnamed';
  const source: SubsetSource = subsetSource(dir, family);
  const ids = new Map<number, number>();
  const glyphOf = (codePoint: number): number => {
    let id = ids.get(codePoint);
    if (id === undefined) {
      id = lookUp(codePoint);
      if (id >= source.glyphCount) id = 0;
      ids.set(codePoint, id);
    }
    return id;
  };
  const outlines = new Map<number, readonly OutlineSegment[]>();
  return {
    family,
    unitsPerEm,
    ascent: metrics.getInt16(4) / unitsPerEm,
    descent: -metrics.getInt16(6) / unitsPerEm,
    has: (codePoint) => glyphOf(codePoint) !== 0,
    advance: (codePoint) => source.glyph(glyphOf(codePoint)).advance / unitsPerEm,
    outline(codePoint) {
      const id = glyphOf(codePoint);
      let outline = outlines.get(id);
      if (!outline) {
        outline = decodeOutline(
          id,
          (g) => (g < source.glyphCount ? source.glyph(g).bytes : new Uint8Array()),
          unitsPerEm,
        );
        if (outlines.size > 4096) outlines.clear();
        outlines.set(id, outline);
      }
      return outline;
    },
    subset: (codePoints) => writeSubset(source, codePoints, glyphOf),
  };
}

/** Name record 16 (typographic family) or 1, Windows Unicode. */
function readFamily(view: DataView, table: { offset: number; length: number } | undefined): string | undefined {
  if (!table || table.length < 6) return undefined;
  const count = view.getUint16(table.offset + 2);
  const strings = table.offset + view.getUint16(table.offset + 4);
  let found: string | undefined;
  for (let i = 0; i < count; i++) {
    const at = table.offset + 6 + i * 12;
    const nameId = view.getUint16(at + 6);
    if (view.getUint16(at) !== 3 || (nameId !== 1 && nameId !== 16)) continue;
    const length = view.getUint16(at + 8);
    const offset = strings + view.getUint16(at + 10);
    let text = '';
    for (let k = 0; k + 1 < length; k += 2) text += String.fromCharCode(view.getUint16(offset + k));
    if (nameId === 16) return text;
    found ??= text;
  }
  return found;
}
