import type { Draft } from '@miaopi/contracts';
import type { CompiledItem } from '@miaopi/items';
import type { PersonActor } from '../../../kernel/actor.ts';
import type { FormsDeps } from '../deps.ts';
import { keptApplicant } from '../deps.ts';
import { milliseconds } from '../domain/freshness.ts';
import type { DraftEvidence } from '../door.ts';
import { formsErrors } from '../errors.ts';
import { itemOf, mustOwn, pendingChange, presentDraft } from '../present.ts';
import { type DraftContent, findDraft, updateContent } from '../store/drafts.ts';
import { logLookUps, lookUpAndFill } from './look-up.ts';
import { consentNeeded } from './open-draft.ts';
import { mergeAnswers, mustBeCurrent, overtaken } from './save-draft.ts';

/**
 * Asks again what could not be had, what has grown old, and what depends on answers given since; fills again only what the person has not touched.
 * @throws as saveDraft; forms.consent_needed when the consent was withdrawn
 */
export async function refreshDraft(
  deps: FormsDeps,
  actor: PersonActor,
  input: { readonly draftId: string; readonly revision: number; readonly answers: Readonly<Record<string, unknown>> },
): Promise<Draft> {
  const { kernel, plugs } = deps;
  const row = mustOwn(await findDraft(kernel.read, input.draftId, actor.personId), actor);
  const item = await itemOf(deps, row.slug, row.itemVersion);
  mustBeCurrent(deps, item, row, input.revision);
  const applicant = await plugs.applicant(actor, row.slug);
  if (!applicant) throw formsErrors.draft_missing();
  if (item.core.evidence.length > 0 && !(await plugs.consented(actor, row.slug))) throw consentNeeded(item);

  const merged = mergeAnswers(item, row, input.answers);
  const earlier = await plugs.earlierAnswers(actor, row.slug);
  const looked = await lookUpAndFill(deps, {
    item,
    applicant,
    current: merged,
    known: row.evidence,
    usable: row.evidence.filter((e) => e.status !== 'unavailable' && isFresh(item, e, kernel.clock.now())),
    earlier,
  });
  const content: DraftContent = {
    itemVersion: row.itemVersion,
    itemName: row.itemName,
    answers: looked.answers,
    provenance: looked.provenance,
    evidence: looked.evidence,
    applicant: keptApplicant(applicant),
    formChanged: row.formChanged,
    filled: looked.filled,
    fields: looked.fields,
  };
  const savedAt = await kernel.command('forms.refresh_draft', { actor }, async (ctx) => {
    logLookUps(ctx, item, applicant, looked.asked);
    return (await updateContent(ctx.tx, row, content, ctx.now)) ? ctx.now : null;
  });
  if (!savedAt) throw await overtaken(deps, actor, row.id);
  const saved = { ...row, ...content, revision: row.revision + 1, savedAt };
  return presentDraft(item, saved, kernel.clock.today(), pendingChange(deps, item, saved));
}

function isFresh(item: CompiledItem, answer: DraftEvidence, now: Date): boolean {
  const evidence = item.core.evidence.find((e) => e.name === answer.name);
  return evidence !== undefined && now.getTime() - new Date(answer.at).getTime() <= milliseconds(evidence.fresh);
}
