import type { Kernel } from '../../kernel/kernel.ts';
import type { FormsDeps, FormsPlugs } from './deps.ts';
import type { Forms } from './door.ts';
import { formsErrors } from './errors.ts';
import { mustOwn } from './present.ts';
import { formsRoutes } from './routes.ts';
import { findDraft } from './store/drafts.ts';
import { correctAnswers } from './use-cases/correct-answers.ts';
import { fillDraft } from './use-cases/fill-draft.ts';
import { openDraft } from './use-cases/open-draft.ts';
import { openDraftOf, peekDraft } from './use-cases/peek-draft.ts';
import { takeDraft } from './use-cases/take-draft.ts';

export function createForms(kernel: Kernel, plugs: FormsPlugs): Forms {
  const deps: FormsDeps = { kernel, plugs };
  return {
    module: {
      name: 'forms',
      routes: formsRoutes(deps),
    },
    async open(actor, wanted) {
      return { draftId: (await openDraft(deps, actor, { ...wanted, fresh: true })).id };
    },
    fill: (actor, draftId, answers) => fillDraft(deps, actor, draftId, answers),
    peek: (draftId, actor, answers) => peekDraft(deps, draftId, actor, answers),
    async inputOf(draftId, actor) {
      const row = mustOwn(await findDraft(kernel.read, draftId, actor.personId), actor);
      if (row.caseId) throw formsErrors.draft_submitted({ extra: { caseId: row.caseId } });
      return openDraftOf(deps, row);
    },
    take: (ctx, input) => takeDraft(deps, ctx, input),
    correct: (db, correction) => correctAnswers(deps, db, correction),
  };
}
