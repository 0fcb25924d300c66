import type { Reader, Tx } from '../../../kernel/db/database.ts';
import { jsonb, type Sql, sql } from '../../../kernel/db/sql.ts';
import type { ProcedureRow } from './rows.ts';

/** In the order they were begun. */
export function proceduresOf(caseId: string): Sql {
  return sql`select id, seq, kind, code, name, started_on as "startedOn", reason, started_by as "startedBy", started_by_name as "startedByName", days,
    expected_on as "expectedOn", ended_on as "endedOn", result, opinion, ended_by_name as "endedByName"
    from cases.special_procedure where case_id = ${caseId} order by seq`;
}

export function listProcedures(db: Reader, caseId: string): Promise<ProcedureRow[]> {
  return db.rows(proceduresOf(caseId));
}

export function insertProcedure(
  tx: Tx,
  p: ProcedureRow & { readonly caseId: string; readonly region: string; readonly endedBy?: string },
): void {
  tx.send(sql`insert into cases.special_procedure (id, case_id, region, seq, kind, code, name, started_on, reason, started_by, started_by_name, days, expected_on,
      ended_on, result, opinion, ended_by, ended_by_name)
    values (${p.id}, ${p.caseId}, ${p.region}, ${p.seq}, ${p.kind}, ${p.code}, ${jsonb(p.name)}::jsonb, ${p.startedOn}, ${p.reason}, ${p.startedBy},
      ${p.startedByName}, ${p.days}, ${p.expectedOn}, ${p.endedOn}, ${p.result}, ${p.opinion}, ${p.endedBy ?? null}, ${p.endedByName})`);
}

export function endProcedureRow(
  tx: Tx,
  id: string,
  end: {
    readonly on: string;
    readonly result: string;
    readonly opinion: string;
    readonly by: string;
    readonly byName: string;
  },
): void {
  tx.send(sql`update cases.special_procedure set ended_on = ${end.on}, result = ${end.result}, opinion = ${end.opinion}, ended_by = ${end.by},
    ended_by_name = ${end.byName} where id = ${id} and ended_on is null`);
}
