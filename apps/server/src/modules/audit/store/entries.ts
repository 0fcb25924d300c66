import type { Reader } from '../../../kernel/db/database.ts';
import { sql } from '../../../kernel/db/sql.ts';

export interface ChainRow {
  readonly chain: number;
  readonly seq: number;
  readonly id: string;
  /** UTC with microseconds, as the hash is over it. */
  readonly at: string;
  readonly actor: string;
  readonly command: string;
  readonly action: string;
  readonly subject: string;
  readonly body: string;
  readonly hash: Buffer;
}

const columns = sql`chain, seq, id, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, actor, command, action, subject, body, hash`;

/** Entries of a chain after `seq`, in order. */
export function listChain(db: Reader, chain: number, afterSeq: number, limit: number): Promise<ChainRow[]> {
  return db.rows(
    sql`select ${columns} from audit.entry where chain = ${chain} and seq > ${afterSeq} order by seq limit ${limit}`,
  );
}

export interface HeadRow {
  readonly chain: number;
  readonly seq: number;
  readonly hash: Buffer;
}

export function listHeads(db: Reader): Promise<HeadRow[]> {
  return db.rows(sql`select chain, seq, hash from audit.head order by chain`);
}

export interface EntryRow {
  readonly id: string;
  readonly at: Date;
  readonly actor: string;
  readonly command: string;
  readonly action: string;
  readonly subject: string;
  readonly body: string;
}

/** Entries of one subject, the oldest first. */
export function listEntriesOf(db: Reader, subject: string, limit: number): Promise<EntryRow[]> {
  return db.rows(
    sql`select id, at, actor, command, action, subject, body from audit.entry where subject = ${subject} order by at, seq limit ${limit}`,
  );
}

export interface PlacedEntry {
  readonly chain: number;
  readonly seq: number;
  readonly subject: string;
}

/** Entries behind these places, chain by chain in order, at most so many of each. */
export function listBehind(db: Reader, positions: readonly number[], perChain: number): Promise<PlacedEntry[]> {
  return db.rows(sql`select e.chain, e.seq, e.subject
    from unnest(${[...positions]}::bigint[]) with ordinality p(seq, n)
    cross join lateral (select chain, seq, subject from audit.entry where chain = p.n - 1 and seq > p.seq order by seq limit ${perChain}) e
    order by e.chain, e.seq`);
}
