import { isWithinRegion } from '@miaopi/identifiers';
import type { StaffActor } from '../../../kernel/actor.ts';
import type { Reader } from '../../../kernel/db/database.ts';
import type { Text } from '../../../kernel/text.ts';
import type { Moment } from '../domain/choose-slot.ts';
import { type Hours, instantOf } from '../domain/hours.ts';
import { hallDay } from '../domain/open-days.ts';
import type { Desk } from '../domain/plan.ts';
import { findHall, type HallRow, listAll, listAround } from '../store/halls.ts';

/** A hall as other modules need to know it. */
export interface HallFor {
  readonly id: string;
  /** USCC of the office that runs it. */
  readonly office: string;
  readonly region: string;
  readonly name: Text;
  readonly desks: readonly {
    readonly id: string;
    readonly name: Text;
    readonly items: readonly string[];
    /** Labels of its windows. */
    readonly windows: readonly string[];
    /** A staffed window of it receives people at this moment. */
    readonly open: boolean;
  }[];
  /** Ids of the officials at its windows. */
  readonly seated: readonly string[];
}

export async function hallFor(db: Reader, id: string, at: Moment): Promise<HallFor | undefined> {
  const row = await findHall(db, id, at.today);
  return row && present(row, at);
}

/** Halls the official's office runs, and those at whose windows he sits. */
export async function hallsAround(db: Reader, actor: StaffActor, at: Moment): Promise<HallFor[]> {
  const rows = await listAround(db, { office: actor.office, staffId: actor.staffId, since: at.today });
  return rows.map((row) => present(row, at));
}

/** Halls of a region and of those in it, by name. */
export async function hallsWithin(db: Reader, region: string, at: Moment): Promise<HallFor[]> {
  const rows = await listAll(db, at.today);
  return rows.filter((row) => isWithinRegion(row.region, region)).map((row) => present(row, at));
}

function present(row: HallRow, at: Moment): HallFor {
  const day = hallDay(
    row.plan,
    row.special.find((s) => s.date === at.today),
    at.calendar,
    at.today,
  );
  return {
    id: row.id,
    office: row.office,
    region: row.region,
    name: row.name,
    desks: row.plan.desks.map((desk) => ({
      id: desk.id,
      name: desk.name,
      items: desk.items,
      windows: desk.windows.map((w) => w.label),
      open: isOpen(desk, day, at),
    })),
    seated: row.plan.desks.flatMap((d) => d.windows.flatMap((w) => w.staff.map((s) => s.id))),
  };
}

function isOpen(
  desk: Desk,
  day: { readonly hours: Hours; readonly weekday: number | undefined },
  { today, now }: Moment,
): boolean {
  const during = (hours: Hours) => hours.some((h) => instantOf(today, h.from) <= now && now < instantOf(today, h.to));
  return (
    during(day.hours) &&
    desk.windows.some((w) => {
      const own = day.weekday === undefined ? undefined : w.week?.[day.weekday];
      return w.staff.length > 0 && (own === undefined || during(own));
    })
  );
}
