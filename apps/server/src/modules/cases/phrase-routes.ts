import * as c from '@miaopi/contracts';
import { phraseVariables, unknownVariables } from '@miaopi/items';
import type { StaffActor } from '../../kernel/actor.ts';
import { newId } from '../../kernel/ids.ts';
import { type BoundRoute, route } from '../../kernel/module.ts';
import type { CasesDeps } from './deps.ts';
import { casesErrors } from './errors.ts';
import { mayKeepForOffice } from './policy.ts';
import { deletePhrase, findPhrase, listPhrases, type PhraseRow, putPhrase } from './store/phrases.ts';

/** Nobody reads through more; of one official, and of an office. */
const most = 100;

/** Libraries of phrases (F124): of an official, and of his office, kept by its head. */
export function phraseRoutes({ kernel }: CasesDeps): BoundRoute[] {
  return [
    route(c.listPhrases, async ({ actor }) => {
      const staff = actor as StaffActor;
      return {
        phrases: (await listPhrases(kernel.read, staff.office, staff.staffId)).map(present),
        variables: Object.values(phraseVariables),
        abilities: { office: mayKeepForOffice(staff) },
      };
    }),
    route(c.savePhrase, ({ actor, body }) => {
      const staff = actor as StaffActor;
      return kernel.command('cases.save_phrase', { actor, requestId: body.requestId }, async (ctx) => {
        const text = body.text.trim();
        const unknown = unknownVariables(text);
        if (unknown.length > 0) throw casesErrors.phrase_variables({ log: unknown.join() });
        const office = String(body.of) === 'office';
        if (office && !mayKeepForOffice(staff).allowed) throw casesErrors.phrase_of_head();
        const staffId = office ? null : staff.staffId;
        const before =
          body.id === undefined ? undefined : await findPhrase(ctx.tx, body.id, staff.office, staff.staffId);
        if (body.id !== undefined && before?.staffId !== staffId) throw casesErrors.phrase_missing();
        const kept = await listPhrases(ctx.tx, staff.office, staff.staffId);
        if (!before && kept.filter((p) => p.staffId === staffId).length >= most) throw casesErrors.too_many_phrases();
        if (before) await deletePhrase(ctx.tx, before.id);
        const row = { id: before?.id ?? newId('phrase'), office: staff.office, staffId, use: body.use, body: text };
        const made = await putPhrase(ctx.tx, row, ctx.now);
        if (!made) throw casesErrors.phrase_there();
        ctx.audit({
          action: 'cases.phrase_kept',
          subject: `office:${staff.office}`,
          data: { phrase: made.id, of: body.of },
        });
        return present(made);
      });
    }),
    route(c.removePhrase, async ({ actor, params }) => {
      const staff = actor as StaffActor;
      await kernel.command('cases.remove_phrase', { actor }, async (ctx) => {
        const found = await findPhrase(ctx.tx, params.phraseId, staff.office, staff.staffId);
        if (!found) throw casesErrors.phrase_missing();
        if (found.staffId === null && !mayKeepForOffice(staff).allowed) throw casesErrors.phrase_of_head();
        await deletePhrase(ctx.tx, found.id);
        ctx.audit({ action: 'cases.phrase_removed', subject: `office:${staff.office}`, data: { phrase: found.id } });
      });
    }),
  ];
}

function present({ id, staffId, use, body }: PhraseRow): c.ReplyOf<typeof c.savePhrase> {
  return { id, of: staffId === null ? 'office' : 'mine', use, text: body };
}
