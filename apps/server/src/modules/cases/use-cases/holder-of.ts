import type { Holder } from '../../licences/index.ts';
import type { CaseRow } from '../store/rows.ts';

/** The applicant as the licence's holder. */
export function holderOf(row: CaseRow): Holder {
  return { kind: row.applicantKind, id: row.applicantId, name: row.applicantName, number: row.applicantNumber };
}
