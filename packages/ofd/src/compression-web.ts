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

/**
 * Raw inflate; `undefined` when the stream is broken or gives more than `size` bytes. `consumed` costs a second inflation
 * here; unless `exact` it is taken for granted.
 */
export function inflateRaw(packed: Uint8Array, size: number, exact = true): Inflated | undefined {
  try {
    // One byte of room more than allowed tells an over-long stream from one that fits exactly.
    const data = inflateSync(packed, { out: new Uint8Array(size + 1) });
    if (data.length > size) return undefined;
    const whole = !exact || needsLastByte(packed, size);
    return { data, consumed: whole ? packed.length : packed.length - 1 };
  } catch {
    return undefined;
  }
}

/** fflate does not say how much it read: when the stream is whole without its last byte, that byte is hidden data. */
function needsLastByte(packed: Uint8Array, size: number): boolean {
  try {
    inflateSync(packed.subarray(0, -1), { out: new Uint8Array(size + 1) });
    return false;
  } catch {
    return true;
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

const ALPHABET = new TextEncoder().encode('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/');
const PAD = 0x3d;

/** Standard base64 with padding. Bytes into bytes, made text at once: fonts and pictures are large. */
export function base64(data: Uint8Array): string {
  const out = new Uint8Array(Math.ceil(data.length / 3) * 4);
  let at = 0;
  for (let i = 0; i < data.length; i += 3) {
    const left = data.length - i;
    const n = (data[i]! << 16) | ((left > 1 ? data[i + 1]! : 0) << 8) | (left > 2 ? data[i + 2]! : 0);
    out[at++] = ALPHABET[n >> 18]!;
    out[at++] = ALPHABET[(n >> 12) & 63]!;
    out[at++] = left > 1 ? ALPHABET[(n >> 6) & 63]! : PAD;
    out[at++] = left > 2 ? ALPHABET[n & 63]! : PAD;
  }
  return new TextDecoder('latin1').decode(out);
}
