/** The file is not a TrueType font we can use, or a request to it makes no sense. `message` says what and what to do. */
export class FontError extends Error {
  readonly code: 'not_truetype' | 'damaged' | 'table_missing' | 'no_outlines' | 'too_large';
  constructor(code: FontError['code'], message: string) {
    super(message);
    this.name = 'FontError';
    this.code = code;
  }
}

/** The outlines (table `glyf`, by far the largest) where they are not among the bytes: read from the file glyph by glyph. */
export interface GlyphData {
  readonly length: number;
  /** Bytes from `start` to before `end` of the table. */
  read(start: number, end: number): Uint8Array;
}

/** Where each table lies in the font file. Nothing is copied. */
export interface TableDirectory {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  readonly tables: ReadonlyMap<string, { readonly offset: number; readonly length: number }>;
  /** Undefined when the font has no outlines. */
  readonly glyphs: GlyphData | undefined;
}

/**
 * Reads the table directory of a TrueType file (sfnt version 0x00010000 or `true`); CFF fonts are refused.
 * @param glyphs the outlines when they are not among the bytes
 */
export function readDirectory(bytes: Uint8Array, glyphs?: GlyphData): TableDirectory {
  if (bytes.length < 12) throw new FontError('not_truetype', 'The font file is shorter than its header.');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const version = view.getUint32(0);
  if (version === 0x4f54544f) {
    throw new FontError('no_outlines', 'This is a CFF (OpenType/PostScript) font; use the TrueType (.ttf) edition.');
  }
  if (version !== 0x00010000 && version !== 0x74727565) {
    throw new FontError('not_truetype', 'Not a TrueType font file; give a .ttf (collections and WOFF are not read).');
  }
  const count = view.getUint16(4);
  if (bytes.length < 12 + count * 16) throw new FontError('damaged', 'The font ends inside its table directory.');
  const tables = new Map<string, { offset: number; length: number }>();
  for (let i = 0; i < count; i++) {
    const at = 12 + i * 16;
    const tag = String.fromCharCode(bytes[at]!, bytes[at + 1]!, bytes[at + 2]!, bytes[at + 3]!);
    const offset = view.getUint32(at + 8);
    const length = view.getUint32(at + 12);
    if (offset + length > bytes.length) {
      throw new FontError('damaged', `Table '${tag}' lies outside the font file; fetch the file again.`);
    }
    tables.set(tag, { offset, length });
  }
  const glyf = tables.get('glyf');
  return {
    bytes,
    view,
    tables,
    glyphs:
      glyphs ??
      (glyf && {
        length: glyf.length,
        read: (start, end) => bytes.subarray(glyf.offset + start, glyf.offset + end),
      }),
  };
}

/** A view of one table's bytes (not a copy). */
export function tableBytes(dir: TableDirectory, tag: string, minLength = 0): Uint8Array {
  const entry = dir.tables.get(tag);
  if (!entry) throw new FontError('table_missing', `The font has no '${tag}' table; use another font file.`);
  if (entry.length < minLength) throw new FontError('damaged', `Table '${tag}' is too short; fetch the font again.`);
  return dir.bytes.subarray(entry.offset, entry.offset + entry.length);
}

/** Sum of big-endian 32-bit words, the last one padded with zeros (OpenType table checksum). */
export function checksum(bytes: Uint8Array): number {
  const whole = bytes.length & ~3;
  let sum = 0;
  for (let i = 0; i < whole; i += 4) {
    sum = (sum + ((bytes[i]! << 24) | (bytes[i + 1]! << 16) | (bytes[i + 2]! << 8) | bytes[i + 3]!)) | 0;
  }
  let last = 0;
  for (let i = whole; i < whole + 4; i++) last = (last << 8) | (i < bytes.length ? bytes[i]! : 0);
  return (sum + (whole < bytes.length ? last : 0)) >>> 0;
}
