import type { Reader } from '../../../kernel/db/database.ts';
import type { Moment } from '../domain/choose-slot.ts';
import { type OfferedDay, offeredWeek } from '../domain/offer.ts';
import { bookableDates } from '../domain/open-days.ts';
import { deskOf } from '../domain/plan.ts';
import type { HallRow } from '../store/halls.ts';
import { countBooked } from '../store/slots.ts';

/** The bookable week of an item in each of these halls, with what is left; one query for all. */
export async function weeksOf(
  db: Reader,
  halls: readonly HallRow[],
  slug: string,
  at: Moment,
): Promise<{ readonly hall: HallRow; readonly days: OfferedDay[] }[]> {
  const dates = bookableDates(at.today);
  const counts = await countBooked(db, {
    hallIds: halls.map((h) => h.id),
    from: dates[0] ?? at.today,
    to: dates.at(-1) ?? at.today,
  });
  const booked = new Map(counts.map((c) => [`${c.deskId} ${c.date} ${c.from}`, c.booked]));
  return halls.map((hall) => {
    const desk = deskOf(hall.plan, slug)?.id;
    return { hall, days: offeredWeek(hall, slug, at, (date, from) => booked.get(`${desk} ${date} ${from}`) ?? 0) };
  });
}
