import { beijingDay } from './beijing-day.ts';
import type { CompiledField, CompiledForm, CompiledSection, FormEnv } from './compiled-form.ts';
import { parseAnswer } from './field-value.ts';
import type { FormIssue } from './messages.ts';
import type { Answers, AnswerValue, Field, Provenance, Text } from './model.ts';

/** What one source answered. */
export interface SourceAnswer {
  readonly values: Readonly<Record<string, unknown>>;
  /** Name shown to people, e.g. 公安人口库. */
  readonly from: Text;
  /** ISO time of the answer. */
  readonly at: string;
}

export interface PrefillSources {
  readonly account?: SourceAnswer;
  /** By name of the evidence, e.g. 人口信息. */
  readonly evidence?: Readonly<Record<string, SourceAnswer>>;
  /** By name of the licence type. */
  readonly licence?: Readonly<Record<string, SourceAnswer>>;
  /** The person's latest case of this item. */
  readonly earlier?: SourceAnswer;
}

export interface Prefilled {
  readonly answers: Answers;
  readonly provenance: Readonly<Record<string, Provenance>>;
  /** Source values that don't fit their field (wrong check digit in a register); the next source was tried. */
  readonly skipped: readonly (FormIssue & { readonly source: string })[];
}

interface Found {
  readonly kind: 'account' | 'evidence' | 'licence' | 'earlier';
  readonly answer: SourceAnswer;
  readonly value: unknown;
}

/**
 * First answers from what the state and the person's account already hold. Each field takes the first source in its `prefill` list that has a
 * fitting value. What a register or licence filled is locked unless the field says `edit: 'self'`; with `edit: 'state'` the account locks too.
 */
export function prefill(form: CompiledForm, sources: PrefillSources, input: { readonly env: FormEnv }): Prefilled {
  const today = beijingDay(input.env.now);
  const answers: Record<string, AnswerValue> = {};
  const provenance: Record<string, Provenance> = {};
  const skipped: (FormIssue & { source: string })[] = [];

  function fill(
    { field, pattern }: CompiledField,
    path: string,
    candidates: readonly { readonly source: string; readonly found: Found | undefined }[],
  ): AnswerValue {
    for (const { source, found } of candidates) {
      if (found === undefined || found.value === undefined || found.value === null) continue;
      const parsed = parseAnswer(field, found.value, today, pattern);
      for (const f of parsed.faults) skipped.push({ path, source, code: f.code, message: f.message });
      if (parsed.value === null) continue;
      provenance[path] = {
        source: found.kind,
        from: found.answer.from,
        at: found.answer.at,
        locked: locks(field, found.kind),
      };
      return parsed.value;
    }
    return null;
  }

  function fillItems(compiled: CompiledSection): void {
    const { section } = compiled;
    for (const source of section.prefill ?? []) {
      const found = lookUp(sources, source);
      if (found === undefined || !Array.isArray(found.value) || found.value.length === 0) continue;
      answers[section.name] = found.value.slice(0, section.repeat!.max).map((entry: unknown, i) => {
        const item: Record<string, AnswerValue> = {};
        for (const each of compiled.fields) {
          const { field, compute } = each;
          if (compute !== undefined) continue;
          const own = { source: `${source}.${i}.${field.name}`, found: { ...found, value: walk(entry, [field.name]) } };
          const candidates = field.prefill?.map((s) => ({
            source: s,
            found: s.startsWith('item.') ? { ...found, value: walk(entry, s.split('.').slice(1)) } : lookUp(sources, s),
          }));
          const value = fill(each, `${section.name}.${i}.${field.name}`, candidates ?? [own]);
          if (value !== null) item[field.name] = value;
        }
        return item;
      });
      return;
    }
  }

  for (const compiled of form.sections) {
    if (compiled.section.repeat !== undefined) {
      fillItems(compiled);
      continue;
    }
    for (const each of compiled.fields) {
      const { field, compute } = each;
      if (compute !== undefined) continue;
      const candidates = (field.prefill ?? []).map((source) => ({ source, found: lookUp(sources, source) }));
      const value = fill(each, field.name, candidates);
      if (value !== null) answers[field.name] = value;
    }
  }
  return { answers, provenance, skipped };
}

function locks(field: Field, kind: Found['kind']): boolean {
  if (field.edit === 'self') return false;
  if (field.edit === 'never') return true;
  if (kind === 'evidence' || kind === 'licence') return true;
  return field.edit === 'state' && kind === 'account';
}

function lookUp(sources: PrefillSources, source: string): Found | undefined {
  const [kind, ...path] = source.split('.');
  if (kind === 'account' || kind === 'earlier') {
    const answer = sources[kind];
    return answer === undefined ? undefined : { kind, answer, value: walk(answer.values, path) };
  }
  if (kind !== 'evidence' && kind !== 'licence') return undefined;
  const [name, ...rest] = path;
  const group = sources[kind];
  const answer = group !== undefined && name !== undefined && Object.hasOwn(group, name) ? group[name] : undefined;
  return answer === undefined ? undefined : { kind, answer, value: walk(answer.values, rest) };
}

function walk(value: unknown, path: readonly string[]): unknown {
  let at = value;
  for (const key of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return undefined;
    at = (at as Record<string, unknown>)[key];
  }
  return at;
}
