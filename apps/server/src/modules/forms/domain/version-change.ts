import { type Answers, diffForms } from '@miaopi/forms';
import { type CompiledItem, canonicalJson } from '@miaopi/items';
import type { Text } from '../../../kernel/text.ts';
import { noonOf } from './draft-input.ts';

export interface Change {
  readonly name: string;
  readonly section?: string;
  readonly label: Text;
  readonly kind: string;
  readonly message: Text;
}

/** What a newer version of the form means for this draft. */
export interface FormChanged {
  readonly from: number;
  readonly to: number;
  readonly changes: readonly Change[];
}

/** Versions that ask and judge alike: a draft of the one may be filed under the other. */
export function sameQuestions(a: CompiledItem, b: CompiledItem): boolean {
  return (
    canonicalJson([a.core.form, a.core.decision, a.core.evidence]) ===
    canonicalJson([b.core.form, b.core.decision, b.core.evidence])
  );
}

/** F085: a draft walked to a newer version, with the answers carried over and everything that changed for this person. */
export function walkTo(
  before: CompiledItem,
  after: CompiledItem,
  answers: Answers,
  today: string,
): { readonly answers: Answers; readonly formChanged: FormChanged | null } {
  const diff = diffForms(before.core.form, after.core.form, answers, { env: { now: noonOf(today) } });
  const changes: Change[] = [
    // an answer that falls away with its question is told once
    ...diff.changes.filter((c) => c.kind !== 'removed' || !diff.dropped.some((d) => d.path === c.name)),
    ...diff.dropped.map((d) => ({
      name: d.path,
      label: d.label,
      kind: 'dropped',
      message: {
        zh: `${d.label.zh}：原来填写的内容没有带过来（${d.why.zh}）`,
        en: `${d.label.en}: your earlier answer was not carried over (${d.why.en})`,
      },
    })),
  ];
  if (changes.length === 0 && !sameQuestions(before, after))
    changes.push({
      name: '',
      kind: 'rulesChanged',
      label: { zh: '办理条件', en: 'Conditions' },
      message: { zh: '办理条件或核验方式已更新', en: 'The conditions or the look-ups were updated' },
    });
  return {
    answers: diff.answers,
    formChanged:
      changes.length === 0 ? null : { from: before.package.item.version, to: after.package.item.version, changes },
  };
}
