import { randomBytes } from '#platform';
import { bytesToBigInt } from './bytes.ts';
import { type CurveArithmetic, GX, GY, invert, type KeyTables, mod, N, P, type Point } from './curve.ts';

// Jacobian coordinates: x = X/Z², y = Y/Z³; Z = 0 is infinity.
interface Jacobian {
  readonly x: bigint;
  readonly y: bigint;
  readonly z: bigint;
}

const ZERO: Jacobian = { x: 1n, y: 1n, z: 0n };
const WINDOW = 5;
// Secret scalars are blinded by a 32-bit multiple of n.
const WINDOWS = Math.ceil((256 + 32) / WINDOW);
const MASK = (1 << WINDOW) - 1;

function double({ x, y, z }: Jacobian): Jacobian {
  if (z === 0n || y === 0n) return ZERO;
  const delta = (z * z) % P;
  const gamma = (y * y) % P;
  const beta = (x * gamma) % P;
  const alpha = (3n * (x - delta) * (x + delta)) % P;
  const x3 = mod(alpha * alpha - 8n * beta, P);
  const z3 = (2n * y * z) % P;
  const y3 = mod(alpha * (4n * beta - x3) - 8n * gamma * gamma, P);
  return { x: x3, y: y3, z: z3 };
}

function addAffine(a: Jacobian, b: Point): Jacobian {
  if (a.z === 0n) return { x: b.x, y: b.y, z: 1n };
  const zz = (a.z * a.z) % P;
  const h = mod(b.x * zz - a.x, P);
  const r = mod(((b.y * zz) % P) * a.z - a.y, P);
  if (h === 0n) return r === 0n ? double(a) : ZERO;
  const hh = (h * h) % P;
  const hhh = (h * hh) % P;
  const v = (a.x * hh) % P;
  const x3 = mod(r * r - hhh - 2n * v, P);
  return { x: x3, y: mod(r * (v - x3) - a.y * hhh, P), z: (a.z * h) % P };
}

function toAffine(points: readonly Jacobian[]): Point[] {
  // One inversion for all (Montgomery's trick); none of the points may be infinity.
  const products: bigint[] = [];
  let product = 1n;
  for (const point of points) {
    products.push(product);
    product = (product * point.z) % P;
  }
  let inverse = invert(product, P);
  const out = new Array<Point>(points.length);
  for (let i = points.length - 1; i >= 0; i -= 1) {
    const { x, y, z } = points[i]!;
    const zi = (inverse * products[i]!) % P;
    inverse = (inverse * z) % P;
    const zi2 = (zi * zi) % P;
    out[i] = { x: (x * zi2) % P, y: (((y * zi2) % P) * zi) % P };
  }
  return out;
}

/** table[w][d-1] = d·2^(5w)·point: multiplication becomes 58 additions at most, without doubling. */
function buildComb(point: Point): Point[][] {
  const all: Jacobian[] = [];
  let base = point;
  for (let w = 0; w < WINDOWS; w += 1) {
    let sum: Jacobian = { ...base, z: 1n };
    for (let d = 1; d <= MASK; d += 1) {
      all.push(sum);
      sum = addAffine(sum, base);
    }
    base = toAffine([sum])[0]!;
  }
  const flat = toAffine(all);
  return Array.from({ length: WINDOWS }, (_, w) => flat.slice(w * MASK, (w + 1) * MASK));
}

function sumComb(start: Jacobian, table: readonly Point[][], k: bigint): Jacobian {
  let sum = start;
  let rest = k;
  for (let w = 0; rest > 0n; w += 1) {
    const digit = Number(rest & BigInt(MASK));
    if (digit > 0) sum = addAffine(sum, table[w]![digit - 1]!);
    rest >>= BigInt(WINDOW);
  }
  return sum;
}

/** Doubling and adding with the 15 small multiples: for a point met once. */
function multiplyOnce(k: bigint, point: Point): Jacobian {
  const small: Jacobian[] = [{ ...point, z: 1n }];
  for (let d = 2; d < 16; d += 1) small.push(addAffine(small[d - 2]!, point));
  const table = toAffine(small);
  let sum = ZERO;
  for (const digit of k.toString(16)) {
    sum = double(double(double(double(sum))));
    const d = Number.parseInt(digit, 16);
    if (d > 0) sum = addAffine(sum, table[d - 1]!);
  }
  return sum;
}

let baseComb: Point[][] | undefined;

function base(): Point[][] {
  baseComb ??= buildComb({ x: GX, y: GY });
  return baseComb;
}

/** The same multiple written differently each time, so that timings of one key cannot be averaged. */
function blind(k: bigint): bigint {
  return k + bytesToBigInt(randomBytes(4)) * N;
}

/** About what a table takes: two numbers and an object a point. */
const TABLE_BYTES = WINDOWS * MASK * 160;
/** Tables of all keys together; the key used longest ago gives its own up. */
const MAX_TABLE_BYTES = 8 * 1024 * 1024;
const holders = new Set<KeyTables>();

/** The table of a key that has been used often enough, least recently used ones giving way. */
function tableOf(key: KeyTables): Point[][] | undefined {
  if (holders.delete(key)) {
    holders.add(key);
    return key.bigint as Point[][];
  }
  key.uses += 1;
  if (key.uses < 4) return undefined;
  if ((holders.size + 1) * TABLE_BYTES > MAX_TABLE_BYTES) {
    const oldest = holders.values().next().value!;
    holders.delete(oldest);
    oldest.bigint = undefined;
    // Whoever loses a table must earn it again, or many keys in turn would rebuild tables all the time.
    oldest.uses = 0;
  }
  const table = buildComb(key.point);
  key.bigint = table;
  holders.add(key);
  return table;
}

/** Portable arithmetic; its time depends on the numbers, see README "Limits". */
export const bigintArithmetic: CurveArithmetic = {
  name: 'bigint',
  multiplyBase: (k) => toAffine([sumComb(ZERO, base(), blind(k))])[0]!,
  multiply: (k, point) => toAffine([multiplyOnce(blind(k), point)])[0]!,
  combine(s: bigint, t: bigint, key: KeyTables) {
    const table = tableOf(key);
    const part = table ? sumComb(ZERO, table, t) : t === 0n ? ZERO : multiplyOnce(t, key.point);
    const sum = sumComb(part, base(), s);
    return sum.z === 0n ? undefined : toAffine([sum])[0]!.x;
  },
};
