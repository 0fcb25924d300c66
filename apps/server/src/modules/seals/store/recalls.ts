import type { Reader, Tx } from '../../../kernel/db/database.ts';
import { sql } from '../../../kernel/db/sql.ts';

/** What a recall reaches: uses of a seal (under one grant, or all) since a time, but those recalled already. */
export interface RecallScope {
  readonly sealId: string;
  readonly grantId: string | null;
  readonly since: Date;
  readonly until: Date;
}

const reached = (s: RecallScope) => sql`l.seal_id = ${s.sealId} and l.sealed_at between ${s.since} and ${s.until}
  and (${s.grantId}::text is null or l.grant_id = ${s.grantId}) and not exists (select from seals.recalled r where r.ledger_id = l.id)`;

export interface ReachedFile {
  readonly ledgerId: string;
  readonly documentKind: string;
  readonly documentId: string;
  readonly licenceId: string | null;
  readonly caseId: string | null;
  readonly sealedAt: Date;
  readonly digest: string;
}

const columns = sql`l.id as "ledgerId", coalesce(l.document_kind, 'licence') as "documentKind", coalesce(l.document_id, l.licence_id) as "documentId",
  l.licence_id as "licenceId", l.case_id as "caseId", l.sealed_at as "sealedAt", l.digest`;

export async function countReached(
  db: Reader,
  s: RecallScope,
): Promise<{ files: number; licences: number; cases: number }> {
  return db.one(
    sql`select count(*)::int as files, count(l.licence_id)::int as licences, count(distinct l.case_id)::int as cases from seals.ledger l where ${reached(s)}`,
  );
}

export function listReached(db: Reader, s: RecallScope, limit: number): Promise<ReachedFile[]> {
  return db.rows(
    sql`select ${columns} from seals.ledger l where ${reached(s)} order by l.sealed_at desc limit ${limit}`,
  );
}

export interface RecallRow extends RecallScope {
  readonly id: string;
  readonly sealName: string;
  readonly reason: string;
  readonly byName: string;
  readonly at: Date;
  readonly files: number;
}

/** One statement: the recall and all it reaches. @returns what it reached */
export async function insertRecall(
  tx: Tx,
  r: RecallScope & {
    readonly id: string;
    readonly reason: string;
    readonly by: string;
    readonly byName: string;
    readonly now: Date;
    readonly files: number;
  },
): Promise<ReachedFile[]> {
  await tx.run(sql`insert into seals.recall (id, seal_id, grant_id, since, until, reason, by, by_name, at, files)
    values (${r.id}, ${r.sealId}, ${r.grantId}, ${r.since}, ${r.until}, ${r.reason}, ${r.by}, ${r.byName}, ${r.now}, ${r.files})`);
  return tx.rows(sql`with hit as (select ${columns} from seals.ledger l where ${reached(r)}),
    put as (insert into seals.recalled (ledger_id, recall_id, document_kind, document_id, digest)
      select "ledgerId", ${r.id}, "documentKind", "documentId", digest from hit)
    select * from hit`);
}

export function listRecalls(db: Reader, office: string | undefined): Promise<RecallRow[]> {
  return db.rows(sql`select r.id, r.seal_id as "sealId", s.name as "sealName", r.grant_id as "grantId", r.since, r.until, r.reason, r.by_name as "byName", r.at, r.files
    from seals.recall r join seals.seal s on s.id = r.seal_id where ${office ?? null}::text is null or s.principal_id = ${office ?? null}
    order by r.at desc limit 100`);
}

/** The recall that reaches a document, by its id or its digest. */
export function findRecallOf(
  db: Reader,
  key: string,
): Promise<{ readonly at: Date; readonly reason: string } | undefined> {
  return db.maybe(sql`select r.at, r.reason from seals.recalled d join seals.recall r on r.id = d.recall_id
    where d.document_id = ${key} or d.digest = ${key} order by r.at limit 1`);
}
