import type { Reader, Tx } from '../../../kernel/db/database.ts';
import { jsonb, sql } from '../../../kernel/db/sql.ts';
import type { Text } from '../../../kernel/text.ts';
import type { DeliveryState, Means } from '../domain/delivery-life.ts';

export type Strokes = readonly (readonly (readonly number[])[])[];

export interface DeliveryRow {
  readonly id: string;
  readonly number: string;
  readonly region: string;
  readonly office: string;
  readonly officeName: Text;
  readonly caseId: string;
  readonly caseNumber: string;
  readonly itemName: Text;
  readonly result: Text;
  readonly resultNumber: string;
  readonly holderKind: 'person' | 'firm';
  readonly holderId: string;
  readonly holderName: string;
  readonly holderNumber: string;
  readonly personId: string;
  readonly means: Means;
  readonly state: DeliveryState;
  readonly toName: string;
  readonly toMobile: string;
  readonly toAddress: string;
  readonly paidBy: 'state' | 'receiver' | 'online';
  readonly billId: string | null;
  /** 分 */
  readonly fee: number | null;
  readonly pickupCode: string;
  readonly attempts: number;
  readonly waybill: string | null;
  readonly madeAt: Date;
  readonly changedAt: Date;
  readonly deliveredAt: Date | null;
  readonly receivedBy: string | null;
  readonly checked: 'id' | 'code' | null;
  readonly signature: Strokes | null;
  readonly handedName: string | null;
  readonly noticeUntil: string | null;
  /** yyyy-mm-dd, the last day to hand it over (行政许可法 第四十四条); null where it can't be told. */
  readonly deliverBy: string | null;
}

export interface EventRow {
  readonly at: Date;
  readonly kind: string;
  readonly text: Text;
  readonly by: string | null;
}

const columns = sql`id, number, region, office, json_build_object('zh', office_zh, 'en', office_en) as "officeName", case_id as "caseId",
  case_number as "caseNumber", json_build_object('zh', item_zh, 'en', item_en) as "itemName", json_build_object('zh', result_zh, 'en', result_en) as result,
  result_number as "resultNumber", holder_kind as "holderKind", holder_id as "holderId", holder_name as "holderName", holder_number as "holderNumber",
  person_id as "personId", means, state, to_name as "toName", to_mobile as "toMobile", to_address as "toAddress", paid_by as "paidBy", bill_id as "billId", fee,
  pickup_code as "pickupCode", attempts, waybill, made_at as "madeAt", changed_at as "changedAt", delivered_at as "deliveredAt", received_by as "receivedBy",
  checked, signature, handed_name as "handedName", notice_until as "noticeUntil", deliver_by as "deliverBy"`;

export async function takeNumber(tx: Tx, office: string, year: number): Promise<number> {
  const { n } = await tx.one<{
    n: number;
  }>(sql`insert into delivery.number (office, year, next) values (${office}, ${year}, 2)
    on conflict (office, year) do update set next = delivery.number.next + 1 returning next - 1 as n`);
  return n;
}

/** @returns false when the case has one already */
export async function insertDelivery(tx: Tx, d: DeliveryRow): Promise<boolean> {
  const made =
    await tx.run(sql`insert into delivery.delivery (id, number, region, office, office_zh, office_en, case_id, case_number, item_zh, item_en,
      result_zh, result_en, result_number, holder_kind, holder_id, holder_name, holder_number, person_id, means, state, to_name, to_mobile, to_address,
      paid_by, bill_id, fee, pickup_code, made_at, changed_at, delivered_at, received_by, deliver_by)
    values (${d.id}, ${d.number}, ${d.region}, ${d.office}, ${d.officeName.zh}, ${d.officeName.en}, ${d.caseId}, ${d.caseNumber}, ${d.itemName.zh},
      ${d.itemName.en}, ${d.result.zh}, ${d.result.en}, ${d.resultNumber}, ${d.holderKind}, ${d.holderId}, ${d.holderName}, ${d.holderNumber},
      ${d.personId}, ${d.means}, ${d.state}, ${d.toName}, ${d.toMobile}, ${d.toAddress}, ${d.paidBy}, ${d.billId}, ${d.fee}, ${d.pickupCode}, ${d.madeAt}, ${d.changedAt},
      ${d.deliveredAt}, ${d.receivedBy}, ${d.deliverBy})
    on conflict (case_id) do nothing`);
  return made === 1;
}

export function findDelivery(db: Reader, id: string): Promise<DeliveryRow | undefined> {
  return db.maybe(sql`select ${columns} from delivery.delivery where id = ${id}`);
}

export function deliveryOfCase(db: Reader, caseId: string): Promise<DeliveryRow | undefined> {
  return db.maybe(sql`select ${columns} from delivery.delivery where case_id = ${caseId}`);
}

