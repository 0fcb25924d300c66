import { hmacSm3Of } from '#platform';
import { arithmetic } from './arithmetic.ts';
import { bigIntTo32, bytesToBigInt, concat } from './bytes.ts';
import { N, P } from './curve.ts';
import { readDer } from './der-read.ts';
import { der, derUnsigned, TAG } from './der-write.ts';
import { GmError } from './errors.ts';
import {
  DEFAULT_USER_ID,
  messageNumber,
  type PreparedPublicKey,
  type PrivateKeyState,
  privateKeyState,
  publicKeyState,
  randomScalar,
  type Sm2KeyPair,
} from './sm2-key.ts';

export interface Sm2Options {
  /** The signer's id that enters ZA; default `1234567812345678`. */
  readonly userId?: string | Uint8Array;
}

export interface Sm2SignOptions extends Sm2Options {
  /** `random` (default) or `deterministic` (RFC 6979 with HMAC-SM3: the same input gives the same signature). */
  readonly nonce?: 'random' | 'deterministic';
}

/** r and s from e, or undefined when this k must not be used (GB/T 32918.2 6.1 A5, A6). */
export function signNumber(e: bigint, key: PrivateKeyState, k: bigint): { r: bigint; s: bigint } | undefined {
  const { x } = arithmetic().multiplyBase(k);
  const r = (e + x) % N;
  if (r === 0n || r + k === N) return undefined;
  const s = (key.inverse * ((k + N * N - r * key.d) % N)) % N;
  return s === 0n ? undefined : { r, s };
}

/** RFC 6979 3.2 with HMAC-SM3 and e as the message digest. */
function* deterministicScalars(d: bigint, e: bigint): Generator<bigint> {
  const seed = concat(bigIntTo32(d), bigIntTo32(e % N));
  let key: Uint8Array = new Uint8Array(32);
  let v: Uint8Array = new Uint8Array(32).fill(1);
  for (const mark of [0, 1]) {
    key = hmacSm3Of(key, concat(v, Uint8Array.of(mark), seed));
    v = hmacSm3Of(key, v);
  }
  for (;;) {
    v = hmacSm3Of(key, v);
    const k = bytesToBigInt(v);
    if (k > 0n && k < N) yield k;
    key = hmacSm3Of(key, concat(v, Uint8Array.of(0)));
    v = hmacSm3Of(key, v);
  }
}

/**
 * SM2 signature with SM3 (GB/T 32918.2-2016) over the whole message; gives DER SEQUENCE { r, s }, 70–72 bytes.
 * Pass the same key object each time: its precomputed numbers are kept with it.
 * @throws GmError `key` when the private key is out of range or the pair does not match
 */
export function sm2Sign(message: Uint8Array, key: Uint8Array | Sm2KeyPair, options: Sm2SignOptions = {}): Uint8Array {
  const state = privateKeyState(key);
  return signWith(messageNumber(state.public, options.userId ?? DEFAULT_USER_ID, message), state, options);
}

function signWith(e: bigint, state: PrivateKeyState, options: Sm2SignOptions): Uint8Array {
  const scalars = options.nonce === 'deterministic' ? deterministicScalars(state.d, e) : undefined;
  for (;;) {
    const k = scalars ? (scalars.next().value as bigint) : randomScalar();
    const signature = signNumber(e, state, k);
    if (signature) return encodeSm2Signature(signature.r, signature.s);
  }
}

/**
 * e = SM3(ZA ‖ M), GB/T 32918.2 6.1 A1–A2: the 32 bytes a signing device is given for a message.
 * @throws GmError `point`
 */
export function sm2Digest(
  message: Uint8Array,
  publicKey: Uint8Array | PreparedPublicKey,
  options: Sm2Options = {},
): Uint8Array {
  return bigIntTo32(messageNumber(publicKeyState(publicKey), options.userId ?? DEFAULT_USER_ID, message));
}

/**
 * Signs a digest made by {@link sm2Digest}, as a signing service does that never sees the message; gives DER.
 * @throws GmError `key`, `argument` (not 32 bytes)
 */
export function sm2SignDigest(
  digest: Uint8Array,
  key: Uint8Array | Sm2KeyPair,
  options: Pick<Sm2SignOptions, 'nonce'> = {},
): Uint8Array {
  if (digest.length !== 32) throw new GmError('argument', 'an SM2 digest has 32 bytes');
  return signWith(bytesToBigInt(digest), privateKeyState(key), options);
}

export function encodeSm2Signature(r: bigint, s: bigint): Uint8Array {
  return der(TAG.sequence, derUnsigned(bigIntTo32(r)), derUnsigned(bigIntTo32(s)));
}

/** r and s of a strictly encoded signature, undefined when it is anything else. */
export function decodeSm2Signature(signature: Uint8Array): { r: bigint; s: bigint } | undefined {
  if (signature.length > 72 || signature.length < 8) return undefined;
  try {
    const fields = readDer(signature, 'signature').sequence();
    const r = fields.next('r').integer();
    const s = fields.next('s').integer();
    fields.end();
    return r > 0n && r < N && s > 0n && s < N ? { r, s } : undefined;
  } catch (error) {
    if (error instanceof GmError) return undefined;
    throw error;
  }
}

/**
 * Is this the SM2/SM3 signature of the message by the key? Anything that is not strict DER with r, s in 1..n-1 is not.
 * Keys used often get tables by themselves (see {@link preparePublicKey}).
 * @throws GmError `point` when the public key is not a point of the curve
 */
export function sm2Verify(
  signature: Uint8Array,
  message: Uint8Array,
  publicKey: Uint8Array | PreparedPublicKey,
  options: Sm2Options = {},
): boolean {
  const state = publicKeyState(publicKey);
  const numbers = decodeSm2Signature(signature);
  if (!numbers) return false;
  const { r, s } = numbers;
  const t = (r + s) % N;
  if (t === 0n) return false;
  const e = messageNumber(state, options.userId ?? DEFAULT_USER_ID, message);
  // x is below p, and p > n: compare modulo n without reducing twice.
  const x = arithmetic().combine(s, t, state.tables);
  return x !== undefined && x < P && (e + x) % N === r;
}
