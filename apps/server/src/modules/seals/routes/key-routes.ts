import * as c from '@miaopi/contracts';
import { fromBase64, toBase64 } from '@miaopi/gm';
import { type BoundRoute, route } from '../../../kernel/module.ts';
import { activateWithKey } from '../use-cases/activate-with-key.ts';
import { beginKeySealing, completeKeySealing } from '../use-cases/seal-with-key.ts';
import { presentSeals, seenSeal } from '../use-cases/show-seals.ts';
import type { RouteDeps } from './index.ts';

/** Seals whose key is on a 智能密码钥匙 in the keeper's hand. */
export function keyRoutes(deps: RouteDeps): BoundRoute[] {
  const { kernel } = deps;
  return [
    route(c.activateSealWithKey, async ({ actor, params, body }) => {
      await activateWithKey(await deps.activateDeps(), actor, {
        sealId: params.sealId,
        request: fromBase64(body.request),
        label: body.label,
      });
      deps.forget();
      const [card] = await presentSeals(kernel, actor, [await seenSeal(kernel, actor, params.sealId)]);
      return card as c.SealCard;
    }),
    route(c.beginKeySealing, async ({ actor, params, body }) => {
      const { sealingId, certificate, items } = await beginKeySealing(kernel, actor, { ...params, ...body });
      return {
        sealingId,
        certificate: toBase64(certificate),
        items: items.map(({ requestId, toSign }) => ({ requestId, toSign: toBase64(toSign) })),
      };
    }),
    route(c.completeKeySealing, ({ actor, params, body }) =>
      completeKeySealing(kernel, actor, {
        ...params,
        signatures: body.signatures.map((s) => ({ requestId: s.requestId, signature: fromBase64(s.signature) })),
      }),
    ),
  ];
}
