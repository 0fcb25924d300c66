import type { CaseInput } from '@miaopi/items';
import { dayOf } from '../../kernel/clock.ts';
import { type GatheredEvidence, toAnswers } from './evidence.ts';
import type { CaseRow, FileRow } from './store/rows.ts';

const made = new WeakMap<FileRow, { readonly evidence: readonly GatheredEvidence[]; readonly input: CaseInput }>();

/** This is what `caseInputOf` answers for this file and this evidence: what was computed of it when it was filed is not computed again. */
export function keepInput(file: FileRow, evidence: readonly GatheredEvidence[], input: CaseInput): void {
  made.set(file, { evidence, input });
}

/**
 * What the item package judges: the file as it was handed in, the day it was, and the evidence there is. Of the same file and evidence it is the same object, so that
 * what is computed of it is computed once.
 */
export function caseInputOf(row: CaseRow, file: FileRow, evidence: readonly GatheredEvidence[]): CaseInput {
  const now = row.submittedAt.toISOString();
  const before = made.get(file);
  if (before?.evidence === evidence && before.input.now === now) return before.input;
  const input: CaseInput = {
    applicant: file.applicant.facts,
    agent: file.agent?.facts ?? null,
    answers: file.answers as CaseInput['answers'],
    evidence: toAnswers(evidence),
    today: dayOf(row.submittedAt),
    now,
  };
  made.set(file, { evidence, input });
  return input;
}
