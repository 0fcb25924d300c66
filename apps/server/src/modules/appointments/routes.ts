import * as c from '@miaopi/contracts';
import type { PersonActor } from '../../kernel/actor.ts';
import type { RawReply } from '../../kernel/http/route.ts';
import { type BoundRoute, route } from '../../kernel/module.ts';
import { bookableItem, bookableItems } from './bookable-items.ts';
import type { AppointmentsDeps } from './deps.ts';
import { calendarFile } from './domain/calendar-file.ts';
import { instantOf, minutesOf } from './domain/hours.ts';
import { countsSince, suspendedUntil } from './domain/no-shows.ts';
import { nextFree } from './domain/offer.ts';
import { deskOf } from './domain/plan.ts';
import { bookingNumber } from './domain/wording.ts';
import { appointmentsErrors } from './errors.ts';
import { bookingAbility } from './policy.ts';
import { presentBooking, presentDay, presentHall, presentSpan } from './present.ts';
import { createReader, givenDay } from './reader.ts';
import { listMissed, listOfPerson } from './store/bookings.ts';
import { countServing, listServing } from './store/halls.ts';
import { bookSlot } from './use-cases/book-slot.ts';
import { cancelBooking } from './use-cases/cancel-booking.ts';
import { weeksOf } from './use-cases/free-times.ts';
import { moveBooking } from './use-cases/move-booking.ts';

/** What people ask and do: see free times, book, move, cancel. */
export function appointmentsRoutes(deps: AppointmentsDeps): BoundRoute[] {
  const { kernel, catalog } = deps;
  const reader = createReader(deps);
  const wished = (w: { hallId: string; date: string; from: string }) => ({
    hallId: w.hallId,
    date: givenDay(w.date),
    from: minutesOf(w.from),
  });
  return [
    route(c.listBookableItems, async () => {
      const halls = new Map((await countServing(kernel.read)).map((h) => [h.slug, h.halls]));
      return bookableItems(catalog).map(({ slug, name, office }) => ({
        slug,
        name,
        office: office.name,
        halls: halls.get(slug) ?? 0,
      }));
    }),
    route(c.listHallsOfItem, async ({ params }) => {
      const item = bookableItem(catalog, params.slug);
      const at = reader.moment();
      const weeks = await weeksOf(kernel.read, await listServing(kernel.read, item.slug, at.today), item.slug, at);
      return {
        itemName: item.name,
        halls: await Promise.all(
          weeks.map(async ({ hall, days }) => {
            const desk = deskOf(hall.plan, item.slug);
            const [next] = nextFree(days, 1);
            return {
              hall: presentHall(hall, await reader.officeName(hall.office)),
              desk: desk?.name ?? item.name,
              minutes: desk?.minutes ?? 0,
              ...(next ? { next: { date: next.date, ...presentSpan(next) } } : {}),
            };
          }),
        ),
      };
    }),
    route(c.listSlots, async ({ params }) => {
      const item = bookableItem(catalog, params.slug);
      const hall = await reader.hall(params.hallId);
      if (!deskOf(hall.plan, item.slug)) throw appointmentsErrors.hall_missing();
      const [week] = await weeksOf(kernel.read, [hall], item.slug, reader.moment());
      return {
        itemName: item.name,
        hall: presentHall(hall, await reader.officeName(hall.office)),
        cutOffMinutes: hall.plan.cutOffMinutes,
        days: (week?.days ?? []).map(presentDay),
      };
    }),
    route(c.bookSlot, async ({ body, actor }) =>
      reader.own(
        await bookSlot(deps, actor as PersonActor, { ...wished(body), slug: body.slug, requestId: body.requestId }),
      ),
    ),
    route(c.listBookings, async ({ actor }) => {
      const { personId } = actor as PersonActor;
      const { today, now } = reader.moment();
      const [rows, missed] = await Promise.all([
        listOfPerson(kernel.read, personId),
        listMissed(kernel.read, personId, countsSince(today)),
      ]);
      const halls = new Map(
        await Promise.all(
          [...new Set(rows.map((r) => r.hallId))].map(async (id) => {
            const hall = await reader.hall(id);
            return [id, { hall, office: await reader.officeName(hall.office) }] as const;
          }),
        ),
      );
      return {
        bookings: rows.flatMap((row) => {
          const at = halls.get(row.hallId);
          return at ? [presentBooking(row, at.hall, at.office, now)] : [];
        }),
        abilities: { book: bookingAbility(suspendedUntil(missed, today)) },
      };
    }),
    route(c.getBooking, async ({ params, actor }) =>
      reader.own(await reader.ownRow(actor as PersonActor, params.bookingId)),
    ),
    route(c.moveBooking, async ({ params, body, actor }) =>
      reader.own(
        await moveBooking(deps, actor as PersonActor, params.bookingId, {
          ...wished(body),
          requestId: body.requestId,
        }),
      ),
    ),
    route(c.cancelBooking, async ({ params, body, actor }) =>
      reader.own(await cancelBooking(deps, actor as PersonActor, params.bookingId, body)),
    ),
    route(c.getBookingCalendar, async ({ params, actor, lang }): Promise<RawReply> => {
      const row = await reader.ownRow(actor as PersonActor, params.bookingId);
      const { booking, bring } = await reader.own(row);
      const say = (text: { zh: string; en: string }) => text[lang];
      const number = bookingNumber(row.serial);
      return {
        mediaType: 'text/calendar; charset=utf-8',
        fileName: `${number}.ics`,
        body: calendarFile({
          uid: `${row.id}@miaopi`,
          sequence: row.changes,
          stamp: new Date(row.changedAt),
          begins: instantOf(row.date, row.from),
          ends: instantOf(row.date, row.to),
          title: `${say(row.itemName)} ${number}`,
          place: `${say(booking.hall.name)} ${say(booking.desk)}, ${booking.hall.address}`,
          note: `${lang === 'zh' ? '请带' : 'Bring'}: ${bring.map((one) => say(one.name)).join(lang === 'zh' ? '、' : ', ')}`,
          cancelled: row.state === 'cancelled' || row.state === 'called-off',
        }),
      };
    }),
  ];
}
