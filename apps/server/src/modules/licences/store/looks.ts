import type { Reader, Tx } from '../../../kernel/db/database.ts';
import { sql } from '../../../kernel/db/sql.ts';

export interface LookRow {
  readonly id: string;
  readonly at: Date;
  readonly systemId: string;
  readonly systemName: string;
  readonly operator: string | null;
  readonly operation: string;
  readonly licenceId: string | null;
  readonly identifier: string | null;
  readonly version: number | null;
  readonly typeCode: string | null;
  readonly region: string;
  readonly purpose: string;
  readonly itemCode: string | null;
  readonly caseNumber: string | null;
  readonly basis: 'use-code' | 'duty' | 'open' | null;
  readonly useCodeId: string | null;
  readonly copyId: string | null;
  readonly status: number;
}

/** @returns false when the system sent this nonce before */
export async function claimNonce(tx: Tx, systemId: string, nonce: string, now: Date): Promise<boolean> {
  return (
    (await tx.run(
      sql`insert into licences.share_nonce (system_id, nonce, at) values (${systemId}, ${nonce}, ${now}) on conflict do nothing`,
    )) === 1
  );
}

export async function isNonceKnown(db: Reader, systemId: string, nonce: string): Promise<boolean> {
  return (
    await db.one<{ known: boolean }>(
      sql`select exists (select from licences.share_nonce where system_id = ${systemId} and nonce = ${nonce}) as known`,
    )
  ).known;
}

export async function insertLook(tx: Tx, l: LookRow): Promise<void> {
  await tx.run(sql`insert into licences.look (id, at, system_id, system_name, operator, operation, licence_id, identifier, version, type_code, region, purpose,
      item_code, case_number, basis, use_code_id, copy_id, status)
    values (${l.id}, ${l.at}, ${l.systemId}, ${l.systemName}, ${l.operator}, ${l.operation}, ${l.licenceId}, ${l.identifier}, ${l.version}, ${l.typeCode},
      ${l.region}, ${l.purpose}, ${l.itemCode}, ${l.caseNumber}, ${l.basis}, ${l.useCodeId}, ${l.copyId}, ${l.status})`);
}

const columns = sql`k.id, k.at, k.system_id as "systemId", k.system_name as "systemName", k.operator, k.operation, k.licence_id as "licenceId", k.identifier,
  k.version, k.type_code as "typeCode", k.region, k.purpose, k.item_code as "itemCode", k.case_number as "caseNumber", k.basis,
  k.use_code_id as "useCodeId", k.copy_id as "copyId", k.status`;

/** Looks at a licence and at the versions of the same number before and after it, the newest first. */
export function listLooksAt(db: Reader, licenceIds: readonly string[]): Promise<LookRow[]> {
  return db.rows(
    sql`select ${columns} from licences.look k where k.licence_id = any(${licenceIds}) order by k.at desc limit 200`,
  );
}

/** Given and refused a month, `yyyy-mm` in the installation's zone. */
export function countLooksByMonth(
  db: Reader,
  licenceIds: readonly string[],
  since: Date,
): Promise<{ month: string; given: number; refused: number }[]> {
  return db.rows(sql`select to_char(k.at at time zone 'Asia/Shanghai', 'YYYY-MM') as month, count(*) filter (where k.status = 0)::int as given,
      count(*) filter (where k.status <> 0)::int as refused
    from licences.look k where k.licence_id = any(${licenceIds}) and k.at >= ${since} group by 1 order by 1`);
}

export function listLooksOf(db: Reader, systemId: string): Promise<LookRow[]> {
  return db.rows(
    sql`select ${columns} from licences.look k where k.system_id = ${systemId} order by k.at desc limit 100`,
  );
}

export function countLooksOfSystems(
  db: Reader,
  since: Date,
): Promise<{ systemId: string; answered: number; refused: number; lastAt: Date | null }[]> {
  return db.rows(sql`select k.system_id as "systemId", count(*) filter (where k.status = 0)::int as answered,
      count(*) filter (where k.status <> 0)::int as refused, max(k.at) as "lastAt"
    from licences.look k where k.at >= ${since} group by 1`);
}
