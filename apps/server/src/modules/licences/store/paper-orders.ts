import type { Reader, Tx } from '../../../kernel/db/database.ts';
import { sql } from '../../../kernel/db/sql.ts';
import type { Text } from '../../../kernel/text.ts';

export type PaperState = 'asked' | 'printed' | 'handed-over' | 'cancelled';

export interface PaperOrderRow {
  readonly id: string;
  readonly licenceId: string;
  readonly office: string;
  readonly state: PaperState;
  readonly askedAt: Date;
  readonly askedName: string;
  readonly formNumber: string | null;
  readonly printedAt: Date | null;
  readonly printedName: string | null;
  readonly handedAt: Date | null;
  readonly handedName: string | null;
  readonly collectorName: string | null;
  readonly collectorNumber: string | null;
  readonly note: string | null;
}

const columns = sql`o.id, o.licence_id as "licenceId", o.office, o.state, o.asked_at as "askedAt", o.asked_name as "askedName", o.form_number as "formNumber",
  o.printed_at as "printedAt", o.printed_name as "printedName", o.handed_at as "handedAt", o.handed_name as "handedName",
  o.collector_name as "collectorName", o.collector_number as "collectorNumber", o.note`;

/** @returns false when one is open already */
export async function insertPaperOrder(
  tx: Tx,
  o: Pick<PaperOrderRow, 'id' | 'licenceId' | 'office' | 'askedAt' | 'askedName'> & {
    readonly region: string;
    readonly askedBy: string;
  },
): Promise<boolean> {
  return (
    (await tx.run(sql`insert into licences.paper_order (id, licence_id, region, office, state, asked_at, asked_by, asked_name)
      values (${o.id}, ${o.licenceId}, ${o.region}, ${o.office}, 'asked', ${o.askedAt}, ${o.askedBy}, ${o.askedName})
      on conflict (licence_id) where state in ('asked', 'printed') do nothing`)) === 1
  );
}

/** Newest first. */
export function listPaperOrders(db: Reader, licenceId: string): Promise<PaperOrderRow[]> {
  return db.rows(
    sql`select ${columns} from licences.paper_order o where o.licence_id = ${licenceId} order by o.asked_at desc, o.id desc limit 20`,
  );
}

export interface OfficeOrderRow extends PaperOrderRow {
  readonly typeName: Text;
  readonly number: string;
  readonly holderName: string;
  readonly pages: number;
  readonly width: number;
  readonly height: number;
}

/** What waits at the counters of an office, the oldest first. */
export function listOpenOrders(db: Reader, office: string): Promise<OfficeOrderRow[]> {
  return db.rows(sql`select ${columns}, l.type_name as "typeName", l.number, l.holder_name as "holderName", l.pages, l.width, l.height
    from licences.paper_order o join licences.licence l on l.id = o.licence_id
    where o.office = ${office} and o.state in ('asked', 'printed') order by o.asked_at, o.id limit 200`);
}

export function lockPaperOrder(tx: Tx, id: string): Promise<PaperOrderRow | undefined> {
  return tx.maybe(sql`select ${columns} from licences.paper_order o where o.id = ${id} for update`);
}

export async function setOrderCancelled(tx: Tx, id: string): Promise<void> {
  await tx.run(sql`update licences.paper_order set state = 'cancelled' where id = ${id}`);
}

/** Printed; again on another form when the first was spoilt. */
export async function setOrderPrinted(
  tx: Tx,
  o: {
    readonly id: string;
    readonly formNumber: string;
    readonly at: Date;
    readonly by: string;
    readonly name: string;
  },
): Promise<void> {
  await tx.run(sql`update licences.paper_order set state = 'printed', form_number = ${o.formNumber}, printed_at = ${o.at}, printed_by = ${o.by},
    printed_name = ${o.name} where id = ${o.id}`);
}

export async function setOrderHandedOver(
  tx: Tx,
  o: {
    readonly id: string;
    readonly at: Date;
    readonly by: string;
    readonly name: string;
    readonly collectorName: string;
    readonly collectorNumber: string;
    readonly note: string | null;
  },
): Promise<void> {
  await tx.run(sql`update licences.paper_order set state = 'handed-over', handed_at = ${o.at}, handed_by = ${o.by}, handed_name = ${o.name},
    collector_name = ${o.collectorName}, collector_number = ${o.collectorNumber}, note = ${o.note} where id = ${o.id}`);
}
