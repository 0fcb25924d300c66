import type { DaySpan } from '@miaopi/contracts';
import { addDays } from '@miaopi/identifiers';
import type { StaffActor } from '../../../kernel/actor.ts';
import type { CommandContext } from '../../../kernel/command.ts';
import type { Text } from '../../../kernel/text.ts';
import type { AppointmentsDeps } from '../deps.ts';
import { faultOfHours } from '../domain/hours.ts';
import { appointmentsErrors } from '../errors.ts';
import { edits } from '../policy.ts';
import { deleteSpecialDay, findHall, type HallRow, holdHall, putSpecialDay } from '../store/halls.ts';
import { callOff } from './call-off.ts';
import { readHours } from './read-plan.ts';

/** How far ahead a day can be set apart. */
const farthest = 366;

/** Closes a hall on a day, or opens it at other times. Bookings of times it no longer has are called off. @returns how many */
export function setSpecialDay(
  deps: AppointmentsDeps,
  actor: StaffActor,
  hallId: string,
  date: string,
  given: { readonly hours: readonly DaySpan[]; readonly reason: Text; readonly requestId: string },
): Promise<number> {
  const hours = readHours(given.hours);
  const fault = faultOfHours(hours);
  if (fault)
    throw appointmentsErrors.plan_wrong({
      detail: {
        zh: '开放时间要按先后填写，不能重叠，结束晚于开始。',
        en: 'Give the hours in order, apart from each other, each ending after it begins.',
      },
    });
  return deps.kernel.command('appointments.set_day', { actor, requestId: given.requestId }, async (ctx) => {
    await holdOwn(ctx, actor, hallId, date);
    const day = { date, hours, reason: given.reason };
    await putSpecialDay(ctx.tx, hallId, day, { now: ctx.now, by: actor.staffId });
    ctx.audit({ action: 'appointments.day_set', subject: `hall:${hallId}`, data: { date, hours } });
    return callOffAfter(deps, ctx, hallId, given.reason);
  });
}

export function clearSpecialDay(
  deps: AppointmentsDeps,
  actor: StaffActor,
  hallId: string,
  date: string,
): Promise<number> {
  return deps.kernel.command('appointments.clear_day', { actor }, async (ctx) => {
    await holdOwn(ctx, actor, hallId, date);
    if (await deleteSpecialDay(ctx.tx, hallId, date))
      ctx.audit({ action: 'appointments.day_cleared', subject: `hall:${hallId}`, data: { date } });
    return callOffAfter(deps, ctx, hallId, {
      zh: '大厅恢复平常的开放时间',
      en: 'the hall is open at its usual hours again',
    });
  });
}

async function holdOwn(ctx: CommandContext, actor: StaffActor, hallId: string, date: string): Promise<HallRow> {
  const hall = await holdHall(ctx.tx, hallId, 'change', ctx.today);
  if (!hall || !edits(actor, hall)) throw appointmentsErrors.hall_missing();
  if (date <= ctx.today || date > addDays(ctx.today, farthest)) throw appointmentsErrors.day_past();
  return hall;
}

async function callOffAfter(deps: AppointmentsDeps, ctx: CommandContext, hallId: string, why: Text): Promise<number> {
  const hall = await findHall(ctx.tx, hallId, ctx.today);
  return hall ? callOff(deps, ctx, hall, why) : 0;
}
