/** Door of the calendar module: of which years working days are known, and who said so. */
export { type CalendarModule, createCalendarModule } from './calendar.ts';
export { calendarErrors } from './errors.ts';
