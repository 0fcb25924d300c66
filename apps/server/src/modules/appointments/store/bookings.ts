import type { Reader, Tx } from '../../../kernel/db/database.ts';
import { sql } from '../../../kernel/db/sql.ts';
import type { Text } from '../../../kernel/text.ts';
import type { BookingState } from '../domain/booking-life.ts';

export interface BookingRow {
  readonly id: string;
  readonly serial: number;
  readonly region: string;
  readonly hallId: string;
  readonly deskId: string;
  readonly desk: Text;
  readonly slug: string;
  readonly itemName: Text;
  readonly itemOffice: string;
  readonly personId: string;
  readonly personName: string;
  readonly holder: { readonly kind: 'person' | 'firm'; readonly id: string; readonly name: string };
  readonly date: string;
  readonly from: number;
  readonly to: number;
  readonly state: BookingState;
  readonly changes: number;
  readonly changedAt: Date;
  readonly reason: Text | null;
}

export const bookingColumns = sql`b.id, b.serial, b.region, b.hall_id as "hallId", b.desk_id as "deskId",
  json_build_object('zh', b.desk_zh, 'en', b.desk_en) as desk, b.slug, json_build_object('zh', b.item_zh, 'en', b.item_en) as "itemName",
  b.item_office as "itemOffice", b.person_id as "personId", b.person_name as "personName",
  json_build_object('kind', b.holder_kind, 'id', b.holder_id, 'name', b.holder_name) as holder, b.date, b.starts as "from", b.ends as "to",
  b.state, b.changes, b.changed_at as "changedAt",
  case when b.reason_zh is not null then json_build_object('zh', b.reason_zh, 'en', b.reason_en) end as reason`;

/** @returns undefined when the person has an open booking for the item already (F157) */
export function insertBooking(
  tx: Tx,
  b: Omit<BookingRow, 'serial' | 'state' | 'changes' | 'reason'>,
): Promise<BookingRow | undefined> {
  return tx.maybe(sql`insert into appointments.booking as b
      (id, region, hall_id, desk_id, desk_zh, desk_en, slug, item_zh, item_en, item_office, person_id, person_name, holder_kind, holder_id, holder_name,
        date, starts, ends, state, made_at, changed_at)
    values (${b.id}, ${b.region}, ${b.hallId}, ${b.deskId}, ${b.desk.zh}, ${b.desk.en}, ${b.slug}, ${b.itemName.zh}, ${b.itemName.en}, ${b.itemOffice},
      ${b.personId}, ${b.personName}, ${b.holder.kind}, ${b.holder.id}, ${b.holder.name}, ${b.date}, ${b.from}, ${b.to}, 'booked', ${b.changedAt}, ${b.changedAt})
    on conflict (person_id, slug) where state in ('booked', 'arrived') do nothing
    returning ${bookingColumns}`);
}

export function findBooking(db: Reader, id: string): Promise<BookingRow | undefined> {
  return db.maybe(sql`select ${bookingColumns} from appointments.booking b where b.id = ${id}`);
}

export function lockBooking(tx: Tx, id: string): Promise<BookingRow | undefined> {
  return tx.maybe(sql`select ${bookingColumns} from appointments.booking b where b.id = ${id} for update`);
}

/** Whether the person has an open booking for the item besides this one. */
export async function hasOtherOpen(db: Reader, of: Pick<BookingRow, 'id' | 'personId' | 'slug'>): Promise<boolean> {
  return (
    (await db.maybe(sql`select id from appointments.booking
      where person_id = ${of.personId} and slug = ${of.slug} and state in ('booked', 'arrived') and id <> ${of.id}`)) !==
    undefined
  );
}

export function setMoved(
  tx: Tx,
  id: string,
  to: Pick<BookingRow, 'hallId' | 'deskId' | 'desk' | 'date' | 'from' | 'to' | 'region'> & { readonly now: Date },
): Promise<BookingRow> {
  return tx.one(sql`update appointments.booking b set hall_id = ${to.hallId}, desk_id = ${to.deskId}, desk_zh = ${to.desk.zh}, desk_en = ${to.desk.en},
      date = ${to.date}, starts = ${to.from}, ends = ${to.to}, region = ${to.region}, state = 'booked', changes = changes + 1, changed_at = ${to.now},
      reason_zh = null, reason_en = null
    where b.id = ${id} returning ${bookingColumns}`);
}

export function setState(
  tx: Tx,
  id: string,
  to: { readonly state: BookingState; readonly now: Date; readonly reason?: Text },
): Promise<BookingRow> {
  return tx.one(sql`update appointments.booking b set state = ${to.state}, changes = changes + 1, changed_at = ${to.now},
      reason_zh = ${to.reason?.zh}, reason_en = ${to.reason?.en}
    where b.id = ${id} returning ${bookingColumns}`);
}

/** A person's own, those to come first, then the newest. Nobody has more open ones than there are items; of the past the last fifty. */
export function listOfPerson(db: Reader, personId: string): Promise<BookingRow[]> {
  return db.rows(sql`select ${bookingColumns} from appointments.booking b where b.person_id = ${personId}
    order by b.state in ('booked', 'arrived') desc, case when b.state in ('booked', 'arrived') then b.date end, b.made_at desc limit 50`);
}

/** Days the person did not come, from a day on. */
export async function listMissed(db: Reader, personId: string, since: string): Promise<string[]> {
  const rows = await db.rows<{ date: string }>(
    sql`select date from appointments.booking where person_id = ${personId} and state = 'missed' and date >= ${since}`,
  );
  return rows.map((r) => r.date);
}

const standing = (hallId: string, since: string) => sql`select ${bookingColumns} from appointments.booking b
  where b.hall_id = ${hallId} and b.state = 'booked' and b.date >= ${since} order by b.date, b.starts, b.id`;

/** Bookings of a hall that stand and are still to come. */
export function listStanding(db: Reader, hallId: string, since: string): Promise<BookingRow[]> {
  return db.rows(standing(hallId, since));
}

export function lockStanding(tx: Tx, hallId: string, since: string): Promise<BookingRow[]> {
  return tx.rows(sql`${standing(hallId, since)} for update`);
}

/** Whether this number is that of a booking of the hall on the day that stands or stood. */
export async function isBookedOn(
  db: Reader,
  of: { readonly hallId: string; readonly serial: number; readonly date: string },
): Promise<boolean> {
  const found =
    await db.maybe(sql`select 1 from appointments.booking b where b.serial = ${of.serial} and b.hall_id = ${of.hallId}
    and b.date = ${of.date} and b.state in ('booked', 'arrived', 'handled', 'missed')`);
  return found !== undefined;
}
