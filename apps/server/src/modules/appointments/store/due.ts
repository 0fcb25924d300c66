import type { Tx } from '../../../kernel/db/database.ts';
import { sql } from '../../../kernel/db/sql.ts';
import { type BookingRow, bookingColumns } from './bookings.ts';

export type DueReminder = BookingRow & {
  readonly hallName: { readonly zh: string; readonly en: string };
  readonly address: string;
};

/** Takes bookings of a day that nobody was reminded of yet, and marks them so; at most `limit`. Those made or moved since `before` know it already. */
export function takeReminders(
  tx: Tx,
  of: { readonly date: string; readonly before: Date; readonly limit: number },
): Promise<DueReminder[]> {
  return tx.rows(sql`update appointments.booking b set reminded_for = b.date from appointments.hall h
    where h.id = b.hall_id and b.id in (
      select id from appointments.booking where date = ${of.date} and state = 'booked' and reminded_for is distinct from date and changed_at < ${of.before}
      order by id limit ${of.limit} for update skip locked)
    returning ${bookingColumns}, json_build_object('zh', h.name_zh, 'en', h.name_en) as "hallName", h.address`);
}

/** Bookings of past days that are still open, locked; at most `limit`. */
export function listOverdue(tx: Tx, before: string, limit: number): Promise<BookingRow[]> {
  return tx.rows(sql`select ${bookingColumns} from appointments.booking b where b.date < ${before} and b.state in ('booked', 'arrived')
    order by b.date, b.id limit ${limit} for update skip locked`);
}
