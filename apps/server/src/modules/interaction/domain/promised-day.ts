import { type Calendar, CalendarUnknownError } from '@miaopi/identifiers';

/** Working days within which a complaint is answered, the day it was made not counted. */
export const ANSWER_WITHIN = 5;

/** The day by which an answer is promised; null while the working days of that time are not published. @param today yyyy-mm-dd */
export function promisedOn(calendar: Calendar, today: string): string | null {
  return workingDayAfter(calendar, today, ANSWER_WITHIN);
}

/** The nth working day after a day; null while the working days of that time are not published. @param day yyyy-mm-dd */
export function workingDayAfter(calendar: Calendar, day: string, n: number): string | null {
  try {
    return calendar.addWorkingDays(day, n);
  } catch (error) {
    if (!(error instanceof CalendarUnknownError)) throw error;
    return null;
  }
}
