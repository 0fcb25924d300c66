import * as c from '@miaopi/contracts';
import type { Actor, PersonActor } from '../../kernel/actor.ts';
import { type BoundRoute, route } from '../../kernel/module.ts';
import type { CasesDeps } from './deps.ts';
import { handlerOf } from './handler.ts';
import { answerRevocation } from './use-cases/answer-revocation.ts';
import { confirmChange, dropChange } from './use-cases/confirm-change.ts';
import { proposeCorrection } from './use-cases/propose-correction.ts';
import { proposeRevocation } from './use-cases/propose-revocation.ts';
import { reopenCase } from './use-cases/reopen-case.ts';

/** What becomes of a decision after it was made: corrected, revoked, made anew by order. @param view the case as it stands then, for who acted */
export function afterRoutes(
  deps: CasesDeps,
  view: (actor: Actor, caseId: string) => Promise<c.CaseView>,
): BoundRoute[] {
  return [
    route(c.proposeCorrection, async ({ params, body, actor }) => {
      await proposeCorrection(deps, await handlerOf(deps, actor), params.caseId, body);
      return view(actor, params.caseId);
    }),
    route(c.proposeRevocation, async ({ params, body, actor }) => {
      await proposeRevocation(deps, await handlerOf(deps, actor), params.caseId, body);
      return view(actor, params.caseId);
    }),
    route(c.answerRevocation, async ({ params, body, actor }) => {
      await answerRevocation(deps, actor as PersonActor, params.caseId, body);
      return view(actor, params.caseId);
    }),
    route(c.confirmChange, async ({ params, body, actor }) => {
      const made = await confirmChange(deps, await handlerOf(deps, actor), params.caseId, {
        ...body,
        amendmentId: params.amendmentId,
      });
      // its job makes it when this does not
      if (made)
        await deps.licences
          .finishCorrection(made)
          .catch((error: unknown) =>
            deps.kernel.log.error({ err: error, licence: made }, 'a corrected licence waits for its job'),
          );
      return view(actor, params.caseId);
    }),
    route(c.dropChange, async ({ params, body, actor }) => {
      await dropChange(deps, await handlerOf(deps, actor), params.caseId, { ...body, amendmentId: params.amendmentId });
      return view(actor, params.caseId);
    }),
    route(c.reopenCase, async ({ params, body, actor }) => {
      await reopenCase(deps, await handlerOf(deps, actor), params.caseId, {
        ...body,
        order: { ...body.order, number: body.order.number.trim(), body: body.order.body.trim() },
      });
      return view(actor, params.caseId);
    }),
  ];
}
