import { crc32, deflateRaw } from '#compression';
import { OfdError } from './errors.ts';
import type { OfdPackage } from './package.ts';

interface Packed {
  readonly crc: number;
  /** Undefined: stored as it is. */
  readonly deflated: Uint8Array | undefined;
}

const packed = new WeakMap<Uint8Array, Packed>();
const encoder = new TextEncoder();
const MAX_FILE = 0x7fffffff;
// Pictures, seals and signed values (which are mostly the seal's picture) are compressed already. Outlines of glyphs give a quarter, 8 kB of a licence, for a
// fifth of all the time its making takes.
const STORED = /\.(png|jpe?g|gif|jp2|zip|ofd|esl|dat|ttf)$/i;
/** Smaller parts cost more to set a stream up for than they save. */
const WORTH = 1024;
const DOS_TIME = 0;
/** 1980-01-01: no clock in the file, so equal packages give equal bytes. */
const DOS_DATE = 0x21;

/**
 * Packs the parts into an .ofd file (ZIP, deflate where it pays). Deterministic; parts keep their order.
 * @throws OfdError `too_large` beyond 2 GB or 65,535 parts
 */
export function packOfd(ofd: OfdPackage): Uint8Array {
  const entries: { name: Uint8Array; data: Uint8Array; size: number; crc: number; method: 0 | 8; flags: number }[] = [];
  let total = 22;
  for (const [path, bytes] of ofd.parts) {
    const { crc, deflated } = packPart(path, bytes);
    const name = encoder.encode(path);
    const data = deflated ?? bytes;
    entries.push({
      name,
      data,
      size: bytes.length,
      crc,
      method: deflated ? 8 : 0,
      flags: name.length === path.length ? 0 : 0x0800,
    });
    total += 30 + 46 + name.length * 2 + data.length;
  }
  if (total > MAX_FILE || entries.length > 0xffff) {
    throw new OfdError(
      'too_large',
      'An OFD file holds at most 2 GB and 65,535 parts.',
      'OFD 文件不得超过 2 GB 或 65535 个部件。',
    );
  }
  const out = new Uint8Array(total);
  const view = new DataView(out.buffer);
  const header = (at: number, e: (typeof entries)[number]) => {
    view.setUint16(at, 20, true);
    view.setUint16(at + 2, e.flags, true);
    view.setUint16(at + 4, e.method, true);
    view.setUint16(at + 6, DOS_TIME, true);
    view.setUint16(at + 8, DOS_DATE, true);
    view.setUint32(at + 10, e.crc, true);
    view.setUint32(at + 14, e.data.length, true);
    view.setUint32(at + 18, e.size, true);
    view.setUint16(at + 22, e.name.length, true);
  };
  let at = 0;
  const offsets: number[] = [];
  for (const e of entries) {
    offsets.push(at);
    view.setUint32(at, 0x04034b50, true);
    header(at + 4, e);
    out.set(e.name, at + 30);
    out.set(e.data, at + 30 + e.name.length);
    at += 30 + e.name.length + e.data.length;
  }
  const directory = at;
  entries.forEach((e, i) => {
    view.setUint32(at, 0x02014b50, true);
    view.setUint16(at + 4, 20, true);
    header(at + 6, e);
    view.setUint32(at + 42, offsets[i]!, true);
    out.set(e.name, at + 46);
    at += 46 + e.name.length;
  });
  view.setUint32(at, 0x06054b50, true);
  view.setUint16(at + 8, entries.length, true);
  view.setUint16(at + 10, entries.length, true);
  view.setUint32(at + 12, at - directory, true);
  view.setUint32(at + 16, directory, true);
  return out;
}

function packPart(path: string, bytes: Uint8Array): Packed {
  let known = packed.get(bytes);
  if (!known) {
    let deflated: Uint8Array | undefined;
    if (bytes.length > WORTH && !STORED.test(path)) {
      // template pages are packed once for all licences; what is new in each is packed quickly
      const candidate = deflateRaw(bytes, /\/Tpls\//.test(path) ? 6 : 1);
      if (candidate.length < bytes.length) deflated = candidate;
    }
    known = { crc: crc32(bytes), deflated };
    packed.set(bytes, known);
  }
  return known;
}
