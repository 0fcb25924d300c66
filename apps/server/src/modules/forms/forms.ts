import type { Kernel } from '../../kernel/kernel.ts';
import type { FormsDeps, FormsPlugs } from './deps.ts';
import { inputOf } from './domain/draft-input.ts';
import type { Forms } from './door.ts';
import { formsErrors } from './errors.ts';
import { itemOf, mustOwn } from './present.ts';
import { formsRoutes } from './routes.ts';
import { findDraft, findSlug, sweepDrafts } from './store/drafts.ts';
import { takeDraft } from './use-cases/take-draft.ts';

/** Days after the last save; told to people with the draft. */
const keptDays = 90;
const day = 86_400_000;

export function createForms(kernel: Kernel, plugs: FormsPlugs): Forms {
  const deps: FormsDeps = { kernel, plugs };
  return {
    module: {
      name: 'forms',
      routes: formsRoutes(deps),
      schedule: { 'forms.sweep_drafts': '31 19 * * *' },
      jobs: {
        async 'forms.sweep_drafts'() {
          const before = new Date(kernel.clock.now().getTime() - keptDays * day);
          const sweep = () =>
            kernel.command('forms.sweep_drafts', { actor: { kind: 'system', name: 'sweep' } }, (ctx) =>
              sweepDrafts(ctx.tx, before),
            );
          while ((await sweep()) > 0);
        },
      },
    },
    slugOf: (draftId, personId) => findSlug(kernel.read, draftId, personId),
    async inputOf(draftId, actor) {
      const row = mustOwn(await findDraft(kernel.read, draftId, actor.personId), actor);
      if (row.caseId) throw formsErrors.draft_submitted({ extra: { caseId: row.caseId } });
      const item = await itemOf(deps, row.slug, row.itemVersion);
      return { item, input: inputOf(row.applicant, row.answers, row.evidence, kernel.clock.today()) };
    },
    take: (ctx, input) => takeDraft(deps, ctx, input),
  };
}
