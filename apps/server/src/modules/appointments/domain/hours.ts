/** A piece of a day in minutes since midnight in China's time: from `from` up to, not including, `to`. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Opening hours of one day: spans in order, apart from each other. Empty: closed. */
export type Hours = readonly Span[];

/** Monday to Friday. Other days open by a special day of the hall only. */
export type Week = readonly [Hours, Hours, Hours, Hours, Hours];

const dayMinutes = 24 * 60;

/** What is wrong with these hours, or undefined: they begin before they end, inside one day, in order and without touching. */
export function faultOfHours(hours: Hours): 'order' | 'overlap' | undefined {
  let last = -1;
  for (const { from, to } of hours) {
    if (!(from >= 0 && from < to && to <= dayMinutes)) return 'order';
    if (from <= last) return 'overlap';
    last = to;
  }
  return undefined;
}

/** Whether the whole span lies inside one piece of the hours. */
export function within(span: Span, hours: Hours): boolean {
  return hours.some((h) => h.from <= span.from && span.to <= h.to);
}

/** `570` → `09:30` */
export function clockOf(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

/** `09:30` → `570`; the caller has checked the form. */
export function minutesOf(clock: string): number {
  return Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));
}

/** The instant of a day's minute in Asia/Shanghai, eight hours ahead of UTC all the year. */
export function instantOf(date: string, minutes: number): Date {
  return new Date(Date.parse(`${date}T00:00:00+08:00`) + minutes * 60_000);
}
