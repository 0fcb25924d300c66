/** What FEEL computes with, and how it compares (DMN 1.5 §10.3.2.2, Tables 42 and 43). */
import type { FeelNumber } from './decimal.ts';
import { compareNumbers, Decimal } from './decimal.ts';
import { DaysDuration, FeelDate, FeelDateTime, FeelTime, YearsDuration } from './temporal.ts';

export type FeelScalar =
  | null
  | boolean
  | FeelNumber
  | string
  | FeelDate
  | FeelTime
  | FeelDateTime
  | DaysDuration
  | YearsDuration;

export type FeelValue = FeelScalar | FeelRange | FeelFunction | readonly FeelValue[] | FeelContext;

/** A FEEL context. A key that is absent reads as null. */
export interface FeelContext {
  readonly [key: string]: FeelValue;
}

/** An interval; an end that is null is open to that side (`< 5` has no start). */
export class FeelRange {
  readonly start: FeelValue;
  readonly startIncluded: boolean;
  readonly end: FeelValue;
  readonly endIncluded: boolean;
  constructor(start: FeelValue, startIncluded: boolean, end: FeelValue, endIncluded: boolean) {
    this.start = start;
    this.startIncluded = startIncluded;
    this.end = end;
    this.endIncluded = endIncluded;
  }
}

/** The clock and limits of one evaluation. */
export interface FeelEnv {
  /** What `now()` and `today()` answer. There is no other clock: without it they are null. */
  readonly now?: Date | FeelDateTime;
  /** Minutes east of UTC in which a `Date` given as `now` is read; 480 (Beijing) unless told. */
  readonly offsetMinutes?: number;
  /** Told where a null came from. */
  readonly onNull?: (why: NullReason) => void;
}

/** Why an operation gave null, with its place in the source. */
export interface NullReason {
  readonly message: { readonly zh: string; readonly en: string };
  readonly from: number;
  readonly to: number;
}

export class FeelFunction {
  readonly params: readonly string[];
  readonly call: (args: readonly FeelValue[], env: FeelEnv) => FeelValue;
  constructor(params: readonly string[], call: (args: readonly FeelValue[], env: FeelEnv) => FeelValue) {
    this.params = params;
    this.call = call;
  }
}

export type Kind =
  | 'null'
  | 'number'
  | 'string'
  | 'boolean'
  | 'date'
  | 'time'
  | 'date and time'
  | 'days and time duration'
  | 'years and months duration'
  | 'list'
  | 'range'
  | 'function'
  | 'context';

export function kindOf(v: FeelValue): Kind {
  switch (typeof v) {
    case 'number':
      return 'number';
    case 'string':
      return 'string';
    case 'boolean':
      return 'boolean';
    case 'object':
      break;
    default:
      return 'null';
  }
  if (v === null) return 'null';
  if (v instanceof FeelDate) return 'date';
  if (Array.isArray(v)) return 'list';
  if (v instanceof Decimal) return 'number';
  if (v instanceof FeelDateTime) return 'date and time';
  if (v instanceof FeelTime) return 'time';
  if (v instanceof DaysDuration) return 'days and time duration';
  if (v instanceof YearsDuration) return 'years and months duration';
  if (v instanceof FeelRange) return 'range';
  if (v instanceof FeelFunction) return 'function';
  return 'context';
}

export function isContext(v: FeelValue): v is FeelContext {
  return kindOf(v) === 'context';
}

export function isList(v: FeelValue): v is readonly FeelValue[] {
  return Array.isArray(v);
}

/** The entry of a context, null when there is none; never what JavaScript objects inherit. */
export function entryOf(c: FeelContext, key: string): FeelValue {
  return Object.hasOwn(c, key) ? (c[key] ?? null) : null;
}

