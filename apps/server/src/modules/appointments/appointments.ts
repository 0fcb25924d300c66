import type { PersonActor, StaffActor } from '../../kernel/actor.ts';
import type { ServerModule } from '../../kernel/module.ts';
import type { AppointmentsDeps } from './deps.ts';
import { type FreeSlot, nextFree } from './domain/offer.ts';
import { hallRoutes } from './hall-routes.ts';
import { officeRoutes } from './office-routes.ts';
import { appointmentsRoutes } from './routes.ts';
import { findByName, findHall } from './store/halls.ts';
import { bookSlot } from './use-cases/book-slot.ts';
import { closeDays, remind } from './use-cases/daily.ts';
import { weeksOf } from './use-cases/free-times.ts';
import { openHall, saveHall } from './use-cases/save-hall.ts';

/** What others may ask of this module and do through it. */
export interface Appointments {
  readonly module: ServerModule;
  /** A hall of an office by its Chinese name. */
  findHall(office: string, nameZh: string): Promise<{ readonly id: string } | undefined>;
  /** Sets up a hall of the official's office. @returns its id */
  openHall(actor: StaffActor, given: Parameters<typeof openHall>[2]): Promise<string>;
  /** Changes its plan. @returns how many bookings lost their time */
  saveHall(actor: StaffActor, hallId: string, given: Parameters<typeof saveHall>[3]): Promise<number>;
  /** The next free times of a hall for an item, at most three. */
  freeTimes(hallId: string, slug: string): Promise<readonly FreeSlot[]>;
  /** Books for a person. @throws appointments.* */
  book(actor: PersonActor, given: Parameters<typeof bookSlot>[2]): Promise<{ readonly id: string }>;
}

export function createAppointments(deps: AppointmentsDeps): Appointments {
  const { kernel } = deps;
  return {
    module: {
      name: 'appointments',
      routes: [...appointmentsRoutes(deps), ...officeRoutes(deps), ...hallRoutes(deps)],
      // the evening before, from 18:05 to 21:05 in China's time, so that an hour of standstill loses nobody; and each night after midnight
      schedule: { 'appointments.remind': '5 10-13 * * *', 'appointments.close_days': '15 16-18 * * *' },
      jobs: {
        'appointments.remind': () => remind(kernel),
        'appointments.close_days': () => closeDays(kernel),
      },
    },
    findHall: (office, nameZh) => findByName(kernel.read, office, nameZh),
    openHall: (actor, given) => openHall(deps, actor, given),
    saveHall: (actor, hallId, given) => saveHall(deps, actor, hallId, given),
    async freeTimes(hallId, slug) {
      const at = { calendar: deps.calendar, today: kernel.clock.today(), now: kernel.clock.now() };
      const hall = await findHall(kernel.read, hallId, at.today);
      const [week] = hall ? await weeksOf(kernel.read, [hall], slug, at) : [];
      return nextFree(week?.days ?? [], 3);
    },
    book: (actor, given) => bookSlot(deps, actor, given),
  };
}
