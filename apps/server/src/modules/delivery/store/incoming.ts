import type { Reader, Tx } from '../../../kernel/db/database.ts';
import { jsonb, type Sql, sql } from '../../../kernel/db/sql.ts';
import type { Text } from '../../../kernel/text.ts';
import type { Found, How, IncomingState, TrackingOf } from '../domain/incoming-life.ts';
import type { EventRow } from './deliveries.ts';

export type Purpose = 'originals' | 'collection' | 'correction';

export interface IncomingRow {
  readonly id: string;
  readonly region: string;
  readonly office: string;
  readonly officeName: Text;
  readonly caseId: string;
  readonly caseNumber: string;
  readonly itemName: Text;
  readonly holderKind: 'person' | 'firm';
  readonly holderId: string;
  readonly holderName: string;
  readonly personId: string;
  readonly purpose: Purpose;
  readonly how: How;
  readonly carrier: Text;
  readonly waybill: string | null;
  readonly tracking: TrackingOf;
  readonly state: IncomingState;
  readonly fromName: string;
  readonly fromMobile: string;
  readonly fromAddress: string;
  readonly toName: string;
  readonly toPhone: string;
  readonly toAddress: string;
  readonly paidBy: 'state' | 'sender' | 'online';
  readonly billId: string | null;
  /** 分 */
  readonly fee: number | null;
  /** yyyy-mm-dd */
  readonly postedOn: string | null;
  readonly lateAt: Date | null;
  readonly madeAt: Date;
  readonly changedAt: Date;
}

/** 收件清单: one paper of a parcel. */
export interface PaperRow {
  readonly n: number;
  readonly name: Text;
  readonly found: Found | null;
  readonly note: string | null;
  readonly receivedAt: Date | null;
  readonly receivedBy: string | null;
  readonly returnedAt: Date | null;
  readonly returnedHow: 'counter' | 'courier' | 'with-result' | null;
  readonly returnedTo: string | null;
}

const columns = sql`id, region, office, json_build_object('zh', office_zh, 'en', office_en) as "officeName", case_id as "caseId", case_number as "caseNumber",
  json_build_object('zh', item_zh, 'en', item_en) as "itemName", holder_kind as "holderKind", holder_id as "holderId", holder_name as "holderName",
  person_id as "personId", purpose, how, json_build_object('zh', carrier_zh, 'en', carrier_en) as carrier, waybill, tracking, state, from_name as "fromName",
  from_mobile as "fromMobile", from_address as "fromAddress", to_name as "toName", to_phone as "toPhone", to_address as "toAddress", paid_by as "paidBy",
  bill_id as "billId", fee, posted_on as "postedOn", late_at as "lateAt", made_at as "madeAt", changed_at as "changedAt"`;

export async function insertIncoming(tx: Tx, p: IncomingRow, papers: readonly Text[]): Promise<void> {
  await tx.run(sql`insert into delivery.incoming (id, region, office, office_zh, office_en, case_id, case_number, item_zh, item_en, holder_kind, holder_id,
      holder_name, person_id, purpose, how, carrier_zh, carrier_en, waybill, tracking, state, from_name, from_mobile, from_address, to_name, to_phone, to_address, paid_by,
      bill_id, fee, posted_on, made_at, changed_at)
    values (${p.id}, ${p.region}, ${p.office}, ${p.officeName.zh}, ${p.officeName.en}, ${p.caseId}, ${p.caseNumber}, ${p.itemName.zh}, ${p.itemName.en},
      ${p.holderKind}, ${p.holderId}, ${p.holderName}, ${p.personId}, ${p.purpose}, ${p.how}, ${p.carrier.zh}, ${p.carrier.en}, ${p.waybill}, ${p.tracking}, ${p.state},
      ${p.fromName}, ${p.fromMobile}, ${p.fromAddress}, ${p.toName}, ${p.toPhone}, ${p.toAddress}, ${p.paidBy}, ${p.billId}, ${p.fee}, ${p.postedOn}, ${p.madeAt}, ${p.changedAt})`);
  tx.send(sql`insert into delivery.incoming_paper (parcel_id, n, region, name_zh, name_en)
    select ${p.id}, n, ${p.region}, x->>'zh', x->>'en' from jsonb_array_elements(${jsonb(papers)}::jsonb) with ordinality t(x, n)`);
}

export function findIncoming(db: Reader, id: string): Promise<IncomingRow | undefined> {
  return db.maybe(sql`select ${columns} from delivery.incoming where id = ${id}`);
}

