import { inBoth, noticeTo, told } from '@miaopi/items';
import type { StaffActor } from '../../../kernel/actor.ts';
import type { Kernel } from '../../../kernel/kernel.ts';
import { interactionErrors } from '../errors.ts';
import { moderates } from '../policy.ts';
import { type ExperienceRow, lockExperience, setReviewed } from '../store/experiences.ts';

/** Publishes an experience, or tells its writer why not; what is published is taken down the same way. */
export function reviewExperience(
  kernel: Kernel,
  actor: StaffActor,
  id: string,
  given: { readonly publish: boolean; readonly reason?: string; readonly requestId: string },
): Promise<ExperienceRow> {
  const { publish } = given;
  const reason = given.reason?.trim() || null;
  return kernel.command('interaction.review_experience', { actor, requestId: given.requestId }, async (ctx) => {
    const row = await lockExperience(ctx.tx, id);
    if (!row || !moderates(actor, row.office)) throw interactionErrors.experience_missing();
    if (!publish && !reason) throw interactionErrors.reason_needed();
    const state = publish ? 'published' : 'declined';
    if (row.state === state) return row;
    await setReviewed(ctx.tx, id, { state, reason: publish ? null : reason, by: actor.staffId, now: ctx.now });
    ctx.audit({ action: `interaction.experience_${state}`, subject: `case:${row.caseId}`, data: { experience: id } });
    const what =
      reason === null
        ? told('experiencePublished', { item: row.itemName })
        : told('experienceDeclined', { item: row.itemName, reason: inBoth(reason) });
    ctx.emit(noticeTo({ personId: row.personId }, what, { caseId: row.caseId }));
    return { ...row, state, reason: publish ? null : reason };
  });
}
