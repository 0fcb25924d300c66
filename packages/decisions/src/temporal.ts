/** Dates, times and durations of FEEL (DMN 1.5 §10.3.2.3), proleptic Gregorian calendar, nanoseconds. */

export const NANOS_PER_SECOND = 1_000_000_000;
const NANOS_PER_DAY = 86_400 * NANOS_PER_SECOND;
export const DAY_NANOS = BigInt(NANOS_PER_DAY);
const MAX_YEAR = 999_999_999;

function daysFromCivil(y0: number, m: number, d: number): number {
  const y = m <= 2 ? y0 - 1 : y0;
  const era = Math.floor(y / 400);
  const yoe = y - era * 400;
  const doy = Math.floor((153 * (m + (m > 2 ? -3 : 9)) + 2) / 5) + d - 1;
  return era * 146_097 + yoe * 365 + Math.floor(yoe / 4) - Math.floor(yoe / 100) + doy - 719_468;
}

export function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** A calendar day. `epochDay` counts from 1970-01-01. */
export class FeelDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly epochDay: number;
  constructor(year: number, month: number, day: number, epochDay: number) {
    this.year = year;
    this.month = month;
    this.day = day;
    this.epochDay = epochDay;
  }
  /** Null when there is no such day. */
  static of(year: number, month: number, day: number): FeelDate | null {
    if (!Number.isInteger(year) || !Number.isInteger(month) || !Number.isInteger(day)) return null;
    if (Math.abs(year) > MAX_YEAR || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return null;
    return new FeelDate(year, month, day, daysFromCivil(year, month, day));
  }
  static ofEpochDay(epochDay: number): FeelDate | null {
    const z = epochDay + 719_468;
    const era = Math.floor(z / 146_097);
    const doe = z - era * 146_097;
    const yoe = Math.floor((doe - Math.floor(doe / 1460) + Math.floor(doe / 36_524) - Math.floor(doe / 146_096)) / 365);
    const doy = doe - (365 * yoe + Math.floor(yoe / 4) - Math.floor(yoe / 100));
    const mp = Math.floor((5 * doy + 2) / 153);
    const month = mp < 10 ? mp + 3 : mp - 9;
    const year = yoe + era * 400 + (month <= 2 ? 1 : 0);
    if (!(Math.abs(year) <= MAX_YEAR)) return null;
    return new FeelDate(year, month, doy - Math.floor((153 * mp + 2) / 5) + 1, epochDay);
  }
  /** 1 = Monday … 7 = Sunday. */
  get weekday(): number {
    return ((((this.epochDay + 3) % 7) + 7) % 7) + 1;
  }
  get dayOfYear(): number {
    return this.epochDay - daysFromCivil(this.year, 1, 1) + 1;
  }
  /** ISO 8601 week number. */
  get week(): number {
    const thursday = FeelDate.ofEpochDay(this.epochDay - this.weekday + 4)!;
    return Math.floor((thursday.dayOfYear - 1) / 7) + 1;
  }
  /** Clamps to the last day of the month. */
  plusMonths(months: number): FeelDate | null {
    const total = this.year * 12 + this.month - 1 + months;
    const year = Math.floor(total / 12);
    const month = total - year * 12 + 1;
    return FeelDate.of(year, month, Math.min(this.day, daysInMonth(year, month)));
  }
  toString(): string {
    const y = Math.abs(this.year).toString().padStart(4, '0');
    return `${this.year < 0 ? '-' : ''}${y}-${two(this.month)}-${two(this.day)}`;
  }
  toJSON(): string {
    return this.toString();
  }
}

/** Time of day. `offset` in seconds east of UTC or null for a local time; `zone` an IANA name when one was given. */
export class FeelTime {
  readonly nanos: number;
  readonly offset: number | null;
  readonly zone: string | null;
  constructor(nanos: number, offset: number | null, zone: string | null) {
    this.nanos = nanos;
    this.offset = offset;
    this.zone = zone;
  }
  static of(h: number, m: number, s: number, nano = 0, offset: number | null = null): FeelTime | null {
    const whole = Number.isInteger(h) && Number.isInteger(m) && Number.isInteger(s);
    if (!whole || h < 0 || h > 23 || m < 0 || m > 59 || s < 0 || s > 59) return null;
    if (offset !== null && Math.abs(offset) > 14 * 3600) return null;
    return new FeelTime((h * 3600 + m * 60 + s) * NANOS_PER_SECOND + nano, offset, null);
  }
  get hour(): number {
    return Math.floor(this.nanos / (3600 * NANOS_PER_SECOND));
  }
  get minute(): number {
    return Math.floor(this.nanos / (60 * NANOS_PER_SECOND)) % 60;
  }
  get second(): number {
    return Math.floor(this.nanos / NANOS_PER_SECOND) % 60;
  }
  get nano(): number {
    return this.nanos % NANOS_PER_SECOND;
  }
  toString(): string {
    return `${two(this.hour)}:${two(this.minute)}:${two(this.second)}${fractionText(this.nano)}${this.zoneText()}`;
  }
  zoneText(): string {
    if (this.zone !== null) return `@${this.zone}`;
    if (this.offset === null) return '';
    return this.offset === 0 ? 'Z' : offsetText(this.offset);
  }
  toJSON(): string {
    return this.toString();
  }
}

