import type { Reader } from '../../../kernel/db/database.ts';
import { sql } from '../../../kernel/db/sql.ts';

export interface DeskCounts {
  readonly deskId: string;
  readonly taken: number;
  readonly booked: number;
  readonly called: number;
  readonly waiting: number;
  /** Average from taking a number to its first call; null: none was called. */
  readonly waitSeconds: number | null;
}

/** What came of the numbers of a day, by desk. A number that was called, served or missed waits no longer. */
export function countByDesk(db: Reader, hallId: string, day: string): Promise<DeskCounts[]> {
  return db.rows(sql`
    with over as (select number, min(at) filter (where kind = 'number-called') as called_at from devices.event
      where hall_id = ${hallId} and day = ${day} and kind in ('number-called', 'number-served', 'no-show') group by number)
    select t.desk_id as "deskId", count(*)::int as taken, count(*) filter (where t.booked)::int as booked, count(o.called_at)::int as called,
      count(*) filter (where o.number is null)::int as waiting,
      (avg(greatest(extract(epoch from o.called_at - t.at), 0)) filter (where o.called_at is not null))::float as "waitSeconds"
    from devices.event t left join over o on o.number = t.number
    where t.hall_id = ${hallId} and t.day = ${day} and t.kind = 'ticket-taken' group by t.desk_id`);
}

export function countRatings(db: Reader, hallId: string, day: string): Promise<{ level: number; count: number }[]> {
  return db.rows(sql`select level, count(*)::int as count from devices.rating
    where hall_id = ${hallId} and day = ${day} group by level order by level desc`);
}
