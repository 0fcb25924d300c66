import type { PersonActor } from '../../../kernel/actor.ts';
import { bookableItem } from '../bookable-items.ts';
import type { AppointmentsDeps } from '../deps.ts';
import { mayMove } from '../domain/booking-life.ts';
import { chooseSlot } from '../domain/choose-slot.ts';
import { pastCutOff } from '../domain/offer.ts';
import { appointmentsErrors } from '../errors.ts';
import { bookedNotice } from '../notices.ts';
import { type BookingRow, findBooking, hasOtherOpen, lockBooking, setMoved } from '../store/bookings.ts';
import { findHall, holdHall } from '../store/halls.ts';
import { releasePlace, takePlace } from '../store/slots.ts';
import { refuseSuspended, type Wish } from './book-slot.ts';

/** Takes the own booking to another time or hall; one that the hall called off stands again. Halls are held before bookings, bookings before slots. */
export async function moveBooking(
  deps: AppointmentsDeps,
  actor: PersonActor,
  id: string,
  given: Wish & { readonly requestId: string },
): Promise<BookingRow> {
  const { kernel, calendar } = deps;
  const known = await findBooking(kernel.read, id);
  if (!known || known.personId !== actor.personId) throw appointmentsErrors.booking_missing();
  bookableItem(deps.catalog, known.slug);
  return kernel.command('appointments.move', { actor, requestId: given.requestId }, async (ctx) => {
    const at = { calendar, today: ctx.today, now: ctx.now };
    const hall = await holdHall(ctx.tx, given.hallId, 'share', ctx.today);
    if (!hall) throw appointmentsErrors.hall_missing();
    const old = await lockBooking(ctx.tx, id);
    if (!old || !mayMove(old.state)) throw appointmentsErrors.wrong_state();
    if (old.state === 'booked') {
      const from = await findHall(ctx.tx, old.hallId, ctx.today);
      if (!from || pastCutOff(from.plan, old.date, old.from, ctx.now)) throw appointmentsErrors.past_cut_off();
    } else {
      if (await hasOtherOpen(ctx.tx, old)) throw appointmentsErrors.booked_already();
      await refuseSuspended(ctx, actor.personId);
    }
    const { desk, slot } = chooseSlot(hall, old.slug, given, at);
    const here = { hallId: hall.id, deskId: desk.id, date: given.date, from: slot.from };
    const there = { deskId: old.deskId, date: old.date, from: old.from };
    if (old.state === 'booked' && keyOf(here) === keyOf(there)) return old;
    const release = old.state === 'booked' ? () => releasePlace(ctx.tx, there) : () => Promise.resolve();
    const take = async () => {
      if (!(await takePlace(ctx.tx, here, slot))) throw appointmentsErrors.slot_full();
    };
    // always in the same order, so that two who change places do not wait for each other
    for (const step of keyOf(here) < keyOf(there) ? [take, release] : [release, take]) await step();
    const moved = await setMoved(ctx.tx, id, {
      ...here,
      desk: desk.name,
      to: slot.to,
      region: hall.region,
      now: ctx.now,
    });
    ctx.audit({
      action: 'appointments.moved',
      subject: `booking:${id}`,
      data: { hall: hall.id, desk: desk.id, date: given.date, from: slot.from, before: there },
    });
    ctx.emit(bookedNotice(moved, hall, true));
    return moved;
  });
}

function keyOf(s: { readonly deskId: string; readonly date: string; readonly from: number }): string {
  return `${s.deskId} ${s.date} ${String(s.from).padStart(4, '0')}`;
}
