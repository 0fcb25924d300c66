import type { PrefillSources, SourceAnswer } from '@miaopi/forms';
import type { CaseInput } from './case-input.ts';
import type { CompiledCore } from './compile-core.ts';

/**
 * What `prefill` of the form takes, made of the evidence gathered so far: answers of registers under `evidence.<name>`, drawn licences
 * under `licence.<name>`, both by the name of the evidence in the package. Only what was found fills anything.
 */
export function prefillSources(
  item: CompiledCore,
  given: { readonly account?: SourceAnswer; readonly earlier?: SourceAnswer; readonly evidence: CaseInput['evidence'] },
): PrefillSources {
  const evidence: Record<string, SourceAnswer> = {};
  const licence: Record<string, SourceAnswer> = {};
  for (const { evidence: e } of item.evidence) {
    const answer = Object.hasOwn(given.evidence, e.name) ? given.evidence[e.name] : undefined;
    if (answer?.status !== 'found') continue;
    const from =
      'licence' in e.from ? { zh: `电子证照库·${e.label.zh}`, en: `Licence library: ${e.label.en}` } : e.office;
    const group = 'licence' in e.from ? licence : evidence;
    group[e.name] = { values: answer.data ?? {}, from, at: answer.source?.at ?? '' };
  }
  const { account, earlier } = given;
  return { evidence, licence, ...(account ? { account } : {}), ...(earlier ? { earlier } : {}) };
}
