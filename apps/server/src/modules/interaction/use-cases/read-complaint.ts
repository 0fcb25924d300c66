import type { StaffActor } from '../../../kernel/actor.ts';
import type { Text } from '../../../kernel/text.ts';
import type { InteractionDeps } from '../deps.ts';
import { complaintNumber } from '../domain/complaint-number.ts';
import { interactionErrors } from '../errors.ts';
import { type ComplaintRow, findOfUnit, type UnitScope } from '../store/complaints.ts';

/** A head opens a complaint: whoever complained finds the look in his log. */
export function readComplaint(
  { kernel }: Pick<InteractionDeps, 'kernel'>,
  actor: StaffActor,
  scope: UnitScope & { readonly officeName: Text },
  id: string,
): Promise<ComplaintRow> {
  return kernel.command('interaction.read_complaint', { actor }, async (ctx) => {
    const row = await findOfUnit(ctx.tx, scope, id);
    if (!row) throw interactionErrors.complaint_missing();
    const { zh, en } = scope.officeName;
    const number = complaintNumber(row.serial);
    ctx.access({
      subjectKind: row.holder.kind,
      subjectId: row.holder.id,
      who: { zh: `${zh} ${actor.name}（${actor.number}）`, en: `${en} ${actor.name} (${actor.number})` },
      what: { zh: `查看投诉 ${number}`, en: `Opened complaint ${number}` },
      purpose: { zh: '答复投诉', en: 'Answering the complaint' },
    });
    return row;
  });
}