/** A day and a time of day. */
export class FeelDateTime {
  readonly date: FeelDate;
  readonly time: FeelTime;
  constructor(date: FeelDate, time: FeelTime) {
    this.date = date;
    this.time = time;
  }
  /** Nanoseconds from 1970-01-01T00:00 in UTC, or in local time when there is no offset. */
  get epochNanos(): bigint {
    const seconds = this.date.epochDay * 86_400 + Math.floor(this.time.nanos / NANOS_PER_SECOND);
    return BigInt(seconds - (this.time.offset ?? 0)) * BigInt(NANOS_PER_SECOND) + BigInt(this.time.nano);
  }
  plusNanos(nanos: bigint): FeelDateTime | null {
    const { offset, zone } = this.time;
    const local = this.epochNanos + nanos + BigInt(offset ?? 0) * BigInt(NANOS_PER_SECOND);
    const day = floorDivide(local, DAY_NANOS);
    const date = FeelDate.ofEpochDay(Number(day));
    if (!date) return null;
    const time = new FeelTime(Number(local - day * DAY_NANOS), offset, zone);
    return zone === null ? new FeelDateTime(date, time) : inZone(this.epochNanos + nanos, zone);
  }
  toString(): string {
    return `${this.date}T${this.time}`;
  }
  toJSON(): string {
    return this.toString();
  }
}

/** Days, hours, minutes, seconds. */
export class DaysDuration {
  readonly nanos: bigint;
  constructor(nanos: bigint) {
    this.nanos = nanos;
  }
  toString(): string {
    const negative = this.nanos < 0n;
    const abs = negative ? -this.nanos : this.nanos;
    const perSecond = BigInt(NANOS_PER_SECOND);
    const seconds = abs / perSecond;
    const d = seconds / 86_400n;
    const h = (seconds / 3600n) % 24n;
    const m = (seconds / 60n) % 60n;
    const s = seconds % 60n;
    const fraction = fractionText(Number(abs % perSecond));
    const time = `${h ? `${h}H` : ''}${m ? `${m}M` : ''}${s || fraction ? `${s}${fraction}S` : ''}`;
    if (!d && !time) return 'PT0S';
    return `${negative ? '-' : ''}P${d ? `${d}D` : ''}${time ? `T${time}` : ''}`;
  }
  toJSON(): string {
    return this.toString();
  }
}

/** Years and months. */
export class YearsDuration {
  readonly months: number;
  constructor(months: number) {
    this.months = months;
  }
  toString(): string {
    const abs = Math.abs(this.months);
    const y = Math.floor(abs / 12);
    const m = abs % 12;
    if (abs === 0) return 'P0M';
    return `${this.months < 0 ? '-' : ''}P${y ? `${y}Y` : ''}${m ? `${m}M` : ''}`;
  }
  toJSON(): string {
    return this.toString();
  }
}

function two(n: number): string {
  return n < 10 ? `0${n}` : String(n);
}
function fractionText(nano: number): string {
  return nano === 0 ? '' : `.${nano.toString().padStart(9, '0').replace(/0+$/, '')}`;
}
function offsetText(offset: number): string {
  const abs = Math.abs(offset);
  const s = abs % 60;
  return `${offset < 0 ? '-' : '+'}${two(Math.floor(abs / 3600))}:${two(Math.floor(abs / 60) % 60)}${s ? `:${two(s)}` : ''}`;
}
export function floorDivide(a: bigint, b: bigint): bigint {
  const q = a / b;
  return a % b !== 0n && a < 0n !== b < 0n ? q - 1n : q;
}

const formats = new Map<string, Intl.DateTimeFormat | null>();
function zoneFormat(zone: string): Intl.DateTimeFormat | null {
  let f = formats.get(zone);
  if (f === undefined) {
    try {
      f = new Intl.DateTimeFormat('en-US-u-ca-iso8601', {
        timeZone: zone,
        hourCycle: 'h23',
        year: 'numeric',
        month: 'numeric',
        day: 'numeric',
        hour: 'numeric',
        minute: 'numeric',
        second: 'numeric',
        era: 'short',
      });
    } catch {
      f = null;
    }
    if (formats.size > 600) formats.clear();
    formats.set(zone, f);
  }
  return f;
}

/** Seconds east of UTC in an IANA zone at an instant; null when there is no such zone. */
export function zoneOffset(zone: string, epochSeconds: number): number | null {
  const f = zoneFormat(zone);
  if (!f) return null;
  const at: Record<string, string> = {};
  try {
    for (const p of f.formatToParts(new Date(epochSeconds * 1000))) at[p.type] = p.value;
  } catch {
    return null;
  }
  const year = at.era?.startsWith('B') ? 1 - Number(at.year) : Number(at.year);
  const day = daysFromCivil(year, Number(at.month), Number(at.day));
  return day * 86_400 + Number(at.hour) * 3600 + Number(at.minute) * 60 + Number(at.second) - Math.floor(epochSeconds);
}

