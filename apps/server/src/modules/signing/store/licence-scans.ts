import type { Reader, Tx } from '../../../kernel/db/database.ts';
import { sql } from '../../../kernel/db/sql.ts';

export interface LicenceScanRow {
  readonly id: string;
  readonly sessionId: string;
  readonly turn: number;
  readonly ticket: string;
  readonly url: string;
  readonly sm3: string;
  readonly askedBy: string;
  readonly state: 'waiting' | 'signed' | 'refused' | 'expired' | 'failed';
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

const columns = sql`id, session_id as "sessionId", turn, ticket, url, sm3, asked_by as "askedBy", state, created_at as "createdAt", expires_at as "expiresAt"`;

export function findLicenceScan(db: Reader, sessionId: string, id: string): Promise<LicenceScanRow | undefined> {
  return db.maybe(sql`select ${columns} from signing.licence_scan where session_id = ${sessionId} and id = ${id}`);
}

export function findWaitingScan(db: Reader, sessionId: string, turn: number): Promise<LicenceScanRow | undefined> {
  return db.maybe(
    sql`select ${columns} from signing.licence_scan where session_id = ${sessionId} and turn = ${turn} and state = 'waiting'`,
  );
}

export function listWaitingScans(db: Reader): Promise<LicenceScanRow[]> {
  return db.rows(
    sql`select ${columns} from signing.licence_scan where state = 'waiting' order by created_at limit 200`,
  );
}

/** @returns false when another one waits for the same party */
export async function insertLicenceScan(tx: Tx, s: LicenceScanRow): Promise<boolean> {
  return (
    (await tx.run(sql`insert into signing.licence_scan (id, session_id, turn, ticket, url, sm3, asked_by, state, created_at, expires_at)
    values (${s.id}, ${s.sessionId}, ${s.turn}, ${s.ticket}, ${s.url}, ${s.sm3}, ${s.askedBy}, ${s.state}, ${s.createdAt}, ${s.expiresAt})
    on conflict (session_id, turn) where state = 'waiting' do nothing`)) === 1
  );
}

/** Ends a waiting one, once. @returns false when it has ended before */
export async function endLicenceScan(tx: Tx, id: string, state: LicenceScanRow['state']): Promise<boolean> {
  return (
    (await tx.run(sql`update signing.licence_scan set state = ${state} where id = ${id} and state = 'waiting'`)) === 1
  );
}

/** Seals with which this firm's electronic business licence has signed here. */
export async function listLicenceSeals(db: Reader, uscc: string): Promise<string[]> {
  const rows = await db.rows<{ id: string }>(
    sql`select distinct seal_id as id from signing.party where number = ${uscc} and by_means = 'business-licence' and seal_id is not null`,
  );
  return rows.map((r) => r.id);
}
