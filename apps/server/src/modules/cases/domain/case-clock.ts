import { addDays, type Calendar, CalendarUnknownError } from '@miaopi/identifiers';
import { onDay } from '@miaopi/items';
import type { Text } from '../../../kernel/text.ts';

/** A stretch of time that is not counted: a special procedure (行政许可法 第四十五条). */
export interface Pause {
  readonly name: Text;
  /** yyyy-mm-dd; the day it began still counts, as the first day of a period is not part of it (民法典 第二百零一条). */
  readonly from: string;
  /** The last day the applicant was told it takes; what it takes beyond that counts again. */
  readonly expectedTo: string;
  /** The day it ended; undefined while it runs. */
  readonly to: string | undefined;
}

export interface ClockFacts {
  /** yyyy-mm-dd of acceptance, which itself is not counted. */
  readonly from: string;
  readonly limit: { readonly amount: number; readonly unit: string };
  /** Added by the head of the office (行政许可法 第四十二条), in the unit of the limit. */
  readonly extendedBy: number;
  readonly pauses: readonly Pause[];
}

export interface Due {
  /** yyyy-mm-dd; undefined when the calendar does not reach that far. */
  readonly day: string | undefined;
  readonly derivation: readonly { readonly day: string; readonly counted: boolean; readonly why: Text }[];
  readonly unknown?: Text;
}

/** Limits of a day or of hours are kept at once; there is nothing to count, to stop or to extend. */
export function isImmediate(limit: { readonly amount: number; readonly unit: string }): boolean {
  return limit.unit === '当场' || limit.unit === '小时' || limit.amount === 0;
}

/**
 * Due day of a promised limit, day by day from the day after acceptance: working days without statutory holidays (行政许可法 第四十二条、第八十二条), or calendar
 * days where the limit says so; days of a special procedure stand still; an extension adds days. Never guesses beyond the known calendar. Pure: the same facts
 * give the same answer whenever they are asked.
 */
export function dueDay(calendar: Calendar, { from, limit, extendedBy, pauses }: ClockFacts): Due {
  if (isImmediate(limit))
    return {
      day: from,
      derivation: [{ day: from, counted: false, why: { zh: '当场办结', en: 'decided on the spot' } }],
    };
  const wanted = limit.amount + extendedBy;
  const inWorkingDays = limit.unit !== '自然日';
  const derivation: { day: string; counted: boolean; why: Text }[] = [];
  let counted = 0;
  let day = from;
  try {
    while (counted < wanted) {
      day = addDays(day, 1);
      const still = pauses.find((p) => p.from < day && day <= lastOf(p));
      const { counted: works, reason } = inWorkingDays
        ? calendar.explain(day)
        : { counted: true, reason: { zh: '自然日', en: 'calendar day' } };
      const counts = works && !still;
      if (counts) counted++;
      derivation.push({ day, counted: counts, why: whyOf() });

      function whyOf(): Text {
        if (still && works)
          return {
            zh: `特别程序“${still.name.zh}”期间，不计入办理期限`,
            en: `Special procedure “${still.name.en}”: not counted`,
          };
        if (counts && counted > limit.amount)
          return {
            zh: `${reason.zh}（延长的第 ${counted - limit.amount} 日）`,
            en: `${reason.en} (day ${counted - limit.amount} of the extension)`,
          };
        return reason;
      }
    }
  } catch (error) {
    if (!(error instanceof CalendarUnknownError)) throw error;
    return {
      day: undefined,
      derivation: [],
      unknown: beyondCalendar(calendar),
    };
  }
  return { day, derivation };
}

/** Why a limit can't be told yet. */
export function beyondCalendar({ knownThrough }: Calendar): Text {
  const { zh, en } = onDay(knownThrough);
  return {
    zh: `工作日历只公布到${zh}，期限待日历公布后计算`,
    en: `The calendar of working days is published to ${en}; the limit will be computed once it reaches further`,
  };
}

function lastOf(pause: Pause): string {
  return pause.to !== undefined && pause.to < pause.expectedTo ? pause.to : pause.expectedTo;
}