function inZone(epochNanos: bigint, zone: string): FeelDateTime | null {
  const offset = zoneOffset(zone, Number(floorDivide(epochNanos, BigInt(NANOS_PER_SECOND))));
  if (offset === null) return null;
  return dateTimeAt(epochNanos, offset, zone);
}

/** The date and time at an instant, seen with an offset. */
export function dateTimeAt(epochNanos: bigint, offset: number, zone: string | null = null): FeelDateTime | null {
  const local = epochNanos + BigInt(offset) * BigInt(NANOS_PER_SECOND);
  const day = floorDivide(local, DAY_NANOS);
  const date = FeelDate.ofEpochDay(Number(day));
  return date ? new FeelDateTime(date, new FeelTime(Number(local - day * DAY_NANOS), offset, zone)) : null;
}

/** Joins a day and a time; a named zone gets the offset it has on that day. */
export function joinDateTime(date: FeelDate, time: FeelTime): FeelDateTime | null {
  if (time.zone === null) return new FeelDateTime(date, time);
  const local = date.epochDay * 86_400 + Math.floor(time.nanos / NANOS_PER_SECOND);
  let offset = zoneOffset(time.zone, local);
  if (offset !== null) offset = zoneOffset(time.zone, local - offset);
  return offset === null ? null : new FeelDateTime(date, new FeelTime(time.nanos, offset, time.zone));
}

const DATE = /^(-?)(\d{4}|[1-9]\d{4,8})-(\d\d)-(\d\d)$/;
const TIME =
  /^(\d\d):(\d\d):(\d\d)(?:\.(\d{1,20}))?(?:(Z)|([+-])(\d\d):(\d\d)(?::(\d\d))?|@([A-Za-z][\w+\-/]{0,60}))?$/;
const MONTHS = /^(-?)P(?:(\d{1,12})Y)?(?:(\d{1,12})M)?$/;
const DAYS = /^(-?)P(?:(\d{1,15})D)?(?:T(?:(\d{1,15})H)?(?:(\d{1,15})M)?(?:(\d{1,15})(?:\.(\d{1,20}))?S)?)?$/;

export function parseDate(text: string): FeelDate | null {
  const m = DATE.exec(text);
  return m ? FeelDate.of(Number(m[1]! + m[2]!), Number(m[3]), Number(m[4])) : null;
}

function nanosOf(fraction: string | undefined): number {
  return fraction ? Number(fraction.slice(0, 9).padEnd(9, '0')) : 0;
}

export function parseTime(text: string): FeelTime | null {
  const m = TIME.exec(text);
  if (!m) return null;
  let offset: number | null = null;
  if (m[5]) offset = 0;
  if (m[6]) {
    if (Number(m[8]) > 59 || Number(m[9] ?? 0) > 59) return null;
    offset = (Number(m[7]) * 3600 + Number(m[8]) * 60 + Number(m[9] ?? 0)) * (m[6] === '-' ? -1 : 1);
  }
  const time = FeelTime.of(Number(m[1]), Number(m[2]), Number(m[3]), nanosOf(m[4]), offset);
  if (!time || !m[10]) return time;
  // The offset of a bare time in a named zone is taken at the epoch: it has no day of its own.
  const at = zoneOffset(m[10], 0);
  return at === null ? null : new FeelTime(time.nanos, at, m[10]);
}

/** A bare date is read as midnight. */
export function parseDateTime(text: string): FeelDateTime | null {
  const cut = text.indexOf('T');
  const date = parseDate(cut < 0 ? text : text.slice(0, cut));
  if (!date) return null;
  const time = cut < 0 ? new FeelTime(0, null, null) : parseTime(text.slice(cut + 1));
  return time ? joinDateTime(date, time) : null;
}

/** Either kind of duration from ISO 8601. */
export function parseDuration(text: string): DaysDuration | YearsDuration | null {
  const y = MONTHS.exec(text);
  if (y && (y[2] !== undefined || y[3] !== undefined)) {
    const months = Number(y[2] ?? 0) * 12 + Number(y[3] ?? 0);
    if (!Number.isSafeInteger(months)) return null;
    return new YearsDuration(y[1] && months !== 0 ? -months : months);
  }
  const d = DAYS.exec(text);
  if (!d || text.endsWith('T') || text.endsWith('P')) return null;
  const seconds = BigInt(d[2] ?? 0) * 86_400n + BigInt(d[3] ?? 0) * 3600n + BigInt(d[4] ?? 0) * 60n + BigInt(d[5] ?? 0);
  const nanos = seconds * BigInt(NANOS_PER_SECOND) + BigInt(nanosOf(d[6]));
  return new DaysDuration(d[1] ? -nanos : nanos);
}

/** Whole months from one day to another, rounded towards zero (DMN 1.5 Table 77). */
export function monthsBetween(from: FeelDate, to: FeelDate): number {
  if (from.epochDay > to.epochDay) {
    const back = monthsBetween(to, from);
    return back === 0 ? 0 : -back;
  }
  return (to.year - from.year) * 12 + to.month - from.month - (to.day < from.day ? 1 : 0);
}
