import type { Reader, Tx } from '../../../kernel/db/database.ts';
import { jsonb, sql } from '../../../kernel/db/sql.ts';
import type { Fault } from '../domain/fault.ts';
import type { StandardRow } from '../domain/field.ts';

export interface FeedRow {
  readonly positions: readonly number[];
  readonly batch: string | null;
  readonly ranAt: Date | null;
  readonly cases: number;
  readonly licences: number;
  readonly rows: number;
  readonly handedAt: Date | null;
  readonly error: string | null;
  readonly failedAt: Date | null;
}

const feed = sql`positions, batch, ran_at as "ranAt", cases, licences, row_count as rows, handed_at as "handedAt", error, failed_at as "failedAt"`;

export function findFeed(db: Reader): Promise<FeedRow> {
  return db.one(sql`select ${feed} from standard.feed where name = 'front'`);
}

/** Undefined while another process hands over. */
export async function lockFeed(tx: Tx): Promise<FeedRow | undefined> {
  const row = await tx.maybe<FeedRow>(
    sql`select ${feed} from standard.feed where name = 'front' for update skip locked`,
  );
  // bigint[] comes as texts
  return row && { ...row, positions: row.positions.map(Number) };
}

export async function moveFeed(
  tx: Tx,
  to: {
    readonly positions: readonly number[];
    readonly batch: string;
    readonly at: Date;
    readonly cases: number;
    readonly licences: number;
    readonly rows: number;
  },
): Promise<void> {
  const something = to.rows > 0;
  await tx.run(sql`update standard.feed set positions = ${[...to.positions]}, ran_at = ${to.at}, error = null,
    batch = case when ${something} then ${to.batch} else batch end, handed_at = case when ${something} then ${to.at} else handed_at end,
    cases = case when ${something} then ${to.cases}::int else cases end, licences = case when ${something} then ${to.licences}::int else licences end,
    row_count = case when ${something} then ${to.rows}::int else row_count end where name = 'front'`);
}

export async function failFeed(tx: Tx, error: string, at: Date): Promise<void> {
  await tx.run(sql`update standard.feed set error = ${error}, failed_at = ${at} where name = 'front'`);
}

export interface ReceivedRow {
  readonly number: string;
  readonly source: string;
  readonly itemName: string | null;
  readonly officeName: string | null;
  readonly body: Readonly<Record<string, readonly StandardRow[]>> | null;
  readonly receivedAt: Date | null;
  readonly faults: readonly Fault[] | null;
  readonly faultyAt: Date | null;
}

const received = sql`number, source, item_name as "itemName", office_name as "officeName", body, received_at as "receivedAt", faults, faulty_at as "faultyAt"`;

export function findReceived(db: Reader, number: string): Promise<ReceivedRow | undefined> {
  return db.maybe(sql`select ${received} from standard.received_case where number = ${number}`);
}

/** Cases whose last rows were faulty, the newest first. */
export function listFaulty(db: Reader, limit: number): Promise<ReceivedRow[]> {
  return db.rows(
    sql`select ${received} from standard.received_case where faults is not null order by faulty_at desc, number limit ${limit}`,
  );
}

export async function countReceived(db: Reader): Promise<{ good: number; faulty: number }> {
  return db.one(sql`select count(*) filter (where body is not null)::int as good, count(*) filter (where faults is not null)::int as faulty
    from standard.received_case`);
}

export async function putGood(
  tx: Tx,
  r: Pick<ReceivedRow, 'number' | 'source' | 'itemName' | 'officeName' | 'body'> & { readonly at: Date },
): Promise<void> {
  await tx.run(sql`insert into standard.received_case (number, source, item_name, office_name, body, received_at)
    values (${r.number}, ${r.source}, ${r.itemName}, ${r.officeName}, ${jsonb(r.body)}::jsonb, ${r.at})
    on conflict (number) do update set source = excluded.source, item_name = excluded.item_name, office_name = excluded.office_name,
      body = excluded.body, received_at = excluded.received_at, faults = null, faulty_at = null`);
}

/** The last good state stays. */
export async function putFaulty(
  tx: Tx,
  r: { readonly number: string; readonly source: string; readonly faults: readonly Fault[]; readonly at: Date },
): Promise<void> {
  await tx.run(sql`insert into standard.received_case (number, source, faults, faulty_at)
    values (${r.number}, ${r.source}, ${jsonb(r.faults)}::jsonb, ${r.at})
    on conflict (number) do update set faults = excluded.faults, faulty_at = excluded.faulty_at`);
}

export async function dropReceived(tx: Tx, number: string): Promise<void> {
  await tx.run(sql`delete from standard.received_case where number = ${number}`);
}

/** Which of these numbers are cases of our own. */
export async function ownNumbers(db: Reader, numbers: readonly string[]): Promise<string[]> {
  const rows = await db.rows<{ number: string }>(
    sql`select number from standard.case_key where number = any(${[...numbers]})`,
  );
  return rows.map((r) => r.number);
}
