import type { Reader } from '../../../kernel/db/database.ts';
import { and, type Sql, sql } from '../../../kernel/db/sql.ts';
import type { SearchQuery } from '../search/query.ts';

export interface SearchFilter {
  readonly theme?: string;
  readonly office?: string;
  readonly event?: string;
  readonly for?: 'person' | 'firm';
  readonly nature?: string;
}

export interface FoundItem {
  readonly slug: string;
  readonly name_zh: string;
  readonly name_en: string;
  readonly summary_zh: string;
  readonly summary_en: string;
  readonly office_zh: string;
  readonly office_en: string;
  readonly objects: readonly ('person' | 'firm')[];
  readonly themes: readonly string[];
  readonly online: boolean;
  readonly visits: number;
  readonly promised_amount: number;
  readonly promised_unit: string;
  readonly tags: readonly string[];
}

export interface Found {
  readonly total: number;
  readonly items: readonly FoundItem[];
  readonly themes: readonly { readonly name: string; readonly count: number }[];
  readonly offices: readonly {
    readonly code: string;
    readonly zh: string;
    readonly en: string;
    readonly count: number;
  }[];
}

const shown = sql`i.slug, i.name_zh, i.name_en, i.summary_zh, i.summary_en, o.name_zh as office_zh, o.name_en as office_en, i.objects, i.themes, i.online,
  i.visits, i.promised_amount, i.promised_unit, i.tags`;

/** Matches ranked at most: nobody reads on, and ranking more would cost everyone. */
export const mostRanked = 300;

/**
 * Items in force that match, best first, with the counts by theme and office, in one round trip. A facet's count leaves its own choice out. Where more than
 * `mostRanked` match, those whose names have the words are ranked and the rest is only counted.
 */
export function searchItems(
  db: Reader,
  query: SearchQuery | undefined,
  filter: SearchFilter,
  page: { readonly limit: number; readonly offset: number; readonly facets: boolean },
): Promise<Found> {
  const kept = and([
    sql`i.state = 'in-use'`,
    filter.event !== undefined && sql`i.events @> array[${filter.event}::text]`,
    filter.for !== undefined && sql`i.objects @> array[${filter.for}::text]`,
    filter.nature !== undefined && sql`i.nature = ${filter.nature}`,
  ]);
  const theme = filter.theme === undefined ? sql`true` : sql`themes @> array[${filter.theme}::text]`;
  const office = filter.office === undefined ? sql`true` : sql`office = ${filter.office}`;
  const score = query
    ? sql`ts_rank('{0.02,0.15,0.4,1}', i.search, ${query.any}::tsquery) + i.online::int * 0.3
        + case when lower(i.name_zh) = ${query.plain} or lower(i.name_en) = ${query.plain} then 4
            when i.keywords @> array[${query.plain}::text] then 2
            when strpos(lower(i.name_zh), ${query.plain}) > 0 or strpos(lower(i.name_en), ${query.plain}) > 0 then 1 else 0 end`
    : sql`i.online::int`;
  const facets = page.facets
    ? sql`(select coalesce(json_agg(json_build_object('name', name, 'count', n) order by n desc, name), '[]') from (
          select name, sum(n) as n from grouped, unnest(themes) name where ${office} group by name order by n desc, name limit 40) t) as themes,
        (select coalesce(json_agg(json_build_object('code', code, 'zh', o.name_zh, 'en', o.name_en, 'count', n) order by n desc, code), '[]') from (
          select office as code, sum(n) as n from grouped where ${theme} group by office order by n desc, office limit 40) t join catalog.office o using (code)) as offices`
    : sql`'[]'::json as themes, '[]'::json as offices`;
  return db.one(sql`with ${matched(query, kept)},
    grouped as materialized (select office, themes, count(*) as n from matched group by office, themes),
    best as materialized (select slug from matched where ${theme} and ${office} order by named desc, length, slug limit ${query ? mostRanked : page.offset + page.limit})
    select (select coalesce(sum(n), 0) from grouped where ${theme} and ${office}) as total,
      (select coalesce(json_agg(f order by f.score desc, f.length, f.slug), '[]') from (
        select ${shown}, ${score} as score, length(i.name_zh) as length
        from best join catalog.item i using (slug) join catalog.office o on o.code = i.office
        order by score desc, length, slug limit ${page.limit} offset ${page.offset}) f) as items,
      ${facets}`);
}

/** What matches: strictly; if nothing does, with letters wrong; if still nothing, any word. */
function matched(query: SearchQuery | undefined, kept: Sql): Sql {
  if (!query)
    return sql`matched as materialized (
      select i.slug, i.themes, i.office, i.online::int as named, length(i.name_zh) as length from catalog.item i where ${kept})`;
  // cheap for thousands of rows, unlike ts_rank
  const named = sql`i.online::int + case when strpos(i.name_zh, ${query.plain}) > 0 then 4 when strpos(i.name_zh, ${query.longest}) > 0 then 2 else 0 end`;
  const row = sql`select i.slug, i.themes, i.office, ${named} as named, length(i.name_zh) as length from catalog.item i`;
  return sql`strict as materialized (${row} where i.search @@ ${query.strict}::tsquery and ${kept}),
    alike as materialized (${row} where not exists (select from strict) and i.search @@ ${query.similar}::tsquery and ${kept}),
    loose as materialized (${row} where not exists (select from strict) and not exists (select from alike) and i.search @@ ${query.any}::tsquery and ${kept}),
    matched as (select * from strict union all select * from alike union all select * from loose)`;
}

/** Items in force with a package, for the home page. */
export function listOnline(db: Reader): Promise<(FoundItem & { readonly events: readonly string[] })[]> {
  return db.rows(sql`select ${shown}, i.events from catalog.item i join catalog.office o on o.code = i.office
    where i.state = 'in-use' and i.version is not null order by i.slug`);
}

export function countEvents(db: Reader): Promise<{ name: string; count: number }[]> {
  return db.rows(
    sql`select name, count(*)::int as count from catalog.item i, unnest(i.events) name where i.state = 'in-use' group by name`,
  );
}
