import type { CompiledForm, FormIssue, FormState } from '@miaopi/forms';
import type { Issue } from '../../../kernel/errors.ts';
import type { Text } from '../../../kernel/text.ts';

/** How many are told at once; who sends more has not filled in a form. */
const most = 200;

/** What is wrong with what was filled in, each naming its field. */
export function faultsOf(form: CompiledForm, state: FormState, further: readonly FormIssue[] = []): Issue[] {
  return [...state.errors, ...further].slice(0, most).map((issue) => named(form, issue));
}

/** The same and what is still missing. */
export function gapsOf(form: CompiledForm, state: FormState, further: readonly FormIssue[] = []): Issue[] {
  return [...state.errors, ...state.missing, ...further].slice(0, most).map((issue) => named(form, issue));
}

function named(form: CompiledForm, { path, code, message }: FormIssue): Issue {
  const label = labelOf(form, path);
  return { path, code, message: { zh: `${label.zh}：${message.zh}`, en: `${label.en}: ${message.en}` } };
}

/** Label of a field, `分区.0.字段` included; a section's title; else the path itself. */
export function labelOf(form: CompiledForm, path: string): Text {
  const [name = path, index, inner] = path.split('.');
  for (const { section } of form.sections) {
    if (section.repeat !== undefined && section.name === name) {
      const field = section.fields.find((f) => f.name === inner);
      if (!field) return section.title;
      const number = Number(index) + 1;
      return {
        zh: `${section.repeat.item.zh}${number}·${field.label.zh}`,
        en: `${section.repeat.item.en} ${number}, ${field.label.en}`,
      };
    }
    if (section.repeat === undefined) {
      const field = section.fields.find((f) => f.name === name);
      if (field) return field.label;
    }
  }
  return { zh: path, en: path };
}

/** How far a person is: fields to be filled in, and those that are. */
export function progressOf(state: FormState): { readonly filled: number; readonly fields: number } {
  let filled = 0;
  let fields = 0;
  for (const field of state.fields.values()) {
    if (!field.visible || field.computed) continue;
    fields++;
    if (field.value !== null && field.value !== '') filled++;
  }
  return { filled, fields };
}
