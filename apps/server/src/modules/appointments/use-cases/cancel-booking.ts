import type { PersonActor } from '../../../kernel/actor.ts';
import type { AppointmentsDeps } from '../deps.ts';
import { pastCutOff } from '../domain/offer.ts';
import { appointmentsErrors } from '../errors.ts';
import { cancelledNotice } from '../notices.ts';
import { type BookingRow, lockBooking, setState } from '../store/bookings.ts';
import { findHall } from '../store/halls.ts';
import { releasePlace } from '../store/slots.ts';

/** F161: gives the place back, until the cut-off. */
export function cancelBooking(
  { kernel }: AppointmentsDeps,
  actor: PersonActor,
  id: string,
  given: { readonly requestId: string },
): Promise<BookingRow> {
  return kernel.command('appointments.cancel', { actor, requestId: given.requestId }, async (ctx) => {
    const old = await lockBooking(ctx.tx, id);
    if (!old || old.personId !== actor.personId) throw appointmentsErrors.booking_missing();
    if (old.state !== 'booked') throw appointmentsErrors.wrong_state();
    const hall = await findHall(ctx.tx, old.hallId, ctx.today);
    if (!hall || pastCutOff(hall.plan, old.date, old.from, ctx.now)) throw appointmentsErrors.past_cut_off();
    await releasePlace(ctx.tx, old);
    const row = await setState(ctx.tx, id, { state: 'cancelled', now: ctx.now });
    ctx.audit({ action: 'appointments.cancelled', subject: `booking:${id}` });
    ctx.emit(cancelledNotice(row));
    return row;
  });
}
