import { type Calendar, CalendarUnknownError } from '@miaopi/identifiers';
import type { Text } from '../../../kernel/text.ts';

export interface Due {
  /** yyyy-mm-dd; undefined when the calendar does not reach that far. */
  readonly day: string | undefined;
  readonly derivation: readonly { readonly day: string; readonly counted: boolean; readonly why: Text }[];
  readonly unknown?: Text;
}

/**
 * Due day of a promised limit from the day of acceptance, which itself is not counted (行政许可法 第四十二条、第八十二条: working days without
 * statutory holidays). Never guesses beyond the known calendar.
 */
export function dueDay(
  calendar: Calendar,
  acceptedOn: string,
  limit: { readonly amount: number; readonly unit: string },
): Due {
  if (limit.unit === '当场' || limit.unit === '小时' || limit.amount === 0)
    return {
      day: acceptedOn,
      derivation: [{ day: acceptedOn, counted: false, why: { zh: '当场办结', en: 'decided on the spot' } }],
    };
  if (limit.unit === '自然日') {
    const day = new Date(Date.parse(`${acceptedOn}T00:00:00Z`) + limit.amount * 86_400_000).toISOString().slice(0, 10);
    return {
      day,
      derivation: [
        { day, counted: true, why: { zh: `受理后第 ${limit.amount} 日`, en: `day ${limit.amount} after acceptance` } },
      ],
    };
  }
  try {
    const { due, steps } = calendar.derive(acceptedOn, limit.amount);
    return { day: due, derivation: steps.map((d) => ({ day: d.date, counted: d.counted, why: d.reason })) };
  } catch (error) {
    if (!(error instanceof CalendarUnknownError)) throw error;
    return {
      day: undefined,
      derivation: [],
      unknown: {
        zh: `工作日历只公布到 ${calendar.knownThrough}，期限待日历公布后计算`,
        en: `The calendar of working days is published to ${calendar.knownThrough}; the limit will be computed once it reaches further`,
      },
    };
  }
}
