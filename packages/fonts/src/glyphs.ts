import { readCharacterMap } from './cmap.ts';
import { decodeOutline, type OutlineSegment } from './outline.ts';
import { FontError, readDirectory, tableBytes } from './tables.ts';

/** Glyphs by number, of fonts that lack what `parseFont` and browsers ask for (subsets inside documents: no cmap, no name). */
export interface GlyphReader {
  readonly glyphCount: number;
  /** True when browsers can be expected to take the font as it is. */
  readonly complete: boolean;
  /** Glyph of a code point; 0 when the font has no map or the map has no such character. */
  glyphOf(codePoint: number): number;
  /** Em fractions, y downwards from the baseline; empty for glyphs without ink and for broken ones. */
  outline(glyphId: number): readonly OutlineSegment[];
}

const WANTED_BY_BROWSERS = ['cmap', 'head', 'hhea', 'hmtx', 'maxp', 'name', 'OS/2', 'post', 'glyf', 'loca'];
const MAX_KEPT = 4096;

/**
 * Reads a TrueType font for its outlines alone; nothing is copied.
 * @throws FontError when it has none (CFF, collections, damage)
 */
export function readGlyphs(bytes: Uint8Array): GlyphReader {
  try {
    return read(bytes);
  } catch (error) {
    if (error instanceof RangeError) throw new FontError('damaged', 'The font points outside itself; fetch it again.');
    throw error;
  }
}

function read(bytes: Uint8Array): GlyphReader {
  const dir = readDirectory(bytes);
  const head = tableBytes(dir, 'head', 54);
  const unitsPerEm = (head[18]! << 8) | head[19]!;
  if (unitsPerEm < 16 || unitsPerEm > 16384) throw new FontError('damaged', 'The font has an impossible em size.');
  const longOffsets = head[51] === 1;
  const maxp = tableBytes(dir, 'maxp', 6);
  const loca = tableBytes(dir, 'loca');
  const glyf = tableBytes(dir, 'glyf');
  const offsets = new DataView(loca.buffer, loca.byteOffset, loca.length);
  const glyphCount = Math.min((maxp[4]! << 8) | maxp[5]!, Math.floor(loca.length / (longOffsets ? 4 : 2)) - 1);
  const offsetOf = (id: number) => (longOffsets ? offsets.getUint32(id * 4) : offsets.getUint16(id * 2) * 2);
  const glyphBytes = (id: number): Uint8Array => {
    if (id < 0 || id >= glyphCount) return new Uint8Array();
    const start = offsetOf(id);
    const end = offsetOf(id + 1);
    return start < end && end <= glyf.length ? glyf.subarray(start, end) : new Uint8Array();
  };
  let map: ((codePoint: number) => number) | undefined;
  try {
    map = readCharacterMap(dir);
  } catch {
    // No Unicode map: glyphs are reached by number only.
  }
  const outlines = new Map<number, readonly OutlineSegment[]>();
  return {
    glyphCount,
    complete: map !== undefined && WANTED_BY_BROWSERS.every((tag) => dir.tables.has(tag)),
    glyphOf: (codePoint) => attempt(() => map?.(codePoint) ?? 0, 0),
    outline: (id) => {
      let outline = outlines.get(id);
      if (!outline) {
        outline = attempt(() => decodeOutline(id, glyphBytes, unitsPerEm), []);
        if (outlines.size >= MAX_KEPT) outlines.clear();
        outlines.set(id, outline);
      }
      return outline;
    },
  };
}

/** One broken glyph must not take the page along. */
function attempt<T>(look: () => T, otherwise: T): T {
  try {
    return look();
  } catch (error) {
    if (error instanceof RangeError || error instanceof FontError) return otherwise;
    throw error;
  }
}
