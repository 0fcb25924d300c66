import { deflateSync, inflateSync } from 'fflate';

/** What one inflation gave: the data and how many bytes of the input the stream really used. */
export interface Inflated {
  readonly data: Uint8Array;
  readonly consumed: number;
}

/** Raw deflate. Level 1 for speed, 6 for size. */
export function deflateRaw(data: Uint8Array, level: 1 | 6): Uint8Array {
  return deflateSync(data, { level });
}

/** Raw inflate; `undefined` when the stream is broken or gives more than `size` bytes. */
export function inflateRaw(data: Uint8Array, size: number): Inflated | undefined {
  try {
    // One byte of room more than allowed tells an over-long stream from one that fits exactly.
    const out = inflateSync(data, { out: new Uint8Array(size + 1) });
    // fflate does not report how much input it read; the reader's other checks stand alone in browsers.
    return out.length > size ? undefined : { data: out.subarray(0, out.length), consumed: data.length };
  } catch {
    return undefined;
  }
}

let table: Uint32Array | undefined;

/** CRC-32 as ZIP wants it, unsigned. */
export function crc32(data: Uint8Array): number {
  if (!table) {
    table = new Uint32Array(256);
    for (let i = 0; i < 256; i++) {
      let c = i;
      for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
      table[i] = c >>> 0;
    }
  }
  let crc = 0xffffffff;
  for (let i = 0; i < data.length; i++) crc = table[(crc ^ data[i]!) & 0xff]! ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}
