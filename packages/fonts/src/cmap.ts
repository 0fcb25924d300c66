import { FontError, type TableDirectory } from './tables.ts';

/** Code point → glyph id, 0 when the font does not draw it. */
export type CharacterMap = (codePoint: number) => number;

/** Picks the best Unicode subtable (format 12 before format 4) and reads it in place, without unpacking. */
export function readCharacterMap(dir: TableDirectory): CharacterMap {
  const table = dir.tables.get('cmap');
  if (!table) throw new FontError('table_missing', "The font has no 'cmap' table; use another font file.");
  const { view } = dir;
  let best = -1;
  let bestFormat = 0;
  const count = view.getUint16(table.offset + 2);
  for (let i = 0; i < count; i++) {
    const at = table.offset + 4 + i * 8;
    const platform = view.getUint16(at);
    const encoding = view.getUint16(at + 2);
    const unicode = platform === 0 || (platform === 3 && (encoding === 1 || encoding === 10));
    if (!unicode) continue;
    const offset = table.offset + view.getUint32(at + 4);
    const format = view.getUint16(offset);
    if ((format === 12 || format === 4) && format > bestFormat) {
      best = offset;
      bestFormat = format;
    }
  }
  if (best < 0) throw new FontError('damaged', 'The font has no Unicode character map (format 4 or 12).');
  return bestFormat === 12 ? format12(view, best) : format4(view, best);
}

function format12(view: DataView, at: number): CharacterMap {
  const groups = view.getUint32(at + 12);
  const first = at + 16;
  return (codePoint) => {
    let low = 0;
    let high = groups - 1;
    while (low <= high) {
      const mid = (low + high) >> 1;
      const g = first + mid * 12;
      const start = view.getUint32(g);
      if (codePoint < start) high = mid - 1;
      else if (codePoint > view.getUint32(g + 4)) low = mid + 1;
      else return view.getUint32(g + 8) + codePoint - start;
    }
    return 0;
  };
}

function format4(view: DataView, at: number): CharacterMap {
  const segX2 = view.getUint16(at + 6);
  const ends = at + 14;
  const starts = ends + segX2 + 2;
  const deltas = starts + segX2;
  const ranges = deltas + segX2;
  return (codePoint) => {
    if (codePoint > 0xffff) return 0;
    let low = 0;
    let high = segX2 / 2 - 1;
    while (low < high) {
      const mid = (low + high) >> 1;
      if (view.getUint16(ends + mid * 2) < codePoint) low = mid + 1;
      else high = mid;
    }
    const s = low * 2;
    const start = view.getUint16(starts + s);
    if (codePoint < start || codePoint > view.getUint16(ends + s)) return 0;
    const delta = view.getUint16(deltas + s);
    const range = view.getUint16(ranges + s);
    if (range === 0) return (codePoint + delta) & 0xffff;
    const glyph = view.getUint16(ranges + s + range + (codePoint - start) * 2);
    return glyph === 0 ? 0 : (glyph + delta) & 0xffff;
  };
}

/** Writes `cmap` for sorted code points: format 4 for the basic plane, format 12 as well when there are others. */
export function writeCharacterMap(codePoints: readonly number[], glyphs: readonly number[]): Uint8Array {
  const segments = runs(codePoints, glyphs);
  const basic = segments.filter((s) => s.start < 0xffff);
  const wide = segments.some((s) => s.end > 0xffff);
  const segCount = basic.length + 1;
  const length4 = 16 + segCount * 8;
  const header = 4 + (wide ? 3 : 2) * 8;
  const length12 = wide ? 16 + segments.length * 12 : 0;
  const out = new Uint8Array(header + length4 + length12);
  const view = new DataView(out.buffer);
  view.setUint16(2, wide ? 3 : 2);
  const record = (i: number, platform: number, encoding: number, offset: number) => {
    view.setUint16(4 + i * 8, platform);
    view.setUint16(6 + i * 8, encoding);
    view.setUint32(8 + i * 8, offset);
  };
  record(0, 0, 3, header);
  record(1, 3, 1, header);
  if (wide) record(2, 3, 10, header + length4);
  const power = 2 ** Math.floor(Math.log2(segCount));
  view.setUint16(header, 4);
  view.setUint16(header + 2, length4);
  view.setUint16(header + 6, segCount * 2);
  view.setUint16(header + 8, power * 2);
  view.setUint16(header + 10, Math.log2(power));
  view.setUint16(header + 12, segCount * 2 - power * 2);
  const ends = header + 14;
  const starts = ends + segCount * 2 + 2;
  const deltas = starts + segCount * 2;
  basic.forEach((s, i) => {
    view.setUint16(ends + i * 2, Math.min(s.end, 0xfffe));
    view.setUint16(starts + i * 2, s.start);
    view.setUint16(deltas + i * 2, (s.glyph - s.start) & 0xffff);
  });
  view.setUint16(ends + basic.length * 2, 0xffff);
  view.setUint16(starts + basic.length * 2, 0xffff);
  view.setUint16(deltas + basic.length * 2, 1);
  if (wide) {
    const at = header + length4;
    view.setUint16(at, 12);
    view.setUint32(at + 4, length12);
    view.setUint32(at + 12, segments.length);
    segments.forEach((s, i) => {
      view.setUint32(at + 16 + i * 12, s.start);
      view.setUint32(at + 20 + i * 12, s.end);
      view.setUint32(at + 24 + i * 12, s.glyph);
    });
  }
  return out;
}

interface Run {
  start: number;
  end: number;
  glyph: number;
}

/** Runs of neighbouring code points with neighbouring glyphs; none crosses the end of the basic plane. */
function runs(codePoints: readonly number[], glyphs: readonly number[]): Run[] {
  const out: Run[] = [];
  let run: Run | undefined;
  for (let i = 0; i < codePoints.length; i++) {
    const cp = codePoints[i]!;
    const glyph = glyphs[i]!;
    if (run && cp === run.end + 1 && cp !== 0x10000 && glyph === run.glyph + (cp - run.start)) run.end = cp;
    else {
      run = { start: cp, end: cp, glyph };
      out.push(run);
    }
  }
  return out;
}
