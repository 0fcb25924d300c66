import type { CompiledForm } from './compiled-form.ts';
import type { FormState } from './form-state.ts';
import type { Answers, AnswerValue } from './model.ts';

/**
 * The answers that may be kept and judged: visible fields that could be read, computed ones computed here. Nothing else a client sent
 * survives. The server calls this on every submission and trusts nothing besides.
 */
export function cleanAnswers(form: CompiledForm, state: FormState): Answers {
  const out: Record<string, AnswerValue> = {};
  for (const { section } of form.sections) {
    if (state.sections.get(section.name)?.visible !== true) continue;
    if (section.repeat === undefined) Object.assign(out, keptFields(section.fields, state, ''));
    else {
      const count = state.sections.get(section.name)?.items ?? 0;
      out[section.name] = Array.from({ length: count }, (_, i) =>
        keptFields(section.fields, state, `${section.name}.${i}.`),
      );
    }
  }
  return out;
}

function keptFields(
  fields: readonly { readonly name: string }[],
  state: FormState,
  prefix: string,
): Record<string, AnswerValue> {
  const out: Record<string, AnswerValue> = {};
  for (const { name } of fields) {
    const field = state.fields.get(prefix + name);
    if (field?.visible === true && field.clean !== null) out[name] = field.clean;
  }
  return out;
}
