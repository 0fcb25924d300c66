import type { Answers, Provenance } from '@miaopi/forms';
import type { PersonActor } from '../../../kernel/actor.ts';
import type { FormsDeps } from '../deps.ts';
import { inputOf } from '../domain/draft-input.ts';
import type { OpenDraft } from '../door.ts';
import { itemOf, owns } from '../present.ts';
import { type DraftRow, findDraft } from '../store/drafts.ts';
import { mergeAnswers } from './save-draft.ts';

/** What a look at a draft read and reckoned, for the filing that takes it a moment later. */
interface Look {
  readonly row: DraftRow;
  /** The answers that were to go over those of the row. */
  readonly given: Answers | undefined;
  readonly merged: { readonly answers: Answers; readonly provenance: Readonly<Record<string, Provenance>> };
}

const looks = new WeakMap<OpenDraft, Look>();

/** Undefined for a draft that was not looked at here. */
export function lookAt(draft: OpenDraft | undefined): Look | undefined {
  return draft && looks.get(draft);
}

/** The person's open draft with `given` over its answers; undefined when he has none of this id, or it was filed. */
export async function peekDraft(
  deps: FormsDeps,
  draftId: string,
  actor: PersonActor,
  given: Answers | undefined,
): Promise<OpenDraft | undefined> {
  const row = await findDraft(deps.kernel.read, draftId, actor.personId);
  return row && owns(row, actor) && !row.caseId ? openDraftOf(deps, row, given) : undefined;
}

/** The draft as it is judged. */
export async function openDraftOf(deps: FormsDeps, row: DraftRow, given?: Answers): Promise<OpenDraft> {
  const { slug, revision, evidence } = row;
  const item = await itemOf(deps, slug, row.itemVersion);
  const merged = given ? mergeAnswers(item, row, given) : row;
  const input = inputOf(row.applicant, merged.answers, evidence, deps.kernel.clock.today());
  const open = { slug, revision, item, input, evidence };
  looks.set(open, { row, given, merged });
  return open;
}
