import type { Reader } from '../../../kernel/db/database.ts';
import { and, sql } from '../../../kernel/db/sql.ts';
import type { VerticalEvent, VerticalPhase } from '../domain/vertical-life.ts';
import { caseColumns } from './columns.ts';
import type { CaseRow } from './rows.ts';

export interface AwayQuery {
  readonly office: string;
  readonly system?: string;
  readonly phase?: VerticalPhase;
  readonly trouble: boolean;
  readonly words?: string;
  readonly limit: number;
  readonly after?: { readonly at: Date; readonly id: string };
}

export interface AwayRow {
  readonly row: CaseRow;
  readonly system: string;
  readonly trouble: string | null;
  readonly nextAt: Date | null;
  /** What the system told last. */
  readonly event: VerticalEvent | null;
  readonly toldAt: Date | null;
  readonly opinion: string | null;
}

/** Cases of an office that are in a vertical system, those longest away first. */
export async function listAway(db: Reader, q: AwayQuery): Promise<AwayRow[]> {
  const words = q.words?.replace(/[\\%_]/g, '\\$&');
  const found = await db.rows<CaseRow & Omit<AwayRow, 'row'>>(
    sql`select ${caseColumns}, v.system, v.trouble, v.next_at as "nextAt", m.event, m.at as "toldAt", m.opinion
      from cases.case c join cases.vertical v on v.case_id = c.id
      left join lateral (select x.event, x.at, x.content->>'opinion' as opinion from cases.vertical_message x
        where x.case_id = c.id order by x.seq desc limit 1) m on true
      where ${and([
        sql`c.state = 'vertical' and c.office = ${q.office}`,
        q.system !== undefined && sql`v.system = ${q.system}`,
        q.phase !== undefined && sql`c.waiting->'vertical'->>'phase' = ${q.phase}`,
        q.trouble && sql`v.trouble is not null`,
        words !== undefined && sql`(c.applicant_name ilike ${`%${words}%`} or c.number like ${`${words}%`})`,
        q.after && sql`(c.submitted_at, c.id) > (${q.after.at}, ${q.after.id})`,
      ])} order by c.submitted_at, c.id limit ${q.limit}`,
  );
  return found.map(({ system, trouble, nextAt, event, toldAt, opinion, ...row }) => ({
    row,
    system,
    trouble,
    nextAt,
    event,
    toldAt,
    opinion,
  }));
}

/** How many of an office are where. */
export function countAway(
  db: Reader,
  office: string,
): Promise<{ readonly system: string; readonly away: number; readonly trouble: number }[]> {
  return db.rows(sql`select v.system, count(*)::int as away, count(v.trouble)::int as trouble
    from cases.case c join cases.vertical v on v.case_id = c.id
    where c.state = 'vertical' and c.office = ${office} group by v.system order by v.system`);
}

export interface SystemFigures {
  readonly system: string;
  readonly phases: Readonly<Partial<Record<VerticalPhase, number>>>;
  readonly troubles: Readonly<Record<string, number>>;
  readonly ended: number;
  readonly oldest: Date | null;
  readonly lastWord: Date | null;
}

/** All cases of the installation, by the system that has or had them. */
export function figuresOfSystems(db: Reader): Promise<SystemFigures[]> {
  return db.rows(sql`with away as (
      select v.system, c.waiting->'vertical'->>'phase' as phase, v.trouble, c.submitted_at,
        (select max(m.received_at) from cases.vertical_message m where m.case_id = c.id) as told
      from cases.case c join cases.vertical v on v.case_id = c.id where c.state = 'vertical'),
    phases as (select system, jsonb_object_agg(phase, n) as phases from (select system, phase, count(*) as n from away group by 1, 2) x group by 1),
    troubles as (select system, jsonb_object_agg(trouble, n) as troubles from
      (select system, trouble, count(*) as n from away where trouble is not null group by 1, 2) x group by 1),
    known as (select system, count(*)::int as cases from cases.vertical group by 1)
    select k.system, coalesce(p.phases, '{}') as phases, coalesce(t.troubles, '{}') as troubles,
      k.cases - (select count(*)::int from away a where a.system = k.system) as ended,
      (select min(submitted_at) from away a where a.system = k.system) as oldest,
      (select max(told) from away a where a.system = k.system) as "lastWord"
    from known k left join phases p using (system) left join troubles t using (system) order by k.system`);
}
