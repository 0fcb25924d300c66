import type { Reader, Tx } from '../../../kernel/db/database.ts';
import { jsonb, sql } from '../../../kernel/db/sql.ts';

export interface ShareScopeRow {
  readonly typeCode: string;
  readonly purpose: string;
  readonly region: string;
  readonly byDuty: boolean;
}

export interface ShareSystemRow {
  readonly id: string;
  readonly name: string;
  readonly office: string;
  readonly region: string;
  readonly contact: string;
  readonly keyKind: 'hmac-sm3' | 'sm2';
  readonly keyVersion: number;
  readonly publicKey: Buffer | null;
  readonly encryptTo: Buffer | null;
  readonly state: 'active' | 'disabled';
  readonly createdAt: Date;
  readonly createdBy: string;
  readonly disabledReason: string | null;
  readonly scopes: readonly ShareScopeRow[];
}

const columns = sql`s.id, s.name, s.office, s.region, s.contact, s.key_kind as "keyKind", s.key_version as "keyVersion", s.public_key as "publicKey",
  s.encrypt_to as "encryptTo", s.state, s.created_at as "createdAt", s.created_by as "createdBy", s.disabled_reason as "disabledReason",
  coalesce((select jsonb_agg(jsonb_build_object('typeCode', c.type_code, 'purpose', c.purpose, 'region', c.region, 'byDuty', c.by_duty)
    order by c.type_code, c.purpose) from licences.share_scope c where c.system_id = s.id), '[]') as scopes`;

export function findSystem(db: Reader, id: string): Promise<ShareSystemRow | undefined> {
  return db.maybe(sql`select ${columns} from licences.share_system s where s.id = ${id}`);
}

export function listSystems(db: Reader): Promise<ShareSystemRow[]> {
  return db.rows(sql`select ${columns} from licences.share_system s order by s.created_at desc limit 500`);
}

/** Active systems that may ask for licences of this type from this region. */
export function listAskers(
  db: Reader,
  typeCode: string,
  region: string,
): Promise<{ systemId: string; system: string; office: string; purpose: string; byDuty: boolean }[]> {
  return db.rows(sql`select s.id as "systemId", s.name as system, s.office, c.purpose, c.by_duty as "byDuty"
    from licences.share_scope c join licences.share_system s on s.id = c.system_id
    where c.type_code = ${typeCode} and starts_with(${region}, c.region) and s.state = 'active' order by s.name, c.purpose limit 200`);
}

export async function insertSystem(tx: Tx, s: Omit<ShareSystemRow, 'keyVersion' | 'disabledReason'>): Promise<void> {
  await tx.run(sql`insert into licences.share_system (id, name, office, region, contact, key_kind, public_key, encrypt_to, state, created_at, created_by)
    values (${s.id}, ${s.name}, ${s.office}, ${s.region}, ${s.contact}, ${s.keyKind}, ${s.publicKey}, ${s.encryptTo}, 'active', ${s.createdAt}, ${s.createdBy})`);
  await setScopes(tx, s.id, s.scopes);
}

export async function setScopes(tx: Tx, systemId: string, scopes: readonly ShareScopeRow[]): Promise<void> {
  await tx.run(sql`delete from licences.share_scope where system_id = ${systemId}`);
  await tx.run(sql`insert into licences.share_scope (system_id, type_code, purpose, region, by_duty)
    select ${systemId}, x."typeCode", x.purpose, x.region, x."byDuty"
    from jsonb_to_recordset(${jsonb(scopes)}::jsonb) as x("typeCode" text, purpose text, region text, "byDuty" boolean)
    on conflict (system_id, type_code, purpose) do update set region = excluded.region, by_duty = excluded.by_duty`);
}

export async function setSystemState(
  tx: Tx,
  id: string,
  state: 'active' | 'disabled',
  now: Date,
  reason: string | null,
): Promise<void> {
  await tx.run(sql`update licences.share_system set state = ${state}, disabled_at = ${state === 'disabled' ? now : null}, disabled_reason = ${reason}
    where id = ${id}`);
}

export async function nextKey(tx: Tx, id: string, publicKey: Uint8Array | null): Promise<void> {
  await tx.run(
    sql`update licences.share_system set key_version = key_version + 1, public_key = ${publicKey && Buffer.from(publicKey)} where id = ${id}`,
  );
}

/** Types of the catalogue, whether or not a licence of theirs was issued yet. */
export function typesShared(db: Reader): Promise<{ typeCode: string; name: { zh: string; en: string } }[]> {
  return db.rows(sql`select distinct on (t.type_code) t.type_code as "typeCode", t.body->'name' as name
    from licences.type_version t where t.state = 'published' order by t.type_code, t.version desc limit 500`);
}
