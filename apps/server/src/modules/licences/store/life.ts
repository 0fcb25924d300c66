import type { Reader, Tx } from '../../../kernel/db/database.ts';
import { and, jsonb, sql } from '../../../kernel/db/sql.ts';
import { newId } from '../../../kernel/ids.ts';
import type { Text } from '../../../kernel/text.ts';
import type { StoredState } from '../domain/licence-state.ts';
import type { TrustGrade } from '../domain/trust-grade.ts';
import { fileColumns, type IssuedRow, licenceColumns } from './rows.ts';

export interface OfficeFilter {
  readonly office: string;
  readonly limit: number;
  readonly state?: string;
  readonly typeCode?: string;
  /** Beginning of the number or of the holder's name, the whole identifier or the holder's whole number. */
  readonly words?: string;
  readonly today: string;
  readonly after?: { readonly at: Date; readonly id: string };
}

/** An office's own licences, the newest first. */
export function listOfOffice(db: Reader, f: OfficeFilter): Promise<IssuedRow[]> {
  const start = `${(f.words ?? '').replace(/[\\%_]/g, '\\$&')}%`;
  return db.rows(
    sql`select ${licenceColumns}, ${fileColumns} from licences.licence l where ${and([
      sql`l.office = ${f.office} and l.state <> 'reserved'`,
      f.typeCode !== undefined && sql`l.type_code = ${f.typeCode}`,
      f.words !== undefined &&
        sql`(l.number like ${start} or l.holder_name like ${start} or l.identifier = ${f.words} or l.holder_number = ${f.words})`,
      stateCondition(f),
      f.after && sql`(l.issued_at, l.id) < (${f.after.at}, ${f.after.id})`,
    ])} order by l.issued_at desc, l.id desc limit ${f.limit}`,
  );
}

/** Validity in time is computed, so three of the states as shown are one as stored. */
function stateCondition({ state, today }: OfficeFilter) {
  switch (state) {
    case undefined:
      return undefined;
    case 'recalled':
      return sql`l.recalled_at is not null and l.state in ('valid', 'suspended')`;
    case 'valid':
      return sql`l.state = 'valid' and l.valid_from <= ${today}::date and (l.valid_to is null or l.valid_to >= ${today}::date)`;
    case 'not-yet-valid':
      return sql`l.state = 'valid' and l.valid_from > ${today}::date`;
    case 'expired':
      return sql`l.state = 'valid' and l.valid_to < ${today}::date`;
    default:
      return sql`l.state = ${state}`;
  }
}

export function listTypesOfOffice(
  db: Reader,
  office: string,
): Promise<{ typeCode: string; name: Text; count: number }[]> {
  return db.rows(sql`select type_code as "typeCode", (array_agg(type_name))[1] as name, count(*)::int as count from licences.licence
    where office = ${office} and state <> 'reserved' group by type_code order by count(*) desc limit 100`);
}

export function findOfOffice(db: Reader, id: string, office: string): Promise<IssuedRow | undefined> {
  return db.maybe(sql`select ${licenceColumns}, ${fileColumns} from licences.licence l
    where l.id = ${id} and l.office = ${office} and l.state <> 'reserved'`);
}

export function lockOfOffice(tx: Tx, id: string, office: string): Promise<IssuedRow | undefined> {
  return tx.maybe(sql`select ${licenceColumns}, ${fileColumns} from licences.licence l
    where l.id = ${id} and l.office = ${office} and l.state <> 'reserved' for update`);
}

/** The version that took its place, known or being made. */
export function findSuccessor(
  db: Reader,
  id: string,
): Promise<{ id: string; identifier: string; state: StoredState } | undefined> {
  return db.maybe(
    sql`select id, identifier, state from licences.licence where replaces = ${id} and set_aside_at is null`,
  );
}

/** A licence that another version took the place of, locked, with what ended it: `change` by a case, or a version made without one. Undefined when it is in any other state. */
export async function findChanged(tx: Tx, id: string): Promise<{ row: IssuedRow; by: string | null } | undefined> {
  const row = await tx.maybe<IssuedRow>(sql`select ${licenceColumns}, ${fileColumns} from licences.licence l
    where l.id = ${id} and l.state = 'changed' for update`);
  if (!row) return undefined;
  const last = await tx.maybe<{ action: string | null }>(
    sql`select action from licences.state_change where licence_id = ${id} and state = 'changed' order by at desc, id desc limit 1`,
  );
  return { row, by: last?.action ?? null };
}

/** These versions take nobody's place any more, and the former one is replaced no more. */
export async function setAside(tx: Tx, ids: readonly string[], former: string, now: Date): Promise<void> {
  await tx.run(sql`update licences.licence set set_aside_at = case when id = ${former} then set_aside_at else ${now}::timestamptz end,
      replaced_at = case when id = ${former} then null else replaced_at end
    where id = any(${[...ids, former]})`);
}

export interface LifeChange {
  readonly licenceId: string;
  readonly region: string;
  readonly at: Date;
  readonly state: StoredState;
  readonly action: string;
  readonly reason: Text;
  readonly ground: string | null;
  readonly note: string | null;
  readonly document: string | null;
  readonly operator: string;
  readonly operatorName: string | null;
  readonly confirmedBy: string | null;
  readonly confirmedName: string | null;
}

/** New state and its row of history in one statement. */
export async function changeState(tx: Tx, c: LifeChange): Promise<void> {
  await tx.run(sql`with changed as (update licences.licence set state = ${c.state} where id = ${c.licenceId})
    insert into licences.state_change (id, licence_id, region, at, state, operator, reason, action, ground, note, document, operator_name, confirmed_by, confirmed_name)
    values (${newId()}, ${c.licenceId}, ${c.region}, ${c.at}, ${c.state}, ${c.operator}, ${jsonb(c.reason)}, ${c.action}, ${c.ground}, ${c.note},
      ${c.document}, ${c.operatorName}, ${c.confirmedBy}, ${c.confirmedName})`);
}

export async function setGrade(tx: Tx, licenceId: string, grade: TrustGrade): Promise<void> {
  await tx.run(sql`update licences.licence set grade = ${grade} where id = ${licenceId}`);
}

export interface HistoryRow {
  readonly at: Date;
  readonly state: StoredState;
  readonly reason: Text | null;
  readonly action: string | null;
  readonly ground: string | null;
  readonly note: string | null;
  readonly document: string | null;
  readonly operator: string;
  readonly operatorName: string | null;
  readonly confirmedName: string | null;
}

/** Everything that happened to it, the oldest first. */
export function listHistory(db: Reader, licenceId: string): Promise<HistoryRow[]> {
  return db.rows(sql`select at, state, reason, action, ground, note, document, operator, operator_name as "operatorName", confirmed_name as "confirmedName"
    from licences.state_change where licence_id = ${licenceId} order by at, id`);
}

/** Marks licences whose seal was used wrongly; those marked before keep their mark. */
export function markRecalled(
  tx: Tx,
  ids: readonly string[],
  mark: { readonly at: Date; readonly reason: unknown },
): Promise<{ id: string; holderKind: 'person' | 'firm'; holderId: string; number: string; typeName: Text }[]> {
  return tx.rows(sql`update licences.licence set recalled_at = ${mark.at}, recall_reason = ${jsonb(mark.reason)}
    where id = any(${ids}) and recalled_at is null and state in ('valid', 'suspended')
    returning id, holder_kind as "holderKind", holder_id as "holderId", number, type_name as "typeName"`);
}
