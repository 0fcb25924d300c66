import type { Answers } from '@miaopi/forms';
import type { Kernel } from '../../kernel/kernel.ts';
import type { FormsDeps, FormsPlugs } from './deps.ts';
import { inputOf } from './domain/draft-input.ts';
import type { Forms, OpenDraft } from './door.ts';
import { formsErrors } from './errors.ts';
import { itemOf, mustOwn, owns } from './present.ts';
import { formsRoutes } from './routes.ts';
import { type DraftRow, findDraft } from './store/drafts.ts';
import { correctAnswers } from './use-cases/correct-answers.ts';
import { fillDraft } from './use-cases/fill-draft.ts';
import { openDraft } from './use-cases/open-draft.ts';
import { mergeAnswers } from './use-cases/save-draft.ts';
import { takeDraft } from './use-cases/take-draft.ts';

export function createForms(kernel: Kernel, plugs: FormsPlugs): Forms {
  const deps: FormsDeps = { kernel, plugs };
  async function openDraftOf(row: DraftRow, given?: Answers): Promise<OpenDraft> {
    const { slug, revision, evidence } = row;
    const item = await itemOf(deps, slug, row.itemVersion);
    const { answers } = given ? mergeAnswers(item, row, given) : row;
    return { slug, revision, item, input: inputOf(row.applicant, answers, evidence, kernel.clock.today()), evidence };
  }
  return {
    module: {
      name: 'forms',
      routes: formsRoutes(deps),
    },
    async open(actor, wanted) {
      return { draftId: (await openDraft(deps, actor, { ...wanted, fresh: true })).id };
    },
    fill: (actor, draftId, answers) => fillDraft(deps, actor, draftId, answers),
    async peek(draftId, actor, answers) {
      const row = await findDraft(kernel.read, draftId, actor.personId);
      return row && owns(row, actor) && !row.caseId ? openDraftOf(row, answers) : undefined;
    },
    async inputOf(draftId, actor) {
      const row = mustOwn(await findDraft(kernel.read, draftId, actor.personId), actor);
      if (row.caseId) throw formsErrors.draft_submitted({ extra: { caseId: row.caseId } });
      return openDraftOf(row);
    },
    take: (ctx, input) => takeDraft(deps, ctx, input),
    correct: (db, correction) => correctAnswers(deps, db, correction),
  };
}
