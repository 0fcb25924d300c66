import { GmError } from './errors.ts';

const HEX: readonly string[] = Array.from({ length: 256 }, (_, i) => i.toString(16).padStart(2, '0'));

/** Lower-case hexadecimal of the bytes. */
export function toHex(bytes: Uint8Array): string {
  let out = '';
  for (const byte of bytes) out += HEX[byte];
  return out;
}

/** Bytes of a hexadecimal text (even length, no separators). Throws GmError `argument`. */
export function fromHex(text: string): Uint8Array {
  if (text.length % 2 !== 0 || !/^[0-9a-fA-F]*$/.test(text)) {
    throw new GmError('argument', 'not hexadecimal: give an even number of 0-9a-f digits');
  }
  const out = new Uint8Array(text.length / 2);
  for (let i = 0; i < out.length; i += 1) out[i] = Number.parseInt(text.slice(2 * i, 2 * i + 2), 16);
  return out;
}

export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  let length = 0;
  for (const part of parts) length += part.length;
  const out = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  // No early exit: also used on authentication codes.
  let difference = 0;
  for (let i = 0; i < a.length; i += 1) difference |= a[i]! ^ b[i]!;
  return difference === 0;
}

export function bytesToBigInt(bytes: Uint8Array): bigint {
  if (bytes.length === 32) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, 32);
    const high = (view.getBigUint64(0) << 64n) | view.getBigUint64(8);
    return (high << 128n) | (view.getBigUint64(16) << 64n) | view.getBigUint64(24);
  }
  return bytes.length === 0 ? 0n : BigInt(`0x${toHex(bytes)}`);
}

/** 32 bytes, most significant first. The value must be in 0..2^256-1. */
export function bigIntTo32(value: bigint): Uint8Array {
  const out = new Uint8Array(32);
  const view = new DataView(out.buffer);
  for (let i = 0, rest = value; i < 4; i += 1, rest >>= 64n) view.setBigUint64(24 - 8 * i, BigInt.asUintN(64, rest));
  return out;
}

const utf8 = new TextEncoder();

export function utf8Bytes(text: string): Uint8Array {
  return utf8.encode(text);
}
