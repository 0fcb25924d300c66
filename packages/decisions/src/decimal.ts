/**
 * Exact decimals in the range of IEEE 754 decimal128 (DMN 1.5 §10.3.2.3.1): 34 digits, rounding half-even.
 * A FEEL number is a JavaScript number exactly when it is a safe integer, and a `Decimal` otherwise, so the form of a
 * value is unique and most arithmetic never leaves machine integers.
 */

const DIGITS = 34;
const LIMIT = 10n ** BigInt(DIGITS);
const MAX_EXPONENT = 6144;
const SAFE = BigInt(Number.MAX_SAFE_INTEGER);

/** Not a safe integer: `coefficient · 10^-scale`, no trailing zeros in the coefficient. Made by `decimal()` only. */
export class Decimal {
  readonly coefficient: bigint;
  readonly scale: number;
  constructor(coefficient: bigint, scale: number) {
    this.coefficient = coefficient;
    this.scale = scale;
  }
  toString(): string {
    return numberText(this);
  }
  toJSON(): string {
    return numberText(this);
  }
}

/** A FEEL number: a safe integer or a `Decimal`. */
export type FeelNumber = number | Decimal;

export type Rounding = 'half-even' | 'half-up' | 'half-down' | 'up' | 'down' | 'floor' | 'ceiling';

const powers: bigint[] = [1n];
function tenTo(n: number): bigint {
  if (n < 64) {
    for (let i = powers.length; i <= n; i++) powers.push(powers[i - 1]! * 10n);
    return powers[n]!;
  }
  return 10n ** BigInt(n);
}

function digitsOf(c: bigint): number {
  return (c < 0n ? -c : c).toString().length;
}

/** Divides by 10^drop with the given rounding. */
function dropDigits(c: bigint, drop: number, mode: Rounding): bigint {
  const p = tenTo(drop);
  const q = c / p;
  const r = c % p;
  if (r === 0n) return q;
  const negative = c < 0n;
  const away = negative ? q - 1n : q + 1n;
  const twice = (negative ? -r : r) * 2n;
  switch (mode) {
    case 'down':
      return q;
    case 'up':
      return away;
    case 'floor':
      return negative ? away : q;
    case 'ceiling':
      return negative ? q : away;
    case 'half-up':
      return twice >= p ? away : q;
    case 'half-down':
      return twice > p ? away : q;
    default:
      return twice > p || (twice === p && q % 2n !== 0n) ? away : q;
  }
}

/** The number `coefficient · 10^-scale` in its unique form, rounded to 34 digits; null beyond the range of decimal128. */
export function decimal(coefficient: bigint, scale: number): FeelNumber | null {
  let c = coefficient;
  let s = scale;
  if (c === 0n) return 0;
  if (c >= LIMIT || c <= -LIMIT) {
    const drop = digitsOf(c) - DIGITS;
    c = dropDigits(c, drop, 'half-even');
    s -= drop;
  }
  while (c % 10n === 0n) {
    c /= 10n;
    s--;
  }
  if (s <= 0 && s > -17) {
    const whole = c * tenTo(-s);
    if (whole <= SAFE && whole >= -SAFE) return Number(whole);
  }
  if (-s + digitsOf(c) - 1 > MAX_EXPONENT) return null;
  if (s > MAX_EXPONENT + DIGITS) return 0;
  return new Decimal(c, s);
}

function coefficientOf(n: FeelNumber): bigint {
  return typeof n === 'number' ? BigInt(n) : n.coefficient;
}
function scaleOf(n: FeelNumber): number {
  return typeof n === 'number' ? 0 : n.scale;
}

/** Whether the value is a FEEL number. A JavaScript fraction is none: bring it in by `fromJson`. */
export function isNumber(v: unknown): v is FeelNumber {
  return typeof v === 'number' || v instanceof Decimal;
}

export function addNumbers(a: FeelNumber, b: FeelNumber): FeelNumber | null {
  if (typeof a === 'number' && typeof b === 'number') {
    const r = a + b;
    if (Number.isSafeInteger(r)) return r;
  }
  const sa = scaleOf(a);
  const sb = scaleOf(b);
  const ca = coefficientOf(a);
  const cb = coefficientOf(b);
  const s = Math.max(sa, sb);
  // Far apart: the smaller cannot touch the 34 kept digits, only their rounding, and never across a half.
  if (Math.abs(sa - sb) > 400) return magnitude(a) > magnitude(b) ? decimal(ca, sa) : decimal(cb, sb);
  return decimal(ca * tenTo(s - sa) + cb * tenTo(s - sb), s);
}

