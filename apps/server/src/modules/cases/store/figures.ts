import { dayOf } from '../../../kernel/clock.ts';
import type { Reader, Tx } from '../../../kernel/db/database.ts';
import { jsonb, sql } from '../../../kernel/db/sql.ts';
import type { CaseRow } from './rows.ts';

export interface ClosedEvent {
  readonly slug: string;
  readonly automatic: boolean | null;
  readonly outcome: NonNullable<CaseRow['outcome']>;
  readonly submittedAt: string;
  readonly closedAt: string;
  /** Decided anew by order: it was counted before. */
  readonly again?: boolean;
}

export async function countSubmitted(
  tx: Tx,
  events: readonly { readonly slug: string; readonly at: string }[],
): Promise<void> {
  await tx.run(sql`insert into cases.figure (day, slug, submitted)
    select (x->>'day')::date, x->>'slug', count(*) from jsonb_array_elements(${jsonb(events.map((e) => ({ day: dayOf(new Date(e.at)), slug: e.slug })))}::jsonb) x group by 1, 2
    on conflict (day, slug) do update set submitted = cases.figure.submitted + excluded.submitted`);
}

/** Counts decisions; what ended without one is no figure. */
export async function countClosed(tx: Tx, events: readonly ClosedEvent[]): Promise<void> {
  const decided = events.filter((e) => !e.again && (e.outcome === 'granted' || e.outcome === 'refused'));
  if (decided.length === 0) return;
  const rows = decided.map((e) => {
    const ms = Math.max(1, Date.parse(e.closedAt) - Date.parse(e.submittedAt));
    return {
      day: dayOf(new Date(e.closedAt)),
      slug: e.slug,
      automatic: e.automatic === true ? 1 : 0,
      bucket: Math.round(10 * Math.log(ms)),
    };
  });
  await tx.run(sql`with told as (
      select (x->>'day')::date as day, x->>'slug' as slug, (x->>'automatic')::int as automatic, (x->>'bucket')::int as bucket
      from jsonb_array_elements(${jsonb(rows)}::jsonb) x),
    timed as (
      insert into cases.duration (day, slug, bucket, n) select day, slug, bucket, count(*) from told where automatic = 1 group by 1, 2, 3
      on conflict (day, slug, bucket) do update set n = cases.duration.n + excluded.n)
    insert into cases.figure (day, slug, decided, automatic) select day, slug, count(*), sum(automatic) from told group by 1, 2
    on conflict (day, slug) do update set decided = cases.figure.decided + excluded.decided, automatic = cases.figure.automatic + excluded.automatic`);
}

export interface Figures {
  readonly submitted: number;
  readonly decided: number;
  readonly automatic: number;
  /** ms; null when no automatic case was closed. */
  readonly medianMs: number | null;
}

const median = sql`(select exp((percentile_disc(0.5) within group (order by d.bucket)) / 10.0) from cases.duration d, generate_series(1, least(d.n, 1000))`;

/** The whole installation's figures of a day. */
export function figuresOfDay(db: Reader, day: string): Promise<Figures> {
  return db.one(sql`select coalesce(sum(submitted), 0)::int as submitted, coalesce(sum(decided), 0)::int as decided, coalesce(sum(automatic), 0)::int as automatic,
    ${median} where d.day = ${day}) as "medianMs" from cases.figure where day = ${day}`);
}

/** Each item's figures of the last days. */
export function figuresByItem(db: Reader, since: string): Promise<(Figures & { readonly slug: string })[]> {
  return db.rows(sql`select f.slug, sum(f.submitted)::int as submitted, sum(f.decided)::int as decided, sum(f.automatic)::int as automatic,
    ${median} where d.day >= ${since} and d.slug = f.slug) as "medianMs" from cases.figure f where f.day >= ${since} group by f.slug`);
}
