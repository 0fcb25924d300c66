import type { Reader, Tx } from '../../../kernel/db/database.ts';
import { and, type Sql, sql } from '../../../kernel/db/sql.ts';
import type { PrincipalKind, SealKind } from '../domain/kinds.ts';
import type { SealState } from '../domain/seal-life.ts';

/** An office's seal as the machine sets it. */
export interface MachineSealRow {
  readonly id: string;
  readonly name: string;
  readonly principalId: string;
  readonly region: string;
  readonly width: number;
  readonly der: Buffer;
  readonly validTo: Date;
  readonly governed: boolean;
  /** Of the machine's carrier. */
  readonly certificate: Buffer;
  /** Null of a key on a device. */
  readonly wrapped: Buffer | null;
  readonly keyDevice: string | null;
  readonly keyName: string | null;
}

/** The office's seal in use with the machine's key to it; undefined when there is none, or it is suspended. */
export function findMachineSeal(db: Reader, office: string): Promise<MachineSealRow | undefined> {
  return db.maybe(sql`select s.id, s.name, s.principal_id as "principalId", s.region, s.width, s.der, s.valid_to as "validTo",
      s.application_id is not null as governed, c.der as certificate, k.wrapped, r.key_device as "keyDevice", r.key_name as "keyName"
    from seals.seal s join seals.carrier r on r.seal_id = s.id and r.kind = 'machine' and r.state = 'ready'
      join seals.certificate c on c.id = r.certificate_id left join seals.key k on k.id = c.key_id
    where s.principal_kind = 'office' and s.principal_id = ${office} and s.kind = 'unit' and s.state = 'in-use'
    order by r.made_at desc limit 1`);
}

/** Seals of the installation's own making that run out: those with an application are renewed by asking for it (F153). */
export function listUngovernedEnding(
  db: Reader,
  before: Date,
): Promise<{ office: string; name: string; region: string }[]> {
  return db.rows(sql`select principal_id as office, name, region from seals.seal
    where state = 'in-use' and principal_kind = 'office' and application_id is null and valid_to < ${before}`);
}

/** Next free serial of a region's seals; the caller holds the authority's lock. */
export async function nextSealSerial(tx: Tx, region: string): Promise<number> {
  const row = await tx.one<{ n: number }>(
    sql`select coalesce(max(substring(id from 7)::bigint), 0) + 1 as n from seals.seal where id like ${`${region}%`}`,
  );
  return Number(row.n);
}

export interface SealRow {
  readonly id: string;
  readonly kind: SealKind;
  readonly name: string;
  readonly principalKind: PrincipalKind;
  readonly principalId: string;
  readonly principalName: string;
  readonly region: string;
  readonly type: number;
  readonly width: number;
  readonly height: number;
  readonly state: SealState;
  readonly stateSince: Date;
  readonly stateReason: string | null;
  readonly invalidSince: Date | null;
  readonly replacedAt: Date | null;
  readonly validFrom: Date;
  readonly validTo: Date;
  readonly keeper: string | null;
  readonly keeperName: string | null;
  readonly activatedAt: Date | null;
  readonly applicationId: string | null;
  readonly renews: string | null;
  readonly createdAt: Date;
}

const columns = sql`s.id, s.kind, s.name, s.principal_kind as "principalKind", s.principal_id as "principalId", s.principal_name as "principalName",
  s.region, s.type, s.width, s.height, s.state, s.state_since as "stateSince", s.state_reason as "stateReason", s.invalid_since as "invalidSince",
  s.replaced_at as "replacedAt", s.valid_from as "validFrom", s.valid_to as "validTo", s.keeper, s.keeper_name as "keeperName",
  s.activated_at as "activatedAt", s.application_id as "applicationId", s.renews, s.created_at as "createdAt"`;

export function findSeal(db: Reader, id: string): Promise<SealRow | undefined> {
  return db.maybe(sql`select ${columns} from seals.seal s where s.id = ${id}`);
}

export function lockSeal(tx: Tx, id: string): Promise<SealRow | undefined> {
  return tx.maybe(sql`select ${columns} from seals.seal s where s.id = ${id} for update`);
}

/** SESeal (undefined before activation) and picture. */
export function findSealFiles(
  db: Reader,
  id: string,
): Promise<{ readonly der: Buffer | null; readonly picture: Buffer | null } | undefined> {
  return db.maybe(sql`select der, picture from seals.seal where id = ${id}`);
}

export interface SealFilter {
  readonly principal?: { readonly kind: PrincipalKind; readonly id: string };
  readonly principalKind?: PrincipalKind;
  readonly state?: SealState;
  readonly kind?: SealKind;
  /** Part of the name of seal or holder. */
  readonly text?: string;
}

/** At most 500, those that end first before the others of the same principal. */
export function listSeals(db: Reader, filter: SealFilter): Promise<SealRow[]> {
  return db.rows(
    sql`select ${columns} from seals.seal s where ${where(filter)} order by s.principal_name, s.kind, s.created_at desc limit 500`,
  );
}

function where(f: SealFilter): Sql {
  return and([
    f.principal && sql`s.principal_kind = ${f.principal.kind} and s.principal_id = ${f.principal.id}`,
    f.principalKind && sql`s.principal_kind = ${f.principalKind}`,
    f.state && sql`s.state = ${f.state}`,
    f.kind && sql`s.kind = ${f.kind}`,
    f.text
      ? sql`(position(${f.text} in s.name) > 0 or position(${f.text} in s.principal_name) > 0 or s.id = ${f.text})`
      : undefined,
  ]);
}

