import type { Reader, Tx } from '../../../kernel/db/database.ts';
import { sql } from '../../../kernel/db/sql.ts';

export interface SessionRow {
  readonly id: string;
  readonly csrf: string;
  readonly expiresAt: Date;
  readonly personId: string | null;
  readonly personName: string | null;
  readonly principalKind: 'person' | 'firm' | null;
  readonly principalId: string | null;
  readonly principalRole: 'self' | 'legal' | 'agent' | null;
  readonly mandateId: string | null;
  readonly staffId: string | null;
  readonly staffName: string | null;
  readonly staffNumber: string | null;
  readonly office: string | null;
  readonly region: string | null;
  readonly roles: string[] | null;
}

/** The live session of a token, with who it is; nobody whose account has been disabled since. */
export function findSession(db: Reader, tokenHash: Buffer, now: Date): Promise<SessionRow | undefined> {
  return db.maybe(sql`select s.id, s.csrf, s.expires_at as "expiresAt", s.person_id as "personId", p.name as "personName",
      s.principal_kind as "principalKind", s.principal_id as "principalId", s.principal_role as "principalRole", s.mandate_id as "mandateId",
      s.staff_id as "staffId", st.name as "staffName", st.number as "staffNumber", st.office, st.region, st.roles
    from identity.session s left join identity.person p on p.id = s.person_id left join identity.staff st on st.id = s.staff_id
    where s.token_hash = ${tokenHash} and s.expires_at > ${now} and p.disabled_at is null and st.disabled_at is null`);
}

export async function insertSession(
  tx: Tx,
  s: {
    tokenHash: Buffer;
    id: string;
    personId: string | null;
    staffId: string | null;
    csrf: string;
    now: Date;
    expiresAt: Date;
  },
): Promise<void> {
  await tx.run(sql`insert into identity.session (token_hash, id, person_id, staff_id, principal_kind, principal_id, principal_role, csrf, created_at, expires_at)
    values (${s.tokenHash}, ${s.id}, ${s.personId}, ${s.staffId}, ${s.personId ? 'person' : null}, ${s.personId}, ${s.personId ? 'self' : null},
      ${s.csrf}, ${s.now}, ${s.expiresAt})`);
}

export async function setPrincipal(
  tx: Tx,
  sessionId: string,
  p: { kind: string; id: string; role: string; mandateId: string | null },
): Promise<void> {
  await tx.run(
    sql`update identity.session set principal_kind = ${p.kind}, principal_id = ${p.id}, principal_role = ${p.role}, mandate_id = ${p.mandateId} where id = ${sessionId}`,
  );
}

export async function deleteSession(tx: Tx, id: string): Promise<void> {
  await tx.run(sql`delete from identity.session where id = ${id}`);
}

export async function putCode(tx: Tx, personId: string, codeHash: Buffer, expiresAt: Date): Promise<void> {
  await tx.run(sql`insert into identity.one_time_code (person_id, code_hash, expires_at) values (${personId}, ${codeHash}, ${expiresAt})
    on conflict (person_id) do update set code_hash = excluded.code_hash, expires_at = excluded.expires_at, attempts = 0`);
}

/** Counts the attempt, and uses the code up when it is right: five attempts, once. */
export async function spendCode(tx: Tx, personId: string, codeHash: Buffer, now: Date): Promise<boolean> {
  await tx.run(sql`update identity.one_time_code set attempts = attempts + 1 where person_id = ${personId}`);
  return (
    (await tx.run(
      sql`delete from identity.one_time_code where person_id = ${personId} and code_hash = ${codeHash} and expires_at > ${now} and attempts <= 5`,
    )) === 1
  );
}
