import * as c from '@miaopi/contracts';
import type { Actor } from '../../kernel/actor.ts';
import { type BoundRoute, route } from '../../kernel/module.ts';
import type { CasesDeps } from './deps.ts';
import { casesErrors } from './errors.ts';
import { handlerOf } from './handler.ts';
import { handles, owns } from './policy.ts';
import { findCaseWithTasks } from './store/cases.ts';
import { forwardCase } from './use-cases/forward-case.ts';
import { giveOpinion } from './use-cases/give-opinion.ts';
import { recordOutsideOpinion } from './use-cases/record-outside-opinion.ts';
import { returnStep } from './use-cases/return-step.ts';
import { takeBack } from './use-cases/take-back.ts';

/** The steps of a review: what is said, back, taken back, up. @param view the case as it stands then, for who acted */
export function reviewRoutes(
  deps: CasesDeps,
  view: (actor: Actor, caseId: string) => Promise<c.CaseView>,
): BoundRoute[] {
  return [
    route(c.giveOpinion, async ({ params, body, actor }) => {
      await giveOpinion(deps, await handlerOf(deps, actor), params.caseId, { ...body, says: body.says as 'agree' });
      return view(actor, params.caseId);
    }),
    route(c.recordOutsideOpinion, async ({ params, body, actor }) => {
      await recordOutsideOpinion(deps, await handlerOf(deps, actor), params.caseId, {
        ...body,
        how: body.how as 'paper',
        says: body.says as 'agree',
      });
      return view(actor, params.caseId);
    }),
    route(c.getOutsidePaper, async ({ params, actor }) => {
      const found = await findCaseWithTasks(deps.kernel.read, params.caseId);
      if (!found || !(owns(actor, found.row) || handles(actor, found))) throw casesErrors.case_missing();
      const task = found.tasks.find((t) => t.id === params.taskId && t.outside);
      const kept = task && (await deps.exchange.consultations.paperOf(task.id));
      if (!kept) throw casesErrors.no_paper();
      const { name, number, mediaType } = kept.paper;
      const ending = mediaType === 'application/pdf' ? 'pdf' : 'ofd';
      return { mediaType, body: kept.data, fileName: `${name} ${number}.${ending}` };
    }),
    route(c.returnStep, async ({ params, body, actor }) => {
      await returnStep(deps, await handlerOf(deps, actor), params.caseId, body);
      return view(actor, params.caseId);
    }),
    route(c.takeBack, async ({ params, body, actor }) => {
      await takeBack(deps, await handlerOf(deps, actor), params.caseId, body);
      return view(actor, params.caseId);
    }),
    route(c.forwardCase, async ({ params, body, actor }) => {
      await forwardCase(deps, await handlerOf(deps, actor), params.caseId, body);
      return view(actor, params.caseId);
    }),
  ];
}
