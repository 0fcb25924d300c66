import { type Hours, type Span, within } from './hours.ts';
import type { Desk, HallPlan } from './plan.ts';

export interface Slot extends Span {
  /** Bookings it holds. */
  readonly capacity: number;
}

/** Nobody plans a morning by five minutes: shorter handlings share a slot of at least this length. */
const shortest = 30;

/** Length of a slot in minutes: a whole number of handlings, half an hour or longer. */
export function slotMinutes(handling: number): number {
  return Math.ceil(shortest / handling) * handling;
}

/**
 * What a desk offers on a day (F156), earliest first: slots lie end to end inside the hall's hours and never overlap. A slot holds its handlings times the
 * windows that are staffed and open all through it, less the share kept for people without an appointment (rounded, at least one bookable), and no more
 * than the desk's own most. Slots that hold nobody are left out.
 * @param weekday 0 Monday … 4 Friday: whose hours the windows keep on this day; undefined: the hall's (a special day)
 */
export function slotsOf(plan: HallPlan, desk: Desk, hours: Hours, weekday: number | undefined): Slot[] {
  const length = slotMinutes(desk.minutes);
  const each = length / desk.minutes;
  const windows = desk.windows
    .filter((w) => w.staff.length > 0)
    .map((w) => (weekday === undefined ? null : (w.week?.[weekday] ?? null)));
  const slots: Slot[] = [];
  for (const open of hours)
    for (let from = open.from; from + length <= open.to; from += length) {
      const span = { from, to: from + length };
      const staffed = windows.filter((own) => own === null || within(span, own)).length;
      const capacity = bookable(each * staffed, plan.walkInPercent, desk.most);
      if (capacity > 0) slots.push({ ...span, capacity });
    }
  return slots;
}

function bookable(whole: number, walkInPercent: number, most: number | null): number {
  if (whole === 0) return 0;
  const kept = Math.min(whole - 1, Math.round((whole * walkInPercent) / 100));
  return most === null ? whole - kept : Math.min(most, whole - kept);
}
