import { onDay } from '@miaopi/items';
import type { PersonActor } from '../../../kernel/actor.ts';
import type { CommandContext } from '../../../kernel/command.ts';
import { newId } from '../../../kernel/ids.ts';
import { identityErrors } from '../../identity/index.ts';
import { bookableItem } from '../bookable-items.ts';
import type { AppointmentsDeps } from '../deps.ts';
import { chooseSlot } from '../domain/choose-slot.ts';
import { countsSince, suspendedUntil } from '../domain/no-shows.ts';
import { appointmentsErrors } from '../errors.ts';
import { bookedNotice } from '../notices.ts';
import { type BookingRow, insertBooking, listMissed } from '../store/bookings.ts';
import { holdHall } from '../store/halls.ts';
import { takePlace } from '../store/slots.ts';

export interface Wish {
  readonly hallId: string;
  readonly date: string;
  /** Minutes since midnight. */
  readonly from: number;
}

/**
 * F154–F157: takes one place of a slot for the signed-in person, himself or on behalf of a firm. What the hall's plan gives is worked out under its lock, the
 * place is taken from the slot's own row: never more bookings than it holds, however many ask at once.
 */
export async function bookSlot(
  deps: AppointmentsDeps,
  actor: PersonActor,
  given: Wish & { readonly slug: string; readonly requestId: string },
): Promise<BookingRow> {
  const { kernel, calendar } = deps;
  const item = bookableItem(deps.catalog, given.slug);
  const who = await deps.identity.applicantFacts(actor, given.slug);
  if (!who) throw identityErrors.no_mandate();
  return kernel.command('appointments.book', { actor, requestId: given.requestId }, async (ctx) => {
    const hall = await holdHall(ctx.tx, given.hallId, 'share', ctx.today);
    if (!hall) throw appointmentsErrors.hall_missing();
    const { desk, slot } = chooseSlot(hall, given.slug, given, { calendar, today: ctx.today, now: ctx.now });
    await refuseSuspended(ctx, actor.personId);
    const booking = await insertAfterPlace(ctx, {
      place: { hallId: hall.id, deskId: desk.id, date: given.date, from: slot.from },
      slot,
      booking: {
        id: newId(),
        region: hall.region,
        hallId: hall.id,
        deskId: desk.id,
        desk: desk.name,
        slug: item.slug,
        itemName: item.name,
        itemOffice: item.office.uscc,
        personId: actor.personId,
        personName: who.agent?.name ?? who.name,
        holder: { kind: who.kind, id: who.id, name: who.name },
        date: given.date,
        from: slot.from,
        to: slot.to,
        changedAt: ctx.now,
      },
    });
    ctx.audit({
      action: 'appointments.booked',
      subject: `booking:${booking.id}`,
      data: { hall: hall.id, desk: desk.id, slug: item.slug, date: given.date, from: slot.from },
    });
    ctx.emit(bookedNotice(booking, hall, false));
    return booking;
  });
}

async function insertAfterPlace(
  ctx: CommandContext,
  to: {
    readonly place: Parameters<typeof takePlace>[1];
    readonly slot: Parameters<typeof takePlace>[2];
    readonly booking: Parameters<typeof insertBooking>[1];
  },
): Promise<BookingRow> {
  if (!(await takePlace(ctx.tx, to.place, to.slot))) throw appointmentsErrors.slot_full();
  const booking = await insertBooking(ctx.tx, to.booking);
  if (!booking) throw appointmentsErrors.booked_already();
  return booking;
}

/** F162. @throws appointments.suspended */
export async function refuseSuspended(ctx: CommandContext, personId: string): Promise<void> {
  const until = suspendedUntil(await listMissed(ctx.tx, personId, countsSince(ctx.today)), ctx.today);
  if (until)
    throw appointmentsErrors.suspended({
      detail: {
        zh: `近 30 天内超过 3 次预约未到场，网上预约暂停至${onDay(until).zh}。您仍可直接到大厅取号。`,
        en: `More than three appointments were missed within 30 days: suspended until ${onDay(until).en}. You may still come without one.`,
      },
    });
}
