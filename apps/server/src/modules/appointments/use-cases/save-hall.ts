import type { GivenPlan } from '@miaopi/contracts';
import type { StaffActor } from '../../../kernel/actor.ts';
import { kernelErrors } from '../../../kernel/errors.ts';
import { newId } from '../../../kernel/ids.ts';
import type { Text } from '../../../kernel/text.ts';
import type { AppointmentsDeps } from '../deps.ts';
import { appointmentsErrors } from '../errors.ts';
import { edits, opensHalls } from '../policy.ts';
import { holdHall, insertHall, type PlannedHall, updateHall } from '../store/halls.ts';
import { callOff } from './call-off.ts';
import { readPlan, usualWeek } from './read-plan.ts';

/** A hall of the official's office, open in the usual hours; windows come with the first change. */
export function openHall(
  { kernel }: AppointmentsDeps,
  actor: StaffActor,
  given: { readonly name: Text; readonly address: string; readonly phone: string; readonly requestId: string },
): Promise<string> {
  if (!opensHalls(actor)) throw kernelErrors.not_permitted();
  return kernel.command('appointments.open_hall', { actor, requestId: given.requestId }, async (ctx) => {
    const hall: PlannedHall = {
      id: newId(),
      office: actor.office,
      region: actor.region,
      name: given.name,
      address: given.address,
      phone: given.phone,
      revision: 1,
      slugs: [],
      plan: { cutOffMinutes: 120, walkInPercent: 30, week: usualWeek, desks: [] },
    };
    await insertHall(ctx.tx, hall, { now: ctx.now, by: actor.staffId });
    ctx.audit({ action: 'appointments.hall_opened', subject: `hall:${hall.id}`, data: { office: hall.office } });
    return hall.id;
  });
}

const changed: Text = { zh: '大厅的窗口或开放时间有调整', en: 'the windows or hours of the hall have changed' };

/** The whole plan anew; each version is kept. @returns how many bookings lost their time */
export async function saveHall(
  deps: AppointmentsDeps,
  actor: StaffActor,
  hallId: string,
  given: { readonly revision: number; readonly plan: GivenPlan; readonly requestId: string },
): Promise<number> {
  return deps.kernel.command('appointments.save_hall', { actor, requestId: given.requestId }, async (ctx) => {
    const old = await holdHall(ctx.tx, hallId, 'change', ctx.today);
    if (!old || !edits(actor, old)) throw appointmentsErrors.hall_missing();
    if (old.revision !== given.revision) throw appointmentsErrors.plan_changed();
    const plan = await readPlan(deps, old, given.plan);
    const hall = {
      ...old,
      name: given.plan.name,
      address: given.plan.address,
      phone: given.plan.phone,
      revision: old.revision + 1,
      slugs: plan.desks.flatMap((d) => d.items),
      plan,
    };
    await updateHall(ctx.tx, hall, { now: ctx.now, by: actor.staffId });
    const calledOff = await callOff(deps, ctx, hall, changed);
    ctx.audit({
      action: 'appointments.hall_saved',
      subject: `hall:${hallId}`,
      data: { revision: hall.revision, calledOff },
    });
    return calledOff;
  });
}
