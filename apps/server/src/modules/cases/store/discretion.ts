import type { Reader } from '../../../kernel/db/database.ts';
import { sql } from '../../../kernel/db/sql.ts';

export interface OfficialFinding {
  readonly caseNumber: string;
  readonly at: string;
  readonly by: string;
  readonly condition: string;
  readonly machine: 'met' | 'unmet' | 'unknown' | 'not-applicable';
  readonly met: boolean;
  readonly why: string;
}

export interface Discretion {
  readonly slug: string;
  readonly overruledCases: number;
  readonly overruled: number;
  readonly settled: number;
  readonly findings: readonly OfficialFinding[];
}

/** Where officials of these offices found otherwise than the machine since then (F018), by item; the newest 20 with their reasons. */
export function discretionByItem(db: Reader, offices: readonly string[], since: Date): Promise<Discretion[]> {
  return db.rows(sql`with found as (
      select c.id, c.slug, c.number, a.at, concat(a.actor_name, '（', a.actor_number, '）') as by, x,
        (x->>'machine' = 'unmet' and (x->>'met')::boolean) or (x->>'machine' = 'met' and not (x->>'met')::boolean) as overruled,
        row_number() over (partition by c.slug order by a.at desc, c.id) as n
      from cases.case c
      join cases.action a on a.case_id = c.id and a.kind in ('grant', 'refuse') and a.actor_kind = 'official'
      cross join lateral jsonb_array_elements(a.data->'findings') x
      where c.office = any(${offices}) and c.automatic = false and c.decided_at >= ${since} and x->>'machine' is not null)
    select slug, count(distinct id) filter (where overruled)::int as "overruledCases", count(*) filter (where overruled)::int as overruled,
      count(*) filter (where x->>'machine' = 'unknown')::int as settled,
      jsonb_agg(jsonb_build_object('caseNumber', number, 'at', to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), 'by', by,
        'condition', x->>'condition', 'machine', x->>'machine', 'met', (x->>'met')::boolean, 'why', x->>'why') order by n) filter (where n <= 20) as findings
    from found group by slug`);
}
