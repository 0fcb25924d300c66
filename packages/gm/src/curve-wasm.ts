import { randomBytes } from '#platform';
import { bigIntTo32, bytesToBigInt } from './bytes.ts';
import { type CurveArithmetic, GX, GY, type KeyTables, N, P, type Point } from './curve.ts';
import { AT, type FieldModule, loadFieldModule } from './field-wasm.ts';

const BASE_WINDOW = 6;
// Room for 256 bits and the 32-bit blinding of secret scalars.
const BASE_WINDOWS = 48;
const BASE_DIGITS = 63;
const KEY_WINDOW = 4;
const KEY_WINDOWS = 64;
const KEY_DIGITS = 15;
const POINT = 64;
const KEY_BYTES = KEY_WINDOWS * KEY_DIGITS * POINT;
/** Tables held at once, 61 kB each; the least recently used gives way. */
const KEY_SLOTS = 64;
const USES_BEFORE_TABLE = 4;

const CONSTANTS = AT.free;
const ONE = CONSTANTS;
const R_SQUARED = CONSTANTS + 32;
const PLAIN_ONE = CONSTANTS + 64;
const WORK = CONSTANTS + 96;
const SMALL = WORK + 512;
const SCRATCH = SMALL + 16 * POINT;
/** Z coordinates and running products while a table is made. */
const SCRATCH_BYTES = BASE_WINDOWS * BASE_DIGITS * 64;
const BASE = SCRATCH + SCRATCH_BYTES;
const KEYS = BASE + BASE_WINDOWS * BASE_DIGITS * POINT;
const MEMORY = KEYS + KEY_SLOTS * KEY_BYTES;

const EXPONENT = (P - 2n).toString(16);

interface Slot {
  owner: KeyTables | undefined;
  usedAt: number;
}

/** Arithmetic over WebAssembly limbs, undefined where it cannot be compiled. */
export function loadWasmArithmetic(): CurveArithmetic | undefined {
  const module = loadFieldModule(MEMORY);
  return module && arithmeticOver(module);
}

