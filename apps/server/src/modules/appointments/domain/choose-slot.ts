import type { Calendar } from '@miaopi/identifiers';
import { appointmentsErrors } from '../errors.ts';
import { daySlots, type HallState, pastCutOff } from './offer.ts';
import { bookableDates } from './open-days.ts';
import { type Desk, deskOf } from './plan.ts';
import type { Slot } from './slots.ts';

export interface Moment {
  readonly calendar: Calendar;
  readonly today: string;
  readonly now: Date;
}

/** The slot somebody wishes for, by the hall's plan of this moment. Whether it is full is not known here. @throws why it can't be booked */
export function chooseSlot(
  hall: HallState,
  slug: string,
  wish: { readonly date: string; readonly from: number },
  at: Moment,
): { readonly desk: Desk; readonly slot: Slot } {
  const desk = deskOf(hall.plan, slug);
  if (!desk) throw appointmentsErrors.hall_missing();
  if (!bookableDates(at.today).includes(wish.date)) throw appointmentsErrors.slot_missing();
  const { day, slots } = daySlots(hall, slug, at.calendar, wish.date);
  if (day.state === 'unknown') throw appointmentsErrors.calendar_unknown({ detail: day.reason });
  const slot = slots.find((s) => s.from === wish.from);
  if (!slot) throw appointmentsErrors.slot_missing();
  if (pastCutOff(hall.plan, wish.date, slot.from, at.now)) throw appointmentsErrors.past_cut_off();
  return { desk, slot };
}
