import type { Reader, Tx } from '../../../kernel/db/database.ts';
import { sql } from '../../../kernel/db/sql.ts';

export interface ScanRow {
  readonly id: string;
  readonly device: string;
  readonly personId: string | null;
  readonly refused: boolean;
  readonly createdAt: Date;
}

const columns = sql`id, device, person_id as "personId", refused, created_at as "createdAt"`;

export async function insertScan(
  tx: Tx,
  s: { id: string; secretHash: Buffer; device: string; now: Date; expiresAt: Date },
): Promise<void> {
  await tx.run(sql`insert into identity.scan (id, secret_hash, device, created_at, expires_at)
    values (${s.id}, ${s.secretHash}, ${s.device}, ${s.now}, ${s.expiresAt})`);
}

/** One that still waits for its answer. */
export function findOpenScan(db: Reader, id: string, now: Date): Promise<ScanRow | undefined> {
  return db.maybe(
    sql`select ${columns} from identity.scan where id = ${id} and person_id is null and not refused and expires_at > ${now}`,
  );
}

/** For the browser that shows it. */
export function findScan(db: Reader, id: string, secretHash: Buffer, now: Date): Promise<ScanRow | undefined> {
  return db.maybe(
    sql`select ${columns} from identity.scan where id = ${id} and secret_hash = ${secretHash} and expires_at > ${now}`,
  );
}

/** Answers it once. @returns false when it has been answered, or its time is over */
export async function answerOpenScan(tx: Tx, id: string, personId: string | null, now: Date): Promise<boolean> {
  return (
    (await tx.run(sql`update identity.scan set person_id = ${personId}, refused = ${personId === null}
      where id = ${id} and person_id is null and not refused and expires_at > ${now}`)) === 1
  );
}

/** Uses the confirmed one up. @returns false when another request was quicker */
export async function spendScan(tx: Tx, id: string, secretHash: Buffer): Promise<boolean> {
  return (
    (await tx.run(
      sql`delete from identity.scan where id = ${id} and secret_hash = ${secretHash} and person_id is not null`,
    )) === 1
  );
}
