import type { Reader, Tx } from '../../../kernel/db/database.ts';
import { jsonb, sql } from '../../../kernel/db/sql.ts';
import type { Text } from '../../../kernel/text.ts';

/** What came of a keeper's sealing. */
export interface SealingResult {
  readonly fileKey: string;
  /** SM3 of the sealed file, hex. */
  readonly digest: string;
  /** SM3 of the signed description, hex. */
  readonly sealing: string;
  readonly bytes: number;
  /** ISO */
  readonly signedAt: string;
}

export interface UseRequestRow {
  readonly id: string;
  readonly sealId: string;
  readonly sealName: string;
  /** What the keeper holds the seal's key on. */
  readonly carrier: 'soft' | 'hardware';
  readonly slug: string;
  readonly documentKind: string;
  readonly documentId: string;
  readonly licenceId: string | null;
  readonly caseId: string | null;
  readonly caseNumber: string | null;
  readonly region: string;
  readonly title: Text;
  readonly holderName: string | null;
  readonly fileKey: string;
  readonly digest: string;
  readonly page: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly operator: string;
  readonly requestedAt: Date;
  readonly state: 'waiting' | 'sealing' | 'sealed' | 'rejected' | 'used';
  readonly decidedByName: string | null;
  readonly decidedAt: Date | null;
  readonly reason: string | null;
  readonly result: SealingResult | null;
}

const columns = sql`r.id, r.seal_id as "sealId", s.name as "sealName",
  coalesce((select k.kind from seals.carrier k where k.seal_id = s.id and k.kind <> 'machine' order by k.state = 'retired', k.made_at desc limit 1), 'soft') as carrier,
  r.slug, r.document_kind as "documentKind", r.document_id as "documentId",
  r.licence_id as "licenceId", r.case_id as "caseId", r.case_number as "caseNumber", r.region, r.title, r.holder_name as "holderName", r.file_key as "fileKey",
  r.digest, r.page, r.x, r.y, r.width, r.height, r.operator, r.requested_at as "requestedAt", r.state, r.decided_by_name as "decidedByName",
  r.decided_at as "decidedAt", r.reason, r.result`;
const tables = sql`seals.use_request r join seals.seal s on s.id = r.seal_id`;

export function findRequestOf(db: Reader, documentId: string): Promise<UseRequestRow | undefined> {
  return db.maybe(
    sql`select ${columns} from ${tables} where r.document_id = ${documentId} and r.superseded_at is null`,
  );
}

export function findRequest(db: Reader, id: string): Promise<UseRequestRow | undefined> {
  return db.maybe(sql`select ${columns} from ${tables} where r.id = ${id}`);
}

/** Waiting ones first, oldest of them on top; of the seals a holder keeps. */
export function listRequests(db: Reader, keeper: string, state: 'waiting' | 'decided'): Promise<UseRequestRow[]> {
  return db.rows(
    state === 'waiting'
      ? sql`select ${columns} from ${tables} where s.keeper = ${keeper} and r.state = 'waiting' order by r.requested_at limit 200`
      : sql`select ${columns} from ${tables} where s.keeper = ${keeper} and r.state <> 'waiting' order by r.decided_at desc limit 100`,
  );
}

/** Locks and takes waiting ones for a keeper; those that are gone, another's or decided are not among them. */
export function takeRequests(tx: Tx, sealId: string, ids: readonly string[]): Promise<UseRequestRow[]> {
  return tx.rows(
    sql`select ${columns} from ${tables} where r.seal_id = ${sealId} and r.id = any(${[...ids]}::text[]) and r.state = 'waiting' for update of r`,
  );
}

export async function insertRequest(
  tx: Tx,
  r: Omit<
    UseRequestRow,
    'sealName' | 'carrier' | 'requestedAt' | 'state' | 'decidedByName' | 'decidedAt' | 'reason' | 'result'
  > & {
    readonly now: Date;
  },
): Promise<boolean> {
  return (
    (await tx.run(sql`insert into seals.use_request (id, seal_id, slug, document_kind, document_id, licence_id, case_id, case_number, region, title, holder_name,
        file_key, digest, page, x, y, width, height, operator, requested_at, state)
      values (${r.id}, ${r.sealId}, ${r.slug}, ${r.documentKind}, ${r.documentId}, ${r.licenceId}, ${r.caseId}, ${r.caseNumber}, ${r.region}, ${jsonb(r.title)},
        ${r.holderName}, ${r.fileKey}, ${r.digest}, ${r.page}, ${r.x}, ${r.y}, ${r.width}, ${r.height}, ${r.operator}, ${r.now}, 'waiting')
      on conflict (document_id) where superseded_at is null do nothing`)) === 1
  );
}

export async function setSealed(
  tx: Tx,
  s: {
    readonly id: string;
    readonly openingId: string;
    readonly by: string;
    readonly byName: string;
    readonly now: Date;
    readonly result: SealingResult;
  },
): Promise<void> {
  await tx.run(sql`update seals.use_request set state = 'sealed', opening_id = ${s.openingId}, decided_by = ${s.by}, decided_by_name = ${s.byName},
    decided_at = ${s.now}, reason = null, result = ${jsonb(s.result)} where id = ${s.id} and state = 'waiting'`);
}

export async function setRejected(
  tx: Tx,
  ids: readonly string[],
  d: { readonly by: string; readonly byName: string; readonly now: Date; readonly reason: string },
): Promise<void> {
  await tx.run(sql`update seals.use_request set state = 'rejected', decided_by = ${d.by}, decided_by_name = ${d.byName}, decided_at = ${d.now}, reason = ${d.reason}
    where id = any(${[...ids]}::text[]) and state = 'waiting'`);
}

/** What waits for a seal waits for the one that takes its place. */
export async function moveRequests(tx: Tx, from: string, to: string): Promise<void> {
  await tx.run(
    sql`update seals.use_request set seal_id = ${to} where seal_id = ${from} and state in ('waiting', 'rejected') and superseded_at is null`,
  );
}

/** Waits for the keeper again, after what he minded was cleared up; also when the seal it waited for was replaced. */
export async function setWaitingAgain(tx: Tx, id: string, sealId: string): Promise<boolean> {
  return (
    (await tx.run(
      sql`update seals.use_request set state = 'waiting', seal_id = ${sealId} where id = ${id} and state in ('rejected', 'waiting') and superseded_at is null`,
    )) === 1
  );
}

/** A rejected one is done with: the document is asked for anew, or not at all. @returns false when it was not rejected */
export async function supersedeRequest(tx: Tx, documentId: string, now: Date): Promise<boolean> {
  return (
    (await tx.run(
      sql`update seals.use_request set superseded_at = ${now} where document_id = ${documentId} and state = 'rejected' and superseded_at is null`,
    )) === 1
  );
}
