import type { Booking, BookingDay, GivenPlan, Hall, HallBooking } from '@miaopi/contracts';
import type { Text } from '../../kernel/text.ts';
import { clockOf, type Hours, type Span } from './domain/hours.ts';
import { type OfferedDay, pastCutOff } from './domain/offer.ts';
import { bookingNumber } from './domain/wording.ts';
import { markAbilities, ownAbilities } from './policy.ts';
import type { BookingRow } from './store/bookings.ts';
import type { HallRow } from './store/halls.ts';

export const presentSpan = (s: Span) => ({ from: clockOf(s.from), to: clockOf(s.to) });

export function presentHall(hall: HallRow, office: Text): Hall {
  return { id: hall.id, name: hall.name, office, address: hall.address, phone: hall.phone };
}

export function presentDay(day: OfferedDay): BookingDay {
  return {
    date: day.date,
    state: day.state,
    reason: day.reason,
    slots: day.slots.map((s) => ({ ...presentSpan(s), capacity: s.capacity, left: s.left, past: s.past })),
  };
}

export function presentBooking(b: BookingRow, hall: HallRow, office: Text, now: Date): Booking {
  return {
    id: b.id,
    number: bookingNumber(b.serial),
    slug: b.slug,
    itemName: b.itemName,
    hall: presentHall(hall, office),
    desk: b.desk,
    date: b.date,
    ...presentSpan(b),
    state: b.state,
    ...(b.holder.kind === 'firm' ? { firm: b.holder.name } : {}),
    ...(b.reason ? { reason: b.reason } : {}),
    abilities: ownAbilities(b.state, pastCutOff(hall.plan, b.date, b.from, now)),
  };
}

export function presentAtCounter(b: BookingRow, at: { readonly today: string; readonly now: Date }): HallBooking {
  return {
    id: b.id,
    number: bookingNumber(b.serial),
    slug: b.slug,
    itemName: b.itemName,
    desk: b.desk,
    date: b.date,
    ...presentSpan(b),
    state: b.state,
    person: b.personName,
    ...(b.holder.kind === 'firm' ? { firm: b.holder.name } : {}),
    abilities: markAbilities(b, at),
  };
}

const presentHours = (hours: Hours) => hours.map(presentSpan);

/** The plan in the form it is given in. */
export function presentPlan(hall: HallRow): GivenPlan {
  const { plan } = hall;
  return {
    name: hall.name,
    address: hall.address,
    phone: hall.phone,
    cutOffMinutes: plan.cutOffMinutes,
    walkInPercent: plan.walkInPercent,
    week: plan.week.map(presentHours),
    desks: plan.desks.map((d) => ({
      id: d.id,
      name: d.name,
      minutes: d.minutes,
      ...(d.most === null ? {} : { most: d.most }),
      items: [...d.items],
      windows: d.windows.map((w) => ({
        label: w.label,
        ...(w.week ? { week: w.week.map(presentHours) } : {}),
        staff: w.staff.map((s) => s.account),
      })),
    })),
  };
}
