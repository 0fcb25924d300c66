import { writeCharacterMap } from './cmap.ts';
import { COMPONENT, componentLength } from './outline.ts';
import { checksum, FontError, type TableDirectory, tableBytes } from './tables.ts';

/** One glyph as it lies in the file, with what a subset needs of it. */
export interface GlyphSlice {
  readonly bytes: Uint8Array;
  readonly checksum: number;
  readonly advance: number;
  readonly bearing: number;
  /** Glyphs this one is composed of; undefined for simple glyphs. */
  readonly components: readonly number[] | undefined;
}

/** A font prepared for subsetting: constant tables ready with their checksums, glyph slices cached. */
export interface SubsetSource {
  readonly glyphCount: number;
  readonly glyph: (id: number) => GlyphSlice;
  readonly constant: readonly Table[];
  readonly head: Uint8Array;
  readonly hhea: Uint8Array;
  readonly maxp: Uint8Array;
  readonly os2: Uint8Array;
}

interface Table {
  readonly tag: string;
  readonly bytes: Uint8Array;
  readonly checksum: number;
}

const NO_BYTES = new Uint8Array(0);
const MAX_GLYPHS = 65_535;

/** Prepares a font for `writeSubset`; reads only headers. */
export function subsetSource(dir: TableDirectory, family: string): SubsetSource {
  const { view } = dir;
  const maxp = tableBytes(dir, 'maxp', 32).slice();
  const glyphCount = (maxp[4]! << 8) | maxp[5]!;
  const head = tableBytes(dir, 'head', 54).slice(0, 54);
  // The table's checksum is taken with the adjustment at zero.
  head.fill(0, 8, 12);
  const longOffsets = head[51] === 1;
  const hhea = tableBytes(dir, 'hhea', 36).slice(0, 36);
  const metricCount = (hhea[34]! << 8) | hhea[35]!;
  const loca = dir.tables.get('loca');
  const glyf = dir.glyphs;
  const hmtx = dir.tables.get('hmtx');
  if (!loca || !glyf || !hmtx)
    throw new FontError('no_outlines', 'The font has no TrueType outlines; use a .ttf font.');
  if (metricCount < 1 || hmtx.length < metricCount * 4 + (glyphCount - metricCount) * 2) {
    throw new FontError('damaged', "The font's metrics are shorter than its glyph count.");
  }
  if (loca.length < (glyphCount + 1) * (longOffsets ? 4 : 2)) {
    throw new FontError('damaged', "The font's glyph index is shorter than its glyph count.");
  }
  const offsetOf = (id: number) =>
    longOffsets ? view.getUint32(loca.offset + id * 4) : view.getUint16(loca.offset + id * 2) * 2;
  const cache = new Map<number, GlyphSlice>();
  const read = (id: number): GlyphSlice => {
    if (id >= glyphCount) throw new FontError('damaged', `The font refers to glyph ${id}, which it does not have.`);
    const start = offsetOf(id);
    const end = offsetOf(id + 1);
    if (end < start || end > glyf.length) throw new FontError('damaged', `Glyph ${id} lies outside the font.`);
    const bytes = start === end ? NO_BYTES : glyf.read(start, end);
    const metric = Math.min(id, metricCount - 1);
    return {
      bytes,
      checksum: checksum(bytes),
      advance: view.getUint16(hmtx.offset + metric * 4),
      bearing:
        id < metricCount
          ? view.getInt16(hmtx.offset + id * 4 + 2)
          : view.getInt16(hmtx.offset + metricCount * 4 + (id - metricCount) * 2),
      components: componentsOf(bytes),
    };
  };
  const glyph = (id: number): GlyphSlice => {
    let slice = cache.get(id);
    if (!slice) {
      slice = read(id);
      cache.set(id, slice);
    }
    return slice;
  };
  const constant: Table[] = [table('name', nameTable(family)), table('post', postTable(dir))];
  // Hinting programs travel along unchanged: glyph bytes are sliced, so their instructions may call them.
  for (const tag of ['cvt ', 'fpgm', 'gasp', 'prep']) {
    if (dir.tables.has(tag)) constant.push(table(tag, tableBytes(dir, tag)));
  }
  return { glyphCount, glyph, constant, head, hhea, maxp, os2: os2Table(dir) };
}

