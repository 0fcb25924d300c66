import * as c from '@miaopi/contracts';
import type { Actor, StaffActor } from '../../kernel/actor.ts';
import { kernelErrors } from '../../kernel/errors.ts';
import { type BoundRoute, route } from '../../kernel/module.ts';
import type { CasesDeps } from './deps.ts';
import { handlerOf } from './handler.ts';
import { loadOf } from './store/load.ts';
import { listStandIns } from './store/stand-ins.ts';
import { answerOpinion, askOpinion } from './use-cases/ask-opinion.ts';
import { assignTask } from './use-cases/assign-task.ts';
import { endStandIn, recordStandIn } from './use-cases/stand-in.ts';
import { urgeCase } from './use-cases/urge-case.ts';

/** What officials do with each other over cases: assign, hand over, ask, urge, stand in; the head's overview. */
export function teamRoutes(deps: CasesDeps, view: (actor: Actor, caseId: string) => Promise<c.CaseView>): BoundRoute[] {
  const { kernel, identity } = deps;
  const load = async (staff: StaffActor) => {
    if (!staff.roles.includes('head')) throw kernelErrors.not_permitted();
    const today = kernel.clock.today();
    const [rows, standIns] = await Promise.all([
      loadOf(kernel.read, staff.office, today, kernel.clock.now()),
      listStandIns(kernel.read, staff.office, today),
    ]);
    return {
      rows: rows.map((r) => ({
        ...(r.official ? { official: r.official, name: r.name ?? '' } : {}),
        open: r.open,
        overdue: r.overdue,
        soon: r.soon,
        ageing: [...r.ageing],
      })),
      standIns: standIns.map(({ fromOn, toOn, absentName, deputyName, id, reason }) => ({
        id,
        absent: absentName,
        deputy: deputyName,
        from: fromOn,
        to: toOn,
        reason,
      })),
    };
  };
  return [
    route(c.listColleagues, async ({ actor }) => {
      const [officials, offices] = await Promise.all([
        identity.colleaguesOf((actor as StaffActor).office),
        identity.offices(),
      ]);
      return {
        officials: officials.map(({ id, name, number, roles }) => ({ id, name, number, roles: [...roles] })),
        offices: [...offices, ...deps.exchange.consultations.departments].map(({ uscc, name }) => ({ uscc, name })),
      };
    }),
    route(c.assignTask, async ({ params, body, actor }) => {
      await assignTask(deps, await handlerOf(deps, actor), params.caseId, body);
      return view(actor, params.caseId);
    }),
    route(c.askOpinion, async ({ params, body, actor }) => {
      await askOpinion(deps, await handlerOf(deps, actor), params.caseId, body);
      return view(actor, params.caseId);
    }),
    route(c.answerOpinion, async ({ params, body, actor }) => {
      await answerOpinion(deps, await handlerOf(deps, actor), params.caseId, { ...body, says: body.says as 'agree' });
      return view(actor, params.caseId);
    }),
    route(c.urgeCase, async ({ params, body, actor }) => {
      await urgeCase(deps, actor, params.caseId, body.requestId);
      return view(actor, params.caseId);
    }),
    route(c.urgeWork, async ({ params, body, actor }) => {
      await urgeCase(deps, actor, params.caseId, body.requestId);
      return view(actor, params.caseId);
    }),
    route(c.reviewLoad, ({ actor }) => load(actor as StaffActor)),
    route(c.recordStandIn, async ({ body, actor }) => {
      await recordStandIn(deps, actor as StaffActor, body);
      return load(actor as StaffActor);
    }),
    route(c.endStandIn, async ({ params, body, actor }) => {
      await endStandIn(deps, actor as StaffActor, params.standInId, body.requestId);
      return load(actor as StaffActor);
    }),
  ];
}
