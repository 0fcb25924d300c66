import {
  type Answers,
  type AnswerValue,
  type DroppedAnswer,
  diffForms,
  type FormChange,
  type Provenance,
  prefill,
  type SourceAnswer,
} from '@miaopi/forms';
import { type CaseInput, type CompiledItem, canonicalJson, scopeOf } from '@miaopi/items';
import type { Text } from '../../../kernel/text.ts';

type Provenances = Readonly<Record<string, Provenance>>;

/** What the state said about an application that is filed: it fills what only a newer form asks. */
export interface FiledSources {
  readonly account: SourceAnswer;
  /** By name of the evidence. */
  readonly evidence: Readonly<Record<string, SourceAnswer>>;
}

/** A filed form under another version of its item. */
export interface CarriedAnswers {
  /** As the other version judges it. */
  readonly input: CaseInput;
  readonly provenance: Provenances;
  readonly changes: readonly FormChange[];
  /** Answers with no place any more, with why. */
  readonly fallen: readonly DroppedAnswer[];
  /** Names filled by account or register because only the new form asks them. */
  readonly filled: readonly string[];
  /** Names whose answer is the very same. */
  readonly stays: readonly string[];
  /** Names whose answer is another one now, those that came or went included. */
  readonly changed: readonly string[];
}

const hidden: Text = { zh: '新版本在这种情形下不再需要', en: 'The new version does not ask for it in this situation' };

/**
 * Walks a filed form to another version: an answer whose field is still there (by its name, or by label and kind where only the name is another) goes with it as long as it
 * fits; what the state holds fills what is asked anew; everything else is told, never silently lost. Pure: the same twice is the same, and to the same content changes
 * nothing.
 */
export function carryAnswers(
  before: CompiledItem,
  after: CompiledItem,
  filed: { readonly input: CaseInput; readonly provenance: Provenances; readonly sources: FiledSources },
): CarriedAnswers {
  const { input, provenance, sources } = filed;
  const env = { now: new Date(`${input.today}T12:00:00+08:00`) };
  const diff = diffForms(before.core.form, after.core.form, input.answers, { env });
  const known = namesOf(before);
  const first = prefill(after.form, { ...sources, licence: sources.evidence }, { env });
  const fresh = Object.keys(first.answers).filter((name) => !known.has(name) && diff.answers[name] === undefined);
  const answers: Record<string, AnswerValue> = { ...diff.answers };
  for (const name of fresh) answers[name] = first.answers[name]!;

  const scope = scopeOf(after, { ...input, answers });
  const settled = sameWhereSame(scope.answers, input.answers);
  const source = { ...followed(provenance, after, diff.changes), ...under(first.provenance, fresh) };
  const moved: CaseInput = { ...input, answers: settled };
  const labels = labelsOf(before);
  const gone = Object.entries(diff.answers)
    .filter(([name, value]) => settled[name] === undefined && isAnswer(value))
    .map(([name, value]) => ({ path: name, label: labels.get(name) ?? { zh: name, en: name }, value, why: hidden }));
  const computed = new Set(
    before.core.form.sections.flatMap((s) => s.fields.filter((f) => f.compute).map((f) => f.name)),
  );
  const names = [...new Set([...Object.keys(input.answers), ...Object.keys(settled)])];
  const same = (name: string) => canonicalJson(input.answers[name]) === canonicalJson(settled[name]);
  return {
    input: moved,
    provenance: Object.fromEntries(
      [...scope.form.fields].flatMap(([path, field]) =>
        field.visible && field.clean !== null && source[path] ? [[path, source[path]] as const] : [],
      ),
    ),
    changes: diff.changes,
    // what was only computed is no answer of anybody
    fallen: [...diff.dropped, ...gone].filter((d) => !computed.has(d.path)),
    filled: fresh.filter((name) => settled[name] !== undefined),
    stays: names.filter((name) => input.answers[name] !== undefined && same(name)),
    changed: names.filter((name) => !same(name)),
  };
}

/** A place of the form somebody is to fill in or set right, with the first thing that is wrong there. */
export interface AnswerGap {
  /** Field, or repeated section as a whole. */
  readonly field: string;
  readonly path: string;
  readonly message: Text;
}

/** What is missing or wrong in a form under a version of its item, one entry a place. */
export function answerGaps(item: CompiledItem, input: CaseInput): AnswerGap[] {
  const { form } = scopeOf(item, input);
  const gaps = new Map<string, AnswerGap>();
  for (const { path, message } of [...form.missing, ...form.errors]) {
    const field = path.split('.')[0] ?? path;
    if (!gaps.has(field)) gaps.set(field, { field, path, message });
  }
  return [...gaps.values()];
}

function namesOf(item: CompiledItem): Set<string> {
  return new Set(item.core.form.sections.flatMap((s) => (s.repeat ? [s.name] : s.fields.map((f) => f.name))));
}

export function labelsOf(item: CompiledItem): Map<string, Text> {
  return new Map(
    item.core.form.sections.flatMap((s) =>
      s.repeat ? [[s.name, s.title] as const] : s.fields.map((f) => [f.name, f.label] as const),
    ),
  );
}

/** The former value itself where nothing changed, so that what was filed is what is kept. */
function sameWhereSame(now: Answers, then: Answers): Answers {
  return Object.fromEntries(
    Object.entries(now).map(([name, value]) => [
      name,
      then[name] !== undefined && canonicalJson(then[name]) === canonicalJson(value) ? then[name] : value,
    ]),
  );
}

/** Where answers came from, under the new names of their fields. */
function followed(
  provenance: Provenances,
  after: CompiledItem,
  changes: readonly FormChange[],
): Record<string, Provenance> {
  const repeated = new Set(after.core.form.sections.flatMap((s) => (s.repeat ? [s.name] : [])));
  const now = new Map(
    changes.flatMap((c) =>
      c.was === undefined ? [] : [[repeated.has(c.section) ? `${c.section}/${c.was}` : c.was, c.name] as const],
    ),
  );
  return Object.fromEntries(
    Object.entries(provenance).map(([path, from]) => {
      const [section, index, field] = path.split('.');
      const name = field === undefined ? now.get(path) : now.get(`${section}/${field}`);
      if (name === undefined) return [path, from];
      return [field === undefined ? name : `${section}.${index}.${name}`, from];
    }),
  );
}

function under(provenance: Provenances, names: readonly string[]): Provenances {
  return Object.fromEntries(Object.entries(provenance).filter(([path]) => names.includes(path.split('.')[0] ?? path)));
}

function isAnswer(value: AnswerValue): boolean {
  return value !== null && value !== '';
}
