interface Text {
  readonly zh: string;
  readonly en: string;
}

/** 信息分级 (domain.md §1.5): how far the data of a licence can be relied on, and so what it may be used for. */
export type TrustGrade = 'A' | 'B' | 'C' | 'D';

/**
 * `share` with other bodies and by use codes · `copy` 加注件 · `show` 亮证 · `proof` without paper, in a decision · `prefill`: what is filled into a form from a
 * licence counts as proved, so it asks for the same.
 */
export const gradeUses = ['share', 'copy', 'show', 'proof', 'prefill'] as const;
export type GradeUse = (typeof gradeUses)[number];

interface GradeRule {
  /** How a licence comes by it. */
  readonly from: Text;
  readonly may: readonly GradeUse[];
  /** Why the other uses are refused, and what helps. */
  readonly refusal: Text;
  /** The watermark of a copy says what it was taken from. */
  readonly mark?: string;
  /** An official of the issuing office who has the paper before him makes it B. */
  readonly raisedByCheck: boolean;
}

const none = { zh: '', en: '' };

export const gradeRules: Readonly<Record<TrustGrade, GradeRule>> = {
  A: {
    from: { zh: '发证机关在本平台制发', en: 'Made by the issuing body on this platform' },
    may: gradeUses,
    refusal: none,
    raisedByCheck: false,
  },
  B: {
    from: { zh: '存量证照转换，已与原件核对', en: 'Converted from an earlier licence, compared with the original' },
    may: gradeUses,
    refusal: none,
    mark: '经核对与原件一致',
    raisedByCheck: false,
  },
  C: {
    from: {
      zh: '存量数据或图片转换，尚未与原件核对',
      en: 'Converted from data or pictures, not compared with the original yet',
    },
    may: [],
    refusal: {
      zh: '可信等级为 C 级：尚未与原件核对，不能共享、亮证、预填和代替证明材料。请持原件到发证机关核对，核对一致后升为 B 级即可使用。',
      en: 'Its trust grade is C: not compared with the original, so it is not shared, shown, filled into forms nor taken for proof. Show the paper to the issuing body; once compared it is B and can be used.',
    },
    raisedByCheck: true,
  },
  D: {
    from: { zh: '依持证人承诺的内容制发', en: 'Made of what its holder declared' },
    may: ['share', 'copy'],
    refusal: {
      zh: '可信等级为 D 级：内容由持证人承诺，可以按承诺共享，不能亮证、预填，也不能代替证明材料。',
      en: 'Its trust grade is D: its holder declared what it says. It may be shared as a declaration, not shown as a licence, filled into forms nor taken for proof.',
    },
    mark: '内容由持证人承诺',
    raisedByCheck: false,
  },
};

export type GradeAnswer = { readonly allowed: true } | { readonly allowed: false; readonly reason: Text };

export function mayUseGrade(grade: TrustGrade, use: GradeUse): GradeAnswer {
  const rule = gradeRules[grade];
  return rule.may.includes(use) ? { allowed: true } : { allowed: false, reason: rule.refusal };
}
