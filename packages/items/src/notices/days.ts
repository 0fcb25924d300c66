import { dateText, type Text } from '@miaopi/forms';

declare const written: unique symbol;

/** A day as people read it in each language; only `onDay` and `noDay` make one, so that no notice shows yyyy-mm-dd. */
export interface DayText extends Text {
  readonly [written]: true;
}

/** `2026-12-14` as 2026年12月14日 and 14 December 2026. @param day yyyy-mm-dd */
export function onDay(day: string): DayText {
  return { zh: dateText(day, 'zh'), en: dateText(day, 'en') } as DayText;
}

/** A day nobody can tell. */
export const noDay = { zh: '—', en: '—' } as DayText;
