import { type GradeUse, mayUseGrade, type TrustGrade } from '../domain/trust-grade.ts';
import { licencesErrors } from '../errors.ts';

/** @throws licences.grade_too_low with what would help */
export function assertGrade(licence: { readonly grade: TrustGrade }, use: GradeUse): void {
  const answer = mayUseGrade(licence.grade, use);
  if (!answer.allowed) throw licencesErrors.grade_too_low({ detail: answer.reason });
}
