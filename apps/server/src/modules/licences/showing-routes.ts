import * as c from '@miaopi/contracts';
import type { Actor } from '../../kernel/actor.ts';
import { type BoundRoute, route } from '../../kernel/module.ts';
import type { LicencesDeps } from './deps.ts';
import { presentShowing } from './present-showing.ts';
import type { HolderKey } from './store/read-licences.ts';
import type { IssuedRow } from './store/rows.ts';
import { listShowingChecks } from './store/showings.ts';
import { endShowing, heldShowing, showingSecret, startShowing } from './use-cases/showing/show-licence.ts';

/** 亮证: begun, looked after and ended by the holder. */
export function showingRoutes(
  deps: LicencesDeps,
  held: (actor: Actor, id: string) => Promise<IssuedRow>,
  holderKey: (actor: Actor) => HolderKey,
): BoundRoute[] {
  const { kernel } = deps;
  return [
    route(c.startShowing, async ({ actor, params, body }) => {
      const showing = await startShowing(deps, actor, await held(actor, params.licenceId), body.requestId);
      return {
        ...presentShowing(showing, await listShowingChecks(kernel.read, [showing.id]), kernel.clock.now()),
        secret: Buffer.from(showingSecret(deps, showing.id)).toString('base64'),
        address: `${kernel.config.publicUrl}/v/`,
      };
    }),
    route(c.getShowing, async ({ actor, params }) => {
      const showing = await heldShowing(deps, { holder: holderKey(actor), ...params });
      return presentShowing(showing, await listShowingChecks(kernel.read, [showing.id]), kernel.clock.now());
    }),
    route(c.endShowing, async ({ actor, params }) => {
      const showing = await endShowing(deps, actor, { holder: holderKey(actor), ...params });
      return presentShowing(showing, await listShowingChecks(kernel.read, [showing.id]), kernel.clock.now());
    }),
  ];
}
