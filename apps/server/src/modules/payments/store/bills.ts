import type { Reader, Tx } from '../../../kernel/db/database.ts';
import { jsonb, sql } from '../../../kernel/db/sql.ts';
import type { BillState } from '../domain/bill-life.ts';
import type { BillLine, BillRow, ReceiptRow } from './rows.ts';

const columns = sql`id, number, region, office, json_build_object('zh', office_zh, 'en', office_en) as "officeName", case_id as "caseId",
  case_number as "caseNumber", slug, json_build_object('zh', item_zh, 'en', item_en) as "itemName", payer_kind as "payerKind", payer_id as "payerId",
  payer_name as "payerName", person_id as "personId", due_for as "dueFor", parcel_id as "parcelId", state, total, refunded, made_at as "madeAt", expires_at as "expiresAt",
  paid_at as "paidAt", reconciled_at as "reconciledAt", closed_at as "closedAt",
  needless_at as "needlessAt"`;

/** 〈office〉缴〔2026〕000001: the next number of a kind of an office in a year. */
export async function takeNumber(
  tx: Tx,
  of: { readonly office: string; readonly kind: 'bill' | 'receipt'; readonly year: number },
): Promise<number> {
  const { n } = await tx.one<{ n: number }>(sql`insert into payments.number (office, kind, year, next)
    values (${of.office}, ${of.kind}, ${of.year}, 2)
    on conflict (office, kind, year) do update set next = payments.number.next + 1 returning next - 1 as n`);
  return n;
}

export function insertBill(tx: Tx, b: BillRow, lines: readonly BillLine[]): void {
  tx.send(sql`insert into payments.bill (id, number, region, office, office_zh, office_en, case_id, case_number, slug, item_zh, item_en,
      payer_kind, payer_id, payer_name, person_id, due_for, parcel_id, state, total, made_at, expires_at)
    values (${b.id}, ${b.number}, ${b.region}, ${b.office}, ${b.officeName.zh}, ${b.officeName.en}, ${b.caseId}, ${b.caseNumber}, ${b.slug},
      ${b.itemName.zh}, ${b.itemName.en}, ${b.payerKind}, ${b.payerId}, ${b.payerName}, ${b.personId}, ${b.dueFor}, ${b.parcelId}, ${b.state}, ${b.total},
      ${b.madeAt}, ${b.expiresAt})`);
  lines.forEach((l, seq) => {
    tx.send(sql`insert into payments.bill_line (bill_id, seq, region, code, name_zh, name_en, standard_zh, standard_en, basis, quantity, price, reduced,
        reduction, amount)
      values (${b.id}, ${seq}, ${b.region}, ${l.code}, ${l.name.zh}, ${l.name.en}, ${l.standard.zh}, ${l.standard.en}, ${jsonb(l.basis)},
        ${l.quantity}, ${l.price}, ${l.reduced}, ${l.reduction ? jsonb(l.reduction) : null}, ${l.amount})`);
  });
}

export function findBill(db: Reader, id: string): Promise<BillRow | undefined> {
  return db.maybe(sql`select ${columns} from payments.bill where id = ${id}`);
}

export function lockBill(tx: Tx, id: string): Promise<BillRow | undefined> {
  return tx.maybe(sql`select ${columns} from payments.bill where id = ${id} for update`);
}

/** The bill of a case that stands, its couriers' aside; the newest cancelled one when none does. */
export function billOfCase(db: Reader, caseId: string): Promise<BillRow | undefined> {
  return db.maybe(
    sql`select ${columns} from payments.bill where case_id = ${caseId} and parcel_id is null order by (state = 'cancelled'), made_at desc limit 1`,
  );
}

/** The bill of a parcel that stands; undefined when it has none. */
export function billOfParcel(db: Reader, parcelId: string): Promise<BillRow | undefined> {
  return db.maybe(sql`select ${columns} from payments.bill where parcel_id = ${parcelId} and state <> 'cancelled'`);
}

export function linesOf(db: Reader, billId: string): Promise<readonly BillLine[]> {
  return db.rows(sql`select code, json_build_object('zh', name_zh, 'en', name_en) as name,
      json_build_object('zh', standard_zh, 'en', standard_en) as standard, basis, quantity, price, reduced, reduction, amount
    from payments.bill_line where bill_id = ${billId} order by seq`);
}

export async function setBill(
  tx: Tx,
  id: string,
  set: {
    readonly state: BillState;
    readonly refunded?: number;
    readonly paidAt?: Date;
    readonly reconciledAt?: Date;
    readonly closedAt?: Date;
  },
): Promise<void> {
  await tx.run(sql`update payments.bill set state = ${set.state}, refunded = coalesce(${set.refunded ?? null}::bigint, refunded),
    paid_at = coalesce(${set.paidAt ?? null}::timestamptz, paid_at), reconciled_at = coalesce(${set.reconciledAt ?? null}::timestamptz, reconciled_at),
    closed_at = coalesce(${set.closedAt ?? null}::timestamptz, closed_at) where id = ${id}`);
}

/** The case of a void bill is over without what it was for. */
export async function setNeedless(tx: Tx, id: string, at: Date): Promise<void> {
  await tx.run(sql`update payments.bill set needless_at = ${at} where id = ${id} and needless_at is null`);
}

/** Bills of a payer, the newest first. */
export function listOfPayer(
  db: Reader,
  of: { readonly kind: 'person' | 'firm'; readonly id: string; readonly limit: number },
): Promise<readonly BillRow[]> {
  return db.rows(sql`select ${columns} from payments.bill where payer_kind = ${of.kind} and payer_id = ${of.id}
    order by made_at desc, id desc limit ${of.limit}`);
}

/** Bills of an office, the newest first; `after` names the last of the page before. */
export function listOfOffice(
  db: Reader,
  of: {
    readonly office: string;
    readonly state?: BillState;
    readonly q?: string;
    readonly limit: number;
    readonly after?: { readonly at: Date; readonly id: string };
  },
): Promise<readonly BillRow[]> {
  const state = of.state ? sql`and state = ${of.state}` : sql``;
  const q = of.q ? sql`and (number = ${of.q} or case_number = ${of.q} or payer_name = ${of.q})` : sql``;
  const after = of.after ? sql`and (made_at, id) < (${of.after.at}, ${of.after.id})` : sql``;
  return db.rows(sql`select ${columns} from payments.bill where office = ${of.office} ${state} ${q} ${after}
    order by made_at desc, id desc limit ${of.limit}`);
}

export function listExpired(db: Reader, now: Date): Promise<readonly { readonly id: string }[]> {
  return db.rows(
    sql`select id from payments.bill where state = 'due' and expires_at <= ${now} order by expires_at limit 500`,
  );
}

export function insertReceipt(tx: Tx, bill: Pick<BillRow, 'id' | 'region'>, r: ReceiptRow): void {
  tx.send(sql`insert into payments.receipt (bill_id, region, number, at, content)
    values (${bill.id}, ${bill.region}, ${r.number}, ${r.at}, ${jsonb(r.content)})`);
}

export function findReceipt(db: Reader, billId: string): Promise<ReceiptRow | undefined> {
  return db.maybe(sql`select number, at, content from payments.receipt where bill_id = ${billId}`);
}
