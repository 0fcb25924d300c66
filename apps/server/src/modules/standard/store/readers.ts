import type { Reader, Tx } from '../../../kernel/db/database.ts';
import { sql } from '../../../kernel/db/sql.ts';
import type { CaseTableName } from '../domain/case-tables.ts';

export interface ReaderRow {
  readonly id: string;
  readonly name: string;
  readonly office: string;
  readonly contact: string;
  readonly purpose: string;
  readonly tables: readonly CaseTableName[];
  readonly offices: readonly string[];
  readonly items: readonly string[];
  readonly keyDigest: Buffer;
  readonly keyVersion: number;
  readonly state: 'active' | 'revoked';
  readonly revokedReason: string | null;
  readonly createdAt: Date;
}

const columns = sql`id, name, office, contact, purpose, tables, offices, items, key_digest as "keyDigest", key_version as "keyVersion", state,
  revoked_reason as "revokedReason", created_at as "createdAt"`;

export function findReader(db: Reader, id: string): Promise<ReaderRow | undefined> {
  return db.maybe(sql`select ${columns} from standard.reader where id = ${id}`);
}

export function listReaders(db: Reader): Promise<ReaderRow[]> {
  return db.rows(sql`select ${columns} from standard.reader order by created_at desc limit 500`);
}

export async function insertReader(
  tx: Tx,
  r: Omit<ReaderRow, 'keyVersion' | 'state' | 'revokedReason'> & { readonly createdBy: string },
): Promise<void> {
  await tx.run(sql`insert into standard.reader (id, name, office, contact, purpose, tables, offices, items, key_digest, state, created_at, created_by)
    values (${r.id}, ${r.name}, ${r.office}, ${r.contact}, ${r.purpose}, ${[...r.tables]}, ${[...r.offices]}, ${[...r.items]}, ${r.keyDigest}, 'active',
      ${r.createdAt}, ${r.createdBy})`);
}

/** A new key also lets a revoked reader read again. */
export async function setKey(tx: Tx, id: string, digest: Buffer): Promise<void> {
  await tx.run(sql`update standard.reader set key_digest = ${digest}, key_version = key_version + 1, state = 'active', revoked_at = null,
    revoked_reason = null where id = ${id}`);
}

export async function revoke(tx: Tx, id: string, at: Date, reason: string): Promise<void> {
  await tx.run(
    sql`update standard.reader set state = 'revoked', revoked_at = ${at}, revoked_reason = ${reason} where id = ${id}`,
  );
}

export function insertReading(
  tx: Tx,
  r: {
    readonly id: string;
    readonly readerId: string;
    readonly at: Date;
    readonly cases: number;
    readonly rows: number;
  },
): void {
  tx.send(
    sql`insert into standard.reading (id, reader_id, at, cases, row_count) values (${r.id}, ${r.readerId}, ${r.at}, ${r.cases}, ${r.rows})`,
  );
}

export function countReadings(
  db: Reader,
  since: Date,
): Promise<{ readerId: string; readings: number; cases: number; lastAt: Date }[]> {
  return db.rows(sql`select reader_id as "readerId", count(*)::int as readings, sum(cases)::int as cases, max(at) as "lastAt"
    from standard.reading where at >= ${since} group by reader_id`);
}
