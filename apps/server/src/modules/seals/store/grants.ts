import type { Reader, Tx } from '../../../kernel/db/database.ts';
import { jsonb, sql } from '../../../kernel/db/sql.ts';

/** In force on the office's seal in use, with uses left. */
export function findGrant(
  db: Reader,
  office: string,
  slug: string,
  now: Date,
  kind = 'licence',
): Promise<{ readonly sealId: string } | undefined> {
  return db.maybe(sql`select g.seal_id as "sealId" from seals.use_grant g join seals.seal s on s.id = g.seal_id
    where s.principal_kind = 'office' and s.principal_id = ${office} and s.kind = 'unit' and s.state = 'in-use' and g.slug = ${slug}
      and g.document_kind = ${kind} and g.confirmed_at is not null and g.withdrawn_at is null and g.suspended_at is null
      and (g.max_uses is null or g.uses < g.max_uses) and ${now}::timestamptz between g.valid_from and g.valid_to limit 1`);
}

/**
 * Whether people have a hand in what the machine may do with the seal of an office for an item: a grant proposed, refused, held back or taken back, or one on a seal
 * that was taken out of force. One that only ran out is none of these.
 */
export async function grantIsWithPeople(db: Reader, office: string, slug: string): Promise<boolean> {
  const found = await db.maybe(sql`select 1 from seals.use_grant g join seals.seal s on s.id = g.seal_id
    where s.principal_kind = 'office' and s.principal_id = ${office} and s.kind = 'unit' and g.slug = ${slug} and g.document_kind = 'licence'
      and (g.confirmed_at is null or g.withdrawn_at is not null or g.suspended_at is not null or s.state in ('suspended', 'lost', 'revoked')) limit 1`);
  return found !== undefined;
}

/** The former seal's grants go over to the one that takes its place, with the assessment and the two persons they rest on. */
export function moveGrants(tx: Tx, from: string, to: string, until: Date): Promise<number> {
  return tx.run(sql`insert into seals.use_grant (id, seal_id, slug, machine, document_kind, assessment_id, valid_from, valid_to, max_uses, uses, granted_by,
      proposed_at, proposed_by_name, confirmed_by, confirmed_by_name, confirmed_at, suspended_at)
    select left(g.id, 24) || '-' || right(${to}, 8), ${to}, g.slug, g.machine, g.document_kind, g.assessment_id, g.valid_from,
      case when g.valid_to = s.valid_to then ${until} else g.valid_to end, g.max_uses, g.uses, g.granted_by, g.proposed_at,
      g.proposed_by_name, g.confirmed_by, g.confirmed_by_name, g.confirmed_at, g.suspended_at
    from seals.use_grant g join seals.seal s on s.id = g.seal_id
    where g.seal_id = ${from} and g.confirmed_at is not null and g.withdrawn_at is null`);
}

export interface NewGrant {
  readonly id: string;
  readonly sealId: string;
  readonly slug: string;
  readonly documentKind: string;
  /** `system`, or the actor key of an operator. */
  readonly machine: string;
  readonly maxUses: number | null;
  readonly assessmentId: string;
  readonly risks: unknown;
  readonly measures: unknown;
  readonly method: string | null;
  readonly likelihood: number | null;
  readonly impact: number | null;
  readonly outcome: 'acceptable' | 'not-acceptable';
  readonly from: Date;
  readonly to: Date;
  readonly by: string;
  readonly byName: string;
  readonly now: Date;
  /** Given at once by the installation itself; else another person confirms. */
  readonly confirmedBy?: string;
}

/** @throws unique violation `use_grant_in_force` or `use_grant_proposed` when there is one of the same scope */
export async function insertGrant(tx: Tx, g: NewGrant): Promise<void> {
  await tx.run(sql`with a as (
      insert into seals.risk_assessment (id, seal_id, slug, assessed_at, assessed_by, assessed_by_name, risks, measures, outcome, method, likelihood, impact)
      values (${g.assessmentId}, ${g.sealId}, ${g.slug}, ${g.now}, ${g.by}, ${g.byName}, ${jsonb(g.risks)}, ${jsonb(g.measures)}, ${g.outcome},
        ${g.method}, ${g.likelihood}, ${g.impact}) returning id)
    insert into seals.use_grant (id, seal_id, slug, machine, document_kind, max_uses, assessment_id, valid_from, valid_to, granted_by, proposed_by_name,
      proposed_at, confirmed_by, confirmed_by_name, confirmed_at)
    select ${g.id}, ${g.sealId}, ${g.slug}, ${g.machine}, ${g.documentKind}, ${g.maxUses}, a.id, ${g.from}, ${g.to}, ${g.by}, ${g.byName}, ${g.now},
      ${g.confirmedBy ?? null}, ${g.confirmedBy ?? null}, ${g.confirmedBy ? g.now : null} from a`);
}

