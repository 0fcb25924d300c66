import type { Reader } from '../../../kernel/db/database.ts';
import { and, sql } from '../../../kernel/db/sql.ts';
import { fileColumns, type IssuedRow, type LicenceRow, licenceColumns } from './rows.ts';

export interface HolderKey {
  readonly kind: 'person' | 'firm';
  readonly id: string;
}

export function findReserved(
  db: Reader,
  caseId: string,
): Promise<(LicenceRow & { replacesIdentifier: string | null }) | undefined> {
  return db.maybe(sql`select ${licenceColumns}, f.identifier as "replacesIdentifier" from licences.licence l left join licences.licence f on f.id = l.replaces
    where l.case_id = ${caseId} and l.state = 'reserved' and l.voided_at is null`);
}

/** Newest first; all versions of a number. */
export function listHeld(db: Reader, holder: HolderKey): Promise<IssuedRow[]> {
  return db.rows(sql`select ${licenceColumns}, ${fileColumns} from licences.licence l
    where l.holder_kind = ${holder.kind} and l.holder_id = ${holder.id} and l.state <> 'reserved' order by l.issued_at desc, l.id desc limit 500`);
}

export function findHeld(db: Reader, id: string, holder: HolderKey): Promise<IssuedRow | undefined> {
  return db.maybe(sql`select ${licenceColumns}, ${fileColumns} from licences.licence l
    where l.id = ${id} and l.holder_kind = ${holder.kind} and l.holder_id = ${holder.id} and l.state <> 'reserved'`);
}

export function listVersions(db: Reader, of: LicenceRow): Promise<IssuedRow[]> {
  return db.rows(sql`select ${licenceColumns}, ${fileColumns} from licences.licence l
    where l.type_code = ${of.typeCode} and l.number = ${of.number} and l.holder_number = ${of.holderNumber} and l.state <> 'reserved' order by l.version desc`);
}

export function findIssued(db: Reader, by: 'identifier' | 'key', value: string): Promise<IssuedRow | undefined> {
  return db.maybe(
    by === 'identifier'
      ? sql`select ${licenceColumns}, ${fileColumns} from licences.licence l where l.identifier = ${value} and l.state <> 'reserved'`
      : sql`select ${licenceColumns}, ${fileColumns} from licences.licence l where l.search_key = ${value} and l.state <> 'reserved'`,
  );
}

export function findIssuedById(db: Reader, id: string): Promise<IssuedRow | undefined> {
  return db.maybe(
    sql`select ${licenceColumns}, ${fileColumns} from licences.licence l where l.id = ${id} and l.state <> 'reserved'`,
  );
}

export interface Latest {
  readonly typeCode: string;
  readonly kind?: 'person' | 'firm';
  /** ID number or USCC of the holder. */
  readonly number?: string;
  readonly certNo?: string;
}

/** The newest version of each number, the newest number first. */
export function listLatest(db: Reader, of: Latest): Promise<IssuedRow[]> {
  return db.rows(
    sql`select ${licenceColumns}, ${fileColumns} from licences.licence l where ${and([
      sql`l.type_code = ${of.typeCode} and l.state <> 'reserved'`,
      of.kind !== undefined && sql`l.holder_kind = ${of.kind}`,
      of.number !== undefined && sql`l.holder_number = ${of.number}`,
      of.certNo !== undefined && sql`l.number = ${of.certNo}`,
      sql`not exists (select from licences.licence n where n.type_code = l.type_code and n.number = l.number and n.version > l.version and n.state <> 'reserved')`,
    ])} order by l.issued_at desc limit 100`,
  );
}

export async function findLatest(db: Reader, of: Latest): Promise<IssuedRow | undefined> {
  return (await listLatest(db, of))[0];
}

/** The newest licence in force of a type (by code or by name) that the holder has. */
export function findInForce(
  db: Reader,
  holder: { readonly kind: string; readonly number: string },
  type: string,
  today: string,
): Promise<LicenceRow | undefined> {
  return db.maybe(sql`select ${licenceColumns} from licences.licence l
    where l.holder_number = ${holder.number} and l.holder_kind = ${holder.kind} and (l.type_code = ${type} or l.type_name->>'zh' = ${type})
      and l.state = 'valid' and l.recalled_at is null and l.valid_from <= ${today}::date and (l.valid_to is null or l.valid_to >= ${today}::date)
    order by l.issued_at desc, l.version desc limit 1`);
}

export function findBrief(db: Reader, id: string): Promise<LicenceRow | undefined> {
  return db.maybe(sql`select ${licenceColumns} from licences.licence l where l.id = ${id}`);
}

export async function hasNumber(db: Reader, typeCode: string, number: string): Promise<boolean> {
  return (
    await db.one<{ any: boolean }>(
      sql`select exists (select from licences.licence where type_code = ${typeCode} and number = ${number}) as any`,
    )
  ).any;
}

/** Of these identifiers, those that are registered. */
export async function identifiersTaken(db: Reader, identifiers: readonly string[]): Promise<Set<string>> {
  const rows = await db.rows<{ identifier: string }>(
    sql`select identifier from licences.licence where identifier = any(${[...identifiers]})`,
  );
  return new Set(rows.map((r) => r.identifier));
}

/** Of these file keys, the ones that belong to a licence. */
export async function knownFileKeys(db: Reader, keys: readonly string[]): Promise<Set<string>> {
  const rows = await db.rows<{ key: string }>(
    sql`select file_key as key from licences.licence where file_key = any(${keys})
      union all select file_key from licences.copy where file_key = any(${keys})`,
  );
  return new Set(rows.map((r) => r.key));
}

/** As the licence directory has them. */
export function listDirectoryRows(
  db: Reader,
  ids: readonly string[],
): Promise<
  {
    identifier: string;
    name: string;
    typeCode: string;
    number: string;
    holderKind: 'person' | 'firm';
    holderName: string;
    holderNumber: string;
    region: string;
    office: string;
    officeName: string;
    issuedOn: string;
    inForce: boolean;
  }[]
> {
  return db.rows(sql`select identifier, type_name->>'zh' as name, type_code as "typeCode", number, holder_kind as "holderKind", holder_name as "holderName",
    holder_number as "holderNumber", region, office, office_name->>'zh' as "officeName",
    to_char(issued_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as "issuedOn", state in ('valid', 'suspended') as "inForce"
    from licences.licence where id = any(${[...ids]}) and state <> 'reserved'`);
}
