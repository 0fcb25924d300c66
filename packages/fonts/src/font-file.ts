import { openSync, readSync } from 'node:fs';
import type { Font } from './font.ts';
import { parseFont } from './parse.ts';
import { FontError } from './tables.ts';

/** What is read of a font; tables for setting text (GSUB, GPOS) and the outlines stay in the file. */
const wanted = ['head', 'hhea', 'maxp', 'hmtx', 'loca', 'cmap', 'name', 'post', 'OS/2', 'cvt ', 'fpgm', 'gasp', 'prep'];
const maxTables = 64;

/**
 * Opens a TrueType file and keeps it open: its outlines are read when a glyph is first used and then kept, so that a Chinese font of 14 MB costs
 * the memory of the characters in use. Node only.
 * @throws FontError as `parseFont`
 */
export function openFontFile(path: string, family?: string): Font {
  const file = openSync(path, 'r');
  const read = (at: number, length: number): Uint8Array => {
    const bytes = new Uint8Array(length);
    if (readSync(file, bytes, 0, length, at) !== length)
      throw new FontError('damaged', 'The font file is cut off; fetch the file again.');
    return bytes;
  };
  const count = new DataView(read(0, 12).buffer).getUint16(4);
  if (count > maxTables) throw new FontError('damaged', 'The font has an impossible number of tables.');
  const header = read(0, 12 + count * 16);
  const view = new DataView(header.buffer);
  const tables = Array.from({ length: count }, (_, i) => {
    const at = 12 + i * 16;
    return {
      record: header.subarray(at, at + 16),
      tag: String.fromCharCode(...header.subarray(at, at + 4)),
      offset: view.getUint32(at + 8),
      length: view.getUint32(at + 12),
    };
  });
  const kept = tables.filter((table) => wanted.includes(table.tag));
  const glyf = tables.find((table) => table.tag === 'glyf');

  // the same font without the rest: header, directory, tables one after the other
  const start = 12 + kept.length * 16;
  const out = new Uint8Array(start + kept.reduce((sum, table) => sum + ((table.length + 3) & ~3), 0));
  const directory = new DataView(out.buffer);
  out.set(header.subarray(0, 12));
  directory.setUint16(4, kept.length);
  let at = start;
  kept.forEach((table, i) => {
    out.set(table.record, 12 + i * 16);
    directory.setUint32(12 + i * 16 + 8, at);
    out.set(read(table.offset, table.length), at);
    at += (table.length + 3) & ~3;
  });
  return parseFont(
    out,
    family,
    glyf && { length: glyf.length, read: (from, to) => read(glyf.offset + from, to - from) },
  );
}
