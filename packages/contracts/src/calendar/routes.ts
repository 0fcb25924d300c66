import { type Static, Type } from 'typebox';
import { defineRoute } from '../route.ts';
import { Abilities, Day, Instant, oneOf, RequestId } from '../shapes.ts';

const FestivalDay = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: 'yyyy-mm-dd' });

/** A festival as the State Council's notice arranges it: off from one day to another, weekend days worked in exchange (调休). */
export const FestivalArrangement = Type.Object({
  name: Type.String({ minLength: 2, maxLength: 20, description: '如通知所写：元旦、国庆节、中秋节' }),
  from: FestivalDay,
  to: FestivalDay,
  work: Type.Array(FestivalDay, { maxItems: 6, description: '调休上班日' }),
});
export type FestivalArrangement = Static<typeof FestivalArrangement>;

export const CalendarYear = Type.Object({
  year: Type.Integer(),
  /** Shipped with the program, or entered here. */
  source: oneOf(['program', 'entered'], { description: 'program 随程序提供 · entered 在本平台录入' }),
  /** Number of the notice; of a year that was entered. */
  notice: Type.Optional(Type.String()),
  by: Type.Optional(Type.String()),
  at: Type.Optional(Instant),
  festivals: Type.Array(FestivalArrangement),
  workingDays: Type.Integer(),
});
export type CalendarYear = Static<typeof CalendarYear>;

export const WorkingCalendar = Type.Object({
  from: Day,
  /** Working days are known up to and including this day. */
  knownThrough: Day,
  /** The newest first. */
  years: Type.Array(CalendarYear),
  /** The year whose notice is waited for. */
  next: Type.Integer(),
  abilities: Abilities,
});

export type WorkingCalendar = Static<typeof WorkingCalendar>;

export const getCalendar = defineRoute({
  name: 'calendar.getCalendar',
  method: 'GET',
  path: '/api/studio/calendar',
  permission: 'official',
  summary: 'The years of which working days are known, and where they come from',
  reply: WorkingCalendar,
  errors: [],
});

export const enterYear = defineRoute({
  name: 'calendar.enterYear',
  method: 'POST',
  path: '/api/studio/calendar/years',
  permission: 'operator',
  summary: 'Enter a year’s holidays from the State Council’s notice; due days that waited for it are counted at once',
  body: Type.Object({
    requestId: RequestId,
    year: Type.Integer({ minimum: 2024, maximum: 2200 }),
    notice: Type.String({ minLength: 2, maxLength: 100 }),
    festivals: Type.Array(FestivalArrangement, { minItems: 1, maxItems: 12 }),
  }),
  reply: WorkingCalendar,
  errors: ['calendar.year_wrong', 'calendar.arrangement_wrong'],
});

export const getWorkingDays = defineRoute({
  name: 'calendar.getWorkingDays',
  method: 'GET',
  path: '/api/calendar',
  permission: 'public',
  summary: 'Days off and days worked in exchange, as limits are counted here',
  reply: Type.Object({
    from: Day,
    knownThrough: Day,
    off: Type.Record(Type.String(), Type.String()),
    work: Type.Record(Type.String(), Type.String()),
  }),
  errors: [],
});
