import { describe, expect, it } from 'vitest';
import {
  type GradeUse,
  gradeRules,
  gradeUses,
  mayUseGrade,
  type TrustGrade,
} from '../../src/modules/licences/domain/trust-grade.ts';

/** Written from domain.md §1.5, not from the code. */
const allowed: Readonly<Record<TrustGrade, readonly GradeUse[]>> = {
  A: ['share', 'copy', 'show', 'proof', 'prefill'],
  B: ['share', 'copy', 'show', 'proof', 'prefill'],
  C: [],
  D: ['share', 'copy'],
};

describe('trust grades', () => {
  it.each((['A', 'B', 'C', 'D'] as const).flatMap((grade) => gradeUses.map((use) => ({ grade, use }))))(
    'F218: grade $grade for $use',
    ({ grade, use }) => {
      const answer = mayUseGrade(grade, use);
      expect(answer.allowed).toBe(allowed[grade].includes(use));
      if (!answer.allowed) for (const text of Object.values(answer.reason)) expect(text.length).toBeGreaterThan(20);
    },
  );

  it('F218: only what was not compared is raised by comparing it', () => {
    expect(Object.entries(gradeRules).flatMap(([grade, rule]) => (rule.raisedByCheck ? [grade] : []))).toEqual(['C']);
  });
});
