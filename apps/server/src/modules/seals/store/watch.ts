import type { Reader, Tx } from '../../../kernel/db/database.ts';
import { sql } from '../../../kernel/db/sql.ts';
import type { Drift, HourCount } from '../domain/drift.ts';

/** Uses by hour of the last 29 days, hours counted in Beijing time; of one seal. */
export function hourCounts(db: Reader, sealId: string, now: Date): Promise<HourCount[]> {
  return db.rows(sql`select floor(extract(epoch from sealed_at + interval '8 hours') / 3600)::int as hour, count(*)::int as uses from seals.ledger
    where seal_id = ${sealId} and at > ${now}::timestamptz - interval '30 days' group by 1 order by 1`);
}

/** The same without the uses of plans: what the usual is made of, and measured against. */
export function unplannedHours(db: Reader, sealId: string, now: Date): Promise<HourCount[]> {
  return db.rows(sql`select hour, sum(uses)::int as uses from (
      select floor(extract(epoch from sealed_at + interval '8 hours') / 3600)::int as hour, 1 as uses from seals.ledger
        where seal_id = ${sealId} and at > ${now}::timestamptz - interval '30 days'
      union all select hour, -uses from seals.planned_hour where seal_id = ${sealId}
    ) u group by hour having sum(uses) > 0 order by hour`);
}

/** Seals used within the last hour and a bit: only those are looked at. */
export function usedLately(db: Reader, now: Date): Promise<{ id: string }[]> {
  return db.rows(sql`select s.id from seals.seal s where s.state = 'in-use' and exists (
    select from seals.ledger l where l.seal_id = s.id and l.at > ${now}::timestamptz - interval '70 minutes')`);
}

export interface AlarmRow {
  readonly id: string;
  readonly sealId: string;
  readonly sealName: string;
  readonly principalId: string;
  readonly principalName: string;
  readonly kind: Drift['kind'];
  readonly raisedAt: Date;
  readonly from: Date;
  readonly to: Date;
  readonly observed: number;
  readonly usual: number;
  readonly bound: number;
  readonly suspended: boolean;
  readonly acknowledgedAt: Date | null;
  readonly acknowledgedByName: string | null;
  readonly note: string | null;
}

/** @returns false when this window has raised its alarm already */
export async function insertAlarm(
  tx: Tx,
  a: Drift & {
    readonly id: string;
    readonly sealId: string;
    readonly now: Date;
    readonly from: Date;
    readonly to: Date;
    readonly suspended: boolean;
  },
): Promise<boolean> {
  return (
    (await tx.run(sql`insert into seals.alarm (id, seal_id, kind, raised_at, window_from, window_to, observed, usual, bound, suspended)
      values (${a.id}, ${a.sealId}, ${a.kind}, ${a.now}, ${a.from}, ${a.to}, ${a.observed}, ${a.usual}, ${a.bound}, ${a.suspended}) on conflict do nothing`)) ===
    1
  );
}

const columns = sql`a.id, a.seal_id as "sealId", s.name as "sealName", s.principal_id as "principalId", s.principal_name as "principalName", a.kind,
  a.raised_at as "raisedAt", a.window_from as "from", a.window_to as "to", a.observed, a.usual, a.bound, a.suspended,
  a.acknowledged_at as "acknowledgedAt", a.acknowledged_by_name as "acknowledgedByName", a.note`;

export function listAlarms(db: Reader, office: string | undefined): Promise<AlarmRow[]> {
  return db.rows(sql`select ${columns} from seals.alarm a join seals.seal s on s.id = a.seal_id
    where ${office ?? null}::text is null or s.principal_id = ${office ?? null}
    order by a.acknowledged_at is not null, a.raised_at desc limit 200`);
}

export function findAlarm(db: Reader, id: string): Promise<AlarmRow | undefined> {
  return db.maybe(sql`select ${columns} from seals.alarm a join seals.seal s on s.id = a.seal_id where a.id = ${id}`);
}

export async function acknowledgeRow(
  tx: Tx,
  a: { readonly id: string; readonly by: string; readonly byName: string; readonly now: Date; readonly note: string },
): Promise<boolean> {
  return (
    (await tx.run(sql`update seals.alarm set acknowledged_at = ${a.now}, acknowledged_by = ${a.by}, acknowledged_by_name = ${a.byName}, note = ${a.note}
      where id = ${a.id} and acknowledged_at is null`)) === 1
  );
}

export async function alarmSuspends(db: Reader, sealId: string): Promise<boolean> {
  return (await db.one<{ on: boolean }>(sql`select alarm_suspends as on from seals.seal where id = ${sealId}`)).on;
}

export async function setAlarmSuspends(tx: Tx, sealId: string, on: boolean): Promise<void> {
  await tx.run(sql`update seals.seal set alarm_suspends = ${on} where id = ${sealId}`);
}

export interface LedgerRow {
  readonly id: string;
  readonly chain: number;
  readonly seq: number;
  readonly mode: string | null;
  readonly documentKind: string | null;
  readonly documentId: string | null;
  readonly licenceId: string | null;
  readonly caseId: string | null;
  readonly digest: string;
  readonly page: number;
  readonly x: number;
  readonly y: number;
  readonly sealedAt: Date;
  readonly operator: string;
  readonly personName: string | null;
  readonly grantId: string | null;
  readonly hash: Buffer;
  readonly recalled: boolean;
}

/** Newest first, `limit` before the instant given. */
export function listLedger(
  db: Reader,
  q: { readonly sealId: string; readonly before: Date; readonly limit: number },
): Promise<LedgerRow[]> {
  return db.rows(sql`select l.id, l.chain, l.seq, l.mode, l.document_kind as "documentKind", l.document_id as "documentId", l.licence_id as "licenceId",
      l.case_id as "caseId", l.digest, l.page, l.x, l.y, l.sealed_at as "sealedAt", l.operator, l.person_name as "personName", l.grant_id as "grantId", l.hash,
      exists (select from seals.recalled r where r.ledger_id = l.id) as recalled
    from seals.ledger l where l.seal_id = ${q.sealId} and l.at < ${q.before} order by l.at desc limit ${q.limit}`);
}
