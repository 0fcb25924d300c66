import type { Reader, Tx } from '../../../kernel/db/database.ts';
import { sql } from '../../../kernel/db/sql.ts';

/** An authority of others that an operator added and nobody has removed. */
export interface AddedAuthority {
  readonly id: string;
  readonly name: string;
  /** Roots, intermediates, seal makers, revocation lists. */
  readonly pem: string;
  readonly reason: string;
  readonly byName: string;
  readonly at: Date;
}

export interface FormerAuthority extends Omit<AddedAuthority, 'pem'> {
  readonly removedAt: Date;
  readonly removedBy: string;
  readonly removedBecause: string;
}

export function listAddedAuthorities(db: Reader): Promise<AddedAuthority[]> {
  return db.rows(sql`select a.authority_id as id, a.name, a.pem, a.reason, a.by_name as "byName", a.at from seals.trust_change a
    where a.what = 'added' and not exists (select from seals.trust_change r where r.authority_id = a.authority_id and r.what = 'removed')
    order by a.at limit 200`);
}

export function listFormerAuthorities(db: Reader): Promise<FormerAuthority[]> {
  return db.rows(sql`select a.authority_id as id, a.name, a.reason, a.by_name as "byName", a.at, r.at as "removedAt", r.by_name as "removedBy",
      r.reason as "removedBecause"
    from seals.trust_change a join seals.trust_change r on r.authority_id = a.authority_id and r.what = 'removed'
    where a.what = 'added' order by r.at desc limit 100`);
}

export async function insertTrustChange(
  tx: Tx,
  change: {
    readonly id: string;
    readonly authorityId: string;
    readonly what: 'added' | 'removed';
    readonly name: string;
    readonly pem: string | null;
    readonly reason: string;
    readonly by: string;
    readonly byName: string;
    readonly now: Date;
  },
): Promise<void> {
  const c = change;
  await tx.run(sql`insert into seals.trust_change (id, authority_id, what, name, pem, reason, by, by_name, at)
    values (${c.id}, ${c.authorityId}, ${c.what}, ${c.name}, ${c.pem}, ${c.reason}, ${c.by}, ${c.byName}, ${c.now})`);
}
