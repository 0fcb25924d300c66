/** Arithmetic, logic and membership over FEEL values (DMN 1.5 §10.3.2.7–10.3.2.9, Tables 45–58). */
import {
  addNumbers,
  decimal,
  divideNumbers,
  type FeelNumber,
  isNumber,
  multiplyNumbers,
  negate,
  powerNumbers,
  roundNumber,
  subtractNumbers,
} from './decimal.ts';
import {
  DAY_NANOS,
  DaysDuration,
  FeelDate,
  FeelDateTime,
  FeelTime,
  floorDivide,
  joinDateTime,
  YearsDuration,
} from './temporal.ts';
import { entryOf, FeelRange, type FeelValue, feelEquals, inRange, isList, kindOf } from './values.ts';

export function add(a: FeelValue, b: FeelValue): FeelValue {
  if (typeof a === 'number' && typeof b === 'number') return addNumbers(a, b);
  if (isNumber(a)) return isNumber(b) ? addNumbers(a, b) : null;
  if (typeof a === 'string') return typeof b === 'string' ? a + b : null;
  if (b instanceof YearsDuration || b instanceof DaysDuration) return shift(a, b, 1);
  if (a instanceof YearsDuration || a instanceof DaysDuration) return shift(b, a, 1);
  return null;
}

export function subtract(a: FeelValue, b: FeelValue): FeelValue {
  if (isNumber(a)) return isNumber(b) ? subtractNumbers(a, b) : null;
  if (a instanceof FeelDate && b instanceof FeelDate) {
    return new DaysDuration(BigInt(a.epochDay - b.epochDay) * DAY_NANOS);
  }
  if (b instanceof YearsDuration || b instanceof DaysDuration) return shift(a, b, -1);
  if (a instanceof FeelTime && b instanceof FeelTime) {
    if ((a.offset === null) !== (b.offset === null)) return null;
    return new DaysDuration(BigInt(a.nanos - (a.offset ?? 0) * 1e9 - (b.nanos - (b.offset ?? 0) * 1e9)));
  }
  const x = asInstant(a, b);
  const y = asInstant(b, a);
  if (!x || !y || (x.time.offset === null) !== (y.time.offset === null)) return null;
  return new DaysDuration(x.epochNanos - y.epochNanos);
}

/** A day met by a date and time is midnight of the same kind (local or zoned). */
function asInstant(v: FeelValue, other: FeelValue): FeelDateTime | null {
  if (v instanceof FeelDateTime) return v;
  if (!(v instanceof FeelDate) || !(other instanceof FeelDateTime)) return null;
  return new FeelDateTime(v, new FeelTime(0, other.time.offset === null ? null : 0, null));
}

function shift(v: FeelValue, by: YearsDuration | DaysDuration, sign: 1 | -1): FeelValue {
  if (by instanceof YearsDuration) {
    const months = by.months * sign;
    if (v instanceof YearsDuration) return new YearsDuration(v.months + months);
    if (v instanceof FeelDate) return v.plusMonths(months);
    if (v instanceof FeelDateTime) {
      const date = v.date.plusMonths(months);
      return date && joinDateTime(date, v.time);
    }
    return null;
  }
  const nanos = sign === 1 ? by.nanos : -by.nanos;
  if (v instanceof DaysDuration) return new DaysDuration(v.nanos + nanos);
  if (v instanceof FeelDate) return FeelDate.ofEpochDay(v.epochDay + Number(floorDivide(nanos, DAY_NANOS)));
  if (v instanceof FeelDateTime) return v.plusNanos(nanos);
  if (v instanceof FeelTime) {
    const sum = BigInt(v.nanos) + nanos;
    return new FeelTime(Number(sum - floorDivide(sum, DAY_NANOS) * DAY_NANOS), v.offset, v.zone);
  }
  return null;
}

export function multiply(a: FeelValue, b: FeelValue): FeelValue {
  if (isNumber(a)) {
    if (isNumber(b)) return multiplyNumbers(a, b);
    return b instanceof YearsDuration || b instanceof DaysDuration ? scale(b, a, multiplyNumbers) : null;
  }
  if (isNumber(b) && (a instanceof YearsDuration || a instanceof DaysDuration)) return scale(a, b, multiplyNumbers);
  return null;
}

function scale(
  d: YearsDuration | DaysDuration,
  by: FeelNumber,
  op: (a: FeelNumber, b: FeelNumber) => FeelNumber | null,
): FeelValue {
  const units = d instanceof YearsDuration ? d.months : decimal(d.nanos, 0);
  const result = units === null ? null : op(units, by);
  const whole = result === null ? null : roundNumber(result, 0, 'down');
  if (whole === null) return null;
  if (d instanceof YearsDuration) return typeof whole === 'number' ? new YearsDuration(whole) : null;
  return new DaysDuration(typeof whole === 'number' ? BigInt(whole) : whole.coefficient * 10n ** BigInt(-whole.scale));
}

