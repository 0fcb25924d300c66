import { COMPLAINT_ANSWER } from '@miaopi/contracts';
import { inBoth, noticeTo, told } from '@miaopi/items';
import type { StaffActor } from '../../../kernel/actor.ts';
import type { Text } from '../../../kernel/text.ts';
import type { InteractionDeps } from '../deps.ts';
import { complaintNumber } from '../domain/complaint-number.ts';
import { plainText } from '../domain/plain-text.ts';
import { interactionErrors } from '../errors.ts';
import { mayAnswer } from '../policy.ts';
import { type ComplaintRow, lockOfUnit, setAnswered, type UnitScope } from '../store/complaints.ts';

/** Answers a complaint, once. Whoever complained is told that it was; the answer itself is read on the page. */
export function answerComplaint(
  { kernel }: Pick<InteractionDeps, 'kernel'>,
  actor: StaffActor,
  scope: UnitScope & { readonly officeName: Text },
  id: string,
  given: { readonly requestId: string; readonly text: string },
): Promise<ComplaintRow> {
  const text = plainText(given.text, COMPLAINT_ANSWER.shortest);
  return kernel.command('interaction.answer_complaint', { actor, requestId: given.requestId }, async (ctx) => {
    const row = await lockOfUnit(ctx.tx, scope, id);
    if (!row) throw interactionErrors.complaint_missing();
    if (!mayAnswer(row).allowed) throw interactionErrors.answered_already();
    const answered = await setAnswered(ctx.tx, id, {
      text,
      by: actor.staffId,
      byName: actor.name,
      office: scope.officeName,
      now: ctx.now,
    });
    ctx.audit({ action: 'interaction.complaint_answered', subject: `complaint:${id}` });
    const what = told('complaintAnswered', {
      complaint: inBoth(complaintNumber(row.serial)),
      office: scope.officeName,
    });
    ctx.emit(noticeTo({ personId: row.personId }, what, { sms: true, complaintId: id }));
    return answered;
  });
}