/** The seal of the same holder, kind and name that is in force, whose place a new one takes. */
export function findInForce(
  db: Reader,
  s: { readonly principalKind: string; readonly principalId: string; readonly kind: string; readonly name: string },
): Promise<SealRow | undefined> {
  return db.maybe(sql`select ${columns} from seals.seal s where s.principal_kind = ${s.principalKind} and s.principal_id = ${s.principalId}
    and s.kind = ${s.kind} and s.name = ${s.name} and s.state in ('in-use', 'suspended')`);
}

/** Whether people have taken a seal so named out of force, or have one made that is not in use yet. */
export async function sealIsWithPeople(
  db: Reader,
  s: { readonly principalKind: string; readonly principalId: string; readonly kind: string; readonly name: string },
): Promise<boolean> {
  const found =
    await db.maybe(sql`select 1 from seals.seal s where s.principal_kind = ${s.principalKind} and s.principal_id = ${s.principalId}
    and s.kind = ${s.kind} and s.name = ${s.name} and s.state in ('made', 'lost', 'revoked') limit 1`);
  return found !== undefined;
}

/** Whether an office ever had a seal of its own, in whatever state it is now. */
export async function officeHadSeal(db: Reader, office: string): Promise<boolean> {
  const found = await db.maybe(
    sql`select 1 from seals.seal s where s.principal_kind = 'office' and s.principal_id = ${office} and s.kind = 'unit' limit 1`,
  );
  return found !== undefined;
}

export interface NewSeal {
  readonly id: string;
  readonly kind: SealKind;
  readonly name: string;
  readonly principalKind: PrincipalKind;
  readonly principalId: string;
  readonly principalName: string;
  readonly region: string;
  readonly type: number;
  readonly width: number;
  readonly height: number;
  readonly picture: Uint8Array;
  readonly validFrom: Date;
  readonly validTo: Date;
  readonly now: Date;
  readonly by: string;
  readonly keeper: string | null;
  readonly keeperName: string | null;
  readonly applicationId: string | null;
  readonly renews: string | null;
}

/** State `made`: not signed, no carrier yet. */
export async function insertSeal(tx: Tx, s: NewSeal): Promise<void> {
  await tx.run(sql`insert into seals.seal (id, kind, name, principal_kind, principal_id, principal_name, region, type, width, height, picture, valid_from,
      valid_to, state, state_since, created_at, created_by, keeper, keeper_name, application_id, renews)
    values (${s.id}, ${s.kind}, ${s.name}, ${s.principalKind}, ${s.principalId}, ${s.principalName}, ${s.region}, ${s.type}, ${s.width}, ${s.height},
      ${Buffer.from(s.picture)}, ${s.validFrom}, ${s.validTo}, 'made', ${s.now}, ${s.now}, ${s.by}, ${s.keeper}, ${s.keeperName}, ${s.applicationId},
      ${s.renews})`);
}

/** The signed seal is in force, its ledger open. */
export async function putInUse(
  tx: Tx,
  s: {
    readonly id: string;
    readonly der: Uint8Array;
    readonly validFrom: Date;
    readonly validTo: Date;
    readonly now: Date;
  },
): Promise<void> {
  await tx.run(sql`update seals.seal set der = ${Buffer.from(s.der)}, valid_from = ${s.validFrom}, valid_to = ${s.validTo}, state = 'in-use',
    state_since = ${s.now}, activated_at = ${s.now} where id = ${s.id}`);
  await tx.rows(sql`select seals.open_ledger(${s.id})`);
}

/** The seal in force signed anew by its maker: another key may set it. */
export async function setSealData(tx: Tx, id: string, der: Uint8Array): Promise<void> {
  await tx.run(sql`update seals.seal set der = ${Buffer.from(der)} where id = ${id}`);
}

export async function setSealState(
  tx: Tx,
  s: {
    readonly id: string;
    readonly state: SealState;
    readonly now: Date;
    readonly reason: string | null;
    readonly invalidSince?: Date;
  },
): Promise<void> {
  await tx.run(sql`update seals.seal set state = ${s.state}, state_since = ${s.now}, state_reason = ${s.reason},
    replaced_at = case when ${s.state} = 'replaced' then ${s.now}::timestamptz else replaced_at end,
    invalid_since = least(invalid_since, ${s.invalidSince ?? null}::timestamptz)
    where id = ${s.id}`);
}

export async function setKeeper(tx: Tx, id: string, keeper: string, name: string): Promise<void> {
  await tx.run(sql`update seals.seal set keeper = ${keeper}, keeper_name = ${name} where id = ${id}`);
}

export interface SealChangeRow {
  readonly at: Date;
  readonly what: string;
  readonly state: SealState;
  readonly reason: string | null;
  readonly by: string;
  readonly byName: string;
  readonly since: Date | null;
}

export async function insertSealChange(
  tx: Tx,
  c: SealChangeRow & { readonly id: string; readonly sealId: string },
): Promise<void> {
  await tx.run(sql`insert into seals.seal_change (id, seal_id, at, what, state, reason, by, by_name, since)
    values (${c.id}, ${c.sealId}, ${c.at}, ${c.what}, ${c.state}, ${c.reason}, ${c.by}, ${c.byName}, ${c.since})`);
}

export function listSealChanges(db: Reader, sealId: string): Promise<SealChangeRow[]> {
  return db.rows(
    sql`select at, what, state, reason, by, by_name as "byName", since from seals.seal_change where seal_id = ${sealId} order by at, id`,
  );
}

/** Seals that are not simply good: what a status list tells (state, since when nothing sealed is to be trusted). */
export function listTroubled(db: Reader): Promise<SealRow[]> {
  return db.rows(
    sql`select ${columns} from seals.seal s where s.state in ('suspended', 'lost', 'revoked', 'replaced') order by s.id`,
  );
}
