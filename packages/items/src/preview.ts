import type { Text } from '@miaopi/forms';
import type { CaseInput } from './case-input.ts';
import type { CompiledCore } from './compile-core.ts';
import { type ConditionVerdict, type DossierRead, judge, type Verdict } from './judge.ts';
import type { LegalBasis } from './model.ts';

/** One condition as the companion panel shows it while the form is being filled. */
export interface PreviewCondition {
  readonly id: string;
  readonly text: Text;
  readonly verdict: ConditionVerdict;
  readonly basis: LegalBasis;
  /** Only when it is not met. */
  readonly remedy?: Text;
  readonly because: readonly Text[];
  readonly reads: readonly DossierRead[];
}

export interface Preview {
  readonly conditions: readonly PreviewCondition[];
  readonly met: number;
  /** Conditions that apply. */
  readonly of: number;
  /** What would happen if this were submitted now. */
  readonly verdict: Verdict;
}

/** How the conditions stand with the answers given so far: the very judgement, on part of the input. */
export function preview(item: CompiledCore, input: CaseInput): Preview {
  const dossier = judge(item, input);
  const conditions = dossier.conditions.map(({ id, text, verdict, basis, remedy, because, reads }) => ({
    id,
    text,
    verdict,
    basis,
    because,
    reads,
    ...(verdict === 'unmet' ? { remedy } : {}),
  }));
  const applying = conditions.filter((c) => c.verdict !== 'not-applicable');
  return {
    conditions,
    met: applying.filter((c) => c.verdict === 'met').length,
    of: applying.length,
    verdict: dossier.verdict,
  };
}
