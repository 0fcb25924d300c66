import type { Tx } from '../../../kernel/db/database.ts';
import { sql } from '../../../kernel/db/sql.ts';

export type Side = 'old' | 'new';

export async function putMobileCode(
  tx: Tx,
  c: { personId: string; side: Side; mobile: string; codeHash: Buffer; expiresAt: Date },
): Promise<void> {
  await tx.run(sql`insert into identity.mobile_code (person_id, side, mobile, code_hash, expires_at)
    values (${c.personId}, ${c.side}, ${c.mobile}, ${c.codeHash}, ${c.expiresAt})
    on conflict (person_id, side) do update set mobile = excluded.mobile, code_hash = excluded.code_hash,
      expires_at = excluded.expires_at, attempts = 0, confirmed_at = null`);
}

/** Counts the attempt and confirms the number when the code is right: five attempts, and only once. */
export async function confirmMobileCode(
  tx: Tx,
  c: { personId: string; side: Side; mobile: string; codeHash: Buffer; now: Date },
): Promise<boolean> {
  const row = await tx.maybe<{ right: boolean }>(sql`update identity.mobile_code set attempts = attempts + 1,
      confirmed_at = case when code_hash = ${c.codeHash} then ${c.now}::timestamptz end
    where person_id = ${c.personId} and side = ${c.side} and mobile = ${c.mobile} and confirmed_at is null
      and expires_at > ${c.now} and attempts < 5
    returning confirmed_at is not null as "right"`);
  return row?.right === true;
}

/** Whether the number has been confirmed since. */
export async function mobileConfirmed(
  tx: Tx,
  c: { personId: string; side: Side; mobile: string; since: Date },
): Promise<boolean> {
  return (
    (await tx.maybe(sql`select 1 as x from identity.mobile_code
      where person_id = ${c.personId} and side = ${c.side} and mobile = ${c.mobile} and confirmed_at > ${c.since} for update`)) !==
    undefined
  );
}

/**
 * Binds the new mobile and uses up every code of the person, those for signing in included: they went to the old number.
 * @returns false when another account has the number, or the old one is no longer bound.
 */
export async function changeMobile(tx: Tx, personId: string, from: string, to: string): Promise<boolean> {
  const changed = await tx.run(sql`update identity.person set mobile = ${to} where id = ${personId} and mobile = ${from}
    and not exists (select 1 from identity.person where mobile = ${to})`);
  if (changed !== 1) return false;
  await tx.run(sql`with used as (delete from identity.mobile_code where person_id = ${personId})
    delete from identity.one_time_code where person_id = ${personId}`);
  return true;
}
