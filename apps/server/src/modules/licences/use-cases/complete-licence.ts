import type { CommandContext } from '../../../kernel/command.ts';
import { kernelErrors } from '../../../kernel/errors.ts';
import type { Seals } from '../../seals/index.ts';
import type { MadeLicence } from '../door.ts';
import { licencesErrors } from '../errors.ts';
import { completeLicence } from '../store/write-licences.ts';
import { recordSealing } from './record-sealing.ts';

/** The commit that makes a licence known: valid with its file, the replaced one 变更作废, the use of the seal in the ledger. */
export async function complete(
  seals: Seals,
  ctx: CommandContext,
  made: MadeLicence,
  by: { readonly caseNumber: string; readonly operator: string },
): Promise<void> {
  const { licence } = made;
  // both travel together; the licence's own outcome is told first
  const completing = completeLicence(ctx.tx, licence.id, made, {
    operator: by.operator,
    now: ctx.now,
    reason: { zh: `办件 ${by.caseNumber}`, en: `case ${by.caseNumber}` },
    formerReason: { zh: '已变更，由新证照代替', en: 'changed; replaced by a new licence' },
    action: licence.replaces ? 'change' : 'issue',
    formerAction: 'change',
  });
  const using = recordSealing(seals, ctx, made, { caseId: licence.caseId, operator: by.operator });
  using.catch(() => {});
  const { done, former } = await completing;
  if (!done) throw licencesErrors.complete_already({ log: licence.id });
  // Held since the reservation (migration 13), so this is never seen unless somebody changed the tables by hand.
  if (licence.replaces && !former)
    throw kernelErrors.bug({ log: `${licence.replaces} was no longer there to be replaced by ${licence.identifier}` });
  if (former) ctx.audit({ action: 'licences.changed', subject: `licence:${former}`, data: { by: licence.id } });
  await using;
}
