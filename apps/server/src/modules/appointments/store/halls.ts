import type { Reader, Tx } from '../../../kernel/db/database.ts';
import { jsonb, sql } from '../../../kernel/db/sql.ts';
import type { Text } from '../../../kernel/text.ts';
import type { HallPlan, SpecialDay } from '../domain/plan.ts';

export interface HallRow {
  readonly id: string;
  readonly office: string;
  readonly region: string;
  readonly name: Text;
  readonly address: string;
  readonly phone: string;
  readonly revision: number;
  readonly slugs: readonly string[];
  readonly plan: HallPlan;
  /** From yesterday on. */
  readonly special: readonly SpecialDay[];
}

const facts = sql`h.id, h.office, h.region, json_build_object('zh', h.name_zh, 'en', h.name_en) as name, h.address, h.phone, h.revision, h.slugs`;

/** With its plan and the special days from a day on. */
const whole = (since: string) => sql`select ${facts}, p.plan,
    coalesce((select json_agg(json_build_object('date', s.date, 'hours', s.hours, 'reason', json_build_object('zh', s.reason_zh, 'en', s.reason_en))
      order by s.date) from appointments.special_day s where s.hall_id = h.id and s.date >= ${since}), '[]') as special
  from appointments.hall h join appointments.hall_plan p on p.hall_id = h.id and p.revision = h.revision`;

type Stored = Omit<HallRow, 'special'> & {
  readonly special: readonly { readonly date: string; readonly hours: readonly number[]; readonly reason: Text }[];
};

const read = (row: Stored): HallRow => ({
  ...row,
  special: row.special.map((s) => ({
    ...s,
    hours: s.hours.flatMap((from, i) => (i % 2 === 0 ? [{ from, to: s.hours[i + 1] ?? from }] : [])),
  })),
});

export async function findHall(db: Reader, id: string, since: string): Promise<HallRow | undefined> {
  const row = await db.maybe<Stored>(sql`${whole(since)} where h.id = ${id}`);
  return row && read(row);
}

/** Holds the plan: bookings share it, changes of the plan wait for them and they for it. */
export async function holdHall(
  tx: Tx,
  id: string,
  mode: 'share' | 'change',
  since: string,
): Promise<HallRow | undefined> {
  const held = await tx.maybe(
    mode === 'share'
      ? sql`select id from appointments.hall where id = ${id} for share`
      : sql`select id from appointments.hall where id = ${id} for update`,
  );
  return held ? findHall(tx, id, since) : undefined;
}

/** Halls that serve the item, by name. */
export async function listServing(db: Reader, slug: string, since: string): Promise<HallRow[]> {
  return (await db.rows<Stored>(sql`${whole(since)} where h.slugs @> array[${slug}] order by h.name_zh, h.id`)).map(
    read,
  );
}

/** How many halls serve each item. */
export function countServing(db: Reader): Promise<{ slug: string; halls: number }[]> {
  return db.rows(
    sql`select slug, count(*)::int as halls from appointments.hall cross join unnest(slugs) as slug group by slug order by slug`,
  );
}

/** Halls an office runs, or that serve one of these items. */
export async function listOfOffice(
  db: Reader,
  of: { readonly office: string; readonly slugs: readonly string[]; readonly since: string },
): Promise<HallRow[]> {
  return (
    await db.rows<Stored>(
      sql`${whole(of.since)} where h.office = ${of.office} or h.slugs && ${of.slugs}::text[] order by h.name_zh, h.id`,
    )
  ).map(read);
}

/** Halls an office runs, or at one of whose windows an official sits. */
export async function listAround(
  db: Reader,
  of: { readonly office: string; readonly staffId: string; readonly since: string },
): Promise<HallRow[]> {
  const seat = { desks: [{ windows: [{ staff: [{ id: of.staffId }] }] }] };
  return (
    await db.rows<Stored>(
      sql`${whole(of.since)} where h.office = ${of.office} or p.plan @> ${jsonb(seat)}::jsonb order by h.name_zh, h.id`,
    )
  ).map(read);
}

/** Every hall; the caller answers for whom he shows it. */
export async function listAll(db: Reader, since: string): Promise<HallRow[]> {
  return (await db.rows<Stored>(sql`${whole(since)} order by h.name_zh, h.id`)).map(read);
}

export function findByName(db: Reader, office: string, nameZh: string): Promise<{ id: string } | undefined> {
  return db.maybe(sql`select id from appointments.hall where office = ${office} and name_zh = ${nameZh} limit 1`);
}

export type PlannedHall = Omit<HallRow, 'special'>;

interface Saved {
  readonly now: Date;
  readonly by: string;
}

export async function insertHall(tx: Tx, h: PlannedHall, saved: Saved): Promise<void> {
  await tx.run(sql`insert into appointments.hall (id, office, region, name_zh, name_en, address, phone, revision, slugs)
    values (${h.id}, ${h.office}, ${h.region}, ${h.name.zh}, ${h.name.en}, ${h.address}, ${h.phone}, ${h.revision}, ${h.slugs})`);
  await keepPlan(tx, h, saved);
}

export async function updateHall(tx: Tx, h: PlannedHall, saved: Saved): Promise<void> {
  await tx.run(sql`update appointments.hall set name_zh = ${h.name.zh}, name_en = ${h.name.en}, address = ${h.address}, phone = ${h.phone},
    revision = ${h.revision}, slugs = ${h.slugs} where id = ${h.id}`);
  await keepPlan(tx, h, saved);
}

async function keepPlan(tx: Tx, h: PlannedHall, { now, by }: Saved): Promise<void> {
  await tx.run(sql`insert into appointments.hall_plan (hall_id, revision, plan, saved_at, saved_by)
    values (${h.id}, ${h.revision}, ${jsonb(h.plan)}::jsonb, ${now}, ${by})`);
}

export async function putSpecialDay(tx: Tx, hallId: string, day: SpecialDay, { now, by }: Saved): Promise<void> {
  const hours = day.hours.flatMap(({ from, to }) => [from, to]);
  await tx.run(sql`insert into appointments.special_day (hall_id, date, hours, reason_zh, reason_en, set_at, set_by)
    values (${hallId}, ${day.date}, ${hours}::int[], ${day.reason.zh}, ${day.reason.en}, ${now}, ${by})
    on conflict (hall_id, date) do update set hours = excluded.hours, reason_zh = excluded.reason_zh, reason_en = excluded.reason_en,
      set_at = excluded.set_at, set_by = excluded.set_by`);
}

export async function deleteSpecialDay(tx: Tx, hallId: string, date: string): Promise<boolean> {
  return (await tx.run(sql`delete from appointments.special_day where hall_id = ${hallId} and date = ${date}`)) === 1;
}
