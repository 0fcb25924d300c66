import type { CommandContext } from '../../../kernel/command.ts';
import type { Seals } from '../../seals/index.ts';
import type { MadeLicence } from '../door.ts';

/** The ledger row of a licence's sealing, in the transaction that makes the licence known. */
export function recordSealing(
  seals: Seals,
  ctx: CommandContext,
  made: MadeLicence,
  by: { readonly caseId: string | null; readonly operator: string },
): Promise<void> {
  const { licence, seal } = made;
  const use = {
    sealId: seal.sealId,
    licenceId: licence.id,
    caseId: by.caseId,
    region: licence.region,
    digest: made.digest,
    page: seal.place.page,
    x: seal.place.x,
    y: seal.place.y,
    sealedAt: new Date(seal.signedAt),
    operator: by.operator,
  };
  return made.keeperRequest
    ? seals.recordKeeperUse(ctx, { ...use, requestId: made.keeperRequest })
    : seals.recordUse(ctx, { ...use, slug: licence.slug });
}
