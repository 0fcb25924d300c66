/** Calendar days as `yyyy-mm-dd` strings, proleptic Gregorian, no time zone. */

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

export function daysInMonth(year: number, month: number): number {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return month === 2 && leap ? 29 : (DAYS[month - 1] ?? 0);
}

/** True for an existing day between 0001-01-01 and 9999-12-31 written `yyyy-mm-dd`. */
export function isPlainDate(text: string): boolean {
  const m = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (m === null) return false;
  const [year, month, day] = [Number(m[1]), Number(m[2]), Number(m[3])];
  return year >= 1 && day >= 1 && day <= daysInMonth(year, month);
}

function epochDay(date: string): number {
  const at = new Date(0);
  at.setUTCFullYear(Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1, Number(date.slice(8, 10)));
  return at.getTime() / 86_400_000;
}

/** The day `days` (may be negative) after `date`. The caller has checked `date` with {@link isPlainDate}. */
export function addDays(date: string, days: number): string {
  const at = new Date((epochDay(date) + days) * 86_400_000);
  const year = String(at.getUTCFullYear()).padStart(4, '0');
  return `${year}-${String(at.getUTCMonth() + 1).padStart(2, '0')}-${String(at.getUTCDate()).padStart(2, '0')}`;
}

/** 0 Sunday … 6 Saturday. */
export function weekday(date: string): number {
  return (((epochDay(date) + 4) % 7) + 7) % 7;
}

/** Whole years lived on `on`; a person of 29 February has the birthday on 1 March in other years (民法典 §204 counting). */
export function ageOn(birthDate: string, on: string): number {
  const years = Number(on.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return on.slice(5) < birthDate.slice(5) ? years - 1 : years;
}
