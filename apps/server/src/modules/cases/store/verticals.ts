import type { Reader, Tx } from '../../../kernel/db/database.ts';
import { jsonb, sql } from '../../../kernel/db/sql.ts';
import type { VerticalEvent } from '../domain/vertical-life.ts';
import type { VerticalMessage, VerticalResult } from '../domain/vertical-message.ts';
import type { CaseRow } from './rows.ts';

/** The result as kept: its file's bytes lie with the files. */
export type KeptResult = Omit<VerticalResult, 'file'> & {
  readonly file?: Omit<NonNullable<VerticalResult['file']>, 'data'>;
};

export interface VerticalRow {
  readonly caseId: string;
  readonly system: string;
  readonly quiet: number;
  readonly nextAt: Date | null;
  readonly trouble: string | null;
  readonly result: KeptResult | null;
  readonly fileKey: string | null;
}

const columns = sql`case_id as "caseId", system, quiet, next_at as "nextAt", trouble, result, file_key as "fileKey"`;

export function insertVertical(tx: Tx, row: Pick<CaseRow, 'id' | 'region'>, system: string): void {
  tx.send(sql`insert into cases.vertical (case_id, region, system) values (${row.id}, ${row.region}, ${system})`);
}

export function findVertical(db: Reader, caseId: string): Promise<VerticalRow | undefined> {
  return db.maybe(sql`select ${columns} from cases.vertical where case_id = ${caseId}`);
}

/** When it is asked again; null: never. */
export function setAsking(
  tx: Tx,
  caseId: string,
  set: { readonly quiet: number; readonly nextAt: Date | null; readonly trouble: string | null },
): void {
  tx.send(sql`update cases.vertical set quiet = ${set.quiet}, next_at = ${set.nextAt}, trouble = ${set.trouble}
    where case_id = ${caseId}`);
}

export function setResult(tx: Tx, caseId: string, result: KeptResult, fileKey: string | null): void {
  tx.send(sql`update cases.vertical set result = ${jsonb(result)}, file_key = ${fileKey} where case_id = ${caseId}`);
}

/** Cases whose time to ask has passed while no job did. */
export function listForgotten(db: Reader, before: Date): Promise<{ readonly caseId: string }[]> {
  return db.rows(
    sql`select case_id as "caseId" from cases.vertical where next_at < ${before} order by next_at limit 200`,
  );
}

/** A message's bytes with what proves them. */
export interface Original {
  readonly body: string;
  readonly signature: string;
  readonly certificate: string;
}

/** A message as kept: a file of its result is named, not held. */
export interface KeptMessage {
  readonly seq: number;
  readonly number: string;
  readonly event: VerticalEvent;
  readonly content: Omit<VerticalMessage, 'result'> & { readonly result?: KeptResult };
}

export function listMessages(db: Reader, caseId: string): Promise<KeptMessage[]> {
  return db.rows(
    sql`select seq, number, event, content from cases.vertical_message where case_id = ${caseId} order by seq`,
  );
}

export function insertMessage(
  tx: Tx,
  row: Pick<CaseRow, 'id' | 'region'>,
  m: KeptMessage & { readonly receivedAt: Date; readonly way: 'push' | 'poll'; readonly original: Original },
): void {
  tx.send(sql`insert into cases.vertical_message (case_id, seq, region, number, event, at, received_at, way, content, body, signature, certificate)
    values (${row.id}, ${m.seq}, ${row.region}, ${m.number}, ${m.event}, ${m.content.at}, ${m.receivedAt}, ${m.way}, ${jsonb(m.content)}, ${m.original.body},
      ${m.original.signature}, ${m.original.certificate})`);
}

export interface NewTicket {
  readonly hash: string;
  readonly caseId: string;
  readonly personId: string;
  readonly expiresAt: Date;
}

/** The case's tickets that nobody used are void from now on. */
export function replaceTickets(tx: Tx, t: NewTicket): void {
  tx.send(sql`delete from cases.vertical_ticket where case_id = ${t.caseId} and used_at is null`);
  tx.send(sql`insert into cases.vertical_ticket (hash, case_id, person_id, expires_at)
    values (${t.hash}, ${t.caseId}, ${t.personId}, ${t.expiresAt})`);
}

/** The case's passes that nobody opened are void from now on. */
export function replacePasses(tx: Tx, p: NewTicket): void {
  tx.send(sql`delete from cases.vertical_pass where case_id = ${p.caseId} and used_at is null`);
  tx.send(sql`insert into cases.vertical_pass (hash, case_id, person_id, expires_at)
    values (${p.hash}, ${p.caseId}, ${p.personId}, ${p.expiresAt})`);
}

export function findPass(
  db: Reader,
  hash: string,
  now: Date,
): Promise<{ readonly caseId: string; readonly personId: string } | undefined> {
  return db.maybe(sql`select case_id as "caseId", person_id as "personId" from cases.vertical_pass
    where hash = ${hash} and used_at is null and expires_at > ${now}`);
}

/** @returns whether it was still good */
export async function takePass(tx: Tx, hash: string, now: Date): Promise<boolean> {
  const used = sql`update cases.vertical_pass set used_at = ${now} where hash = ${hash} and used_at is null and expires_at > ${now}`;
  return (await tx.run(used)) === 1;
}

/** Uses a ticket up. @returns undefined when there is none that still admits anybody */
export function useTicket(
  tx: Tx,
  hash: string,
  now: Date,
): Promise<{ readonly caseId: string; readonly personId: string } | undefined> {
  return tx.maybe(sql`update cases.vertical_ticket set used_at = ${now} where hash = ${hash} and used_at is null and expires_at > ${now}
    returning case_id as "caseId", person_id as "personId"`);
}
