import * as c from '@miaopi/contracts';
import type { Actor, PersonActor } from '../../kernel/actor.ts';
import { kernelErrors } from '../../kernel/errors.ts';
import { type BoundRoute, route } from '../../kernel/module.ts';
import type { FormsDeps } from './deps.ts';
import { formsErrors } from './errors.ts';
import { itemOf, mustOwn, ownerOf, pendingChange, presentDraft } from './present.ts';
import { deleteOpenDraft, findDraft, listOpenDrafts } from './store/drafts.ts';
import { openDraft } from './use-cases/open-draft.ts';
import { refreshDraft } from './use-cases/refresh-draft.ts';
import { saveDraft } from './use-cases/save-draft.ts';

export function formsRoutes(deps: FormsDeps): BoundRoute[] {
  const { kernel, plugs } = deps;
  return [
    route(c.openDraft, ({ actor, body }) => openDraft(deps, person(actor), body)),
    route(c.listDrafts, async ({ actor }) =>
      (await listOpenDrafts(kernel.read, ownerOf(person(actor)))).map((d) => ({
        ...d,
        state: plugs.item(d.slug)?.package.item.state ?? ('cancelled' as const),
        savedAt: d.savedAt.toISOString(),
      })),
    ),
    route(c.getDraft, async ({ actor, params }) => {
      const who = person(actor);
      const row = mustOwn(await findDraft(kernel.read, params.draftId, who.personId), who);
      // a mandate that has ended since shows nothing of the firm any more
      if (!(await plugs.applicant(who, row.slug))) throw formsErrors.draft_missing();
      const item = await itemOf(deps, row.slug, row.itemVersion);
      return presentDraft(item, row, kernel.clock.today(), pendingChange(deps, item, row));
    }),
    route(c.saveDraft, ({ actor, params, body }) => saveDraft(deps, person(actor), { ...params, ...body })),
    route(c.refreshDraft, ({ actor, params, body }) => refreshDraft(deps, person(actor), { ...params, ...body })),
    route(c.deleteDraft, async ({ actor, params }) => {
      const who = person(actor);
      const caseId = await kernel.command('forms.delete_draft', { actor }, async (ctx) => {
        const filed = await deleteOpenDraft(ctx.tx, params.draftId, ownerOf(who));
        if (filed === null) ctx.audit({ action: 'forms.draft_deleted', subject: `draft:${params.draftId}` });
        return filed;
      });
      if (caseId === undefined) throw formsErrors.draft_missing();
      if (caseId !== null) throw formsErrors.draft_submitted({ extra: { caseId } });
    }),
  ];
}

function person(actor: Actor): PersonActor {
  if (actor.kind !== 'person') throw kernelErrors.not_permitted();
  return actor;
}
