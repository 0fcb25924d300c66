import type { Actor } from '../../../kernel/actor.ts';
import { actorKey } from '../../../kernel/actor.ts';
import type { LicencesDeps } from '../deps.ts';
import { type CopyRow, findCopy } from '../store/copies.ts';
import type { IssuedRow } from '../store/rows.ts';
import { makeCopy, recordCopy } from './make-copy.ts';
import { assertShareable } from './use-codes.ts';

/** The holder has a copy made for one purpose, to hand it to somebody without a connection to this platform. @throws licences.not_shareable */
export async function makeHolderCopy(
  deps: LicencesDeps,
  actor: Actor,
  row: IssuedRow,
  wanted: { readonly purpose: string; readonly recipient: string; readonly days: number; readonly requestId: string },
): Promise<CopyRow> {
  await assertShareable(deps, row, 'copy');
  const made = await makeCopy(deps, row, {
    purpose: wanted.purpose,
    recipient: wanted.recipient,
    expiresAt: new Date(deps.kernel.clock.now().getTime() + wanted.days * 86_400_000),
    madeFor: 'holder',
    systemId: null,
  });
  // the same request sent again answers with the first copy; the file just made is swept
  const id = await deps.kernel.command(
    'licences.make_copy',
    { actor, requestId: wanted.requestId },
    async (ctx): Promise<string> => {
      await recordCopy(deps, ctx, made, actorKey(actor));
      return made.copy.id;
    },
  );
  return (await findCopy(deps.kernel.read, id, row.id)) ?? made.copy;
}
