import { Type } from 'typebox';
import { defineRoute } from '../route.ts';
import { Abilities, Day, Id, RequestId, Text } from '../shapes.ts';
import { Booking, BookingDay, Hall, OwnBooking, WishedTime } from './shapes.ts';

const given = Type.Object({ bookingId: Id });
const times = ['appointments.slot_missing', 'appointments.slot_full', 'appointments.past_cut_off'] as const;
const booking = [
  'appointments.item_not_bookable',
  'appointments.hall_missing',
  ...times,
  'appointments.calendar_unknown',
  'appointments.booked_already',
  'appointments.suspended',
  'identity.no_mandate',
] as const;

/** F154: items somebody can be received for. */
export const listBookableItems = defineRoute({
  name: 'appointments.listBookableItems',
  method: 'GET',
  path: '/api/appointments/items',
  permission: 'public',
  summary: 'Items that can be booked, and how many halls serve each',
  reply: Type.Array(Type.Object({ slug: Type.String(), name: Text, office: Text, halls: Type.Integer() })),
  errors: [],
});

export const listHallsOfItem = defineRoute({
  name: 'appointments.listHallsOfItem',
  method: 'GET',
  path: '/api/appointments/items/:slug/halls',
  permission: 'public',
  summary: 'Halls that receive people for an item, with their next free time',
  params: Type.Object({ slug: Id }),
  reply: Type.Object({
    itemName: Text,
    halls: Type.Array(
      Type.Object({
        hall: Hall,
        desk: Text,
        minutes: Type.Integer({ description: 'that handling takes' }),
        next: Type.Optional(Type.Object({ date: Day, from: Type.String(), to: Type.String() })),
      }),
    ),
  }),
  errors: ['appointments.item_not_bookable'],
});

/** F155 F156: from tomorrow for one week, what is left of each slot. */
export const listSlots = defineRoute({
  name: 'appointments.listSlots',
  method: 'GET',
  path: '/api/appointments/items/:slug/halls/:hallId/slots',
  permission: 'public',
  summary: 'The week that can be booked in a hall for an item',
  params: Type.Object({ slug: Id, hallId: Id }),
  reply: Type.Object({
    itemName: Text,
    hall: Hall,
    cutOffMinutes: Type.Integer({ description: 'booking, moving and cancelling end this long before a slot' }),
    days: Type.Array(BookingDay),
  }),
  errors: ['appointments.item_not_bookable', 'appointments.hall_missing'],
});

export const bookSlot = defineRoute({
  name: 'appointments.bookSlot',
  method: 'POST',
  path: '/api/bookings',
  permission: 'applicant',
  summary: 'Book a time in a hall for an item',
  body: Type.Object({ requestId: RequestId, slug: Id, ...WishedTime }),
  reply: OwnBooking,
  status: 201,
  errors: [...booking],
});

export const listBookings = defineRoute({
  name: 'appointments.listBookings',
  method: 'GET',
  path: '/api/bookings',
  permission: 'applicant',
  summary: 'My appointments, the open ones first, and whether I may book',
  reply: Type.Object({ bookings: Type.Array(Booking), abilities: Abilities }),
  errors: [],
});

export const getBooking = defineRoute({
  name: 'appointments.getBooking',
  method: 'GET',
  path: '/api/bookings/:bookingId',
  permission: 'applicant',
  summary: 'One appointment of mine: when, where, what to bring',
  params: given,
  reply: OwnBooking,
  errors: ['appointments.booking_missing'],
});

export const moveBooking = defineRoute({
  name: 'appointments.moveBooking',
  method: 'POST',
  path: '/api/bookings/:bookingId/move',
  permission: 'applicant',
  summary: 'Take an appointment to another time or hall',
  params: given,
  body: Type.Object({ requestId: RequestId, ...WishedTime }),
  reply: OwnBooking,
  errors: ['appointments.booking_missing', 'appointments.wrong_state', ...booking],
});

export const cancelBooking = defineRoute({
  name: 'appointments.cancelBooking',
  method: 'POST',
  path: '/api/bookings/:bookingId/cancel',
  permission: 'applicant',
  summary: 'Cancel an appointment',
  params: given,
  body: Type.Object({ requestId: RequestId }),
  reply: OwnBooking,
  errors: ['appointments.booking_missing', 'appointments.wrong_state', 'appointments.past_cut_off'],
});

export const getBookingCalendar = defineRoute({
  name: 'appointments.getBookingCalendar',
  method: 'GET',
  path: '/api/bookings/:bookingId/calendar.ics',
  permission: 'applicant',
  summary: 'The appointment as a calendar file (RFC 5545)',
  params: given,
  reply: 'binary',
  errors: ['appointments.booking_missing'],
});
