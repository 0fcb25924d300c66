import type { Reader, Tx } from '../../../kernel/db/database.ts';
import { jsonb, sql } from '../../../kernel/db/sql.ts';
import type { Text } from '../../../kernel/text.ts';
import type { ActionRow } from './rows.ts';

/** An official in front of an open case. */
export interface Present {
  readonly staffId: string;
  readonly name: string;
  readonly office: Text;
}

/** How far a case has come, and who has it open. */
export interface CaseMoment {
  readonly caseId: string;
  /** Actions so far: a greater number is a change. */
  readonly actions: number;
  readonly last: Pick<ActionRow, 'kind' | 'actorId' | 'actorName' | 'data'> & { readonly at: string };
  readonly people: readonly Present[];
}

/** Seconds without a sign of life after which a page counts as closed: its process has died, or the network of its user. */
const silence = 45;

/** A page with an open case. */
export interface OpenPage {
  readonly page: string;
  readonly caseId: string;
  readonly who: Present;
}

/** That these pages are open now; a page belongs to who opened it first. */
export async function beHere(tx: Tx, pages: readonly OpenPage[]): Promise<void> {
  await tx.run(sql`insert into cases.presence (page, case_id, staff_id, staff_name, office_name, seen_at)
    select distinct on (x->>'page') x->>'page', x->>'caseId', x->'who'->>'staffId', x->'who'->>'name', x->'who'->'office', clock_timestamp()
    from jsonb_array_elements(${jsonb(pages)}::jsonb) x
    on conflict (page) do update set case_id = excluded.case_id, seen_at = excluded.seen_at where presence.staff_id = excluded.staff_id`);
}

export async function leave(tx: Tx, page: string, caseId: string): Promise<void> {
  await tx.run(sql`delete from cases.presence where page = ${page} and case_id = ${caseId}`);
}

export function momentsOf(db: Reader, caseIds: readonly string[]): Promise<CaseMoment[]> {
  return db.rows(sql`select c.id as "caseId", c.actions,
      jsonb_build_object('kind', a.kind, 'actorId', a.actor_id, 'actorName', a.actor_name, 'data', a.data, 'at', a.at) as last,
      (select coalesce(jsonb_agg(x order by x->>'name', x->>'staffId'), '[]') from (
        select distinct jsonb_build_object('staffId', p.staff_id, 'name', p.staff_name, 'office', p.office_name) as x from cases.presence p
        where p.case_id = c.id and p.seen_at > clock_timestamp() - make_interval(secs => ${silence})) people) as people
    from cases.case c cross join lateral (
      select kind, actor_id, actor_name, data, at from cases.action a where a.case_id = c.id order by seq desc limit 1) a
    where c.id = any(${caseIds})`);
}