/** Negative, zero or positive; null when the two have no order (different kinds, or one local and one zoned time). */
export function compare(a: FeelValue, b: FeelValue): number | null {
  if (typeof a === 'number' && typeof b === 'number') return a < b ? -1 : a > b ? 1 : 0;
  if (typeof a === 'string') return typeof b === 'string' ? compareText(a, b) : null;
  if (a instanceof FeelDate) return b instanceof FeelDate ? a.epochDay - b.epochDay : null;
  if (typeof a === 'number' || a instanceof Decimal) {
    return typeof b === 'number' || b instanceof Decimal ? compareNumbers(a, b) : null;
  }
  if (a instanceof FeelDateTime && b instanceof FeelDateTime) {
    if ((a.time.offset === null) !== (b.time.offset === null)) return null;
    return compareBigints(a.epochNanos, b.epochNanos);
  }
  if (a instanceof FeelTime && b instanceof FeelTime) {
    if ((a.offset === null) !== (b.offset === null)) return null;
    return a.nanos - (a.offset ?? 0) * 1e9 - (b.nanos - (b.offset ?? 0) * 1e9);
  }
  if (a instanceof DaysDuration && b instanceof DaysDuration) return compareBigints(a.nanos, b.nanos);
  if (a instanceof YearsDuration && b instanceof YearsDuration) return a.months - b.months;
  return null;
}

function compareBigints(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** By Unicode code point, not by UTF-16 unit. */
function compareText(a: string, b: string): number {
  if (a === b) return 0;
  const n = Math.min(a.length, b.length);
  for (let i = 0; i < n; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x === y) continue;
    const xs = x >= 0xd800 && x <= 0xdfff;
    const ys = y >= 0xd800 && y <= 0xdfff;
    return xs === ys ? x - y : xs ? 1 : -1;
  }
  return a.length - b.length;
}

/**
 * `a = b` of DMN 1.5 Table 42: null equals only null; values of different kinds give null; lists and contexts by their
 * entries, where an undecided entry makes the whole undecided unless another differs.
 */
export function feelEquals(a: FeelValue, b: FeelValue): boolean | null {
  if (a === b) return true;
  if (a === null || b === null || a === undefined || b === undefined) return (a ?? null) === (b ?? null);
  const kind = kindOf(a);
  if (kind !== kindOf(b)) return null;
  switch (kind) {
    case 'string':
    case 'boolean':
      return false;
    case 'list':
      return listsEqual(a as readonly FeelValue[], b as readonly FeelValue[]);
    case 'context':
      return contextsEqual(a as FeelContext, b as FeelContext);
    case 'range': {
      const x = a as FeelRange;
      const y = b as FeelRange;
      if (x.startIncluded !== y.startIncluded || x.endIncluded !== y.endIncluded) return false;
      return allEqual([feelEquals(x.start, y.start), feelEquals(x.end, y.end)]);
    }
    case 'function':
      return false;
    default: {
      const c = compare(a, b);
      return c === null ? null : c === 0;
    }
  }
}

function allEqual(parts: readonly (boolean | null)[]): boolean | null {
  if (parts.includes(false)) return false;
  return parts.includes(null) ? null : true;
}

function listsEqual(a: readonly FeelValue[], b: readonly FeelValue[]): boolean | null {
  if (a.length !== b.length) return false;
  let unsure = false;
  for (let i = 0; i < a.length; i++) {
    const e = feelEquals(a[i]!, b[i]!);
    if (e === false) return false;
    if (e === null) unsure = true;
  }
  return unsure ? null : true;
}

function contextsEqual(a: FeelContext, b: FeelContext): boolean | null {
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length || !keys.every((k) => Object.hasOwn(b, k))) return false;
  return allEqual(keys.map((k) => feelEquals(entryOf(a, k), entryOf(b, k))));
}

/** Equal and known to be; what list functions look for. */
export function same(a: FeelValue, b: FeelValue): boolean {
  return feelEquals(a, b) === true;
}

/** Whether a value lies in an interval; null when they cannot be compared. */
export function inRange(v: FeelValue, r: FeelRange): boolean | null {
  let low: boolean | null = true;
  if (r.start !== null) {
    const c = compare(v, r.start);
    low = c === null ? null : r.startIncluded ? c >= 0 : c > 0;
  }
  let high: boolean | null = true;
  if (r.end !== null) {
    const c = compare(v, r.end);
    high = c === null ? null : r.endIncluded ? c <= 0 : c < 0;
  }
  if (low === false || high === false) return low === null || high === null ? null : false;
  return low === null || high === null || v === null ? null : true;
}
