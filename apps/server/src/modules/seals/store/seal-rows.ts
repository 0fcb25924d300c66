import type { Reader, Tx } from '../../../kernel/db/database.ts';
import { jsonb, sql } from '../../../kernel/db/sql.ts';
import type { SealUse } from '../door.ts';

export interface SealRow {
  readonly id: string;
  readonly name: string;
  readonly office: string;
  readonly region: string;
  readonly width: number;
  readonly der: Buffer;
  readonly validTo: Date;
  /** Of the signing certificate. */
  readonly certificate: Buffer;
  readonly wrapped: Buffer;
}

export function findSealInUse(db: Reader, office: string): Promise<SealRow | undefined> {
  return db.maybe(sql`select s.id, s.name, s.office, s.region, s.width, s.der, s.valid_to as "validTo", c.der as certificate, k.wrapped
    from seals.seal s join seals.certificate c on c.id = s.certificate_id join seals.key k on k.id = c.key_id
    where s.office = ${office} and s.state = 'in-use'`);
}

export function listSealsEnding(db: Reader, before: Date): Promise<{ office: string; name: string; region: string }[]> {
  return db.rows(sql`select office, name, region from seals.seal where state = 'in-use' and valid_to < ${before}`);
}

/** Next free serial of a region's seals; the caller holds the authority's lock. */
export async function nextSealSerial(tx: Tx, region: string): Promise<number> {
  const row = await tx.one<{ n: number }>(
    sql`select coalesce(max(substring(id from 7)::bigint), 0) + 1 as n from seals.seal where id like ${`${region}%`}`,
  );
  return Number(row.n);
}

export interface NewSeal {
  readonly id: string;
  readonly name: string;
  readonly office: string;
  readonly region: string;
  readonly type: number;
  readonly diameter: number;
  readonly certificateId: string;
  readonly der: Uint8Array;
  readonly validFrom: Date;
  readonly validTo: Date;
  readonly now: Date;
  readonly by: string;
  /** The one whose place it takes. */
  readonly replaces: string | undefined;
}

export async function insertSeal(tx: Tx, s: NewSeal): Promise<void> {
  if (s.replaces) await tx.run(sql`update seals.seal set state = 'replaced' where id = ${s.replaces}`);
  await tx.run(sql`insert into seals.seal (id, name, office, region, type, width, height, certificate_id, der, valid_from, valid_to, state, created_at, created_by)
    values (${s.id}, ${s.name}, ${s.office}, ${s.region}, ${s.type}, ${s.diameter}, ${s.diameter}, ${s.certificateId}, ${Buffer.from(s.der)}, ${s.validFrom},
      ${s.validTo}, 'in-use', ${s.now}, ${s.by})`);
  await tx.run(sql`insert into seals.ledger_head (seal_id, chain, seq, hash)
    select ${s.id}, n, 0, seals.ledger_origin(${s.id}, n::smallint) from generate_series(0, 15) n`);
}

export interface GrantRow {
  readonly sealId: string;
  readonly slug: string;
  readonly validTo: Date;
}

/** Grants in force on the office's seal in use. */
export function findGrant(db: Reader, office: string, slug: string, now: Date): Promise<GrantRow | undefined> {
  return db.maybe(sql`select g.seal_id as "sealId", g.slug, g.valid_to as "validTo" from seals.use_grant g join seals.seal s on s.id = g.seal_id
    where s.office = ${office} and s.state = 'in-use' and g.slug = ${slug} and g.machine = 'system' and g.withdrawn_at is null
      and ${now}::timestamptz between g.valid_from and g.valid_to`);
}

export function listGrantSlugs(db: Reader, sealId: string): Promise<{ slug: string }[]> {
  return db.rows(sql`select slug from seals.use_grant where seal_id = ${sealId} and withdrawn_at is null`);
}

export interface NewGrant {
  readonly id: string;
  readonly sealId: string;
  readonly slug: string;
  readonly assessmentId: string;
  readonly risks: unknown;
  readonly measures: unknown;
  readonly from: Date;
  readonly to: Date;
  readonly by: string;
}

export async function insertGrant(tx: Tx, g: NewGrant): Promise<void> {
  await tx.run(sql`with a as (
      insert into seals.risk_assessment (id, seal_id, slug, assessed_at, assessed_by, risks, measures, outcome)
      values (${g.assessmentId}, ${g.sealId}, ${g.slug}, ${g.from}, ${g.by}, ${jsonb(g.risks)}, ${jsonb(g.measures)}, 'acceptable') returning id)
    insert into seals.use_grant (id, seal_id, slug, machine, assessment_id, valid_from, valid_to, granted_by)
    select ${g.id}, ${g.sealId}, ${g.slug}, 'system', a.id, ${g.from}, ${g.to}, ${g.by} from a`);
}

/** @returns false when seal or grant was not in force at the time of sealing. */
export async function insertUse(tx: Tx, u: SealUse & { readonly id: string; readonly now: Date }): Promise<boolean> {
  const row = await tx.one<{
    grant: string | null;
  }>(sql`select seals.record_use(${u.id}, ${u.sealId}, ${u.slug}, ${u.licenceId}, ${u.caseId}, ${u.region},
    ${u.digest}, ${u.page}, ${u.x}, ${u.y}, ${u.sealedAt}, ${u.now}, ${u.operator}) as grant`);
  return row.grant !== null;
}

/** Walks each chain from its origin; also that the heads stand at its end. */
export async function checkLedger(
  db: Reader,
): Promise<{ entries: number; broken: { sealId: string; chain: number; seq: number } | undefined }> {
  const { entries } = await db.one<{ entries: number }>(sql`select count(*) as entries from seals.ledger`);
  const broken = await db.maybe<{ sealId: string; chain: number; seq: number }>(sql`
    with steps as (
      select l.seal_id, l.chain, l.seq, l.hash, seals.ledger_hash(
        coalesce(lag(l.hash) over (partition by l.seal_id, l.chain order by l.seq), seals.ledger_origin(l.seal_id, l.chain)), l) as wanted,
        row_number() over (partition by l.seal_id, l.chain order by l.seq) as place
      from seals.ledger l)
    select seal_id as "sealId", chain, seq from steps where hash <> wanted or seq <> place
    union all
    select h.seal_id, h.chain, h.seq from seals.ledger_head h
      left join lateral (select seq, hash from seals.ledger l where l.seal_id = h.seal_id and l.chain = h.chain order by seq desc limit 1) last on true
      where coalesce(last.seq, 0) <> h.seq or (last.hash is not null and last.hash <> h.hash)
    order by 1, 2, 3 limit 1`);
  return { entries, broken };
}
