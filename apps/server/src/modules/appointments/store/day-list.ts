import type { Reader, Tx } from '../../../kernel/db/database.ts';
import { and, sql } from '../../../kernel/db/sql.ts';
import { type BookingRow, bookingColumns } from './bookings.ts';

/** Which bookings an official may see: those of halls his office runs, and those for items of his office anywhere. */
export interface OfficeScope {
  readonly office: string;
}

const seen = (scope: OfficeScope) =>
  sql`(b.item_office = ${scope.office} or b.hall_id in (select id from appointments.hall where office = ${scope.office}))`;

export interface DayOf {
  readonly hallId: string;
  readonly date: string;
}

/** Bookings of a hall on a day that stand or stood, by time; `after` names the last of the page before. */
export function listDay(
  db: Reader,
  scope: OfficeScope,
  of: DayOf & {
    readonly number?: number;
    readonly name?: string;
    readonly limit: number;
    readonly after?: { readonly from: number; readonly serial: number };
  },
): Promise<BookingRow[]> {
  const name = of.name?.replace(/[\\%_]/g, '\\$&');
  return db.rows(
    sql`select ${bookingColumns} from appointments.booking b where ${and([
      sql`b.hall_id = ${of.hallId} and b.date = ${of.date} and b.state in ('booked', 'arrived', 'handled', 'missed')`,
      seen(scope),
      of.number !== undefined && sql`b.serial = ${of.number}`,
      name !== undefined && sql`(b.person_name like ${`%${name}%`} or b.holder_name like ${`%${name}%`})`,
      of.after && sql`(b.starts, b.serial) > (${of.after.from}, ${of.after.serial})`,
    ])} order by b.starts, b.serial limit ${of.limit}`,
  );
}

export function countDay(db: Reader, scope: OfficeScope, of: DayOf): Promise<{ state: string; n: number }[]> {
  return db.rows(sql`select b.state, count(*)::int as n from appointments.booking b
    where b.hall_id = ${of.hallId} and b.date = ${of.date} and ${seen(scope)} group by b.state`);
}

/** Bookings of a day in each hall that the official may see. */
export function countToday(db: Reader, scope: OfficeScope, date: string): Promise<{ hallId: string; n: number }[]> {
  return db.rows(sql`select b.hall_id as "hallId", count(*)::int as n from appointments.booking b
    where b.date = ${date} and b.state in ('booked', 'arrived', 'handled', 'missed') and ${seen(scope)} group by b.hall_id`);
}

/** The booking, when the official may see it. */
export function lockSeen(tx: Tx, scope: OfficeScope, id: string): Promise<BookingRow | undefined> {
  return tx.maybe(
    sql`select ${bookingColumns} from appointments.booking b where b.id = ${id} and ${seen(scope)} for update`,
  );
}
