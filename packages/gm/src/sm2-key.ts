import { randomBytes, sm3Of } from '#platform';
import { arithmetic } from './arithmetic.ts';
import { bigIntTo32, bytesToBigInt, equalBytes, toHex, utf8Bytes } from './bytes.ts';
import { A, B, GX, GY, invert, isOnCurve, type KeyTables, N, type Point } from './curve.ts';
import { GmError } from './errors.ts';

/** SM2 key pair as bytes. */
export interface Sm2KeyPair {
  /** 32 bytes, big-endian, 1..n-2. */
  readonly privateKey: Uint8Array;
  /** 65 bytes: 04 ‖ X ‖ Y. */
  readonly publicKey: Uint8Array;
}

/** The user id that GM/T 0009 and GB/T 38540 use when none is agreed. */
export const DEFAULT_USER_ID = '1234567812345678';

const PREPARED = Symbol('prepared SM2 public key');

/** A public key that has been checked and may hold tables; made by {@link preparePublicKey}. */
export interface PreparedPublicKey {
  readonly publicKey: Uint8Array;
  readonly [PREPARED]: PublicKeyState;
}

interface PublicKeyState {
  readonly bytes: Uint8Array;
  readonly tables: KeyTables;
  /** ZA per user id, the last few. */
  readonly za: Map<string, Uint8Array>;
}

export interface PrivateKeyState {
  readonly d: bigint;
  /** (1+d)^-1 mod n, the only inversion a signature needs. */
  readonly inverse: bigint;
  readonly public: PublicKeyState;
}

const MAX_KEYS = 64;
const known = new Map<string, PublicKeyState>();

function decodePoint(bytes: Uint8Array): Point {
  if (bytes.length !== 65 || bytes[0] !== 4) {
    throw new GmError('point', 'an SM2 public key is 65 bytes starting with 04 (uncompressed point)');
  }
  const point = { x: bytesToBigInt(bytes.subarray(1, 33)), y: bytesToBigInt(bytes.subarray(33)) };
  if (!isOnCurve(point)) throw new GmError('point', 'the public key is not on the SM2 curve');
  return point;
}

function latin1(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}

/** State of a key from the bounded cache (least recently used falls out). Throws GmError `point`. */
export function publicKeyState(key: Uint8Array | PreparedPublicKey): PublicKeyState {
  if (!(key instanceof Uint8Array)) return key[PREPARED];
  const name = key.length === 65 ? latin1(key) : '';
  let state = known.get(name);
  if (state) known.delete(name);
  else {
    state = newState(key);
    if (known.size >= MAX_KEYS) known.delete(known.keys().next().value!);
  }
  known.set(name, state);
  return state;
}

function newState(key: Uint8Array): PublicKeyState {
  return { bytes: Uint8Array.from(key), tables: { point: decodePoint(key), uses: 0 }, za: new Map() };
}

/**
 * Checks a public key once and keeps its tables as long as the result lives: for verifying many signatures by one key.
 * Plain bytes are cached too (the 64 keys used last). Throws GmError `point`.
 */
export function preparePublicKey(publicKey: Uint8Array): PreparedPublicKey {
  return { publicKey: Uint8Array.from(publicKey), [PREPARED]: newState(publicKey) };
}

const CURVE_BYTES = [A, B, GX, GY].map(bigIntTo32);

/** ZA = SM3(ENTL ‖ ID ‖ a ‖ b ‖ Gx ‖ Gy ‖ Px ‖ Py), GB/T 32918.2 5.5. */
export function za(state: PublicKeyState, userId: string | Uint8Array): Uint8Array {
  const name = typeof userId === 'string' ? userId : `hex:${toHex(userId)}`;
  const cached = state.za.get(name);
  if (cached) return cached;
  const id = typeof userId === 'string' ? utf8Bytes(userId) : userId;
  if (id.length > 8191) throw new GmError('argument', 'a user id has at most 8191 bytes');
  const entl = Uint8Array.of((id.length * 8) >> 8, (id.length * 8) & 255);
  const digest = sm3Of(entl, id, ...CURVE_BYTES, state.bytes.subarray(1));
  if (state.za.size >= 8) state.za.clear();
  state.za.set(name, digest);
  return digest;
}

/** e = SM3(ZA ‖ M) as a number. */
export function messageNumber(state: PublicKeyState, userId: string | Uint8Array, message: Uint8Array): bigint {
  return bytesToBigInt(sm3Of(za(state, userId), message));
}

export function encodePoint(point: Point): Uint8Array {
  const out = new Uint8Array(65);
  out[0] = 4;
  out.set(bigIntTo32(point.x), 1);
  out.set(bigIntTo32(point.y), 33);
  return out;
}

/** A uniform number in 1..n-1. */
export function randomScalar(): bigint {
  for (;;) {
    const k = bytesToBigInt(randomBytes(32));
    if (k > 0n && k < N) return k;
  }
}

/** A new SM2 key pair from the platform's random source. */
export function generateSm2KeyPair(): Sm2KeyPair {
  for (;;) {
    const d = randomScalar();
    // d = n-1 would make 1+d zero.
    if (d < N - 1n) return { privateKey: bigIntTo32(d), publicKey: encodePoint(arithmetic().multiplyBase(d)) };
  }
}

/** The public key (04 ‖ X ‖ Y) of a 32-byte private key. Throws GmError `key`. */
export function sm2PublicKey(privateKey: Uint8Array): Uint8Array {
  return encodePoint(arithmetic().multiplyBase(privateNumber(privateKey)));
}

export function privateNumber(privateKey: Uint8Array): bigint {
  if (privateKey.length !== 32) throw new GmError('key', `an SM2 private key has 32 bytes, not ${privateKey.length}`);
  const d = bytesToBigInt(privateKey);
  if (d < 1n || d > N - 2n) throw new GmError('key', 'the SM2 private key is not between 1 and n-2');
  return d;
}

const privateStates = new WeakMap<object, PrivateKeyState>();

/** State of a private key, kept only as long as the object given lives. Throws GmError `key`. */
export function privateKeyState(key: Uint8Array | Sm2KeyPair): PrivateKeyState {
  const cached = privateStates.get(key);
  const bytes = key instanceof Uint8Array ? key : key.privateKey;
  const d = privateNumber(bytes);
  // The bytes may have been wiped or reused since.
  if (cached?.d === d) return cached;
  const publicKey = encodePoint(arithmetic().multiplyBase(d));
  if (!(key instanceof Uint8Array) && !equalBytes(publicKey, key.publicKey)) {
    throw new GmError('key', 'the public key of the pair does not belong to its private key');
  }
  const state = { d, inverse: invert(1n + d, N), public: newState(publicKey) };
  privateStates.set(key, state);
  return state;
}