function arithmeticOver(field: FieldModule): CurveArithmetic {
  const { mul, double, addAffine } = field;
  const memory = new Uint8Array(field.memory.buffer);
  const words = new DataView(field.memory.buffer);
  const slots: Slot[] = Array.from({ length: KEY_SLOTS }, () => ({ owner: undefined, usedAt: 0 }));
  let clock = 0;
  let infinite = true;
  let baseReady = false;

  const writeNumber = (address: number, value: bigint): void => {
    for (let i = 0; i < 4; i += 1)
      words.setBigUint64(address + 8 * i, BigInt.asUintN(64, value >> BigInt(64 * i)), true);
  };
  const readNumber = (address: number): bigint => {
    let value = 0n;
    for (let i = 3; i >= 0; i -= 1) value = (value << 64n) | words.getBigUint64(address + 8 * i, true);
    return value;
  };
  const toMontgomery = (address: number, value: bigint): void => {
    writeNumber(address, value);
    mul(address, address, R_SQUARED);
  };
  const fromMontgomery = (address: number): bigint => {
    mul(WORK, address, PLAIN_ONE);
    return readNumber(WORK);
  };
  const copy = (to: number, from: number, length: number): void => {
    memory.copyWithin(to, from, from + length);
  };

  writeNumber(ONE, (1n << 256n) % P);
  writeNumber(R_SQUARED, (1n << 512n) % P);
  writeNumber(PLAIN_ONE, 1n);

  /** Fermat with 4-bit windows: d = a^(p-2); takes WORK. */
  const invertAt = (d: number, a: number): void => {
    copy(WORK, a, 32);
    for (let i = 1; i < 15; i += 1) mul(WORK + 32 * i, WORK + 32 * (i - 1), WORK);
    copy(d, ONE, 32);
    for (const digit of EXPONENT) {
      for (let i = 0; i < 4; i += 1) mul(d, d, d);
      const value = Number.parseInt(digit, 16);
      if (value > 0) mul(d, d, WORK + 32 * (value - 1));
    }
  };

  const setAffine = (address: number): void => {
    copy(AT.x, address, POINT);
    copy(AT.z, ONE, 32);
    infinite = false;
  };

  const addPoint = (address: number): void => {
    if (infinite) setAffine(address);
    else if (addAffine(address) === 1) {
      // Same x: the same point (double it) or its opposite.
      let same = 0;
      for (let i = 0; i < 32; i += 8) same |= words.getBigUint64(AT.r + i, true) === 0n ? 0 : 1;
      if (same === 0) double();
      else infinite = true;
    }
  };

  const doublePoint = (): void => {
    if (!infinite) double();
  };

  const affine = (): Point => {
    invertAt(AT.t0, AT.z);
    mul(AT.t1, AT.t0, AT.t0);
    mul(AT.t2, AT.x, AT.t1);
    mul(AT.t1, AT.t1, AT.t0);
    mul(AT.t3, AT.y, AT.t1);
    return { x: fromMontgomery(AT.t2), y: fromMontgomery(AT.t3) };
  };

  const affineX = (): bigint => {
    invertAt(AT.t0, AT.z);
    mul(AT.t1, AT.t0, AT.t0);
    mul(AT.t2, AT.x, AT.t1);
    return fromMontgomery(AT.t2);
  };

  /** Makes x, y at `at`, `at`+64 … affine, their Z standing in SCRATCH; one inversion for all. */
  const normalise = (at: number, count: number): void => {
    const zOf = (i: number): number => SCRATCH + 64 * i;
    const productOf = (i: number): number => SCRATCH + 64 * i + 32;
    copy(productOf(0), zOf(0), 32);
    for (let i = 1; i < count; i += 1) mul(productOf(i), productOf(i - 1), zOf(i));
    invertAt(AT.t5, productOf(count - 1));
    for (let i = count - 1; i >= 0; i -= 1) {
      if (i > 0) mul(AT.t0, AT.t5, productOf(i - 1));
      else copy(AT.t0, AT.t5, 32);
      mul(AT.t5, AT.t5, zOf(i));
      mul(AT.t1, AT.t0, AT.t0);
      const point = at + POINT * i;
      mul(point, point, AT.t1);
      mul(AT.t1, AT.t1, AT.t0);
      mul(point + 32, point + 32, AT.t1);
    }
  };

  const keep = (at: number, index: number): void => {
    copy(at + POINT * index, AT.x, POINT);
    copy(SCRATCH + 64 * index, AT.z, 32);
  };

  /** table[w][d-1] = d·2^(w·bits)·point. */
  const buildComb = (at: number, point: Point, bits: number, windows: number): void => {
    const digits = (1 << bits) - 1;
    const base = SMALL;
    toMontgomery(base, point.x);
    toMontgomery(base + 32, point.y);
    for (let w = 0; w < windows; w += 1) {
      setAffine(base);
      for (let d = 0; d < digits; d += 1) {
        keep(at, w * digits + d);
        addPoint(base);
      }
      // The accumulator holds 2^bits times the base of this window.
      const next = affine();
      toMontgomery(base, next.x);
      toMontgomery(base + 32, next.y);
    }
    normalise(at, windows * digits);
  };

  const base = (): number => {
    if (!baseReady) {
      buildComb(BASE, { x: GX, y: GY }, BASE_WINDOW, BASE_WINDOWS);
      baseReady = true;
    }
    return BASE;
  };

  const addBase = (k: bigint): void => {
    const table = base();
    const bytes = littleBytes(k, 36);
    for (let w = 0; w < BASE_WINDOWS; w += 1) {
      const bit = w * BASE_WINDOW;
      const pair = bytes[bit >> 3]! | ((bytes[(bit >> 3) + 1] ?? 0) << 8);
      const digit = (pair >> (bit & 7)) & BASE_DIGITS;
      if (digit > 0) addPoint(table + POINT * (w * BASE_DIGITS + digit - 1));
    }
  };

  const addComb = (table: number, k: bigint): void => {
    const bytes = littleBytes(k, 32);
    for (let w = 0; w < KEY_WINDOWS; w += 1) {
      const digit = (bytes[w >> 1]! >> (KEY_WINDOW * (w & 1))) & KEY_DIGITS;
      if (digit > 0) addPoint(table + POINT * (w * KEY_DIGITS + digit - 1));
    }
  };

  const multiplyOnce = (k: bigint, point: Point): void => {
    toMontgomery(SMALL, point.x);
    toMontgomery(SMALL + 32, point.y);
    setAffine(SMALL);
    for (let d = 0; d < 15; d += 1) {
      // The first entry must stay affine while it is being added.
      if (d === 0) copy(SCRATCH, ONE, 32);
      else keep(SMALL, d);
      if (d < 14) addPoint(SMALL);
    }
    normalise(SMALL, 15);
    infinite = true;
    for (const digit of k.toString(16)) {
      doublePoint();
      doublePoint();
      doublePoint();
      doublePoint();
      const value = Number.parseInt(digit, 16);
      if (value > 0) addPoint(SMALL + POINT * (value - 1));
    }
  };

  const tableOf = (key: KeyTables): number | undefined => {
    clock += 1;
    const slot = key.wasm as Slot | undefined;
    if (slot?.owner === key) {
      slot.usedAt = clock;
      return KEYS + slots.indexOf(slot) * KEY_BYTES;
    }
    key.uses += 1;
    if (key.uses < USES_BEFORE_TABLE) return undefined;
    const oldest = slots.reduce((a, b) => (b.usedAt < a.usedAt ? b : a));
    // Whoever loses a table must earn it again, or many keys in turn would rebuild tables all the time.
    if (oldest.owner) oldest.owner.uses = 0;
    oldest.owner = key;
    oldest.usedAt = clock;
    key.wasm = oldest;
    const at = KEYS + slots.indexOf(oldest) * KEY_BYTES;
    buildComb(at, key.point, KEY_WINDOW, KEY_WINDOWS);
    return at;
  };

  return {
    name: 'wasm',
    multiplyBase(k) {
      base();
      infinite = true;
      addBase(blind(k));
      return affine();
    },
    multiply(k, point) {
      multiplyOnce(blind(k), point);
      return affine();
    },
    combine(s, t, key) {
      const table = tableOf(key);
      base();
      infinite = true;
      if (table !== undefined) addComb(table, t);
      else if (t > 0n) multiplyOnce(t, key.point);
      addBase(s);
      return infinite ? undefined : affineX();
    },
  };
}

/** The same multiple written differently each time, so that timings of one key cannot be averaged. */
function blind(k: bigint): bigint {
  return k + bytesToBigInt(randomBytes(4)) * N;
}

function littleBytes(k: bigint, length: number): Uint8Array {
  const out = new Uint8Array(length);
  out.set(bigIntTo32(BigInt.asUintN(256, k)).reverse());
  for (let i = 32, rest = k >> 256n; i < length; i += 1, rest >>= 8n) out[i] = Number(rest & 255n);
  return out;
}
