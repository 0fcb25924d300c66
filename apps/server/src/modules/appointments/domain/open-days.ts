import { addDays, type Calendar, CalendarUnknownError, weekday } from '@miaopi/identifiers';
import type { Text } from '../../../kernel/text.ts';
import type { Hours } from './hours.ts';
import type { HallPlan, SpecialDay } from './plan.ts';

/** What a hall does on a day. `unknown`: the working-day calendar does not reach that far, so nothing is promised. */
export interface HallDay {
  readonly date: string;
  readonly state: 'open' | 'closed' | 'unknown';
  readonly hours: Hours;
  /** Whose hours of the week hold, 0 Monday … 4 Friday; undefined on a special day. */
  readonly weekday: number | undefined;
  readonly reason: Text;
}

/** F155: from tomorrow, for one week. */
export function bookableDates(today: string): string[] {
  return Array.from({ length: 7 }, (_, n) => addDays(today, n + 1));
}

/**
 * The hall's word for a day: a special day goes before the week; otherwise it is open on working days of the State Council's calendar. A weekend day worked
 * in exchange (调休) keeps Monday's hours.
 */
export function hallDay(plan: HallPlan, special: SpecialDay | undefined, calendar: Calendar, date: string): HallDay {
  if (special)
    return {
      date,
      state: special.hours.length > 0 ? 'open' : 'closed',
      hours: special.hours,
      weekday: undefined,
      reason: special.reason,
    };
  try {
    const { counted, reason } = calendar.explain(date);
    if (!counted) return { date, state: 'closed', hours: [], weekday: undefined, reason };
    const day = weekday(date);
    const own = day === 0 || day === 6 ? 0 : day - 1;
    const hours = plan.week[own] ?? [];
    return hours.length > 0
      ? { date, state: 'open', hours, weekday: own, reason }
      : {
          date,
          state: 'closed',
          hours,
          weekday: own,
          reason: { zh: '大厅当天不开放', en: 'The hall is not open on this day' },
        };
  } catch (error) {
    if (!(error instanceof CalendarUnknownError)) throw error;
    return {
      date,
      state: 'unknown',
      hours: [],
      weekday: undefined,
      reason: {
        zh: `工作日历公布到 ${error.knownThrough}，之后的日期公布后开放预约`,
        en: `The calendar of working days is published up to ${error.knownThrough}; later days open once theirs is`,
      },
    };
  }
}
