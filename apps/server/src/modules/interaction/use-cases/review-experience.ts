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
    ctx.emit({
      name: 'notice',
      payload: { personId: row.personId, caseId: row.caseId, sms: false, ...told(row, reason) },
    });
    return { ...row, state, reason: publish ? null : reason };
  });
}

function told(row: ExperienceRow, reason: string | null) {
  const { zh, en } = row.itemName;
  return reason === null
    ? {
        title: { zh: '您分享的办事经验已公开', en: 'Your experience is published' },
        body: {
          zh: `您分享的“${zh}”办事经验已在办事指南中公开，姓名已隐去。感谢您帮助后来的人。`,
          en: `Your experience with “${en}” now stands on its guide, your name hidden. Thank you for helping those who come next.`,
        },
      }
    : {
        title: { zh: '您分享的办事经验未公开', en: 'Your experience is not published' },
        body: {
          zh: `您分享的“${zh}”办事经验没有公开。理由：${reason}。您可以改写后再分享。`,
          en: `Your experience with “${en}” is not published. Reason: ${reason}. You may write it anew.`,
        },
      };
}
