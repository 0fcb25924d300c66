import { inBoth, told } from '@miaopi/items';
import type { StaffActor } from '../../../kernel/actor.ts';
import { actorKey } from '../../../kernel/actor.ts';
import type { LicencesDeps } from '../deps.ts';
import { licencesErrors } from '../errors.ts';
import { mayCheckOriginal, mayRead } from '../policy.ts';
import { changeState, lockOfOffice, setGrade } from '../store/life.ts';
import { tellHolder } from './tell-holder.ts';

/**
 * F218: an official of the issuing office has the paper before him and finds that it says the same: grade C becomes B. What differs is not raised but acted on
 * (撤销, 补领换发).
 * @throws licences.licence_missing, licences.not_lawful
 */
export async function checkOriginal(
  deps: LicencesDeps,
  actor: StaffActor,
  licenceId: string,
  input: { readonly requestId: string; readonly note: string },
): Promise<void> {
  await deps.kernel.command('licences.check_original', { actor, requestId: input.requestId }, async (ctx) => {
    const row = await lockOfOffice(ctx.tx, licenceId, actor.office);
    if (!row || !mayRead(actor)) throw licencesErrors.licence_missing();
    const answer = mayCheckOriginal(actor, row, ctx.today);
    if (!answer.allowed) throw licencesErrors.not_lawful({ detail: answer.reason });
    await setGrade(ctx.tx, licenceId, 'B');
    await changeState(ctx.tx, {
      licenceId,
      region: row.region,
      at: ctx.now,
      state: row.state,
      action: 'check-original',
      reason: {
        zh: `与原件核对一致，可信等级由 ${row.grade} 级升为 B 级`,
        en: `compared with the original; trust grade ${row.grade} is now B`,
      },
      ground: null,
      note: input.note.trim(),
      document: null,
      operator: actorKey(actor),
      operatorName: actor.name,
      confirmedBy: null,
      confirmedName: null,
    });
    ctx.audit({ action: 'licences.original_checked', subject: `licence:${licenceId}`, data: { from: row.grade } });
    const what = told('originalCompared', { result: row.typeName, licence: inBoth(row.number) });
    await tellHolder(ctx, deps.contactsOf, row, what);
  });
}
