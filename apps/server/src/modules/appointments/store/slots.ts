import type { Reader, Tx } from '../../../kernel/db/database.ts';
import { sql } from '../../../kernel/db/sql.ts';
import type { Slot } from '../domain/slots.ts';

export interface SlotKey {
  readonly hallId: string;
  readonly deskId: string;
  readonly date: string;
  readonly from: number;
}

/**
 * Takes one place. The row of the slot is the queue: of many at once each sees what those before left, and the table's own check refuses more bookings
 * than it holds.
 * @returns false when the slot is full
 */
export async function takePlace(tx: Tx, key: SlotKey, slot: Slot): Promise<boolean> {
  return (
    (await tx.run(sql`insert into appointments.slot as s (desk_id, date, starts, ends, hall_id, capacity, booked)
      values (${key.deskId}, ${key.date}, ${slot.from}, ${slot.to}, ${key.hallId}, ${slot.capacity}, 1)
      on conflict (desk_id, date, starts) do update set booked = s.booked + 1, capacity = excluded.capacity, ends = excluded.ends
        where s.booked < excluded.capacity`)) === 1
  );
}

export async function releasePlace(tx: Tx, key: Omit<SlotKey, 'hallId'>): Promise<void> {
  await tx.run(sql`update appointments.slot set booked = booked - 1
    where desk_id = ${key.deskId} and date = ${key.date} and starts = ${key.from}`);
}

export interface BookedCount {
  readonly hallId: string;
  readonly deskId: string;
  readonly date: string;
  readonly from: number;
  readonly booked: number;
}

/** What is booked in these halls from one day to another, both included. */
export function countBooked(
  db: Reader,
  of: { readonly hallIds: readonly string[]; readonly from: string; readonly to: string },
): Promise<BookedCount[]> {
  return db.rows(sql`select hall_id as "hallId", desk_id as "deskId", date, starts as "from", booked from appointments.slot
    where hall_id = any(${of.hallIds}) and date between ${of.from} and ${of.to} and booked > 0`);
}
