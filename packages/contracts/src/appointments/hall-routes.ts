import { type Static, Type } from 'typebox';
import { defineRoute } from '../route.ts';
import { Day, Id, RequestId, Text } from '../shapes.ts';
import { BookingDay, DaySpan, GivenDay } from './shapes.ts';

const Named = Type.Object({
  zh: Type.String({ minLength: 1, maxLength: 60 }),
  en: Type.String({ minLength: 1, maxLength: 120 }),
});
const DayHours = Type.Array(DaySpan, { maxItems: 6 });
/** Monday to Friday. */
const WeekHours = Type.Array(DayHours, { minItems: 5, maxItems: 5 });

/** Windows that serve the same items. */
export const GivenDesk = Type.Object({
  id: Type.Optional(Id),
  name: Named,
  minutes: Type.Integer({ minimum: 5, maximum: 240, description: 'that handling one person takes' }),
  most: Type.Optional(
    Type.Integer({ minimum: 1, maximum: 500, description: 'most bookings of a slot; absent: what the hours give' }),
  ),
  items: Type.Array(Id, { maxItems: 200 }),
  windows: Type.Array(
    Type.Object({
      label: Type.String({ minLength: 1, maxLength: 30 }),
      week: Type.Optional(
        Type.Array(DayHours, { minItems: 5, maxItems: 5, description: 'absent: open when the hall is' }),
      ),
      staff: Type.Array(Type.String({ minLength: 1, maxLength: 64 }), {
        maxItems: 10,
        description: 'accounts of officials; without any the window receives nobody',
      }),
    }),
    { maxItems: 60 },
  ),
});
export type GivenDesk = Static<typeof GivenDesk>;

const HallFacts = {
  name: Named,
  address: Type.String({ minLength: 4, maxLength: 120 }),
  phone: Type.String({ pattern: '^[0-9 +()-]{5,24}$' }),
};

export const GivenPlan = Type.Object({
  ...HallFacts,
  cutOffMinutes: Type.Integer({ minimum: 0, maximum: 1440 }),
  walkInPercent: Type.Integer({ minimum: 0, maximum: 90 }),
  week: WeekHours,
  desks: Type.Array(GivenDesk, { maxItems: 40 }),
});
export type GivenPlan = Static<typeof GivenPlan>;

/** A coming week as a plan gives it, one row a desk. */
const Preview = Type.Object({
  desks: Type.Array(Type.Object({ name: Text, slotMinutes: Type.Integer(), days: Type.Array(BookingDay) })),
  affected: Type.Integer({ description: 'bookings whose time it would take away' }),
});

const SpecialDay = Type.Object({ date: Day, hours: Type.Array(DaySpan), reason: Text });

export const HallDetail = Type.Object({
  id: Type.String(),
  revision: Type.Integer(),
  office: Text,
  plan: GivenPlan,
  /** Names of the officials in the plan, by account. */
  staff: Type.Record(Type.String(), Type.String()),
  items: Type.Array(Type.Object({ slug: Type.String(), name: Text, office: Text }), {
    description: 'items that can be booked at all',
  }),
  special: Type.Array(SpecialDay),
  preview: Preview,
});
export type HallDetail = Static<typeof HallDetail>;

const Changed = Type.Object({
  hall: HallDetail,
  calledOff: Type.Integer({ description: 'bookings it took away; their people are told' }),
});

export const openHall = defineRoute({
  name: 'appointments.openHall',
  method: 'POST',
  path: '/api/studio/halls',
  permission: 'official',
  summary: 'Set up a hall of my office, open in the usual hours, without windows yet',
  body: Type.Object({ requestId: RequestId, ...HallFacts }),
  reply: HallDetail,
  status: 201,
  errors: [],
});

export const getHall = defineRoute({
  name: 'appointments.getHall',
  method: 'GET',
  path: '/api/studio/halls/:hallId',
  permission: 'official',
  summary: 'A hall of my office: plan, special days, the coming week',
  params: Type.Object({ hallId: Id }),
  reply: HallDetail,
  errors: ['appointments.hall_missing'],
});

export const previewHall = defineRoute({
  name: 'appointments.previewHall',
  method: 'POST',
  path: '/api/studio/halls/:hallId/preview',
  permission: 'official',
  summary: 'The coming week as a changed plan would give it; changes nothing',
  params: Type.Object({ hallId: Id }),
  body: GivenPlan,
  reply: Preview,
  errors: ['appointments.hall_missing', 'appointments.plan_wrong'],
});

export const saveHall = defineRoute({
  name: 'appointments.saveHall',
  method: 'PUT',
  path: '/api/studio/halls/:hallId',
  permission: 'official',
  summary: 'Change a hall: windows, hours, capacity; bookings that lose their time are called off and told',
  params: Type.Object({ hallId: Id }),
  body: Type.Object({
    requestId: RequestId,
    revision: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
    plan: GivenPlan,
  }),
  reply: Changed,
  errors: ['appointments.hall_missing', 'appointments.plan_wrong', 'appointments.plan_changed'],
});

export const setSpecialDay = defineRoute({
  name: 'appointments.setSpecialDay',
  method: 'PUT',
  path: '/api/studio/halls/:hallId/days/:date',
  permission: 'official',
  summary: 'Close a hall on a day, or open it at other times',
  params: Type.Object({ hallId: Id, date: GivenDay }),
  body: Type.Object({
    requestId: RequestId,
    hours: DayHours,
    reason: Type.Object({
      zh: Type.String({ minLength: 2, maxLength: 60 }),
      en: Type.String({ minLength: 2, maxLength: 120 }),
    }),
  }),
  reply: Changed,
  errors: ['appointments.hall_missing', 'appointments.day_past', 'appointments.plan_wrong'],
});

export const clearSpecialDay = defineRoute({
  name: 'appointments.clearSpecialDay',
  method: 'DELETE',
  path: '/api/studio/halls/:hallId/days/:date',
  permission: 'official',
  summary: 'Take a special day back: the week holds again',
  params: Type.Object({ hallId: Id, date: GivenDay }),
  reply: Changed,
  errors: ['appointments.hall_missing', 'appointments.day_past'],
});
