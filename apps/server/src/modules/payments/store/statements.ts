import type { Reader, Tx } from '../../../kernel/db/database.ts';
import { sql } from '../../../kernel/db/sql.ts';
import type { Text } from '../../../kernel/text.ts';
import type { Difference } from '../domain/compare-statement.ts';
import type { DifferenceRow } from './rows.ts';

export interface StatementRow {
  readonly provider: string;
  readonly day: string;
  readonly comparedAt: Date;
  readonly payments: number;
  readonly refunds: number;
  readonly received: number;
  readonly returned: number;
  readonly differences: number;
  readonly open: number;
}

const columns = sql`id, provider, day, kind, subject, reference, transaction, office, ours, theirs, found_at as "foundAt", settled_at as "settledAt",
  settled_name as "settledName", case when how_zh is null then null else json_build_object('zh', how_zh, 'en', how_en) end as how`;

export async function putStatement(tx: Tx, s: Omit<StatementRow, 'differences' | 'open'>): Promise<void> {
  await tx.run(sql`insert into payments.statement (provider, day, compared_at, payments, refunds, received, returned)
    values (${s.provider}, ${s.day}, ${s.comparedAt}, ${s.payments}, ${s.refunds}, ${s.received}, ${s.returned})
    on conflict (provider, day) do update set compared_at = excluded.compared_at, payments = excluded.payments, refunds = excluded.refunds,
      received = excluded.received, returned = excluded.returned`);
}

/** Keeps a difference once; compared again, its sums are those of the last time. What is settled stays settled. */
export async function putDifference(
  tx: Tx,
  d: Difference & {
    readonly id: string;
    readonly provider: string;
    readonly day: string;
    readonly office: string | null;
    readonly now: Date;
    /** Set right by the machine itself. */
    readonly settled?: Text;
  },
): Promise<void> {
  await tx.run(sql`insert into payments.difference as old (id, provider, day, kind, subject, reference, transaction, office, ours, theirs, found_at,
      settled_at, settled_by, settled_name, how_zh, how_en)
    values (${d.id}, ${d.provider}, ${d.day}, ${d.kind}, ${d.subject}, ${d.reference}, ${d.transaction ?? null}, ${d.office}, ${d.ours ?? null},
      ${d.theirs ?? null}, ${d.now}, ${d.settled ? d.now : null}, ${d.settled ? 'machine' : null}, ${d.settled ? '系统' : null},
      ${d.settled?.zh ?? null}, ${d.settled?.en ?? null})
    on conflict (provider, day, subject, reference) do update set kind = excluded.kind, ours = excluded.ours, theirs = excluded.theirs,
      transaction = excluded.transaction where old.settled_at is null`);
}

export function lockDifference(tx: Tx, id: string): Promise<DifferenceRow | undefined> {
  return tx.maybe(sql`select ${columns} from payments.difference where id = ${id} for update`);
}

export async function setSettled(
  tx: Tx,
  id: string,
  s: { readonly by: string; readonly name: string; readonly how: Text; readonly at: Date },
): Promise<void> {
  await tx.run(sql`update payments.difference set settled_at = ${s.at}, settled_by = ${s.by}, settled_name = ${s.name}, how_zh = ${s.how.zh},
    how_en = ${s.how.en} where id = ${id}`);
}

/** Differences that are gone when the day is compared anew: they were settled by what came later. */
export async function settleVanished(
  tx: Tx,
  of: {
    readonly provider: string;
    readonly day: string;
    readonly still: readonly string[];
    readonly now: Date;
    readonly how: Text;
  },
): Promise<void> {
  await tx.run(sql`update payments.difference set settled_at = ${of.now}, settled_by = 'machine', settled_name = '系统', how_zh = ${of.how.zh},
    how_en = ${of.how.en} where provider = ${of.provider} and day = ${of.day} and settled_at is null
      and subject || ' ' || reference <> all(${of.still}::text[])`);
}

export function listStatements(db: Reader, limit: number): Promise<readonly StatementRow[]> {
  return db.rows(sql`select s.provider, s.day, s.compared_at as "comparedAt", s.payments, s.refunds, s.received, s.returned,
      count(d.id)::int as differences, count(d.id) filter (where d.settled_at is null)::int as open
    from payments.statement s left join payments.difference d on d.provider = s.provider and d.day = s.day
    group by s.provider, s.day order by s.day desc, s.provider limit ${limit}`);
}

/** Open ones first, then the newest. */
export function listDifferences(db: Reader, limit: number): Promise<readonly DifferenceRow[]> {
  return db.rows(
    sql`select ${columns} from payments.difference order by (settled_at is not null), day desc, found_at desc, id limit ${limit}`,
  );
}

export async function isCompared(db: Reader, provider: string, day: string): Promise<boolean> {
  return (
    (await db.maybe(sql`select from payments.statement where provider = ${provider} and day = ${day}`)) !== undefined
  );
}
