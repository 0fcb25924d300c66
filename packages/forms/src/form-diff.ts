import { beijingDay } from './beijing-day.ts';
import { sameAnswer } from './cells.ts';
import type { FormEnv } from './compiled-form.ts';
import { parseAnswer } from './field-value.ts';
import type { Answers, AnswerValue, Field, FormDefinition, Section, Text } from './model.ts';

export interface FormChange {
  /** Field or section name. */
  readonly name: string;
  readonly section: string;
  readonly label: Text;
  readonly kind:
    | 'added'
    | 'removed'
    | 'retyped'
    | 'reworded'
    | 'renamed'
    | 'moved'
    | 'nowRequired'
    | 'rulesChanged'
    | 'optionsChanged'
    | 'statementChanged';
  readonly message: Text;
  /** Of a renamed field: its former name. */
  readonly was?: string;
}

export interface DroppedAnswer {
  readonly path: string;
  readonly label: Text;
  readonly value: AnswerValue;
  readonly why: Text;
}

export interface FormDiff {
  /** What changed that a person filling in the form should know, in the order of the new form, removals last. */
  readonly changes: readonly FormChange[];
  /** Answers that have no place in the new form, or no longer fit theirs. */
  readonly dropped: readonly DroppedAnswer[];
  /** The answers carried over. */
  readonly answers: Answers;
}

/**
 * Walk answers from the form they were given on to another version of it (F085). A field that has another name but the same label and kind in the same place is the same
 * question: its answer goes with it. An affirmed declaration whose sentence changed is dropped:
 * nobody has affirmed the new one.
 */
export function diffForms(
  before: FormDefinition,
  after: FormDefinition,
  answers: Answers,
  input: { readonly env: FormEnv },
): FormDiff {
  const today = beijingDay(input.env.now);
  const changes: FormChange[] = [];
  const dropped: DroppedAnswer[] = [];
  const oldPlaces = places(before);
  const newPlaces = places(after);
  const formerly = renamings(oldPlaces, newPlaces);
  const nowCalled = new Map([...formerly].map(([now, then]) => [then, now]));

  for (const [key, { section, field }] of newPlaces) {
    const then = formerly.get(key);
    const old = oldPlaces.get(then ?? key);
    if (old === undefined) {
      changes.push(change('added', section, field, '新增', 'New'));
      continue;
    }
    if (then !== undefined)
      changes.push({
        ...change('renamed', section, field, `原字段“${old.field.name}”`, `Was the field “${old.field.name}”`),
        was: old.field.name,
      });
    changes.push(...fieldChanges(old.field, field, old.section, section));
  }
  for (const [key, { section, field }] of oldPlaces)
    if (!newPlaces.has(key) && !nowCalled.has(key))
      changes.push(change('removed', section, field, '已取消', 'No longer asked'));

  const carried: Record<string, AnswerValue> = {};
  for (const [name, value] of Object.entries(answers)) {
    const now = nowCalled.get(name) ?? name;
    const top = newPlaces.get(now);
    if (top !== undefined) {
      const fit = carry(now, oldPlaces.get(name)?.field, top.field, value);
      if (fit !== null) carried[now] = fit;
      continue;
    }
    const section = after.sections.find((s) => s.name === name && s.repeat !== undefined);
    if (section !== undefined && Array.isArray(value)) {
      carried[name] = value.slice(0, section.repeat!.max).map((item: AnswerValue, i) => carryItem(section, item, i));
      for (const [i, item] of value.slice(section.repeat!.max).entries())
        drop(
          `${name}.${i + section.repeat!.max}`,
          section.title,
          item,
          '超出新表单允许的项数',
          'The new form allows fewer items',
        );
      continue;
    }
    const label = oldPlaces.get(name)?.field.label ??
      before.sections.find((s) => s.name === name)?.title ?? { zh: name, en: name };
    drop(name, label, value, '新表单不再需要此项', 'The new form no longer asks for this');
  }
  return { changes, dropped, answers: carried };

  function drop(path: string, label: Text, value: AnswerValue, zh: string, en: string): void {
    if (value !== null && value !== '') dropped.push({ path, label, value, why: { zh, en } });
  }
  function carry(path: string, old: Field | undefined, field: Field, value: AnswerValue): AnswerValue {
    if (field.compute !== undefined) return null;
    if (field.type === 'declaration' && old !== undefined && !sameText(old.statement, field.statement)) {
      drop(path, field.label, value, '承诺内容已修改，请重新阅读', 'The statement changed; please read it again');
      return null;
    }
    const parsed = parseAnswer(field, value, today);
    if (parsed.faults.length === 0) return value;
    // Faulty before as well: the person was still typing, so the answer stays for correction.
    if (old !== undefined && parseAnswer(old, value, today).faults.length > 0) return value;
    drop(path, field.label, value, parsed.faults[0]!.message.zh, parsed.faults[0]!.message.en);
    return null;
  }
  function carryItem(section: Section, item: AnswerValue, i: number): AnswerValue {
    if (typeof item !== 'object' || item === null || Array.isArray(item)) return {};
    const out: Record<string, AnswerValue> = {};
    for (const [name, value] of Object.entries(item as Record<string, AnswerValue>)) {
      const then = `${section.name}/${name}`;
      const key = nowCalled.get(then) ?? then;
      const place = newPlaces.get(key);
      const old = oldPlaces.get(then)?.field;
      const path = `${section.name}.${i}.${name}`;
      if (place === undefined) {
        drop(
          path,
          old?.label ?? { zh: name, en: name },
          value,
          '新表单不再需要此项',
          'The new form no longer asks for this',
        );
        continue;
      }
      const fit = carry(path, old, place.field, value);
      if (fit !== null) out[place.field.name] = fit;
    }
    return out;
  }
}