/** Writes the subset font. Same set of code points → same bytes. Characters the font lacks are left out. */
export function writeSubset(
  source: SubsetSource,
  codePoints: Iterable<number>,
  glyphOf: (codePoint: number) => number,
): Uint8Array {
  const characters = [...new Set(codePoints)].filter((cp) => glyphOf(cp) !== 0).sort((a, b) => a - b);
  const kept: number[] = [0];
  const newId = new Map<number, number>([[0, 0]]);
  const keep = (id: number): number => {
    let n = newId.get(id);
    if (n === undefined) {
      n = kept.length;
      newId.set(id, n);
      kept.push(id);
    }
    return n;
  };
  const mapped = characters.map((cp) => keep(glyphOf(cp)));
  for (let i = 0; i < kept.length; i++) for (const child of source.glyph(kept[i]!).components ?? []) keep(child);
  if (kept.length > MAX_GLYPHS) throw new FontError('too_large', 'A subset holds at most 65,535 glyphs.');

  const slices = kept.map((id) => {
    const slice = source.glyph(id);
    if (!slice.components) return slice;
    const bytes = renumberComponents(slice.bytes, keep);
    return { ...slice, bytes, checksum: checksum(bytes) };
  });
  let glyfLength = 0;
  for (const slice of slices) glyfLength += (slice.bytes.length + 3) & ~3;
  const long = glyfLength > 0x1fffc;
  const tables: Table[] = [
    ...source.constant,
    table('cmap', writeCharacterMap(characters, mapped)),
    table('head', patch16(source.head, [[50, long ? 1 : 0]])),
    table('hhea', patch16(source.hhea, [[34, kept.length]])),
    table('hmtx', horizontalMetrics(slices)),
    table('loca', locations(slices, long)),
    table('maxp', patch16(source.maxp, [[4, kept.length]])),
    table(
      'OS/2',
      patch16(source.os2, [
        [64, Math.min(characters[0] ?? 0, 0xffff)],
        [66, Math.min(characters[characters.length - 1] ?? 0, 0xffff)],
      ]),
    ),
  ];
  let glyfSum = 0;
  for (const slice of slices) glyfSum = (glyfSum + slice.checksum) >>> 0;
  return assemble(tables, slices, glyfLength, glyfSum);
}

function assemble(tables: Table[], slices: readonly GlyphSlice[], glyfLength: number, glyfSum: number): Uint8Array {
  const glyf: Table = { tag: 'glyf', bytes: NO_BYTES, checksum: glyfSum };
  const all = [...tables, glyf].sort((a, b) => (a.tag < b.tag ? -1 : 1));
  const lengthOf = (t: Table) => (t === glyf ? glyfLength : t.bytes.length);
  const headerLength = 12 + all.length * 16;
  let total = headerLength;
  for (const t of all) total += (lengthOf(t) + 3) & ~3;
  const out = new Uint8Array(total);
  const view = new DataView(out.buffer);
  const power = 2 ** Math.floor(Math.log2(all.length));
  view.setUint32(0, 0x00010000);
  view.setUint16(4, all.length);
  view.setUint16(6, power * 16);
  view.setUint16(8, Math.log2(power));
  view.setUint16(10, all.length * 16 - power * 16);
  let offset = headerLength;
  let headAt = 0;
  let sum = 0;
  all.forEach((t, i) => {
    const at = 12 + i * 16;
    for (let k = 0; k < 4; k++) out[at + k] = t.tag.charCodeAt(k);
    view.setUint32(at + 4, t.checksum);
    view.setUint32(at + 8, offset);
    view.setUint32(at + 12, lengthOf(t));
    sum = (sum + t.checksum) >>> 0;
    if (t === glyf) {
      let g = offset;
      for (const slice of slices) {
        out.set(slice.bytes, g);
        g += (slice.bytes.length + 3) & ~3;
      }
    } else out.set(t.bytes, offset);
    if (t.tag === 'head') headAt = offset;
    offset += (lengthOf(t) + 3) & ~3;
  });
  sum = (sum + checksum(out.subarray(0, headerLength))) >>> 0;
  view.setUint32(headAt + 8, (0xb1b0afba - sum) >>> 0);
  return out;
}

