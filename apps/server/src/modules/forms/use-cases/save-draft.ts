import { type Answers, type Merged, mergeProvenance } from '@miaopi/forms';
import { type CompiledItem, scopeOf } from '@miaopi/items';
import type { PersonActor } from '../../../kernel/actor.ts';
import type { Issue } from '../../../kernel/errors.ts';
import type { FormsDeps } from '../deps.ts';
import { boundedAnswers } from '../domain/bounded-answers.ts';
import { inputOf } from '../domain/draft-input.ts';
import { faultsOf, progressOf } from '../domain/issues.ts';
import { formsErrors } from '../errors.ts';
import { itemOf, mustOwn, pendingChange, presentDraft } from '../present.ts';
import { type DraftRow, findDraft, updateAnswers } from '../store/drafts.ts';

export interface Saved {
  readonly revision: number;
  readonly savedAt: string;
  readonly issues: Issue[];
}

/**
 * F070, F076: keeps the answers as they are, right or wrong, and says what is wrong. One read and one statement, for typing speed.
 * @throws forms.draft_missing · forms.draft_changed with the newer draft · forms.draft_submitted with its case · forms.too_large
 */
export async function saveDraft(
  deps: FormsDeps,
  actor: PersonActor,
  input: { readonly draftId: string; readonly revision: number; readonly answers: Readonly<Record<string, unknown>> },
): Promise<Saved> {
  const { kernel } = deps;
  const row = mustOwn(await findDraft(kernel.read, input.draftId, actor.personId), actor);
  const item = await itemOf(deps, row.slug, row.itemVersion);
  mustBeCurrent(deps, item, row, input.revision);
  const merged = mergeAnswers(item, row, input.answers);
  const { form } = scopeOf(item, inputOf(row.applicant, merged.answers, row.evidence, kernel.clock.today()));
  const savedAt = await kernel.command('forms.save_draft', { actor }, async (ctx) =>
    (await updateAnswers(ctx.tx, row, { ...merged, ...progressOf(form) }, ctx.now)) ? ctx.now : undefined,
  );
  if (!savedAt) throw await overtaken(deps, actor, row.id);
  return {
    revision: row.revision + 1,
    savedAt: savedAt.toISOString(),
    issues: faultsOf(item.form, form, merged.issues),
  };
}

/** The browser's answers over what the server filled: bounded, only names of the form, locked values put back. */
export function mergeAnswers(
  item: CompiledItem,
  row: DraftRow,
  answers: Readonly<Record<string, unknown>>,
): Merged & { readonly answers: Answers } {
  return mergeProvenance(item.form, boundedAnswers(item.form, answers), row);
}

/** Filed already, or saved by another window since: refused with what the page needs to go on. */
export function mustBeCurrent(deps: FormsDeps, item: CompiledItem, row: DraftRow, revision: number): void {
  if (row.caseId) throw formsErrors.draft_submitted({ extra: { caseId: row.caseId } });
  if (row.revision !== revision)
    throw formsErrors.draft_changed({
      log: `revision ${revision} of ${row.id}, which is at ${row.revision}`,
      extra: { draft: presentDraft(item, row, deps.kernel.clock.today(), pendingChange(deps, item, row)) },
    });
}

/** Why a write found no row: somebody else was quicker. */
export async function overtaken(deps: FormsDeps, actor: PersonActor, draftId: string): Promise<Error> {
  const row = mustOwn(await findDraft(deps.kernel.read, draftId, actor.personId), actor);
  const item = await itemOf(deps, row.slug, row.itemVersion);
  try {
    mustBeCurrent(deps, item, row, -1);
  } catch (error) {
    return error as Error;
  }
  return formsErrors.draft_missing();
}
