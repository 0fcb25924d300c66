import type { Reader, Tx } from '../../../kernel/db/database.ts';
import { sql } from '../../../kernel/db/sql.ts';

export interface PersonRow {
  readonly id: string;
  readonly name: string;
  readonly idNumber: string;
  readonly birthDate: string;
  readonly gender: '男' | '女';
  readonly mobile: string | null;
  readonly passwordHash: string | null;
  readonly agreementVersion: number | null;
  readonly agreementAt: Date | null;
  readonly disabledAt: Date | null;
}

export interface FirmRow {
  readonly id: string;
  readonly name: string;
  readonly uscc: string;
  readonly type: string;
  readonly address: string;
  readonly legalName: string;
  readonly legalIdNumber: string;
  readonly disabledAt: Date | null;
}

export interface StaffRow {
  readonly id: string;
  readonly account: string;
  readonly name: string;
  readonly number: string;
  readonly office: string;
  readonly region: string;
  readonly roles: string[];
  readonly passwordHash: string;
  readonly disabledAt: Date | null;
}

export interface OfficeRow {
  readonly uscc: string;
  readonly name: { readonly zh: string; readonly en: string };
  readonly region: string;
  readonly phone: string | null;
  readonly address: string | null;
}

const person = sql`id, name, id_number as "idNumber", birth_date as "birthDate", gender, mobile, password_hash as "passwordHash",
  agreement_version as "agreementVersion", agreement_at as "agreementAt", disabled_at as "disabledAt"`;
const firm = sql`id, name, uscc, type, address, legal_name as "legalName", legal_id_number as "legalIdNumber", disabled_at as "disabledAt"`;
const staff = sql`id, account, name, number, office, region, roles, password_hash as "passwordHash", disabled_at as "disabledAt"`;

/** By ID number, mobile, or the USCC of a firm (its legal representative). */
export function findPersonByAccount(db: Reader, account: string): Promise<PersonRow | undefined> {
  return db.maybe(sql`select ${person} from identity.person where id_number = ${account} or mobile = ${account}
    or id_number = (select legal_id_number from identity.firm where uscc = ${account}) limit 1`);
}

export function findPerson(db: Reader, id: string): Promise<PersonRow | undefined> {
  return db.maybe(sql`select ${person} from identity.person where id = ${id}`);
}

export function findPersonByNumber(db: Reader, idNumber: string): Promise<PersonRow | undefined> {
  return db.maybe(sql`select ${person} from identity.person where id_number = ${idNumber}`);
}

/** Accounts of these ID numbers or USCCs. */
export function listByNumbers(
  db: Reader,
  kind: 'person' | 'firm',
  numbers: readonly string[],
): Promise<{ number: string; id: string; name: string }[]> {
  return db.rows(
    kind === 'person'
      ? sql`select id_number as number, id, name from identity.person where id_number = any(${[...numbers]})`
      : sql`select uscc as number, id, name from identity.firm where uscc = any(${[...numbers]})`,
  );
}

export function findFirm(db: Reader, id: string): Promise<FirmRow | undefined> {
  return db.maybe(sql`select ${firm} from identity.firm where id = ${id}`);
}

export function findFirmByUscc(db: Reader, uscc: string): Promise<FirmRow | undefined> {
  return db.maybe(sql`select ${firm} from identity.firm where uscc = ${uscc}`);
}

export function listFirmsOfLegalRepresentative(db: Reader, idNumber: string): Promise<FirmRow[]> {
  return db.rows(
    sql`select ${firm} from identity.firm where legal_id_number = ${idNumber} and disabled_at is null order by name`,
  );
}

/** The firm's legal representative, when he has an account. */
export function findLegalRepresentative(db: Reader, firmId: string): Promise<{ id: string } | undefined> {
  return db.maybe(
    sql`select p.id from identity.firm f join identity.person p on p.id_number = f.legal_id_number where f.id = ${firmId}`,
  );
}

export function findStaffByAccount(db: Reader, account: string): Promise<StaffRow | undefined> {
  return db.maybe(sql`select ${staff} from identity.staff where account = ${account}`);
}

export function findStaff(db: Reader, id: string): Promise<StaffRow | undefined> {
  return db.maybe(sql`select ${staff} from identity.staff where id = ${id}`);
}

