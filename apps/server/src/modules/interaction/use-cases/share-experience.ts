import type { PersonActor } from '../../../kernel/actor.ts';
import { newId } from '../../../kernel/ids.ts';
import type { Kernel } from '../../../kernel/kernel.ts';
import type { OwnCase } from '../../cases/index.ts';
import { maskName } from '../../identity/index.ts';
import { holdsNumber, plainText } from '../domain/plain-text.ts';
import { interactionErrors } from '../errors.ts';
import { deleteOfCase, type ExperienceRow, findOfCase, putExperience } from '../store/experiences.ts';

/** F064: kept until an official of the item's office has looked at it. */
export function shareExperience(
  kernel: Kernel,
  actor: PersonActor,
  own: OwnCase,
  given: { readonly text: string; readonly requestId: string },
): Promise<ExperienceRow> {
  if (!own.closed) throw interactionErrors.case_open();
  const body = plainText(given.text, 10);
  if (holdsNumber(body)) throw interactionErrors.personal_data();
  return kernel.command('interaction.share_experience', { actor, requestId: given.requestId }, async (ctx) => {
    const row = await putExperience(ctx.tx, {
      id: newId(),
      caseId: own.id,
      region: own.region,
      slug: own.slug,
      itemName: own.itemName,
      office: own.office,
      personId: actor.personId,
      by: shownName(own.applicant),
      body,
      sharedAt: ctx.now,
    });
    if (!row) throw interactionErrors.shared_already();
    ctx.audit({ action: 'interaction.experience_shared', subject: `case:${own.id}`, data: { experience: row.id } });
    return row;
  });
}

/** The text goes; that there was one stays in the audit. */
export function withdrawExperience(kernel: Kernel, actor: PersonActor, own: OwnCase): Promise<void> {
  return kernel.command('interaction.withdraw_experience', { actor }, async (ctx) => {
    const row = await findOfCase(ctx.tx, own.id);
    if (!row || !(await deleteOfCase(ctx.tx, own.id))) throw interactionErrors.experience_missing();
    ctx.audit({ action: 'interaction.experience_withdrawn', subject: `case:${own.id}`, data: { experience: row.id } });
  });
}

function shownName({ kind, name }: OwnCase['applicant']) {
  return kind === 'firm' ? { zh: '一家企业', en: 'a firm' } : { zh: maskName(name), en: maskName(name) };
}
