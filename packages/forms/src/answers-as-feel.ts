import { type FeelValue, fromJson, type ValueType } from '@miaopi/decisions';
import { feelTypeOf } from './field-value.ts';
import type { Answers, FormDefinition } from './model.ts';

/** Name → FEEL type of everything a form answers, repeated sections as lists of contexts: inputs of the item's decisions and templates. */
export function formTypes(definition: FormDefinition): Readonly<Record<string, ValueType>> {
  const out: Record<string, ValueType> = {};
  for (const section of definition.sections) {
    const own = Object.fromEntries(section.fields.map((field) => [field.name, feelTypeOf(field)]));
    if (section.repeat === undefined) Object.assign(out, own);
    else out[section.name] = { list: { context: own } };
  }
  return out;
}

/** Clean answers (see `cleanAnswers`) as FEEL values: dates are dates, amounts exact numbers. What was not answered is null, no items `[]`. */
export function answersAsFeel(definition: FormDefinition, clean: Answers): Readonly<Record<string, FeelValue>> {
  return Object.fromEntries(
    Object.entries(formTypes(definition)).map(([name, type]): [string, FeelValue] => {
      const answer = Object.hasOwn(clean, name) ? clean[name] : null;
      return [name, fromJson(answer ?? (isItems(type) ? [] : null), type)];
    }),
  );
}

function isItems(type: ValueType): boolean {
  return (
    typeof type === 'object' &&
    'list' in type &&
    typeof type.list === 'object' &&
    'context' in type.list &&
    !('fileId' in type.list.context)
  );
}
