import type { Reader, Tx } from '../../../kernel/db/database.ts';
import { sql } from '../../../kernel/db/sql.ts';

export interface PrintRow {
  readonly id: string;
  readonly licenceId: string;
  readonly region: string;
  readonly no: number;
  readonly at: Date;
  readonly way: 'self' | 'kiosk' | 'code';
  readonly by: string;
}

export interface PrintCodeRow {
  readonly id: string;
  readonly code: string;
  readonly licenceId: string;
  readonly region: string;
  readonly createdAt: Date;
  readonly createdBy: string;
  readonly expiresAt: Date;
}

const columns = sql`p.id, p.licence_id as "licenceId", p.region, p.no, p.at, p.way, p.by_key as "by"`;

/** Takes the next number of this licence's print-outs; others wait until the commit. */
export async function insertPrint(tx: Tx, p: Omit<PrintRow, 'no'>): Promise<void> {
  await tx.run(sql`select from licences.licence where id = ${p.licenceId} for no key update`);
  await tx.run(sql`insert into licences.print (id, licence_id, region, no, at, way, by_key)
    select ${p.id}, ${p.licenceId}, ${p.region}, coalesce(max(no), 0) + 1, ${p.at}, ${p.way}, ${p.by}
    from licences.print where licence_id = ${p.licenceId}`);
}

export function findPrint(db: Reader, id: string): Promise<PrintRow> {
  return db.one(sql`select ${columns} from licences.print p where p.id = ${id}`);
}

export function listPrints(db: Reader, licenceId: string): Promise<PrintRow[]> {
  return db.rows(
    sql`select ${columns} from licences.print p where p.licence_id = ${licenceId} order by p.no desc limit 50`,
  );
}

/** The former ones of the licence are put away. */
export async function insertPrintCode(tx: Tx, c: PrintCodeRow): Promise<void> {
  await tx.run(
    sql`update licences.print_code set ended_at = ${c.createdAt} where licence_id = ${c.licenceId} and ended_at is null`,
  );
  await tx.run(sql`insert into licences.print_code (id, code, licence_id, region, created_at, created_by, expires_at)
    values (${c.id}, ${c.code}, ${c.licenceId}, ${c.region}, ${c.createdAt}, ${c.createdBy}, ${c.expiresAt})`);
}

/** The one that can be used now. */
export function findOpenPrintCode(db: Reader, licenceId: string, now: Date): Promise<PrintCodeRow | undefined> {
  return db.maybe(sql`select id, code, licence_id as "licenceId", region, created_at as "createdAt", created_by as "createdBy", expires_at as "expiresAt"
    from licences.print_code where licence_id = ${licenceId} and ended_at is null and expires_at > ${now} order by created_at desc limit 1`);
}

/** The licence behind a code, which is used up by it. */
export function takePrintCode(tx: Tx, code: string, now: Date): Promise<{ id: string; licenceId: string } | undefined> {
  return tx.maybe(sql`update licences.print_code set ended_at = ${now}
    where code = ${code} and ended_at is null and expires_at > ${now} returning id, licence_id as "licenceId"`);
}

export async function namePrintOfCode(tx: Tx, codeId: string, printId: string): Promise<void> {
  await tx.run(sql`update licences.print_code set print_id = ${printId} where id = ${codeId}`);
}