export interface GrantRow {
  readonly id: string;
  readonly sealId: string;
  readonly sealName: string;
  readonly principalId: string;
  readonly principalName: string;
  readonly slug: string;
  readonly documentKind: string;
  readonly machine: string;
  readonly validFrom: Date;
  readonly validTo: Date;
  readonly maxUses: number | null;
  readonly uses: number;
  readonly proposedBy: string;
  readonly proposedByName: string | null;
  readonly proposedAt: Date;
  readonly confirmedBy: string | null;
  readonly confirmedByName: string | null;
  readonly confirmedAt: Date | null;
  readonly refusedAt: Date | null;
  readonly refusal: string | null;
  readonly suspendedAt: Date | null;
  readonly withdrawnAt: Date | null;
  readonly withdrawal: string | null;
  readonly sealState: string;
  readonly risks: readonly { readonly zh: string; readonly en: string }[];
  readonly measures: readonly { readonly zh: string; readonly en: string }[];
  readonly method: string | null;
  readonly likelihood: number | null;
  readonly impact: number | null;
  readonly outcome: string;
  readonly assessedByName: string | null;
  readonly assessedAt: Date;
}

const grantColumns = sql`g.id, g.seal_id as "sealId", s.name as "sealName", s.principal_id as "principalId", s.principal_name as "principalName",
  s.state as "sealState", g.slug, g.document_kind as "documentKind", g.machine, g.valid_from as "validFrom", g.valid_to as "validTo",
  g.max_uses as "maxUses", case when g.max_uses is null then (select count(*)::int from seals.ledger l where l.grant_id = g.id) else g.uses end as uses,
  g.granted_by as "proposedBy", g.proposed_by_name as "proposedByName", g.proposed_at as "proposedAt", g.confirmed_by as "confirmedBy",
  g.confirmed_by_name as "confirmedByName", g.confirmed_at as "confirmedAt", g.refused_at as "refusedAt", g.refusal, g.suspended_at as "suspendedAt",
  g.withdrawn_at as "withdrawnAt", g.withdrawal, a.risks, a.measures, a.method, a.likelihood, a.impact, a.outcome, a.assessed_by_name as "assessedByName",
  a.assessed_at as "assessedAt"`;
const grantTables = sql`seals.use_grant g join seals.seal s on s.id = g.seal_id join seals.risk_assessment a on a.id = g.assessment_id`;

/** Open proposals first, then those in force. Of one office, or of all. */
export function listGrants(db: Reader, office: string | undefined): Promise<GrantRow[]> {
  return db.rows(sql`select ${grantColumns} from ${grantTables} where ${office ?? null}::text is null or s.principal_id = ${office ?? null}
    order by g.confirmed_at is not null, g.withdrawn_at is not null, g.refused_at is not null, g.proposed_at desc limit 300`);
}

export function findGrantById(db: Reader, id: string): Promise<GrantRow | undefined> {
  return db.maybe(sql`select ${grantColumns} from ${grantTables} where g.id = ${id}`);
}

/** @returns false when it was decided meanwhile, or the one who proposed it confirms it */
export async function decideGrantRow(
  tx: Tx,
  d: {
    readonly id: string;
    readonly confirm: boolean;
    readonly by: string;
    readonly byName: string;
    readonly now: Date;
    readonly reason: string;
  },
): Promise<boolean> {
  return (
    (await tx.run(
      d.confirm
        ? sql`update seals.use_grant set confirmed_by = ${d.by}, confirmed_by_name = ${d.byName}, confirmed_at = ${d.now}
            where id = ${d.id} and confirmed_at is null and refused_at is null and withdrawn_at is null`
        : sql`update seals.use_grant set refused_at = ${d.now}, refusal = ${d.reason}, withdrawn_by = ${d.by}
            where id = ${d.id} and confirmed_at is null and refused_at is null and withdrawn_at is null`,
    )) === 1
  );
}

export async function changeGrantRow(
  tx: Tx,
  c: {
    readonly id: string;
    readonly change: 'suspend' | 'resume' | 'withdraw';
    readonly by: string;
    readonly now: Date;
    readonly reason: string;
  },
): Promise<boolean> {
  const open = sql`id = ${c.id} and confirmed_at is not null and withdrawn_at is null`;
  return (
    (await tx.run(
      c.change === 'suspend'
        ? sql`update seals.use_grant set suspended_at = ${c.now}, withdrawal = ${c.reason} where ${open} and suspended_at is null`
        : c.change === 'resume'
          ? sql`update seals.use_grant set suspended_at = null where ${open} and suspended_at is not null`
          : sql`update seals.use_grant set withdrawn_at = ${c.now}, withdrawn_by = ${c.by}, withdrawal = ${c.reason} where ${open}`,
    )) === 1
  );
}