export function divide(a: FeelValue, b: FeelValue): FeelValue {
  if (isNumber(b)) {
    if (isNumber(a)) return divideNumbers(a, b);
    return a instanceof YearsDuration || a instanceof DaysDuration ? scale(a, b, divideNumbers) : null;
  }
  if (a instanceof YearsDuration && b instanceof YearsDuration) return divideNumbers(a.months, b.months);
  if (a instanceof DaysDuration && b instanceof DaysDuration) {
    const x = decimal(a.nanos, 0);
    const y = decimal(b.nanos, 0);
    return x === null || y === null ? null : divideNumbers(x, y);
  }
  return null;
}

export function power(a: FeelValue, b: FeelValue): FeelValue {
  return isNumber(a) && isNumber(b) ? powerNumbers(a, b) : null;
}

export function negative(a: FeelValue): FeelValue {
  if (isNumber(a)) return negate(a);
  if (a instanceof YearsDuration) return new YearsDuration(a.months === 0 ? 0 : -a.months);
  return a instanceof DaysDuration ? new DaysDuration(-a.nanos) : null;
}

/** Three-valued (Kleene); anything but a boolean counts as null. */
export function and(a: FeelValue, b: FeelValue): boolean | null {
  if (a === false || b === false) return false;
  return a === true && b === true ? true : null;
}

export function or(a: FeelValue, b: FeelValue): boolean | null {
  if (a === true || b === true) return true;
  return a === false && b === false ? false : null;
}

/**
 * Whether an input satisfies the value of a unary test that does not mention `?` (DMN 1.5 §7.3.3, Table 55): equal to it,
 * in the range, in the list; a boolean that is no comparison with the input decides itself.
 */
export function matches(input: FeelValue, test: FeelValue, equal: typeof feelEquals): boolean | null {
  if (test instanceof FeelRange && !(input instanceof FeelRange)) return inRange(input, test);
  if (isList(test)) {
    if (isList(input)) {
      if (feelEquals(input, test) === true) return true;
      return test.some((t) => isList(t) && feelEquals(input, t) === true);
    }
    let result: boolean | null = false;
    for (const t of test) {
      const m = t instanceof FeelRange ? inRange(input, t) : equal(input, t);
      if (m === true) return true;
      if (m === null) result = null;
    }
    return result;
  }
  if (typeof test === 'boolean' && typeof input !== 'boolean' && input !== null) return test;
  return equal(input, test);
}

/** `v.name`: entries of contexts, of each context in a list, and the properties of dates, durations and ranges. */
export function property(v: FeelValue, name: string): FeelValue {
  if (v === null) return null;
  if (isList(v)) return v.map((x) => property(x, name));
  switch (kindOf(v)) {
    case 'context':
      return entryOf(v as { readonly [key: string]: FeelValue }, name);
    case 'date':
      return dateProperty(v as FeelDate, name);
    case 'time':
      return timeProperty(v as FeelTime, name);
    case 'date and time': {
      const { date, time } = v as FeelDateTime;
      return dateProperty(date, name) ?? timeProperty(time, name);
    }
    case 'days and time duration':
      return daysProperty((v as DaysDuration).nanos, name);
    case 'years and months duration': {
      const { months } = v as YearsDuration;
      if (name === 'years') return Math.trunc(months / 12) + 0;
      return name === 'months' ? (months % 12) + 0 : null;
    }
    case 'range': {
      const r = v as FeelRange;
      if (name === 'start') return r.start;
      if (name === 'end') return r.end;
      if (name === 'start included') return r.startIncluded;
      return name === 'end included' ? r.endIncluded : null;
    }
    default:
      return null;
  }
}

function dateProperty(d: FeelDate, name: string): FeelValue {
  if (name === 'year') return d.year;
  if (name === 'month') return d.month;
  if (name === 'day') return d.day;
  return name === 'weekday' ? d.weekday : null;
}

function timeProperty(t: FeelTime, name: string): FeelValue {
  switch (name) {
    case 'hour':
      return t.hour;
    case 'minute':
      return t.minute;
    case 'second':
      return t.nano === 0 ? t.second : addNumbers(t.second, decimal(BigInt(t.nano), 9) ?? 0);
    case 'time offset':
      return t.offset === null ? null : new DaysDuration(BigInt(t.offset) * 1_000_000_000n);
    case 'timezone':
      return t.zone ?? (t.offset === null ? null : t.zoneText());
    default:
      return null;
  }
}

function daysProperty(nanos: bigint, name: string): FeelValue {
  const seconds = nanos / 1_000_000_000n;
  switch (name) {
    case 'days':
      return Number(seconds / 86_400n);
    case 'hours':
      return Number((seconds / 3600n) % 24n);
    case 'minutes':
      return Number((seconds / 60n) % 60n);
    case 'seconds':
      return addNumbers(Number(seconds % 60n), decimal(nanos % 1_000_000_000n, 9) ?? 0);
    default:
      return null;
  }
}
