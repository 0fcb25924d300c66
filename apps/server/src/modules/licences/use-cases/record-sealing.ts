import type { CommandContext } from '../../../kernel/command.ts';
import type { Seals, SealUse } from '../../seals/index.ts';
import type { MadeLicence } from '../door.ts';

type By = { readonly caseId: string | null; readonly operator: string };

/** How the seal stands on a licence, for the ledger. */
export function sealUseOf(made: MadeLicence, by: By): SealUse {
  const { licence, seal } = made;
  return {
    sealId: seal.sealId,
    slug: licence.slug,
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
}

/** The ledger row of a licence's sealing, in the transaction that makes the licence known. */
export function recordSealing(seals: Seals, ctx: CommandContext, made: MadeLicence, by: By): void {
  const { slug, ...use } = sealUseOf(made, by);
  if (made.keeperRequest) seals.recordKeeperUse(ctx, { ...use, requestId: made.keeperRequest });
  else seals.recordUse(ctx, { ...use, slug });
}
