import type { Reader, Tx } from '../../../kernel/db/database.ts';
import { jsonb, sql } from '../../../kernel/db/sql.ts';
import type { BatchCounts } from '../domain/batch-life.ts';
import type { StockFinding, StockRow } from '../domain/stock-row.ts';

/** What a member is made of: its row, and the account of its holder. */
export type MemberStock = StockRow & { readonly holderId: string };

export interface MemberRow {
  readonly row: number;
  readonly licenceId: string;
  readonly state: 'faulty' | 'waiting' | 'done' | 'failed';
  readonly number: string;
  readonly holderName: string;
  readonly stock: MemberStock | null;
  readonly picture: string | null;
  readonly findings: readonly StockFinding[] | null;
}

const columns = sql`m.row, m.licence_id as "licenceId", m.state, m.number, m.holder_name as "holderName", m.stock, m.picture, m.findings`;

export async function deleteMembers(tx: Tx, batchId: string): Promise<void> {
  await tx.run(sql`delete from licences.batch_member where batch_id = ${batchId}`);
}

export function insertMembers(tx: Tx, batchId: string, members: readonly MemberRow[]): void {
  tx.send(sql`insert into licences.batch_member (batch_id, row, licence_id, state, number, holder_name, stock, picture, findings)
    select ${batchId}::text, g.row, g."licenceId", g.state, g.number, g."holderName", g.stock, g.picture, g.findings
    from jsonb_to_recordset(${jsonb(members)}::jsonb) g(row int, "licenceId" text, state text, number text, "holderName" text, stock jsonb, picture text,
      findings jsonb)`);
}

export function countMembers(db: Reader, batchId: string): Promise<BatchCounts> {
  return db.one(sql`select count(*) as rows, count(*) filter (where state = 'faulty') as faulty, count(*) filter (where state = 'waiting') as waiting,
    count(*) filter (where state = 'done') as done, count(*) filter (where state = 'failed') as failed
    from licences.batch_member where batch_id = ${batchId}`);
}

/** Made since a moment. */
export async function countDoneSince(db: Reader, batchId: string, since: Date): Promise<number> {
  return (
    await db.one<{ n: number }>(
      sql`select count(*) as n from licences.batch_member where batch_id = ${batchId} and done_at > ${since}`,
    )
  ).n;
}

export function findMember(db: Reader, batchId: string, row: number): Promise<MemberRow | undefined> {
  return db.maybe(sql`select ${columns} from licences.batch_member m where m.batch_id = ${batchId} and m.row = ${row}`);
}

/** The next that wait, in the order of the table. */
export function listWaiting(db: Reader, batchId: string, after: number, limit: number): Promise<MemberRow[]> {
  return db.rows(sql`select ${columns} from licences.batch_member m
    where m.batch_id = ${batchId} and m.state = 'waiting' and m.row > ${after} order by m.row limit ${limit}`);
}

/** Members with something wrong, in the order of the table. */
export function listWrong(db: Reader, batchId: string, after: number, limit: number): Promise<MemberRow[]> {
  return db.rows(sql`select ${columns} from licences.batch_member m
    where m.batch_id = ${batchId} and m.findings is not null and m.row > ${after} order by m.row limit ${limit}`);
}

/** Holders of the batch's licences that had no account when it was checked. */
export function listUnclaimedOf(
  db: Reader,
  batchId: string,
): Promise<{ readonly kind: 'person' | 'firm'; readonly number: string }[]> {
  return db.rows(sql`select distinct l.holder_kind as kind, l.holder_number as number from licences.batch_member m
    join licences.licence l on l.id = m.licence_id where m.batch_id = ${batchId} and m.state = 'done' and l.holder_id = 'unclaimed'`);
}

/**
 * Of these, the ones that still wait while the batch runs, locked until the commit. None when it was stopped meanwhile: stopping changes the batch's row,
 * which is held here.
 */
export async function lockWaiting(tx: Tx, batchId: string, rows: readonly number[]): Promise<Set<number>> {
  const running = await tx.maybe(sql`select from licences.batch where id = ${batchId} and state = 'running' for share`);
  if (!running) return new Set();
  const found = await tx.rows<{ row: number }>(sql`select m.row from licences.batch_member m
    where m.batch_id = ${batchId} and m.row = any(${[...rows]}::int[]) and m.state = 'waiting' order by m.row for update`);
  return new Set(found.map((r) => r.row));
}

/** Known as licences from this commit on; what they were made of is in the register now. */
export function setDone(tx: Tx, batchId: string, rows: readonly number[], now: Date): void {
  tx.send(sql`update licences.batch_member set state = 'done', stock = null, findings = null, done_at = ${now}
    where batch_id = ${batchId} and row = any(${[...rows]}::int[])`);
}

export function setFailed(
  tx: Tx,
  batchId: string,
  failed: readonly { readonly row: number; readonly findings: readonly StockFinding[] }[],
): void {
  tx.send(sql`update licences.batch_member m set state = 'failed', findings = g.findings
    from jsonb_to_recordset(${jsonb(failed)}::jsonb) g(row int, findings jsonb) where m.batch_id = ${batchId} and m.row = g.row and m.state = 'waiting'`);
}

/** Those that failed are tried once more. */
export async function retryFailed(tx: Tx, batchId: string): Promise<void> {
  await tx.run(
    sql`update licences.batch_member set state = 'waiting', findings = null where batch_id = ${batchId} and state = 'failed' and stock is not null`,
  );
}