/** Ids of an office's officials who have a role and may sign in. */
export async function listOfficials(db: Reader, office: string, role: string): Promise<string[]> {
  const rows = await db.rows<{ id: string }>(
    sql`select id from identity.staff where office = ${office} and ${role} = any(roles) and disabled_at is null order by id limit 200`,
  );
  return rows.map((r) => r.id);
}

export function findOffice(db: Reader, uscc: string): Promise<OfficeRow | undefined> {
  return db.maybe(
    sql`select uscc, jsonb_build_object('zh', name_zh, 'en', name_en) as name, region, phone, address from identity.office where uscc = ${uscc}`,
  );
}

export interface Colleague {
  readonly id: string;
  readonly name: string;
  readonly number: string;
  readonly roles: readonly string[];
}

/** Officials of an office whose accounts are in force, by their number; at most 500. */
export function listColleagues(db: Reader, office: string): Promise<Colleague[]> {
  return db.rows(
    sql`select id, name, number, roles from identity.staff where office = ${office} and disabled_at is null order by number limit 500`,
  );
}

/** Offices of the installation by name; at most 1000. */
export function listOffices(db: Reader): Promise<Pick<OfficeRow, 'uscc' | 'name'>[]> {
  return db.rows(
    sql`select uscc, jsonb_build_object('zh', name_zh, 'en', name_en) as name from identity.office order by name_zh limit 1000`,
  );
}

/** Offices that are service centres, with their region; at most 1000. */
export function listServiceCentres(db: Reader): Promise<{ readonly uscc: string; readonly region: string }[]> {
  return db.rows(sql`select uscc, region from identity.office where service_centre order by uscc limit 1000`);
}

export async function insertOffice(
  tx: Tx,
  o: OfficeRow & { readonly kind: string; readonly serviceCentre: boolean },
): Promise<void> {
  await tx.run(sql`insert into identity.office (uscc, name_zh, name_en, region, kind, phone, address, service_centre)
    values (${o.uscc}, ${o.name.zh}, ${o.name.en}, ${o.region}, ${o.kind}, ${o.phone}, ${o.address}, ${o.serviceCentre})
    on conflict (uscc) do update set name_zh = excluded.name_zh, name_en = excluded.name_en, phone = excluded.phone, address = excluded.address,
      service_centre = excluded.service_centre`);
}

/** @returns false when the ID number or the mobile has an account already. */
export async function insertPerson(
  tx: Tx,
  p: Omit<PersonRow, 'disabledAt'> & { readonly verifiedBy: string },
): Promise<boolean> {
  return (
    (await tx.run(sql`insert into identity.person
      (id, name, id_number, birth_date, gender, mobile, password_hash, verified_by, agreement_version, agreement_at)
      values (${p.id}, ${p.name}, ${p.idNumber}, ${p.birthDate}, ${p.gender}, ${p.mobile}, ${p.passwordHash}, ${p.verifiedBy},
        ${p.agreementVersion}, ${p.agreementAt}) on conflict do nothing`)) === 1
  );
}

/** @returns false when the person has accepted this version or a later one already. */
export async function acceptAgreement(tx: Tx, personId: string, version: number, now: Date): Promise<boolean> {
  return (
    (await tx.run(sql`update identity.person set agreement_version = ${version}, agreement_at = ${now}
      where id = ${personId} and (agreement_at is null or coalesce(agreement_version, 0) < ${version})`)) === 1
  );
}

export async function insertFirm(tx: Tx, f: Omit<FirmRow, 'disabledAt'>): Promise<boolean> {
  return (
    (await tx.run(sql`insert into identity.firm (id, name, uscc, type, address, legal_name, legal_id_number)
      values (${f.id}, ${f.name}, ${f.uscc}, ${f.type}, ${f.address}, ${f.legalName}, ${f.legalIdNumber}) on conflict do nothing`)) ===
    1
  );
}

export async function insertStaff(tx: Tx, s: Omit<StaffRow, 'disabledAt'>): Promise<boolean> {
  return (
    (await tx.run(sql`insert into identity.staff (id, account, name, number, office, region, roles, password_hash)
      values (${s.id}, ${s.account}, ${s.name}, ${s.number}, ${s.office}, ${s.region}, ${s.roles}, ${s.passwordHash}) on conflict do nothing`)) ===
    1
  );
}
