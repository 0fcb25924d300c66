import type { BookingDay, FreeTime, HallDetail, OwnBooking } from '@miaopi/contracts';
import { isPlainDate } from '@miaopi/identifiers';
import type { PersonActor, StaffActor } from '../../kernel/actor.ts';
import { kernelErrors } from '../../kernel/errors.ts';
import type { Text } from '../../kernel/text.ts';
import { bookableItems, whatToBring } from './bookable-items.ts';
import type { AppointmentsDeps } from './deps.ts';
import type { Moment } from './domain/choose-slot.ts';
import { instantOf } from './domain/hours.ts';
import { nextFree, offeredWeek } from './domain/offer.ts';
import { slotMinutes } from './domain/slots.ts';
import { appointmentsErrors } from './errors.ts';
import { edits } from './policy.ts';
import { presentBooking, presentDay, presentPlan, presentSpan } from './present.ts';
import { type BookingRow, findBooking } from './store/bookings.ts';
import { findHall, type HallRow, listServing } from './store/halls.ts';
import { countBooked } from './store/slots.ts';
import { weeksOf } from './use-cases/free-times.ts';

/** What the routes read with. */
export function createReader(deps: AppointmentsDeps) {
  const { kernel, identity, catalog, calendar } = deps;
  const moment = (): Moment => ({ calendar, today: kernel.clock.today(), now: kernel.clock.now() });

  async function officeName(uscc: string): Promise<Text> {
    return (await identity.findOffice(uscc))?.name ?? { zh: uscc, en: uscc };
  }

  async function hall(id: string): Promise<HallRow> {
    const row = await findHall(kernel.read, id, kernel.clock.today());
    if (!row) throw appointmentsErrors.hall_missing();
    return row;
  }

  /** Times free elsewhere or later, for somebody whose time was taken away: in the same hall first. */
  async function offersFor(b: BookingRow): Promise<FreeTime[]> {
    const at = moment();
    const weeks = await weeksOf(kernel.read, await listServing(kernel.read, b.slug, at.today), b.slug, at);
    return weeks
      .toSorted((x, y) => Number(y.hall.id === b.hallId) - Number(x.hall.id === b.hallId))
      .flatMap(({ hall, days }) =>
        nextFree(days, 3).map((f) => ({ hallId: hall.id, hall: hall.name, date: f.date, ...presentSpan(f) })),
      );
  }

  return {
    moment,
    officeName,
    hall,

    async own(row: BookingRow): Promise<OwnBooking> {
      const at = await hall(row.hallId);
      return {
        booking: presentBooking(row, at, await officeName(at.office), kernel.clock.now()),
        until: instantOf(row.date, row.from - at.plan.cutOffMinutes).toISOString(),
        bring: whatToBring(catalog, row.slug),
        offers: row.state === 'called-off' ? await offersFor(row) : [],
      };
    },

    /** The own booking. @throws appointments.booking_missing */
    async ownRow(actor: PersonActor, id: string): Promise<BookingRow> {
      const row = await findBooking(kernel.read, id);
      if (!row || row.personId !== actor.personId) throw appointmentsErrors.booking_missing();
      return row;
    },

    /** The hall, for who may change it. @throws appointments.hall_missing */
    async ownHall(actor: StaffActor, id: string): Promise<HallRow> {
      const row = await findHall(kernel.read, id, kernel.clock.today());
      if (!row || !edits(actor, row)) throw appointmentsErrors.hall_missing();
      return row;
    },

    /** The coming week of every desk, with what is booked. */
    async preview(
      of: Pick<HallRow, 'id' | 'plan' | 'special'>,
    ): Promise<{ name: Text; slotMinutes: number; days: BookingDay[] }[]> {
      const at = moment();
      const counts = await countBooked(kernel.read, { hallIds: [of.id], from: at.today, to: '9999-12-31' });
      const booked = new Map(counts.map((c) => [`${c.deskId} ${c.date} ${c.from}`, c.booked]));
      return of.plan.desks.map((desk) => {
        // a desk without items yet shows what it would offer
        const [slug = ''] = desk.items;
        const shown = slug === '' ? { ...of, plan: { ...of.plan, desks: [{ ...desk, items: [''] }] } } : of;
        return {
          name: desk.name,
          slotMinutes: slotMinutes(desk.minutes),
          days: offeredWeek(shown, slug, at, (date, from) => booked.get(`${desk.id} ${date} ${from}`) ?? 0).map(
            presentDay,
          ),
        };
      });
    },

    async detail(row: HallRow): Promise<HallDetail> {
      return {
        id: row.id,
        revision: row.revision,
        office: await officeName(row.office),
        plan: presentPlan(row),
        staff: Object.fromEntries(
          row.plan.desks.flatMap((d) => d.windows.flatMap((w) => w.staff.map((s) => [s.account, s.name] as const))),
        ),
        items: bookableItems(catalog).map(({ slug, name, office }) => ({ slug, name, office: office.name })),
        special: row.special.map((s) => ({ date: s.date, hours: s.hours.map(presentSpan), reason: s.reason })),
        preview: { desks: await this.preview(row), affected: 0 },
      };
    },
  };
}

export type Reader = ReturnType<typeof createReader>;

/** A day as it was sent. @throws kernel.invalid_request when there is no such day */
export function givenDay(text: string): string {
  if (!isPlainDate(text))
    throw kernelErrors.invalid_request({
      issues: [
        {
          path: 'date',
          code: 'day',
          message: { zh: '没有这一天，请填写实际的日期。', en: 'There is no such day; give a real date.' },
        },
      ],
    });
  return text;
}
