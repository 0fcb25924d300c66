import {
  type Answers,
  type AnswerValue,
  type Prefilled,
  type PrefillSources,
  type Provenance,
  prefill,
} from '@miaopi/forms';
import { type CompiledItem, canonicalJson } from '@miaopi/items';
import type { Applicant } from '../deps.ts';
import type { DraftEvidence } from '../door.ts';
import { noonOf } from './draft-input.ts';

export interface Filling {
  readonly answers: Answers;
  readonly provenance: Readonly<Record<string, Provenance>>;
}

export const emptyFilling: Filling = { answers: {}, provenance: {} };

const account = { zh: '实名账号', en: 'Verified account' };
const earlierCase = { zh: '您上次填写的内容', en: 'What you filled in last time' };

export interface Sources {
  readonly applicant: Applicant;
  readonly evidence: readonly DraftEvidence[];
  readonly earlier?: { readonly answers: Answers; readonly at: string };
  readonly accountAt: string;
}

/** What the state, the account and the person's earlier case would put into the form. */
export function filledBy(item: CompiledItem, sources: Sources, today: string): Prefilled {
  const { applicant, earlier } = sources;
  const answered = Object.fromEntries(
    sources.evidence
      .filter((e) => e.status === 'found')
      .map((e) => [
        e.name,
        {
          values: e.data,
          from: { zh: `${e.label.zh}（${e.source.office.zh}）`, en: `${e.label.en} (${e.source.office.en})` },
          at: e.at,
        },
      ]),
  );
  const given: PrefillSources = {
    // of a firm: its own facts, and of the person in front of the screen what the firm has not
    account: { values: { ...applicant.agent?.facts, ...applicant.facts }, from: account, at: sources.accountAt },
    evidence: answered,
    licence: answered,
    ...(earlier ? { earlier: { values: earlier.answers, from: earlierCase, at: earlier.at } } : {}),
  };
  return prefill(item.form, given, { env: { now: noonOf(today) } });
}

/**
 * Fills again after further look-ups. A place still as `before` filled it takes what `next` fills (or is emptied, when the source no longer says so);
 * what the person changed stays his.
 */
export function refill(item: CompiledItem, current: Filling, before: Filling, next: Filling): Filling {
  const answers: Record<string, AnswerValue> = { ...current.answers };
  const provenance: Record<string, Provenance> = { ...current.provenance };
  for (const { section } of item.form.sections) {
    const names = section.repeat === undefined ? section.fields.map((f) => f.name) : [section.name];
    for (const name of names) {
      const prefilled = Object.hasOwn(before.answers, name) || Object.hasOwn(next.answers, name);
      if (!prefilled || !alike(current.answers[name], before.answers[name])) continue;
      if (Object.hasOwn(next.answers, name)) answers[name] = next.answers[name]!;
      else delete answers[name];
      const under = (path: string) => path === name || (section.repeat !== undefined && path.startsWith(`${name}.`));
      for (const path of Object.keys(provenance)) if (under(path)) delete provenance[path];
      for (const [path, source] of Object.entries(next.provenance)) if (under(path)) provenance[path] = source;
    }
  }
  return { answers, provenance };
}

/** Empty in any of its forms is alike: a person who has not come there yet has changed nothing. */
function alike(a: AnswerValue | undefined, b: AnswerValue | undefined): boolean {
  return canonicalJson(plain(a)) === canonicalJson(plain(b));
}

function plain(value: AnswerValue | undefined): unknown {
  if (value === undefined || value === null || value === '') return null;
  if (Array.isArray(value)) {
    const items = value.map((one: AnswerValue) => plain(one)).filter((one) => one !== null);
    return items.length === 0 ? null : items;
  }
  if (typeof value !== 'object') return value;
  const entries = Object.entries(value)
    .map(([k, v]) => [k, plain(v as AnswerValue)] as const)
    .filter(([, v]) => v !== null);
  return entries.length === 0 ? null : Object.fromEntries(entries);
}

/** Newer answers by name; one that could not be had does not replace an older one to the same question. */
export function mergeEvidence(older: readonly DraftEvidence[], newer: readonly DraftEvidence[]): DraftEvidence[] {
  const merged = new Map(older.map((e) => [e.name, e]));
  for (const e of newer) {
    const known = merged.get(e.name);
    const keep =
      e.status === 'unavailable' &&
      known !== undefined &&
      known.status !== 'unavailable' &&
      canonicalJson(known.params) === canonicalJson(e.params);
    if (!keep) merged.set(e.name, e);
  }
  return [...merged.values()];
}
