import { type Static, Type } from 'typebox';
import { Abilities, Day, Id, oneOf, Text } from '../shapes.ts';

/** A time of day in China's time. */
export const DayTime = Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$', description: 'HH:MM' });
/** A day a caller names. */
export const GivenDay = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: 'yyyy-mm-dd' });

export const DaySpan = Type.Object({ from: DayTime, to: DayTime });
export type DaySpan = Static<typeof DaySpan>;

/** A hall as people see it. */
export const Hall = Type.Object({
  id: Type.String(),
  name: Text,
  office: Text,
  address: Type.String(),
  phone: Type.String(),
});
export type Hall = Static<typeof Hall>;

export const BookingSlot = Type.Object({
  from: Type.String(),
  to: Type.String(),
  capacity: Type.Integer({ description: 'bookings it holds' }),
  left: Type.Integer({ description: 'bookings it still takes' }),
  past: Type.Boolean({ description: 'too late to book it' }),
});
export type BookingSlot = Static<typeof BookingSlot>;

export const BookingDay = Type.Object({
  date: Day,
  state: oneOf(['open', 'closed', 'unknown'], {
    description: 'open 开放 · closed 不开放 · unknown: the calendar of working days does not reach it',
  }),
  reason: Text,
  slots: Type.Array(BookingSlot),
});
export type BookingDay = Static<typeof BookingDay>;

/** A time that is free, told where another one is not. */
export const FreeTime = Type.Object({
  hallId: Type.String(),
  hall: Text,
  date: Day,
  from: Type.String(),
  to: Type.String(),
});
export type FreeTime = Static<typeof FreeTime>;

export const bookingStates = ['booked', 'arrived', 'handled', 'missed', 'cancelled', 'called-off'] as const;
export const BookingState = oneOf(bookingStates, {
  description:
    'booked 已预约 · arrived 已到场 · handled 已办理 · missed 未到场 · cancelled 已取消 · called-off 因大厅调整取消',
});

export const Booking = Type.Object({
  id: Type.String(),
  number: Type.String({ description: 'what to say at the counter' }),
  slug: Type.String(),
  itemName: Text,
  hall: Hall,
  desk: Text,
  date: Day,
  from: Type.String(),
  to: Type.String(),
  state: BookingState,
  /** On whose behalf, when for a firm. */
  firm: Type.Optional(Type.String()),
  /** Why the hall called it off. */
  reason: Type.Optional(Text),
  abilities: Abilities,
});
export type Booking = Static<typeof Booking>;

/** One's own booking, with everything needed to come. */
export const OwnBooking = Type.Object({
  booking: Booking,
  until: Type.String({ description: 'until when it can be moved or cancelled, ISO 8601' }),
  bring: Type.Array(Type.Object({ name: Text, when: Type.Optional(Text) })),
  /** The next free times, when the hall called it off. */
  offers: Type.Array(FreeTime),
});
export type OwnBooking = Static<typeof OwnBooking>;

/** When an appointment is wished for. */
export const WishedTime = { hallId: Id, date: GivenDay, from: DayTime };
