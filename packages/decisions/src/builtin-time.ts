/** Date, time and range functions (DMN 1.5 §10.3.4.1, §10.3.4.7–10.3.4.9). */
import { type Builtins, signature, wholeOf } from './builtin.ts';
import { Decimal, type FeelNumber, parseNumber, toFloat } from './decimal.ts';
import {
  DaysDuration,
  dateTimeAt,
  FeelDate,
  FeelDateTime,
  FeelTime,
  joinDateTime,
  monthsBetween,
  parseDate,
  parseDateTime,
  parseDuration,
  parseTime,
  YearsDuration,
} from './temporal.ts';
import { compare, type FeelEnv, FeelRange, type FeelValue, feelEquals, kindOf } from './values.ts';

function toDate(from: FeelValue): FeelValue {
  if (typeof from === 'string') return parseDate(from);
  if (from instanceof FeelDate) return from;
  return from instanceof FeelDateTime ? from.date : null;
}

function toTime(from: FeelValue): FeelValue {
  if (typeof from === 'string') return parseTime(from);
  if (from instanceof FeelTime) return from;
  if (from instanceof FeelDateTime) return from.time;
  return from instanceof FeelDate ? new FeelTime(0, 0, null) : null;
}

function toDateTime(from: FeelValue): FeelValue {
  if (typeof from === 'string') return parseDateTime(from);
  if (from instanceof FeelDateTime) return from;
  return from instanceof FeelDate ? new FeelDateTime(from, new FeelTime(0, 0, null)) : null;
}

function timeOf(h: FeelNumber, m: FeelNumber, s: FeelNumber, offset?: FeelValue): FeelValue {
  const given = offset ?? null;
  if (given !== null && !(given instanceof DaysDuration)) return null;
  const east = given === null ? null : Number(given.nanos / 1_000_000_000n);
  const seconds = s instanceof Decimal ? toFloat(s) : s;
  const nano = s instanceof Decimal ? Math.round((seconds - Math.floor(seconds)) * 1e9) : 0;
  return FeelTime.of(wholeOf(h) ?? -1, wholeOf(m) ?? -1, Math.floor(seconds), nano, east);
}

function dateTimeOf(date: FeelValue, time: FeelValue): FeelValue {
  const day = toDate(date);
  if (!(day instanceof FeelDate)) return null;
  if (time instanceof FeelTime) return joinDateTime(day, time);
  // Without a second time the argument is a time zone (DMN 1.5: date and time(from, timezone)).
  return null;
}

/** The instant of `now()`; null without a clock. */
export function nowOf(env: FeelEnv): FeelDateTime | null {
  const { now } = env;
  if (now === undefined) return null;
  if (now instanceof FeelDateTime) return now;
  const ms = now.getTime();
  return Number.isFinite(ms) ? dateTimeAt(BigInt(ms) * 1_000_000n, (env.offsetMinutes ?? 480) * 60) : null;
}

function dayOf(v: FeelValue): FeelDate | null {
  const d = toDate(v);
  return d instanceof FeelDate ? d : null;
}

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** Same kind and same value in every part, time zone included. */
function identical(a: FeelValue, b: FeelValue): FeelValue {
  if (kindOf(a) !== kindOf(b)) return false;
  if (a instanceof FeelTime && b instanceof FeelTime) return a.toString() === b.toString();
  if (a instanceof FeelDateTime && b instanceof FeelDateTime) return a.toString() === b.toString();
  return feelEquals(a, b);
}

interface Span {
  readonly low: FeelValue;
  readonly lowIn: boolean;
  readonly high: FeelValue;
  readonly highIn: boolean;
}

function span(v: FeelValue): Span | null {
  if (v === null) return null;
  if (v instanceof FeelRange) {
    return { low: v.start, lowIn: v.startIncluded, high: v.end, highIn: v.endIncluded };
  }
  return { low: v, lowIn: true, high: v, highIn: true };
}

/** Range functions over points and ranges; null where an end is missing or has no order with the other. */
function relation(returnsOver: (a: Span, b: Span) => boolean | null): (a: FeelValue, b: FeelValue) => FeelValue {
  return (a, b) => {
    const x = span(a);
    const y = span(b);
    if (!x || !y) return null;
    try {
      return returnsOver(x, y);
    } catch (e) {
      if (e === NO_ORDER) return null;
      throw e;
    }
  };
}

const NO_ORDER = Symbol('no order');

function order(a: FeelValue, b: FeelValue): number {
  const c = a === null || b === null ? null : compare(a, b);
  if (c === null) throw NO_ORDER;
  return c;
}

const isBefore = (a: Span, b: Span): boolean => {
  const c = order(a.high, b.low);
  return c < 0 || (c === 0 && !(a.highIn && b.lowIn));
};
const startsLater = (a: Span, b: Span): boolean => {
  const c = order(a.low, b.low);
  return c > 0 || (c === 0 && (!a.lowIn || b.lowIn));
};
const endsEarlier = (a: Span, b: Span): boolean => {
  const c = order(a.high, b.high);
  return c < 0 || (c === 0 && (!a.highIn || b.highIn));
};
const sameStart = (a: Span, b: Span): boolean => order(a.low, b.low) === 0 && a.lowIn === b.lowIn;
const sameEnd = (a: Span, b: Span): boolean => order(a.high, b.high) === 0 && a.highIn === b.highIn;
const meets = (a: Span, b: Span): boolean => a.highIn && b.lowIn && order(a.high, b.low) === 0;
const includes = (a: Span, b: Span): boolean => startsLater(b, a) && endsEarlier(b, a);
const overlaps = (a: Span, b: Span): boolean => !isBefore(a, b) && !isBefore(b, a);
const strictlyStartsFirst = (a: Span, b: Span): boolean => !startsLater(a, b);

