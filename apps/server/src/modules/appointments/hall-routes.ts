import * as c from '@miaopi/contracts';
import type { StaffActor } from '../../kernel/actor.ts';
import { type BoundRoute, route } from '../../kernel/module.ts';
import type { AppointmentsDeps } from './deps.ts';
import { createReader, givenDay } from './reader.ts';
import { listStanding } from './store/bookings.ts';
import { stillStands } from './use-cases/call-off.ts';
import { readPlan } from './use-cases/read-plan.ts';
import { openHall, saveHall } from './use-cases/save-hall.ts';
import { clearSpecialDay, setSpecialDay } from './use-cases/set-special-day.ts';

/** What the head of an office sets up: halls, windows, hours, special days. */
export function hallRoutes(deps: AppointmentsDeps): BoundRoute[] {
  const { kernel } = deps;
  const reader = createReader(deps);
  const changed = async (actor: StaffActor, hallId: string, calledOff: number) => ({
    hall: await reader.detail(await reader.ownHall(actor, hallId)),
    calledOff,
  });
  return [
    route(c.openHall, async ({ body, actor }) => {
      const staff = actor as StaffActor;
      return reader.detail(await reader.ownHall(staff, await openHall(deps, staff, body)));
    }),
    route(c.getHall, async ({ params, actor }) =>
      reader.detail(await reader.ownHall(actor as StaffActor, params.hallId)),
    ),
    route(c.previewHall, async ({ params, body, actor }) => {
      const hall = await reader.ownHall(actor as StaffActor, params.hallId);
      const plan = await readPlan(deps, hall, body);
      const at = reader.moment();
      const standing = await listStanding(kernel.read, hall.id, at.today);
      return {
        desks: await reader.preview({ ...hall, plan }),
        affected: standing.filter((b) => !stillStands({ ...hall, plan }, b, at)).length,
      };
    }),
    route(c.saveHall, async ({ params, body, actor }) => {
      const staff = actor as StaffActor;
      return changed(staff, params.hallId, await saveHall(deps, staff, params.hallId, body));
    }),
    route(c.setSpecialDay, async ({ params, body, actor }) => {
      const staff = actor as StaffActor;
      const date = givenDay(params.date);
      return changed(staff, params.hallId, await setSpecialDay(deps, staff, params.hallId, date, body));
    }),
    route(c.clearSpecialDay, async ({ params, actor }) => {
      const staff = actor as StaffActor;
      const date = givenDay(params.date);
      return changed(staff, params.hallId, await clearSpecialDay(deps, staff, params.hallId, date));
    }),
  ];
}
