import { type Static, Type } from 'typebox';
import { defineRoute } from '../route.ts';
import { Abilities, Day, Id, Page, RequestId, Text } from '../shapes.ts';
import { BookingState, GivenDay } from './shapes.ts';

/** A booking as the counter sees it. */
export const HallBooking = Type.Object({
  id: Type.String(),
  number: Type.String(),
  slug: Type.String(),
  itemName: Text,
  desk: Text,
  date: Day,
  from: Type.String(),
  to: Type.String(),
  state: BookingState,
  person: Type.String(),
  firm: Type.Optional(Type.String()),
  abilities: Abilities,
});
export type HallBooking = Static<typeof HallBooking>;

export const listHalls = defineRoute({
  name: 'appointments.listHalls',
  method: 'GET',
  path: '/api/work/halls',
  permission: 'official',
  summary: 'Halls my office runs, or where its items are served',
  reply: Type.Object({
    halls: Type.Array(
      Type.Object({
        id: Type.String(),
        name: Text,
        address: Type.String(),
        today: Type.Integer({ description: 'bookings of today that I may see' }),
        abilities: Abilities,
      }),
    ),
    abilities: Abilities,
  }),
  errors: [],
});

export const listHallBookings = defineRoute({
  name: 'appointments.listHallBookings',
  method: 'GET',
  path: '/api/work/halls/:hallId/bookings',
  permission: 'official',
  summary: 'Who is booked in a hall on a day; by number or name',
  params: Type.Object({ hallId: Id }),
  query: Type.Object({ date: Type.Optional(GivenDay), q: Type.Optional(Type.String({ maxLength: 40 })), ...Page }),
  reply: Type.Object({
    hall: Type.Object({ id: Type.String(), name: Text }),
    date: Day,
    counts: Type.Object({
      booked: Type.Integer(),
      arrived: Type.Integer(),
      handled: Type.Integer(),
      missed: Type.Integer(),
    }),
    bookings: Type.Array(HallBooking),
    next: Type.Optional(Type.String()),
  }),
  errors: ['appointments.hall_missing'],
});

export const markBooking = defineRoute({
  name: 'appointments.markBooking',
  method: 'POST',
  path: '/api/work/bookings/:bookingId/mark',
  permission: 'official',
  summary: 'Note that somebody came, was handled or did not come',
  params: Type.Object({ bookingId: Id }),
  body: Type.Object({
    requestId: RequestId,
    as: Type.Union([Type.Literal('arrived'), Type.Literal('handled'), Type.Literal('missed')]),
  }),
  reply: HallBooking,
  errors: ['appointments.booking_missing', 'appointments.wrong_state', 'appointments.not_its_day'],
});