function overlapsBefore(a: Span, b: Span): boolean {
  return overlaps(a, b) && strictlyStartsFirst(a, b) && endsEarlier(a, b) && !isBefore(a, b);
}
function overlapsAfter(a: Span, b: Span): boolean {
  return overlaps(a, b) && startsLater(a, b) && !sameStart(a, b) && !endsEarlier(a, b);
}

function two(rel: (a: Span, b: Span) => boolean): Builtins[string] {
  const call = relation(rel);
  return [
    signature('range1: any, range2: any', 'boolean', call),
    signature('point1: any, point2: any', 'boolean', call),
    signature('point: any, range: any', 'boolean', call),
    signature('range: any, point: any', 'boolean', call),
  ];
}

const RANGE = /^\s*([[(\]])\s*(.*?)\s*\.\.\s*(.*?)\s*([\])[])\s*$/s;

function end(text: string): FeelValue {
  if (text === '') return null;
  const m = /^@?"([^"]*)"$/.exec(text) ?? /^(?:date and time|date|time|duration)\(\s*"([^"]*)"\s*\)$/.exec(text);
  if (!m) return /^-?[\d.]/.test(text) ? parseNumber(text) : null;
  const s = m[1]!;
  const moment = parseDate(s) ?? (s.includes('T') ? parseDateTime(s) : null) ?? parseTime(s) ?? parseDuration(s);
  return moment ?? (text.startsWith('"') ? s : null);
}

function toRange(from: string): FeelValue {
  const m = RANGE.exec(from);
  if (!m) return null;
  const a = end(m[2]!);
  const b = end(m[3]!);
  if ((a === null && m[2] !== '') || (b === null && m[3] !== '') || (a === null && b === null)) return null;
  const startIn = m[1] === '[';
  const endIn = m[4] === ']';
  if ((a === null && startIn) || (b === null && endIn)) return null;
  if (a !== null && b !== null) {
    const c = compare(a, b);
    if (c === null || c > 0) return null;
  }
  return new FeelRange(a, startIn, b, endIn);
}

export const timeBuiltins: Builtins = {
  date: [
    signature('from: any', 'date', toDate),
    signature('year: number, month: number, day: number', 'date', (y: FeelNumber, m: FeelNumber, d: FeelNumber) =>
      FeelDate.of(wholeOf(y) ?? Number.NaN, wholeOf(m) ?? 0, wholeOf(d) ?? 0),
    ),
  ],
  time: [
    signature('from: any', 'time', toTime),
    signature('hour: number, minute: number, second: number, offset: any?', 'time', timeOf),
  ],
  'date and time': [
    signature('from: any', 'date and time', toDateTime),
    signature('date: any, time: any', 'date and time', dateTimeOf),
  ],
  duration: [
    signature('from: any', 'duration', (v: FeelValue) => {
      if (typeof v === 'string') return parseDuration(v);
      return v instanceof DaysDuration || v instanceof YearsDuration ? v : null;
    }),
  ],
  'years and months duration': [
    signature('from: any, to: any', 'years and months duration', (a: FeelValue, b: FeelValue) => {
      const from = typeof a === 'string' ? null : dayOf(a);
      const to = typeof b === 'string' ? null : dayOf(b);
      return from && to ? new YearsDuration(monthsBetween(from, to)) : null;
    }),
  ],
  'day of year': [signature('date: any', 'number', (v: FeelValue) => dayOf(v)?.dayOfYear ?? null)],
  'day of week': [
    signature('date: any', 'string', (v: FeelValue) => {
      const d = dayOf(v);
      return d ? WEEKDAYS[d.weekday - 1]! : null;
    }),
  ],
  'month of year': [
    signature('date: any', 'string', (v: FeelValue) => {
      const d = dayOf(v);
      return d ? MONTHS[d.month - 1]! : null;
    }),
  ],
  'week of year': [signature('date: any', 'number', (v: FeelValue) => dayOf(v)?.week ?? null)],
  now: [signature('', 'date and time', nowOf, { env: true })],
  today: [signature('', 'date', (env: FeelEnv) => nowOf(env)?.date ?? null, { env: true })],
  is: [signature('value1: any, value2: any', 'boolean', identical)],
  range: [signature('from: string', 'range', toRange)],
  before: two(isBefore),
  after: two((a, b) => isBefore(b, a)),
  meets: two(meets),
  'met by': two((a, b) => meets(b, a)),
  overlaps: two(overlaps),
  'overlaps before': two(overlapsBefore),
  'overlaps after': two(overlapsAfter),
  finishes: two((a, b) => sameEnd(a, b) && startsLater(a, b)),
  'finished by': two((a, b) => sameEnd(a, b) && startsLater(b, a)),
  includes: two(includes),
  during: two((a, b) => includes(b, a)),
  starts: two((a, b) => sameStart(a, b) && endsEarlier(a, b)),
  'started by': two((a, b) => sameStart(a, b) && endsEarlier(b, a)),
  coincides: two((a, b) => sameStart(a, b) && sameEnd(a, b)),
};