export function lockIncoming(tx: Tx, id: string): Promise<IncomingRow | undefined> {
  return tx.maybe(sql`select ${columns} from delivery.incoming where id = ${id} for update`);
}

/** Parcels of a case, the newest first. */
export function incomingOfCase(db: Reader, caseId: string): Promise<readonly IncomingRow[]> {
  return db.rows(
    sql`select ${columns} from delivery.incoming where case_id = ${caseId} order by made_at desc, id desc`,
  );
}

/** Holds the parcels of a case for this transaction, so that two orders that come at once count each other. */
export async function lockCaseParcels(tx: Tx, caseId: string): Promise<number> {
  await tx.rows(sql`select pg_advisory_xact_lock(hashtextextended(${`delivery.incoming ${caseId}`}, 0))`);
  const { n } = await tx.one<{ n: number }>(
    sql`select count(*)::int as n from delivery.incoming where case_id = ${caseId} and state <> 'cancelled'`,
  );
  return n;
}

export type IncomingChange = Partial<Pick<IncomingRow, 'state' | 'waybill' | 'tracking' | 'postedOn' | 'lateAt'>>;

export async function changeIncoming(tx: Tx, p: IncomingRow, set: IncomingChange, now: Date): Promise<IncomingRow> {
  const next = { ...p, ...set, changedAt: now };
  await tx.run(sql`update delivery.incoming set state = ${next.state}, waybill = ${next.waybill}, tracking = ${next.tracking}, posted_on = ${next.postedOn}, late_at = ${next.lateAt},
    changed_at = ${now} where id = ${p.id}`);
  return next;
}

/** Appends what happened; the row is locked. */
export function appendIncoming(tx: Tx, p: Pick<IncomingRow, 'id' | 'region'>, events: readonly EventRow[]): void {
  if (events.length === 0) return;
  const given = events.map((e) => ({ at: e.at.toISOString(), kind: e.kind, zh: e.text.zh, en: e.text.en, by: e.by }));
  tx.send(sql`insert into delivery.incoming_event (parcel_id, seq, region, at, kind, text_zh, text_en, by_name)
    select ${p.id}, coalesce((select max(seq) from delivery.incoming_event where parcel_id = ${p.id}), 0) + n, ${p.region}, (x->>'at')::timestamptz, x->>'kind',
      x->>'zh', x->>'en', x->>'by' from jsonb_array_elements(${jsonb(given)}::jsonb) with ordinality as t(x, n)`);
}

export function incomingEvents(db: Reader, id: string): Promise<readonly EventRow[]> {
  return db.rows(sql`select at, kind, json_build_object('zh', text_zh, 'en', text_en) as text, by_name as by from delivery.incoming_event
    where parcel_id = ${id} order by seq`);
}

const paperColumns = sql`n, json_build_object('zh', name_zh, 'en', name_en) as name, found, note, received_at as "receivedAt", received_by as "receivedBy",
  returned_at as "returnedAt", returned_how as "returnedHow", returned_to as "returnedTo"`;

export function papersOf(db: Reader, id: string): Promise<readonly PaperRow[]> {
  return db.rows(sql`select ${paperColumns} from delivery.incoming_paper where parcel_id = ${id} order by n`);
}

/** Papers of a case that lie in the office now, by their Chinese names. */
export async function onTheShelf(db: Reader, caseId: string): Promise<ReadonlySet<string>> {
  const rows = await db.rows<{
    name: string;
  }>(sql`select p.name_zh as name from delivery.incoming_paper p join delivery.incoming i on i.id = p.parcel_id
    where i.case_id = ${caseId} and p.found = 'there' and p.returned_at is null`);
  return new Set(rows.map((r) => r.name));
}

/** Enters how each was found, in the order of the announcement, and what lay there besides. */
export function enterFound(
  tx: Tx,
  p: Pick<IncomingRow, 'id' | 'region'>,
  found: readonly { readonly name: Text; readonly found: Found; readonly note: string | null }[],
  by: { readonly at: Date; readonly name: string },
): void {
  const rows = found.map((f) => ({ ...f.name, found: f.found, note: f.note }));
  tx.send(sql`insert into delivery.incoming_paper (parcel_id, n, region, name_zh, name_en, found, note, received_at, received_by)
    select ${p.id}, n, ${p.region}, x->>'zh', x->>'en', x->>'found', x->>'note', ${by.at}, ${by.name}
      from jsonb_array_elements(${jsonb(rows)}::jsonb) with ordinality t(x, n)
    on conflict (parcel_id, n) do update set found = excluded.found, note = excluded.note, received_at = excluded.received_at, received_by = excluded.received_by`);
}

