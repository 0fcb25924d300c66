import type { Reader, Tx } from '../../../kernel/db/database.ts';
import { sql } from '../../../kernel/db/sql.ts';

export interface StandInRow {
  readonly id: string;
  readonly absent: string;
  readonly absentName: string;
  readonly deputy: string;
  readonly deputyName: string;
  /** yyyy-mm-dd, both within. */
  readonly fromOn: string;
  readonly toOn: string;
  readonly reason: string;
}

const columns = sql`id, absent, absent_name as "absentName", deputy, deputy_name as "deputyName", from_on as "fromOn", to_on as "toOn", reason`;

/** Whose tasks this official may do on that day. */
export function absentOf(
  db: Reader,
  deputy: string,
  today: string,
): Promise<{ readonly id: string; readonly name: string }[]> {
  return db.rows(sql`select distinct absent as id, absent_name as name from cases.stand_in
    where deputy = ${deputy} and from_on <= ${today} and to_on >= ${today} and ended_at is null`);
}

/** Those that are, or will be, in force. */
export function listStandIns(db: Reader, office: string, today: string): Promise<StandInRow[]> {
  return db.rows(
    sql`select ${columns} from cases.stand_in where office = ${office} and to_on >= ${today} and ended_at is null order by from_on, id limit 200`,
  );
}

/** Whether it is recorded already that this deputy acts for the absent one on all these days; nobody else records any of his until this transaction has ended. */
export async function standsInAlready(
  tx: Tx,
  s: Pick<StandInRow, 'absent' | 'deputy' | 'fromOn' | 'toOn'>,
): Promise<boolean> {
  await tx.rows(sql`select pg_advisory_xact_lock(hashtextextended(${`cases.stand_in ${s.deputy}`}, 0))`);
  return (
    (await tx.maybe(sql`select 1 from cases.stand_in where absent = ${s.absent} and deputy = ${s.deputy} and from_on <= ${s.fromOn} and to_on >= ${s.toOn}
      and ended_at is null`)) !== undefined
  );
}

export function insertStandIn(
  tx: Tx,
  s: StandInRow & {
    readonly region: string;
    readonly office: string;
    readonly at: Date;
    readonly by: string;
    readonly byName: string;
  },
): void {
  tx.send(sql`insert into cases.stand_in (id, region, office, absent, absent_name, deputy, deputy_name, from_on, to_on, reason, recorded_at, recorded_by,
      recorded_by_name)
    values (${s.id}, ${s.region}, ${s.office}, ${s.absent}, ${s.absentName}, ${s.deputy}, ${s.deputyName}, ${s.fromOn}, ${s.toOn}, ${s.reason}, ${s.at},
      ${s.by}, ${s.byName})`);
}

/** @returns false when the office has no such one in force */
export async function endStandIn(tx: Tx, office: string, id: string, now: Date): Promise<boolean> {
  return (
    (await tx.run(
      sql`update cases.stand_in set ended_at = ${now} where id = ${id} and office = ${office} and ended_at is null`,
    )) === 1
  );
}
