import type { Reader, Tx } from '../../../kernel/db/database.ts';
import { jsonb, sql } from '../../../kernel/db/sql.ts';
import type { Text } from '../../../kernel/text.ts';
import type { CallLife, CallOutcome } from '../domain/call-life.ts';
import type { Side } from './messages.ts';

export interface CallRow extends CallLife {
  readonly id: string;
  readonly caseId: string;
  readonly region: string;
  readonly caseNumber: string;
  readonly itemName: Text;
  readonly medium: 'audio' | 'video';
  readonly callerName: string;
  readonly callerOffice: Text | null;
  readonly offer: string | null;
  readonly answer: string | null;
  readonly answererName: string | null;
  readonly answererOffice: Text | null;
  readonly answeredAt: Date | null;
  readonly endedAt: Date | null;
  readonly outcome: CallOutcome | null;
  readonly version: number;
}

const columns = sql`id, case_id as "caseId", region, case_number as "caseNumber", item_name as "itemName", medium, state, side, caller, caller_name as "callerName", caller_office as "callerOffice",
  caller_page as "callerPage", rung, declined, offer, answer, answerer, answerer_name as "answererName", answerer_office as "answererOffice",
  answerer_page as "answererPage", started_at as "startedAt", rings_for as "ringsFor", answered_at as "answeredAt", kept_at as "keptAt",
  ended_at as "endedAt", outcome, version`;

export interface NewCall {
  readonly id: string;
  readonly caseId: string;
  readonly region: string;
  readonly caseNumber: string;
  readonly itemName: Text;
  readonly medium: 'audio' | 'video';
  readonly side: Side;
  readonly caller: string;
  readonly callerName: string;
  readonly callerOffice: Text | null;
  readonly callerPage: string;
  readonly rung: readonly string[];
  readonly offer: string;
  readonly ringsFor: number;
  readonly now: Date;
}

/** Undefined when the case has a call going on. */
export function insertCall(tx: Tx, c: NewCall): Promise<CallRow | undefined> {
  return tx.maybe(sql`insert into conversations.call (id, case_id, region, case_number, item_name, medium, state, side, caller, caller_name, caller_office, caller_page, rung, offer,
      started_at, rings_for, kept_at)
    values (${c.id}, ${c.caseId}, ${c.region}, ${c.caseNumber}, ${jsonb(c.itemName)}::jsonb, ${c.medium}, 'ringing', ${c.side}, ${c.caller}, ${c.callerName}, ${jsonb(c.callerOffice)}::jsonb,
      ${c.callerPage}, ${c.rung}::text[], ${c.offer}, ${c.now}, ${c.ringsFor}, ${c.now})
    on conflict do nothing returning ${columns}`);
}

export function findCall(db: Reader, id: string): Promise<CallRow | undefined> {
  return db.maybe(sql`select ${columns} from conversations.call where id = ${id}`);
}

export function lockCall(tx: Tx, id: string): Promise<CallRow | undefined> {
  return tx.maybe(sql`select ${columns} from conversations.call where id = ${id} for update`);
}

export async function countCalls(db: Reader | Tx, caseId: string, caller: string, since: Date): Promise<number> {
  return (
    await db.one<{ n: number }>(
      sql`select count(*)::int as n from conversations.call where case_id = ${caseId} and caller = ${caller} and started_at > ${since}`,
    )
  ).n;
}

export function answerRow(
  tx: Tx,
  id: string,
  by: { readonly id: string; readonly name: string; readonly office: Text | null; readonly page: string },
  answer: string,
  now: Date,
): Promise<CallRow> {
  return tx.one(sql`update conversations.call set state = 'talking', answerer = ${by.id}, answerer_name = ${by.name},
      answerer_office = ${jsonb(by.office)}::jsonb, answerer_page = ${by.page}, answer = ${answer}, answered_at = ${now}, kept_at = ${now},
      version = version + 1 where id = ${id} returning ${columns}`);
}

export async function declineRow(tx: Tx, id: string, who: string): Promise<void> {
  await tx.run(
    sql`update conversations.call set declined = array_append(declined, ${who}), version = version + 1 where id = ${id}`,
  );
}

/** Over; what the browsers told each other is forgotten. */
export async function endRow(tx: Tx, id: string, outcome: CallOutcome, now: Date): Promise<void> {
  await tx.run(sql`update conversations.call set state = 'over', outcome = ${outcome}, ended_at = ${now}, offer = null, answer = null,
    version = version + 1 where id = ${id}`);
}

export async function keepRow(tx: Tx, id: string, now: Date): Promise<void> {
  await tx.run(sql`update conversations.call set kept_at = ${now} where id = ${id} and state = 'talking'`);
}

/** Those that go on, and those that ended within the last seconds, so that a page that looks now and then learns how it ended. */
export function callsNow(db: Reader, justEnded: Date): Promise<CallRow[]> {
  return db.rows(sql`select ${columns} from conversations.call where state <> 'over'
    union all select ${columns} from conversations.call where state = 'over' and ended_at > ${justEnded}`);
}
