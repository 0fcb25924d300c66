import type { Reader, Tx } from '../../../kernel/db/database.ts';
import { sql } from '../../../kernel/db/sql.ts';
import type { AccessPolicy } from '../domain/access-policy.ts';

export interface AccessPolicyRow extends AccessPolicy {
  readonly id: string;
  readonly byStaff: string;
  readonly byName: string;
  readonly byNumber: string;
  readonly at: Date;
}

const columns = sql`a.id, a.application, a.user_class as "userClass", a.rule, a.reason, a.until, a.by_staff as "byStaff", s.name as "byName",
  s.number as "byNumber", a.at`;

/** The newest of each pair. */
export function listPoliciesInForce(db: Reader): Promise<AccessPolicyRow[]> {
  return db.rows(sql`select distinct on (a.application, a.user_class) ${columns} from identity.access_policy a join identity.staff s on s.id = a.by_staff
    order by a.application, a.user_class, a.at desc, a.id desc`);
}

/** What was set, the newest first. */
export function listPolicyHistory(db: Reader, limit: number): Promise<AccessPolicyRow[]> {
  return db.rows(sql`select ${columns} from identity.access_policy a join identity.staff s on s.id = a.by_staff
    order by a.at desc, a.id desc limit ${limit}`);
}

export function insertPolicy(tx: Tx, p: Omit<AccessPolicyRow, 'byName' | 'byNumber'>): Promise<number> {
  return tx.run(sql`insert into identity.access_policy (id, application, user_class, rule, reason, until, by_staff, at)
    values (${p.id}, ${p.application}, ${p.userClass}, ${p.rule}, ${p.reason}, ${p.until}, ${p.byStaff}, ${p.at})`);
}
