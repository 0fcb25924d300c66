import type { CommandContext } from '../../../kernel/command.ts';
import type { Text } from '../../../kernel/text.ts';
import type { AppointmentsDeps } from '../deps.ts';
import type { Moment } from '../domain/choose-slot.ts';
import { daySlots, type HallState, nextFree } from '../domain/offer.ts';
import { deskOf } from '../domain/plan.ts';
import { calledOffNotice } from '../notices.ts';
import { type BookingRow, lockStanding, setState } from '../store/bookings.ts';
import type { HallRow } from '../store/halls.ts';
import { releasePlace } from '../store/slots.ts';
import { weeksOf } from './free-times.ts';

/** Times named in the message; more nobody reads in an SMS. */
const offered = 3;

/** Whether the hall, as it is now, still keeps the time that was promised. A slot that now holds fewer keeps those it has. */
export function stillStands(
  hall: HallState,
  b: Pick<BookingRow, 'slug' | 'deskId' | 'date' | 'from' | 'to'>,
  at: Moment,
): boolean {
  if (deskOf(hall.plan, b.slug)?.id !== b.deskId) return false;
  return daySlots(hall, b.slug, at.calendar, b.date).slots.some((s) => s.from === b.from && s.to === b.to);
}

/**
 * Calls off the bookings a changed hall can't keep; their people are told why and which times are free. Inside the command that changed the hall and
 * holds it.
 * @returns how many
 */
export async function callOff(
  deps: AppointmentsDeps,
  ctx: CommandContext,
  hall: HallRow,
  reason: Text,
): Promise<number> {
  const at = { calendar: deps.calendar, today: ctx.today, now: ctx.now };
  const lost = (await lockStanding(ctx.tx, hall.id, ctx.today)).filter((b) => !stillStands(hall, b, at));
  for (const b of lost) await releasePlace(ctx.tx, b);
  const offers = new Map<string, ReturnType<typeof nextFree>>();
  for (const slug of new Set(lost.map((b) => b.slug))) {
    const [week] = await weeksOf(ctx.tx, [hall], slug, at);
    offers.set(slug, nextFree(week?.days ?? [], offered));
  }
  for (const b of lost) {
    await setState(ctx.tx, b.id, { state: 'called-off', now: ctx.now, reason });
    ctx.audit({ action: 'appointments.called_off', subject: `booking:${b.id}`, data: { hall: hall.id } });
    ctx.emit(calledOffNotice(b, hall, reason, offers.get(b.slug) ?? []));
  }
  return lost.length;
}
