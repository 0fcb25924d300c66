import type { StaffActor } from '../../../kernel/actor.ts';
import type { CommandContext } from '../../../kernel/command.ts';
import type { AppointmentsDeps } from '../deps.ts';
import { type Mark, mayMark } from '../domain/booking-life.ts';
import { countsSince, suspendedUntil } from '../domain/no-shows.ts';
import { appointmentsErrors } from '../errors.ts';
import { missedNotice } from '../notices.ts';
import { isItsTime, receives } from '../policy.ts';
import { type BookingRow, listMissed, setState } from '../store/bookings.ts';
import { lockSeen } from '../store/day-list.ts';

/** An official notes at the counter who came, who was handled and who did not come. */
export function markBooking(
  { kernel }: AppointmentsDeps,
  actor: StaffActor,
  id: string,
  given: { readonly as: Mark; readonly requestId: string },
): Promise<BookingRow> {
  return kernel.command('appointments.mark', { actor, requestId: given.requestId }, async (ctx) => {
    const row = receives(actor) ? await lockSeen(ctx.tx, actor, id) : undefined;
    if (!row) throw appointmentsErrors.booking_missing();
    if (row.state === given.as) return row;
    if (!mayMark(row.state, given.as)) throw appointmentsErrors.wrong_state();
    if (!isItsTime(given.as, row, ctx)) throw appointmentsErrors.not_its_day();
    const marked = await setState(ctx.tx, id, { state: given.as, now: ctx.now });
    ctx.audit({ action: `appointments.${given.as}`, subject: `booking:${id}`, data: { before: row.state } });
    if (given.as === 'missed') await tellMissed(ctx, marked);
    return marked;
  });
}

/** Tells the person that it counts, and whether booking is suspended now (F162). */
export async function tellMissed(ctx: CommandContext, row: BookingRow): Promise<void> {
  const missed = await listMissed(ctx.tx, row.personId, countsSince(ctx.today));
  ctx.emit(missedNotice(row, suspendedUntil(missed, ctx.today)));
}
