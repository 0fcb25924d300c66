import type { Reader, Tx } from '../../../kernel/db/database.ts';
import { sql } from '../../../kernel/db/sql.ts';
import type { HolderKey } from './read-licences.ts';

export interface UseCodeRow {
  readonly id: string;
  readonly code: string;
  readonly licenceId: string;
  readonly region: string;
  readonly holderKind: 'person' | 'firm';
  readonly holderId: string;
  readonly purpose: string;
  readonly systemId: string | null;
  readonly systemName: string | null;
  readonly maxUses: number;
  readonly uses: number;
  readonly createdAt: Date;
  readonly createdBy: string;
  readonly expiresAt: Date;
  readonly revokedAt: Date | null;
}

const columns = sql`u.id, u.code, u.licence_id as "licenceId", u.region, u.holder_kind as "holderKind", u.holder_id as "holderId", u.purpose,
  u.system_id as "systemId", s.name as "systemName", u.max_uses as "maxUses", u.uses, u.created_at as "createdAt", u.created_by as "createdBy",
  u.expires_at as "expiresAt", u.revoked_at as "revokedAt"`;
const from = sql`licences.use_code u left join licences.share_system s on s.id = u.system_id`;

export async function insertUseCode(tx: Tx, u: Omit<UseCodeRow, 'systemName' | 'uses' | 'revokedAt'>): Promise<void> {
  await tx.run(sql`insert into licences.use_code (id, code, licence_id, region, holder_kind, holder_id, purpose, system_id, max_uses, created_at, created_by,
      expires_at)
    values (${u.id}, ${u.code}, ${u.licenceId}, ${u.region}, ${u.holderKind}, ${u.holderId}, ${u.purpose}, ${u.systemId}, ${u.maxUses}, ${u.createdAt},
      ${u.createdBy}, ${u.expiresAt})`);
}

export function findByCode(db: Reader, code: string): Promise<UseCodeRow | undefined> {
  return db.maybe(sql`select ${columns} from ${from} where u.code = ${code}`);
}

export function findUseCode(db: Reader, id: string): Promise<UseCodeRow> {
  return db.one(sql`select ${columns} from ${from} where u.id = ${id}`);
}

export function listUseCodes(db: Reader, licenceId: string, holder: HolderKey): Promise<UseCodeRow[]> {
  return db.rows(sql`select ${columns} from ${from}
    where u.licence_id = ${licenceId} and u.holder_kind = ${holder.kind} and u.holder_id = ${holder.id} order by u.created_at desc limit 50`);
}

/** @returns false when it was used up, ran out or was revoked meanwhile. */
export async function spendUseCode(tx: Tx, id: string, now: Date): Promise<boolean> {
  return (
    (await tx.run(sql`update licences.use_code set uses = uses + 1
      where id = ${id} and uses < max_uses and revoked_at is null and expires_at > ${now}`)) === 1
  );
}

export function revokeUseCode(
  tx: Tx,
  id: string,
  licenceId: string,
  holder: HolderKey,
  now: Date,
): Promise<{ id: string } | undefined> {
  return tx.maybe(sql`update licences.use_code set revoked_at = coalesce(revoked_at, ${now})
    where id = ${id} and licence_id = ${licenceId} and holder_kind = ${holder.kind} and holder_id = ${holder.id} returning id`);
}