function magnitude(n: FeelNumber): number {
  const c = coefficientOf(n);
  return c === 0n ? Number.NEGATIVE_INFINITY : digitsOf(c) - scaleOf(n);
}

export function negate(a: FeelNumber): FeelNumber {
  return typeof a === 'number' ? (a === 0 ? 0 : -a) : new Decimal(-a.coefficient, a.scale);
}

export function subtractNumbers(a: FeelNumber, b: FeelNumber): FeelNumber | null {
  if (typeof a === 'number' && typeof b === 'number') {
    const r = a - b;
    if (Number.isSafeInteger(r)) return r;
  }
  return addNumbers(a, negate(b));
}

export function multiplyNumbers(a: FeelNumber, b: FeelNumber): FeelNumber | null {
  if (typeof a === 'number' && typeof b === 'number') {
    const r = a * b;
    if (Number.isSafeInteger(r)) return r === 0 ? 0 : r;
  }
  return decimal(coefficientOf(a) * coefficientOf(b), scaleOf(a) + scaleOf(b));
}

/** Null when the divisor is zero. */
export function divideNumbers(a: FeelNumber, b: FeelNumber): FeelNumber | null {
  if (b === 0) return null;
  if (a === 0) return 0;
  if (typeof a === 'number' && typeof b === 'number' && a % b === 0) return a / b;
  const ca = coefficientOf(a);
  const cb = coefficientOf(b);
  const extra = Math.max(0, DIGITS + 2 - digitsOf(ca) + digitsOf(cb));
  const n = ca * tenTo(extra);
  let q = n / cb;
  let s = scaleOf(a) - scaleOf(b) + extra;
  if (n % cb !== 0n) {
    // One sticky digit so that half-even sees that something follows.
    q = q * 10n + (n < 0n === cb < 0n ? 1n : -1n);
    s++;
  }
  return decimal(q, s);
}

/** -1, 0 or 1. */
export function compareNumbers(a: FeelNumber, b: FeelNumber): number {
  if (typeof a === 'number' && typeof b === 'number') return a < b ? -1 : a > b ? 1 : 0;
  const ca = coefficientOf(a);
  const cb = coefficientOf(b);
  const na = ca < 0n ? -1 : ca > 0n ? 1 : 0;
  const nb = cb < 0n ? -1 : cb > 0n ? 1 : 0;
  if (na !== nb) return na < nb ? -1 : 1;
  if (na === 0) return 0;
  const ma = magnitude(a);
  const mb = magnitude(b);
  if (ma !== mb) return ma < mb === na > 0 ? -1 : 1;
  const sa = scaleOf(a);
  const sb = scaleOf(b);
  const s = Math.max(sa, sb);
  const x = ca * tenTo(s - sa);
  const y = cb * tenTo(s - sb);
  return x < y ? -1 : x > y ? 1 : 0;
}

/** Rounds to `scale` digits after the point (negative: before it). */
export function roundNumber(a: FeelNumber, scale: number, mode: Rounding): FeelNumber | null {
  if (!Number.isInteger(scale) || Math.abs(scale) > MAX_EXPONENT) return null;
  const s = scaleOf(a);
  if (s <= scale) return a;
  const c = coefficientOf(a);
  const drop = s - scale;
  // Everything is dropped: only the sign and "is it nothing at all" still matter.
  if (drop > digitsOf(c) + 1) return decimal(dropDigits(c < 0n ? -1n : 1n, 2, mode), scale);
  return decimal(dropDigits(c, drop, mode), scale);
}

/** The sign follows the divisor (DMN 1.5 §10.3.4.5). */
export function moduloNumbers(a: FeelNumber, b: FeelNumber): FeelNumber | null {
  if (b === 0) return null;
  if (typeof a === 'number' && typeof b === 'number') {
    const r = a % b;
    return r === 0 ? 0 : r < 0 === b < 0 ? r : r + b;
  }
  const s = Math.max(scaleOf(a), scaleOf(b));
  if (s - Math.min(scaleOf(a), scaleOf(b)) > 400) return null;
  const x = coefficientOf(a) * tenTo(s - scaleOf(a));
  const y = coefficientOf(b) * tenTo(s - scaleOf(b));
  const r = x % y;
  return decimal(r === 0n || r < 0n === y < 0n ? r : r + y, s);
}

