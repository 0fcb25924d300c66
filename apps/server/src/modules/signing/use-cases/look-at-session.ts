import type { PersonActor } from '../../../kernel/actor.ts';
import type { SigningDeps } from '../deps.ts';
import { readerOf, sessionFor } from '../reader.ts';
import { listParties, lockSession, markOpened } from '../store/sessions.ts';
import { record } from '../tell.ts';

/** The party has the document before it; told once, with the digest of what was shown. */
export async function lookAtSession(deps: SigningDeps, actor: PersonActor, signingId: string): Promise<void> {
  const reader = await readerOf(deps, actor);
  const { parties } = await sessionFor(deps, reader, signingId);
  if (!parties.some((p) => p.number === reader.number && p.state === 'invited')) return;
  await deps.kernel.command('signing.look', { actor }, async (ctx) => {
    const session = await lockSession(ctx.tx, signingId);
    const mine = (await listParties(ctx.tx, [signingId])).find((p) => p.number === reader.number);
    if (session?.state !== 'open' || mine?.state !== 'invited') return;
    await markOpened(ctx.tx, signingId, mine.turn, ctx.now);
    await record(ctx, signingId, { kind: 'looked', turn: mine.turn, data: { version: session.version } });
  });
}
