import { type Answers, type AnswerValue, mergeProvenance, type Provenance } from '@miaopi/forms';
import { type CaseInput, type CaseScope, type CompiledItem, canonicalJson, scopeOf } from '@miaopi/items';
import type { Reader } from '../../../kernel/db/database.ts';
import type { Text } from '../../../kernel/text.ts';
import type { FormsDeps } from '../deps.ts';
import { boundedAnswers } from '../domain/bounded-answers.ts';
import { gapsOf, labelOf } from '../domain/issues.ts';
import { formsErrors } from '../errors.ts';
import { withStoredFiles } from './file-answers.ts';
import { filedProvenance } from './take-draft.ts';

export interface CorrectionOfAnswers {
  readonly item: CompiledItem;
  /** As filed before. */
  readonly input: CaseInput;
  readonly provenance: Readonly<Record<string, Provenance>>;
  /** Whose uploads may be put in. */
  readonly personId: string;
  /** Fields, and repeated sections as a whole, that may be changed. */
  readonly opened: readonly string[];
  /** Answers of these only. */
  readonly answers: Readonly<Record<string, unknown>>;
  /** Who fills them in, as the source of what changes. */
  readonly by: Text;
  readonly at: string;
}

export interface CorrectedAnswers {
  readonly answers: Answers;
  readonly provenance: Readonly<Record<string, Provenance>>;
  /** Names whose answer is another one now, those that a change made fall away or appear included. */
  readonly changed: readonly string[];
}

/**
 * F093: a filed form corrected where it was opened and nowhere else. What a correction makes necessary (a field that shows now) may be filled in too; what it makes fall
 * away goes; every other answer stays the very same.
 * @throws forms.not_opened naming each field outside · forms.incomplete with all issues
 */
export async function correctAnswers(
  { plugs }: FormsDeps,
  db: Reader,
  c: CorrectionOfAnswers,
): Promise<CorrectedAnswers> {
  const { item, input } = c;
  const before = input.answers;
  const given = boundedAnswers(item.form, c.answers);
  const allowed = allowedBy(item, input, c.opened, given);
  const outside = Object.keys(c.answers).filter((name) => !allowed.has(name));
  if (outside.length > 0)
    throw formsErrors.not_opened({
      issues: outside.slice(0, 50).map((name) => {
        const label = labelOf(item.form, name);
        return {
          path: name.slice(0, 64),
          code: 'notOpened',
          message: {
            zh: `${label.zh.slice(0, 64)}：不在补正范围内`,
            en: `${label.en.slice(0, 64)}: not to be corrected`,
          },
        };
      }),
    });
  const { answers: stored, issues } = await withStoredFiles(item.form, given, (ids) =>
    plugs.files ? plugs.files(c.personId, ids, db) : undefined,
  );
  const merged = mergeProvenance(item.form, { ...before, ...stored }, { answers: before, provenance: c.provenance });
  const scope = scopeOf(item, { ...input, answers: merged.answers });
  const gaps = gapsOf(item.form, scope.form, [...issues, ...merged.issues]);
  if (gaps.length > 0) throw formsErrors.incomplete({ issues: gaps });
  const same = (name: string, value: AnswerValue | undefined) => canonicalJson(before[name]) === canonicalJson(value);
  const answers = Object.fromEntries(
    Object.entries(scope.answers).map(([name, value]) => [name, same(name, value) ? before[name]! : value]),
  );
  const names = new Set([...Object.keys(before), ...Object.keys(answers)]);
  const changed = [...names].filter((name) => !same(name, answers[name]));
  const untouched = (path: string) => !changed.includes(path.split('.')[0] ?? path);
  const known = Object.fromEntries(
    Object.entries(c.provenance).filter(([path]) => untouched(path) || merged.provenance[path] !== undefined),
  );
  return { answers, provenance: filedProvenance(scope, known, c.at, c.by), changed };
}

/** What was opened, and what shows only because of what is filled in there. */
function allowedBy(item: CompiledItem, input: CaseInput, opened: readonly string[], given: Answers): Set<string> {
  const visible = (answers: Answers): Set<string> => topsOf(scopeOf(item, { ...input, answers }));
  const shown = visible(input.answers);
  const allowed = new Set(opened);
  // each round can show more; a form has an end
  for (let round = 0; round < 12; round++) {
    const within = Object.fromEntries(Object.entries(given).filter(([name]) => allowed.has(name)));
    const more = [...visible({ ...input.answers, ...within })].filter((name) => !shown.has(name) && !allowed.has(name));
    if (more.length === 0) break;
    for (const name of more) allowed.add(name);
  }
  return allowed;
}

/** Names that an answer can stand under now: visible fields that a person fills in, visible repeated sections. */
function topsOf({ form }: CaseScope): Set<string> {
  const out = new Set<string>();
  for (const [path, field] of form.fields) if (field.visible && !field.computed) out.add(path.split('.')[0] ?? path);
  return out;
}