export function isInteger(a: FeelNumber): boolean {
  return typeof a === 'number' || a.scale <= 0;
}

/** Whole exponents are exact to 34 digits; a broken exponent is computed in binary and has about 15 digits. */
export function powerNumbers(a: FeelNumber, b: FeelNumber): FeelNumber | null {
  if (typeof b === 'number') {
    if (a === 0) return b < 0 ? null : b === 0 ? 1 : 0;
    if (a === 1) return 1;
    if (Math.abs(b) > 1_000_000) return null;
    let result: FeelNumber | null = 1;
    let base: FeelNumber | null = a;
    for (let n = Math.abs(b); n > 0; n = Math.floor(n / 2)) {
      if (n % 2 === 1) result = base === null || result === null ? null : multiplyNumbers(result, base);
      if (n > 1) base = base === null ? null : multiplyNumbers(base, base);
      if (result === null) return null;
    }
    return b < 0 ? divideNumbers(1, result) : result;
  }
  return numberFromFloat(toFloat(a) ** toFloat(b));
}

export function squareRoot(a: FeelNumber): FeelNumber | null {
  const c = coefficientOf(a);
  if (c < 0n) return null;
  if (c === 0n) return 0;
  let s = scaleOf(a);
  let n = c;
  const extra = Math.max(0, 2 * (DIGITS + 2) - digitsOf(n));
  n *= tenTo(extra);
  s += extra;
  if (s % 2 !== 0) {
    n *= 10n;
    s++;
  }
  let x = tenTo(Math.ceil(digitsOf(n) / 2) + 1);
  for (;;) {
    const y = (x + n / x) / 2n;
    if (y >= x) break;
    x = y;
  }
  const exact = x * x === n;
  return exact ? decimal(x, s / 2) : decimal(x * 10n + 1n, s / 2 + 1);
}

/** Nearest binary floating point number. */
export function toFloat(a: FeelNumber): number {
  return typeof a === 'number' ? a : Number(`${a.coefficient}e${-a.scale}`);
}

/** The shortest decimal that stands for the binary number; null for NaN and infinities. */
export function numberFromFloat(x: number): FeelNumber | null {
  if (Number.isSafeInteger(x)) return x === 0 ? 0 : x;
  return Number.isFinite(x) ? parseNumber(String(x)) : null;
}

const NUMBER = /^([+-]?)(\d*)(?:\.(\d+))?(?:[eE]([+-]?\d{1,5}))?$/;

/** Reads `-12.50`, `.5`, `1e3`; null for anything else. */
export function parseNumber(text: string): FeelNumber | null {
  if (text.length > 12_000) return null;
  const m = NUMBER.exec(text);
  if (!m) return null;
  const whole = m[2] ?? '';
  const fraction = m[3] ?? '';
  if (whole === '' && fraction === '') return null;
  if (fraction === '' && m[4] === undefined && whole.length < 16) {
    const n = Number(whole);
    return m[1] === '-' && n !== 0 ? -n : n;
  }
  const c = BigInt(whole + fraction);
  return decimal(m[1] === '-' ? -c : c, fraction.length - Number(m[4] ?? 0));
}

/** Plain notation; scientific beyond 60 digits. */
export function numberText(n: FeelNumber): string {
  if (typeof n === 'number') return String(n);
  const negative = n.coefficient < 0n;
  const digits = (negative ? -n.coefficient : n.coefficient).toString();
  const sign = negative ? '-' : '';
  const exponent = digits.length - 1 - n.scale;
  if (exponent > 60 || exponent < -60) {
    const rest = digits.slice(1);
    return `${sign}${digits[0]}${rest ? `.${rest}` : ''}E${exponent > 0 ? '+' : ''}${exponent}`;
  }
  if (n.scale <= 0) return sign + digits + '0'.repeat(-n.scale);
  const padded = digits.padStart(n.scale + 1, '0');
  return `${sign}${padded.slice(0, -n.scale)}.${padded.slice(-n.scale)}`;
}
