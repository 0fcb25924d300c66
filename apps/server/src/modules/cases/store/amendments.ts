import type { Reader, Tx } from '../../../kernel/db/database.ts';
import { jsonb, type Sql, sql } from '../../../kernel/db/sql.ts';
import type { AmendmentRow, CaseRow } from './rows.ts';

/** What became of the decision of a case, in the order it was proposed. */
export function amendmentsOf(caseId: string): Sql {
  return sql`select id, nth, kind, ground, reason, content, proposed_by as "proposedBy", proposed_by_name as "proposedByName",
    proposed_by_number as "proposedByNumber", proposed_by_head as "proposedByHead", proposed_at as "proposedAt", answer_until as "answerUntil", answer,
    wants_hearing as "wantsHearing", answered_by_name as "answeredByName", answered_at as "answeredAt", state, decided_by_name as "decidedByName",
    decided_at as "decidedAt", decision_note as "decisionNote" from cases.amendment where case_id = ${caseId} order by nth`;
}

export function listAmendments(db: Reader, caseId: string): Promise<AmendmentRow[]> {
  return db.rows(amendmentsOf(caseId));
}

export function insertAmendment(
  tx: Tx,
  row: Pick<CaseRow, 'id' | 'region'>,
  m: Pick<
    AmendmentRow,
    | 'id'
    | 'nth'
    | 'kind'
    | 'ground'
    | 'reason'
    | 'content'
    | 'proposedBy'
    | 'proposedByName'
    | 'proposedByNumber'
    | 'proposedByHead'
    | 'proposedAt'
    | 'answerUntil'
  >,
  /** A re-opening takes effect with its entry. */
  done = false,
): void {
  tx.send(sql`insert into cases.amendment (id, case_id, region, nth, kind, ground, reason, content, proposed_by, proposed_by_name, proposed_by_number,
      proposed_by_head, proposed_at, answer_until, state, decided_by, decided_by_name, decided_at)
    values (${m.id}, ${row.id}, ${row.region}, ${m.nth}, ${m.kind}, ${m.ground}, ${m.reason}, ${jsonb(m.content)}::jsonb, ${m.proposedBy}, ${m.proposedByName},
      ${m.proposedByNumber}, ${m.proposedByHead}, ${m.proposedAt}, ${m.answerUntil}, ${done ? 'done' : 'open'}, ${done ? m.proposedBy : null},
      ${done ? m.proposedByName : null}, ${done ? m.proposedAt : null})`);
}

export function answerAmendment(
  tx: Tx,
  id: string,
  said: {
    readonly text: string;
    readonly hearing: boolean;
    readonly by: string;
    readonly byName: string;
    readonly at: Date;
  },
): void {
  tx.send(sql`update cases.amendment set answer = ${said.text}, wants_hearing = ${said.hearing}, answered_by = ${said.by}, answered_by_name = ${said.byName},
      answered_at = ${said.at} where id = ${id} and state = 'open' and answered_at is null`);
}

export function decideAmendment(
  tx: Tx,
  id: string,
  end: {
    readonly state: 'done' | 'refused' | 'dropped';
    readonly by: string;
    readonly byName: string;
    readonly at: Date;
    readonly note: string | null;
  },
): void {
  tx.send(sql`update cases.amendment set state = ${end.state}, decided_by = ${end.by}, decided_by_name = ${end.byName}, decided_at = ${end.at},
      decision_note = ${end.note} where id = ${id} and state = 'open'`);
}

/** The licence of a case is the corrected version from now on. */
export async function followReissue(tx: Tx, former: string, by: string): Promise<void> {
  await tx.run(sql`update cases.case c set licence_id = ${by} where c.licence_id = ${former}
    and exists (select from cases.document d where d.case_id = c.id and d.kind = 'rectification' and d.content->>'made' = ${by})`);
}
