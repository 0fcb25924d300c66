/** Door of the appointments module: halls, their windows and hours, and the times people book there. */
export { type Appointments, createAppointments } from './appointments.ts';
export { appointmentsErrors } from './errors.ts';
export type { HallFor } from './use-cases/hall-for.ts';