export interface GivenBack {
  readonly at: Date;
  readonly how: 'counter' | 'courier' | 'with-result';
  readonly to: string;
  readonly by: string;
}

const backSet = (back: GivenBack): Sql =>
  sql`returned_at = ${back.at}, returned_how = ${back.how}, returned_to = ${back.to}, returned_by = ${back.by}`;
const lies = sql`found in ('there', 'wrong', 'extra') and returned_at is null`;

/** @returns how many went back */
export function giveBackPapers(tx: Tx, parcelId: string, back: GivenBack): Promise<number> {
  return tx.run(sql`update delivery.incoming_paper set ${backSet(back)} where parcel_id = ${parcelId} and ${lies}`);
}

/** Parcels of a case of which something still lies in the office; correction papers stay in its file. */
export function keptParcels(tx: Tx, caseId: string): Promise<readonly IncomingRow[]> {
  return tx.rows(sql`select ${columns} from delivery.incoming i where case_id = ${caseId} and state = 'opened' and purpose <> 'correction'
    and exists (select from delivery.incoming_paper where parcel_id = i.id and ${lies}) order by made_at for update`);
}

/** 将到达 · 待开拆 · 异常 · 待退还 · 已办. */
export type IncomingList = 'coming' | 'arrived' | 'trouble' | 'keeping' | 'done';
const keeps = sql`purpose <> 'correction' and exists (select from delivery.incoming_paper where parcel_id = i.id and ${lies})`;
const wheres: Readonly<Record<IncomingList, Sql>> = {
  coming: sql`state in ('to-send', 'moving', 'out') and late_at is null`,
  arrived: sql`state = 'arrived'`,
  trouble: sql`(state in ('returned', 'lost') or (state in ('to-send', 'moving', 'out') and late_at is not null))`,
  keeping: sql`state = 'opened' and ${keeps}`,
  done: sql`state = 'opened' and not (${keeps})`,
};

/** Parcels for an office, those that have waited longest first; done ones the newest first. */
export function listIncoming(
  db: Reader,
  of: { readonly office: string; readonly list?: IncomingList; readonly q?: string; readonly limit: number },
): Promise<readonly IncomingRow[]> {
  const list = of.list ? sql`and ${wheres[of.list]}` : sql`and state not in ('cancelled', 'unpaid')`;
  const q = of.q
    ? sql`and (case_number = ${of.q} or waybill = ${of.q} or holder_name = ${of.q} or from_name = ${of.q})`
    : sql``;
  const order = of.list && of.list !== 'done' ? sql`changed_at, id` : sql`changed_at desc, id desc`;
  return db.rows(
    sql`select ${columns} from delivery.incoming i where office = ${of.office} ${list} ${q} order by ${order} limit ${of.limit}`,
  );
}

export function countIncoming(db: Reader, office: string): Promise<Readonly<Record<IncomingList, number>>> {
  const n = (list: IncomingList) => sql`(count(*) filter (where ${wheres[list]}))::int`;
  return db.one(sql`select ${n('coming')} as coming, ${n('arrived')} as arrived, ${n('trouble')} as trouble, ${n('keeping')} as keeping, ${n('done')} as done
    from delivery.incoming i where office = ${office}`);
}

/** Those on their way whose carrier can be asked and whose job may be lost; a number nobody knows is asked about until it is late. */
export function listComing(db: Reader): Promise<readonly { readonly id: string }[]> {
  return db.rows(
    sql`select id from delivery.incoming where state in ('to-send', 'moving', 'out') and tracking <> 'none'
      and (tracking <> 'unknown' or late_at is null) order by changed_at limit 500`,
  );
}

export function listOverdue(db: Reader, before: Date): Promise<readonly { readonly id: string }[]> {
  return db.rows(sql`select id from delivery.incoming where state in ('to-send', 'moving', 'out') and late_at is null and changed_at < ${before}
    order by changed_at limit 500`);
}

/** The earliest day on which something that has not been opened yet was posted for a case, yyyy-mm-dd. */
export async function earliestPosted(db: Reader, caseId: string): Promise<string | undefined> {
  const { day } = await db.one<{ day: string | null }>(
    sql`select min(posted_on) as day from delivery.incoming where case_id = ${caseId} and state in ('moving', 'out', 'arrived')`,
  );
  return day ?? undefined;
}
