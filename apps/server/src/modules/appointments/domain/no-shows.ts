import { addDays } from '@miaopi/identifiers';

/** Days that a missed appointment counts (002 信用管理: "1个月内超过3次"). */
export const countedDays = 30;
const tolerated = 3;

/** The first day a missed appointment counts no more against. */
export function countsSince(today: string): string {
  return addDays(today, 1 - countedDays);
}

/**
 * F162: more than three missed within the counted days suspend booking online.
 * @param missed days of missed appointments, any order
 * @returns the day from which booking is open again; undefined: not suspended
 */
export function suspendedUntil(missed: readonly string[], today: string): string | undefined {
  const counting = missed.filter((date) => date >= countsSince(today)).sort();
  const last = counting[counting.length - 1 - tolerated];
  return last === undefined ? undefined : addDays(last, countedDays);
}
