import type { HallDeviceEventKind } from '@miaopi/contracts';
import type { Reader, Tx } from '../../../kernel/db/database.ts';
import { sql } from '../../../kernel/db/sql.ts';

export interface EventRow {
  readonly deviceId: string;
  readonly eventId: string;
  readonly hallId: string;
  readonly kind: HallDeviceEventKind;
  readonly at: Date;
  /** yyyy-mm-dd in Asia/Shanghai. */
  readonly day: string;
  readonly number: string | null;
  readonly deskId: string | null;
  readonly slug: string | null;
  readonly booked: boolean;
  readonly window: string | null;
  readonly level: number | null;
  readonly count: number | null;
}

/** Which of these events of a device are kept already. */
export async function listKept(db: Reader, deviceId: string, ids: readonly string[]): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const rows = await db.rows<{ id: string }>(
    sql`select event_id as id from devices.event where device_id = ${deviceId} and event_id = any(${[...ids]})`,
  );
  return new Set(rows.map((row) => row.id));
}

/** @returns false: the hall has given this number on that day */
export async function insertEvent(tx: Tx, e: EventRow, keptAt: Date): Promise<boolean> {
  const n = await tx.run(sql`insert into devices.event
      (device_id, event_id, hall_id, kind, at, day, kept_at, number, desk_id, slug, booked, window_label, level, count)
    values (${e.deviceId}, ${e.eventId}, ${e.hallId}, ${e.kind}, ${e.at}, ${e.day}, ${keptAt}, ${e.number}, ${e.deskId}, ${e.slug}, ${e.booked},
      ${e.window}, ${e.level}, ${e.count})
    on conflict do nothing`);
  return n === 1;
}

/** 一次一评. @returns false: the case has a rating of that day */
export async function insertRating(
  tx: Tx,
  r: {
    readonly id: string;
    readonly deviceId: string;
    readonly eventId: string;
    readonly hallId: string;
    readonly region: string;
    readonly caseId: string;
    readonly day: string;
    readonly at: Date;
    readonly level: number;
    readonly reasons: readonly string[];
    readonly window: string | null;
  },
): Promise<boolean> {
  const n = await tx.run(sql`insert into devices.rating
      (id, device_id, event_id, hall_id, region, case_id, day, at, level, reasons, window_label)
    values (${r.id}, ${r.deviceId}, ${r.eventId}, ${r.hallId}, ${r.region}, ${r.caseId}, ${r.day}, ${r.at}, ${r.level}, ${[...r.reasons]}::text[], ${r.window})
    on conflict do nothing`);
  return n === 1;
}

export function listEvents(db: Reader, deviceId: string, limit: number): Promise<EventRow[]> {
  return db.rows(sql`select device_id as "deviceId", event_id as "eventId", hall_id as "hallId", kind, at, day, number, desk_id as "deskId", slug, booked,
      window_label as "window", level, count
    from devices.event where device_id = ${deviceId} order by at desc, event_id desc limit ${limit}`);
}

/** Numbers called last in a hall on a day, the newest first, each once. */
export function listCalled(
  db: Reader,
  hallId: string,
  day: string,
  limit: number,
): Promise<{ number: string; window: string; at: Date }[]> {
  return db.rows(sql`select number, window_label as "window", at from (
      select distinct on (number) number, window_label, at from devices.event
      where hall_id = ${hallId} and day = ${day} and kind = 'number-called' order by number, at desc) c
    order by at desc, number limit ${limit}`);
}

/** The number each desk of a hall gave last on a day. */
export function listLastTaken(db: Reader, hallId: string, day: string): Promise<{ deskId: string; number: string }[]> {
  return db.rows(sql`select distinct on (desk_id) desk_id as "deskId", number from devices.event
    where hall_id = ${hallId} and day = ${day} and kind = 'ticket-taken' order by desk_id, at desc, number desc`);
}
