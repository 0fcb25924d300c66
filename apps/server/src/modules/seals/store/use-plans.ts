import type { Tx } from '../../../kernel/db/database.ts';
import { sql } from '../../../kernel/db/sql.ts';

export interface UsePlan {
  readonly id: string;
  readonly office: string;
  readonly title: string;
  readonly uses: number;
}

export async function insertPlan(tx: Tx, p: UsePlan & { readonly by: string; readonly now: Date }): Promise<void> {
  await tx.run(sql`insert into seals.use_plan (id, office, title, uses, planned_at, planned_by)
    values (${p.id}, ${p.office}, ${p.title}, ${p.uses}, ${p.now}, ${p.by})`);
}

/** @returns false when there is no such plan, or it has fewer uses left */
export async function countPlanned(
  tx: Tx,
  planId: string,
  of: { readonly sealId: string; readonly sealedAt: Date; readonly uses: number },
): Promise<boolean> {
  return (
    (await tx.run(sql`with p as (
        update seals.use_plan set used = used + ${of.uses} where id = ${planId} and used + ${of.uses} <= uses returning id
      )
      insert into seals.planned_hour as h (seal_id, hour, plan_id, uses)
      select ${of.sealId}, floor(extract(epoch from ${of.sealedAt}::timestamptz + interval '8 hours') / 3600)::int, p.id, ${of.uses} from p
      on conflict (seal_id, hour, plan_id) do update set uses = h.uses + excluded.uses`)) === 1
  );
}