/** Holds the delivery of a case for this transaction, there or not. @returns whether it is there */
export async function lockCaseDelivery(tx: Tx, caseId: string): Promise<boolean> {
  await tx.rows(sql`select pg_advisory_xact_lock(hashtextextended(${`delivery.delivery ${caseId}`}, 0))`);
  return (await tx.maybe(sql`select 1 from delivery.delivery where case_id = ${caseId}`)) !== undefined;
}

export function lockDelivery(tx: Tx, id: string): Promise<DeliveryRow | undefined> {
  return tx.maybe(sql`select ${columns} from delivery.delivery where id = ${id} for update`);
}

export type DeliveryChange = Partial<
  Pick<
    DeliveryRow,
    | 'means'
    | 'state'
    | 'toName'
    | 'toMobile'
    | 'toAddress'
    | 'attempts'
    | 'waybill'
    | 'deliveredAt'
    | 'receivedBy'
    | 'checked'
    | 'signature'
    | 'handedName'
    | 'noticeUntil'
  >
> & { readonly handedBy?: string };

export async function changeDelivery(tx: Tx, d: DeliveryRow, set: DeliveryChange, now: Date): Promise<DeliveryRow> {
  const next = { ...d, ...set, changedAt: now };
  await tx.run(sql`update delivery.delivery set means = ${next.means}, state = ${next.state}, to_name = ${next.toName}, to_mobile = ${next.toMobile},
    to_address = ${next.toAddress}, attempts = ${next.attempts}, waybill = ${next.waybill}, changed_at = ${now}, delivered_at = ${next.deliveredAt},
    received_by = ${next.receivedBy}, checked = ${next.checked}, signature = ${next.signature ? jsonb(next.signature) : null},
    handed_by = coalesce(${set.handedBy ?? null}, handed_by), handed_name = ${next.handedName}, notice_until = ${next.noticeUntil} where id = ${d.id}`);
  return next;
}

/** Appends what happened; the row is locked. */
export function appendEvents(tx: Tx, d: Pick<DeliveryRow, 'id' | 'region'>, events: readonly EventRow[]): void {
  if (events.length === 0) return;
  const given = events.map((e) => ({ at: e.at.toISOString(), kind: e.kind, zh: e.text.zh, en: e.text.en, by: e.by }));
  tx.send(sql`insert into delivery.event (delivery_id, seq, region, at, kind, text_zh, text_en, by_name)
    select ${d.id}, coalesce((select max(seq) from delivery.event where delivery_id = ${d.id}), 0) + n, ${d.region}, (x->>'at')::timestamptz, x->>'kind',
      x->>'zh', x->>'en', x->>'by' from jsonb_array_elements(${jsonb(given)}::jsonb) with ordinality as t(x, n)`);
}

export function eventsOf(db: Reader, id: string): Promise<readonly EventRow[]> {
  return db.rows(sql`select at, kind, json_build_object('zh', text_zh, 'en', text_en) as text, by_name as by from delivery.event
    where delivery_id = ${id} order by seq`);
}

/** Deliveries of an office by state, those that have waited longest first; ended ones the newest first. */
export function listOfOffice(
  db: Reader,
  of: {
    readonly office: string;
    readonly states: readonly DeliveryState[];
    readonly q?: string;
    readonly limit: number;
  },
): Promise<readonly DeliveryRow[]> {
  const q = of.q
    ? sql`and (case_number = ${of.q} or number = ${of.q} or waybill = ${of.q} or pickup_code = ${of.q} or holder_name = ${of.q} or holder_number = ${of.q})`
    : sql``;
  const order = of.states.includes('delivered') ? sql`changed_at desc, id desc` : sql`changed_at, id`;
  return db.rows(sql`select ${columns} from delivery.delivery where office = ${of.office} and state = any(${of.states}::text[]) ${q}
    order by ${order} limit ${of.limit}`);
}

export function countOfOffice(
  db: Reader,
  office: string,
): Promise<readonly { readonly means: Means; readonly state: DeliveryState; readonly n: number }[]> {
  return db.rows(
    sql`select means, state, count(*)::int as n from delivery.delivery where office = ${office} group by 1, 2 order by 1, 2`,
  );
}

export function listUnderWay(db: Reader): Promise<readonly { readonly id: string }[]> {
  return db.rows(
    sql`select id from delivery.delivery where state in ('to-send', 'moving', 'out') order by changed_at limit 500`,
  );
}

/** Public notices that run, the newest first. */
export function listPublished(db: Reader): Promise<readonly DeliveryRow[]> {
  return db.rows(
    sql`select ${columns} from delivery.delivery where state = 'published' order by notice_until desc, id limit 100`,
  );
}

export function listNoticesOver(db: Reader, today: string): Promise<readonly { readonly id: string }[]> {
  return db.rows(
    sql`select id from delivery.delivery where state = 'published' and notice_until < ${today} order by notice_until limit 500`,
  );
}
