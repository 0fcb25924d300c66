import { scopeOf } from '@miaopi/items';
import type { PersonActor } from '../../../kernel/actor.ts';
import type { Issue } from '../../../kernel/errors.ts';
import type { FormsDeps } from '../deps.ts';
import { inputOf } from '../domain/draft-input.ts';
import { gapsOf } from '../domain/issues.ts';
import { formsErrors } from '../errors.ts';
import { itemOf, mustOwn } from '../present.ts';
import { findDraft } from '../store/drafts.ts';
import { withStoredFiles } from './file-answers.ts';
import { refreshDraft } from './refresh-draft.ts';
import { mergeAnswers } from './save-draft.ts';

/**
 * For a program that fills in a form: its answers over what is there, what depends on them looked up, and everything that is wrong or missing then.
 * @throws forms.draft_missing, forms.draft_submitted, forms.draft_changed, forms.too_large
 */
export async function fillDraft(
  deps: FormsDeps,
  actor: PersonActor,
  draftId: string,
  answers: Readonly<Record<string, unknown>>,
): Promise<{ readonly revision: number; readonly gaps: readonly Issue[] }> {
  const { kernel, plugs } = deps;
  const before = mustOwn(await findDraft(kernel.read, draftId, actor.personId), actor);
  if (before.caseId) throw formsErrors.draft_submitted({ extra: { caseId: before.caseId } });
  const given = { ...before.answers, ...answers };
  await refreshDraft(deps, actor, { draftId, revision: before.revision, answers: given });
  const row = mustOwn(await findDraft(kernel.read, draftId, actor.personId), actor);
  const item = await itemOf(deps, row.slug, row.itemVersion);
  // what was given and is not of the form's kind is told, though it was not kept
  const { issues } = mergeAnswers(item, row, given);
  const stored = await withStoredFiles(item.form, row.answers, (ids) => plugs.files?.(row.personId, ids, kernel.read));
  const { form } = scopeOf(item, inputOf(row.applicant, stored.answers, row.evidence, kernel.clock.today()));
  return { revision: row.revision, gaps: gapsOf(item.form, form, [...issues, ...stored.issues]) };
}
