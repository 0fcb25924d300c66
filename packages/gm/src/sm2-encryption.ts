import { sm3Of } from '#platform';
import { arithmetic } from './arithmetic.ts';
import { bigIntTo32, bytesToBigInt, concat, equalBytes } from './bytes.ts';
import { isOnCurve, type Point } from './curve.ts';
import { readDer } from './der-read.ts';
import { derOctets, derSequence, derUnsigned } from './der-write.ts';
import { GmError } from './errors.ts';
import {
  encodePoint,
  type PreparedPublicKey,
  privateKeyState,
  publicKeyState,
  randomScalar,
  type Sm2KeyPair,
} from './sm2-key.ts';

export interface Sm2CipherOptions {
  /** `c1c3c2` (default): 04‖x‖y ‖ hash(32) ‖ cipher; `der`: GM/T 0009 SEQUENCE { x, y, hash, cipher }; `c1c2c3`: old order. */
  readonly format?: 'c1c3c2' | 'der' | 'c1c2c3';
}

/** Key stream from the shared point, xored over the data; undefined when the stream is all zero (step A5). */
function xorWithKdf(shared: Uint8Array, data: Uint8Array): Uint8Array | undefined {
  const out = new Uint8Array(data.length);
  let any = 0;
  for (let counter = 1, at = 0; at < data.length; counter += 1, at += 32) {
    const block = sm3Of(shared, Uint8Array.of(counter >>> 24, counter >>> 16, counter >>> 8, counter));
    for (let i = 0; i < 32 && at + i < data.length; i += 1) {
      any |= block[i]!;
      out[at + i] = data[at + i]! ^ block[i]!;
    }
  }
  return any === 0 ? undefined : out;
}

const MAX_DATA = 16 * 1024 * 1024;

/**
 * SM2 public key encryption (GB/T 32918.4-2016). 1 byte to 16 MiB of data; meant for short secrets such as keys.
 * @throws GmError `point` (bad public key), `size`
 */
export function sm2Encrypt(
  data: Uint8Array,
  publicKey: Uint8Array | PreparedPublicKey,
  options: Sm2CipherOptions = {},
): Uint8Array {
  if (data.length === 0 || data.length > MAX_DATA) throw new GmError('size', 'SM2 encrypts 1 byte to 16 MiB');
  const { tables } = publicKeyState(publicKey);
  for (;;) {
    const k = randomScalar();
    const c1 = arithmetic().multiplyBase(k);
    const shared = arithmetic().multiply(k, tables.point);
    const x2 = bigIntTo32(shared.x);
    const y2 = bigIntTo32(shared.y);
    const c2 = xorWithKdf(concat(x2, y2), data);
    if (!c2) continue;
    const c3 = sm3Of(x2, data, y2);
    if (options.format === 'der') {
      return derSequence(derUnsigned(bigIntTo32(c1.x)), derUnsigned(bigIntTo32(c1.y)), derOctets(c3), derOctets(c2));
    }
    return options.format === 'c1c2c3' ? concat(encodePoint(c1), c2, c3) : concat(encodePoint(c1), c3, c2);
  }
}

interface CipherParts {
  readonly c1: Point;
  readonly c2: Uint8Array;
  readonly c3: Uint8Array;
}

function split(data: Uint8Array, format: Sm2CipherOptions['format']): CipherParts {
  if (format === 'der') {
    const fields = readDer(data, 'cipher', { maxBytes: MAX_DATA + 200 }).sequence();
    const c1 = { x: fields.next('x').integer(), y: fields.next('y').integer() };
    const c3 = fields.next('hash').octets();
    const c2 = fields.next('cipher').octets();
    fields.end();
    return { c1, c2, c3 };
  }
  if (data.length < 98 || data[0] !== 4 || data.length > MAX_DATA + 97) {
    throw new GmError('ciphertext', 'not an SM2 ciphertext starting with an uncompressed point');
  }
  const c1 = { x: bytesToBigInt(data.subarray(1, 33)), y: bytesToBigInt(data.subarray(33, 65)) };
  const end = data.length - 32;
  return format === 'c1c2c3'
    ? { c1, c2: data.subarray(65, end), c3: data.subarray(end) }
    : { c1, c2: data.subarray(97), c3: data.subarray(65, 97) };
}

/**
 * Undoes {@link sm2Encrypt}; give the same format.
 * @throws GmError `ciphertext` or `der` when the data is damaged or for another key, `key`
 */
export function sm2Decrypt(data: Uint8Array, key: Uint8Array | Sm2KeyPair, options: Sm2CipherOptions = {}): Uint8Array {
  const { d } = privateKeyState(key);
  const { c1, c2, c3 } = split(data, options.format);
  if (!isOnCurve(c1) || c3.length !== 32 || c2.length === 0) throw new GmError('ciphertext', 'C1 is not on the curve');
  const shared = arithmetic().multiply(d, c1);
  const x2 = bigIntTo32(shared.x);
  const y2 = bigIntTo32(shared.y);
  const out = xorWithKdf(concat(x2, y2), c2);
  if (!out || !equalBytes(sm3Of(x2, out, y2), c3)) {
    throw new GmError('ciphertext', 'the check value differs: wrong key or changed data');
  }
  return out;
}
