import type { PersonActor, StaffActor } from '../../kernel/actor.ts';
import type { ServerModule } from '../../kernel/module.ts';
import type { AppointmentsDeps } from './deps.ts';
import { type FreeSlot, nextFree } from './domain/offer.ts';
import { serialOf } from './domain/wording.ts';
import { hallRoutes } from './hall-routes.ts';
import { officeRoutes } from './office-routes.ts';
import { appointmentsRoutes } from './routes.ts';
import { isBookedOn } from './store/bookings.ts';
import { findByName, findHall } from './store/halls.ts';
import { bookSlot } from './use-cases/book-slot.ts';
import { closeDays, remind } from './use-cases/daily.ts';
import { weeksOf } from './use-cases/free-times.ts';
import { type HallFor, hallFor, hallsAround, hallsWithin } from './use-cases/hall-for.ts';
import { openHall, saveHall } from './use-cases/save-hall.ts';

/** What others may ask of this module and do through it. */
export interface Appointments {
  readonly module: ServerModule;
  /** A hall as it is at this moment. The caller answers for who may see it. */
  hallFor(hallId: string): Promise<HallFor | undefined>;
  /** Halls the official's office runs, and those at whose windows he sits. */
  hallsAround(actor: StaffActor): Promise<readonly HallFor[]>;
  /** Halls of a region and of the regions in it. The caller answers for who may see them. */
  hallsWithin(region: string): Promise<readonly HallFor[]>;
  /** Whether somebody has or had an appointment of this number in the hall on a day (yyyy-mm-dd). */
  isBookedOn(hallId: string, number: string, date: string): Promise<boolean>;
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
  const moment = () => ({ calendar: deps.calendar, today: kernel.clock.today(), now: kernel.clock.now() });
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
    hallFor: (hallId) => hallFor(kernel.read, hallId, moment()),
    hallsAround: (actor) => hallsAround(kernel.read, actor, moment()),
    hallsWithin: (region) => hallsWithin(kernel.read, region, moment()),
    async isBookedOn(hallId, number, date) {
      const serial = serialOf(number);
      return serial !== undefined && isBookedOn(kernel.read, { hallId, serial, date });
    },
    findHall: (office, nameZh) => findByName(kernel.read, office, nameZh),
    openHall: (actor, given) => openHall(deps, actor, given),
    saveHall: (actor, hallId, given) => saveHall(deps, actor, hallId, given),
    async freeTimes(hallId, slug) {
      const at = moment();
      const hall = await findHall(kernel.read, hallId, at.today);
      const [week] = hall ? await weeksOf(kernel.read, [hall], slug, at) : [];
      return nextFree(week?.days ?? [], 3);
    },
    book: (actor, given) => bookSlot(deps, actor, given),
  };
}
