import type { CaseInput } from '@miaopi/items';
import { dayOf } from '../../kernel/clock.ts';
import { type GatheredEvidence, toAnswers } from './evidence.ts';
import type { CaseRow, FileRow } from './store/rows.ts';

/** What the item package judges: the file as it was handed in, the day it was, and the evidence there is. */
export function caseInputOf(row: CaseRow, file: FileRow, evidence: readonly GatheredEvidence[]): CaseInput {
  return {
    applicant: file.applicant.facts,
    agent: file.agent?.facts ?? null,
    answers: file.answers as CaseInput['answers'],
    evidence: toAnswers(evidence),
    today: dayOf(row.submittedAt),
    now: row.submittedAt.toISOString(),
  };
}
