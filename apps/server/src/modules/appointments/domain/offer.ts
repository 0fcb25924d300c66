import type { Calendar } from '@miaopi/identifiers';
import { instantOf } from './hours.ts';
import { bookableDates, type HallDay, hallDay } from './open-days.ts';
import { deskOf, type HallPlan, type SpecialDay } from './plan.ts';
import { type Slot, slotsOf } from './slots.ts';

export interface OfferedSlot extends Slot {
  /** Bookings it still takes; 0 when full. */
  readonly left: number;
  /** Too late to book, move or cancel. */
  readonly past: boolean;
}

export interface OfferedDay extends HallDay {
  readonly slots: readonly OfferedSlot[];
}

export interface HallState {
  readonly plan: HallPlan;
  readonly special: readonly SpecialDay[];
}

/** Whether it is too late to book, move or cancel what begins at `from` on `date`. */
export function pastCutOff(plan: HallPlan, date: string, from: number, now: Date): boolean {
  return instantOf(date, from - plan.cutOffMinutes) <= now;
}

/** The slots of an item in a hall on one day; none when the hall has no desk for it or is not open. */
export function daySlots(
  hall: HallState,
  slug: string,
  calendar: Calendar,
  date: string,
): { readonly day: HallDay; readonly slots: readonly Slot[] } {
  const special = hall.special.find((s) => s.date === date);
  const day = hallDay(hall.plan, special, calendar, date);
  const desk = deskOf(hall.plan, slug);
  return { day, slots: desk && day.state === 'open' ? slotsOf(hall.plan, desk, day.hours, day.weekday) : [] };
}

/** The week that can be booked (F155), with what is left. `booked` counts the bookings of a slot of the item's desk. */
export function offeredWeek(
  hall: HallState,
  slug: string,
  at: { readonly calendar: Calendar; readonly today: string; readonly now: Date },
  booked: (date: string, from: number) => number,
): OfferedDay[] {
  return bookableDates(at.today).map((date) => {
    const { day, slots } = daySlots(hall, slug, at.calendar, date);
    return {
      ...day,
      slots: slots.map((slot) => ({
        ...slot,
        left: Math.max(0, slot.capacity - booked(date, slot.from)),
        past: pastCutOff(hall.plan, date, slot.from, at.now),
      })),
    };
  });
}

export interface FreeSlot {
  readonly date: string;
  readonly from: number;
  readonly to: number;
}

/** The next slots that still take somebody, at most `limit`. */
export function nextFree(days: readonly OfferedDay[], limit: number): FreeSlot[] {
  return days
    .flatMap((day) =>
      day.slots.filter((s) => s.left > 0 && !s.past).map(({ from, to }) => ({ date: day.date, from, to })),
    )
    .slice(0, limit);
}