interface Place {
  readonly section: Section;
  readonly field: Field;
}

/** Where an answer lies: by field name at the top, by section and field name in repeated sections. */
function places(definition: FormDefinition): Map<string, Place> {
  const out = new Map<string, Place>();
  for (const section of definition.sections)
    for (const field of section.fields)
      out.set(section.repeat === undefined ? field.name : `${section.name}/${field.name}`, { section, field });
  return out;
}

/** New place → old place, where exactly one field went and exactly one came with the same label and kind, both in no repeated section or in the same one. */
function renamings(before: ReadonlyMap<string, Place>, after: ReadonlyMap<string, Place>): Map<string, string> {
  const questionOf = ({ section, field }: Place) =>
    JSON.stringify([section.repeat && section.name, field.type, field.label.zh, field.label.en]);
  const alone = (all: ReadonlyMap<string, Place>, others: ReadonlyMap<string, Place>) => {
    const found = new Map<string, string | undefined>();
    for (const [key, place] of all) {
      if (others.has(key)) continue;
      const question = questionOf(place);
      found.set(question, found.has(question) ? undefined : key);
    }
    return found;
  };
  const went = alone(before, after);
  const out = new Map<string, string>();
  for (const [question, now] of alone(after, before)) {
    const then = went.get(question);
    if (now !== undefined && then !== undefined) out.set(now, then);
  }
  return out;
}

function change(kind: FormChange['kind'], section: Section, field: Field, zh: string, en: string): FormChange {
  return {
    name: field.name,
    section: section.name,
    label: field.label,
    kind,
    message: { zh: `${field.label.zh}：${zh}`, en: `${field.label.en}: ${en}` },
  };
}

function fieldChanges(old: Field, now: Field, oldSection: Section, section: Section): FormChange[] {
  const out: FormChange[] = [];
  if (old.type !== now.type) out.push(change('retyped', section, now, '填写方式已改变', 'Filled in differently now'));
  if (!sameText(old.label, now.label))
    out.push(change('reworded', section, now, `原名称“${old.label.zh}”`, `Was called “${old.label.en}”`));
  if (oldSection.name !== section.name)
    out.push(change('moved', section, now, `移到“${section.title.zh}”`, `Moved to “${section.title.en}”`));
  if (now.require !== undefined && now.require !== false && (old.require === undefined || old.require === false))
    out.push(change('nowRequired', section, now, '现在为必填', 'Now required'));
  if (!sameText(old.statement, now.statement))
    out.push(change('statementChanged', section, now, '承诺内容已修改', 'The statement changed'));
  const values = (f: Field) => (f.options ?? []).map((o) => o.value);
  if (!sameAnswer(values(old), values(now)))
    out.push(change('optionsChanged', section, now, '选项已改变', 'The options changed'));
  const rules = (f: Field) =>
    JSON.stringify([
      f.checks ?? [],
      f.min,
      f.max,
      f.minLength,
      f.maxLength,
      f.pattern?.regex,
      f.accept,
      f.maxMB,
      f.show,
      f.compute,
    ]);
  if (rules(old) !== rules(now))
    out.push(change('rulesChanged', section, now, '填写要求已改变', 'The requirements changed'));
  return out;
}

function sameText(a: Text | undefined, b: Text | undefined): boolean {
  return a?.zh === b?.zh && a?.en === b?.en;
}