function table(tag: string, bytes: Uint8Array): Table {
  return { tag, bytes, checksum: checksum(bytes) };
}

function patch16(bytes: Uint8Array, changes: readonly (readonly [number, number])[]): Uint8Array {
  const out = bytes.slice();
  const view = new DataView(out.buffer);
  for (const [offset, value] of changes) view.setUint16(offset, value);
  return out;
}

function horizontalMetrics(slices: readonly GlyphSlice[]): Uint8Array {
  const out = new Uint8Array(slices.length * 4);
  const view = new DataView(out.buffer);
  slices.forEach((slice, i) => {
    view.setUint16(i * 4, slice.advance);
    view.setInt16(i * 4 + 2, slice.bearing);
  });
  return out;
}

function locations(slices: readonly GlyphSlice[], long: boolean): Uint8Array {
  const out = new Uint8Array((slices.length + 1) * (long ? 4 : 2));
  const view = new DataView(out.buffer);
  let offset = 0;
  for (let i = 0; i <= slices.length; i++) {
    if (long) view.setUint32(i * 4, offset);
    else view.setUint16(i * 2, offset / 2);
    offset += ((slices[i]?.bytes.length ?? 0) + 3) & ~3;
  }
  return out;
}

function componentsOf(bytes: Uint8Array): number[] | undefined {
  if (bytes.length < 10 || bytes[0]! < 0x80) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const out: number[] = [];
  let pos = 10;
  let flags: number = COMPONENT.more;
  while (flags & COMPONENT.more) {
    flags = view.getUint16(pos);
    out.push(view.getUint16(pos + 2));
    pos += componentLength(flags);
  }
  return out;
}

function renumberComponents(bytes: Uint8Array, newId: (id: number) => number): Uint8Array {
  const out = bytes.slice();
  const view = new DataView(out.buffer);
  let pos = 10;
  let flags: number = COMPONENT.more;
  while (flags & COMPONENT.more) {
    flags = view.getUint16(pos);
    view.setUint16(pos + 2, newId(view.getUint16(pos + 2)));
    pos += componentLength(flags);
  }
  return out;
}

/** Windows Unicode names 1–6; readers and `fc-scan` want them. */
function nameTable(family: string): Uint8Array {
  const postScript = family.replace(/[^A-Za-z0-9-]/g, '').slice(0, 63) || 'Subset';
  const names = [family, 'Regular', `${postScript};subset`, family, 'Version 1.0', postScript];
  const text = names.join('');
  const out = new Uint8Array(6 + names.length * 12 + text.length * 2);
  const view = new DataView(out.buffer);
  view.setUint16(2, names.length);
  view.setUint16(4, 6 + names.length * 12);
  let offset = 0;
  names.forEach((name, i) => {
    const at = 6 + i * 12;
    view.setUint16(at, 3);
    view.setUint16(at + 2, 1);
    view.setUint16(at + 4, 0x0409);
    view.setUint16(at + 6, i + 1);
    view.setUint16(at + 8, name.length * 2);
    view.setUint16(at + 10, offset);
    offset += name.length * 2;
  });
  for (let i = 0; i < text.length; i++) view.setUint16(6 + names.length * 12 + i * 2, text.charCodeAt(i));
  return out;
}

/** Version 3: no glyph names. */
function postTable(dir: TableDirectory): Uint8Array {
  const out = new Uint8Array(32);
  if (dir.tables.has('post')) out.set(tableBytes(dir, 'post', 16).subarray(0, 16));
  new DataView(out.buffer).setUint32(0, 0x00030000);
  return out;
}

function os2Table(dir: TableDirectory): Uint8Array {
  if (dir.tables.has('OS/2')) return tableBytes(dir, 'OS/2', 78).slice();
  const out = new Uint8Array(78);
  const view = new DataView(out.buffer);
  view.setUint16(4, 400);
  view.setUint16(6, 5);
  return out;
}
