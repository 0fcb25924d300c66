import type { CommandContext } from '../../../kernel/command.ts';
import { kernelErrors } from '../../../kernel/errors.ts';
import type { Seals } from '../../seals/index.ts';
import type { MadeLicence } from '../door.ts';
import { licencesErrors } from '../errors.ts';
import { completeFirst, completeLicence } from '../store/write-licences.ts';
import { recordSealing } from './record-sealing.ts';

/** The commit that makes a licence known: valid with its file, the replaced one 变更作废, the use of the seal in the ledger. */
export async function complete(
  seals: Seals,
  ctx: CommandContext,
  made: MadeLicence,
  by: { readonly caseNumber: string; readonly operator: string },
): Promise<void> {
  const { licence } = made;
  const coming = {
    operator: by.operator,
    now: ctx.now,
    reason: { zh: `办件 ${by.caseNumber}`, en: `case ${by.caseNumber}` },
    formerReason: { zh: '已变更，由新证照代替', en: 'changed; replaced by a new licence' },
    action: licence.replaces ? 'change' : 'issue',
    formerAction: 'change',
  };
  const already = () => licencesErrors.complete_already({ log: licence.id });
  const sealing = () => recordSealing(seals, ctx, made, { caseId: licence.caseId, operator: by.operator });
  // nothing is to be learnt of one that replaces none: it goes with the commit, the licence's own outcome told first
  if (!licence.replaces) {
    completeFirst(ctx.tx, licence.id, made, coming, already);
    sealing();
    return;
  }
  const completing = completeLicence(ctx.tx, licence.id, made, coming);
  sealing();
  const { done, former } = await completing;
  if (!done) throw already();
  // Held since the reservation (migration 13), so this is never seen unless somebody changed the tables by hand.
  if (!former)
    throw kernelErrors.bug({ log: `${licence.replaces} was no longer there to be replaced by ${licence.identifier}` });
  ctx.audit({ action: 'licences.changed', subject: `licence:${former}`, data: { by: licence.id } });
}
