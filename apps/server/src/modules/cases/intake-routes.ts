import * as c from '@miaopi/contracts';
import type { Actor, PersonActor } from '../../kernel/actor.ts';
import { type BoundRoute, route } from '../../kernel/module.ts';
import { correctionForm } from './correction-form.ts';
import type { CasesDeps } from './deps.ts';
import { casesErrors } from './errors.ts';
import { handlerOf } from './handler.ts';
import { handles, owns } from './policy.ts';
import { mayReopen } from './policy-after.ts';
import { mayCorrectOnSpot, mayRecordCorrection } from './policy-intake.ts';
import { mayMigrate } from './policy-version.ts';
import { newerVersion } from './present-version.ts';
import { listAmendments } from './store/amendments.ts';
import { findCaseWithTasks } from './store/cases.ts';
import { abandonCase } from './use-cases/abandon-case.ts';
import { acceptCase } from './use-cases/accept-case.ts';
import { askCorrection } from './use-cases/ask-correction.ts';
import { correctCase, correctForApplicant } from './use-cases/correct-case.ts';
import { preCheck } from './use-cases/pre-check.ts';
import { rejectCase } from './use-cases/reject-case.ts';
import { seeOriginals } from './use-cases/see-originals.ts';
import { settleOriginals } from './use-cases/settle-originals.ts';

/** What happens to a case before it is accepted: by the office, and by the applicant who corrects. */
export function intakeRoutes(
  deps: CasesDeps,
  view: (actor: Actor, caseId: string) => Promise<c.CaseView>,
  goOn: (caseId: string, wait: number) => Promise<void>,
): BoundRoute[] {
  const { read } = deps.kernel;
  return [
    route(c.acceptCase, async ({ params, body, actor }) => {
      await acceptCase(deps, await handlerOf(deps, actor), params.caseId, body);
      return view(actor, params.caseId);
    }),
    route(c.rejectCase, async ({ params, body, actor }) => {
      await rejectCase(deps, await handlerOf(deps, actor), params.caseId, body);
      return view(actor, params.caseId);
    }),
    route(c.preCheckCase, async ({ params, body, actor }) => {
      await preCheck(deps, await handlerOf(deps, actor), params.caseId, body);
      return view(actor, params.caseId);
    }),
    route(c.seeOriginals, async ({ params, body, actor }) => {
      await seeOriginals(deps, await handlerOf(deps, actor), params.caseId, body);
      return view(actor, params.caseId);
    }),
    route(c.settleOriginals, async ({ params, body, actor }) => {
      await settleOriginals(deps, await handlerOf(deps, actor), params.caseId, body);
      return view(actor, params.caseId);
    }),
    route(c.askCorrection, async ({ params, body, actor }) => {
      await askCorrection(deps, await handlerOf(deps, actor), params.caseId, body);
      return view(actor, params.caseId);
    }),
    route(c.abandonCase, async ({ params, body, actor }) => {
      await abandonCase(deps, await handlerOf(deps, actor), params.caseId, body);
      return view(actor, params.caseId);
    }),
    route(c.getCorrection, async ({ params, actor }) => {
      const found = await findCaseWithTasks(read, params.caseId);
      if (!found || !owns(actor, found.row)) throw casesErrors.case_missing();
      return correctionForm(deps, actor as PersonActor, found);
    }),
    route(c.lookUpCorrection, async ({ params, body, actor }) => {
      const found = await findCaseWithTasks(read, params.caseId);
      if (!found || !(owns(actor, found.row) || handles(actor, found))) throw casesErrors.case_missing();
      const viewer = actor.kind === 'staff' ? await handlerOf(deps, actor) : actor;
      return correctionForm(deps, viewer, found, body.answers);
    }),
    route(c.correctCase, async ({ params, query, body, actor }) => {
      await correctCase(deps, actor as PersonActor, params.caseId, body);
      await goOn(params.caseId, query.wait ?? 0);
      return view(actor, params.caseId);
    }),
    route(c.getCorrectionWork, async ({ params, actor }) => {
      const found = await findCaseWithTasks(read, params.caseId);
      if (!found || !handles(actor, found)) throw casesErrors.case_missing();
      return correctionForm(deps, await handlerOf(deps, actor), found);
    }),
    route(c.correctForApplicant, async ({ params, query, body, actor }) => {
      await correctForApplicant(deps, await handlerOf(deps, actor), params.caseId, body);
      await goOn(params.caseId, query.wait ?? 3000);
      return view(actor, params.caseId);
    }),
    route(c.uploadForCase, async ({ params, actor, file }) => {
      const found = await findCaseWithTasks(read, params.caseId);
      if (!found || !handles(actor, found)) throw casesErrors.case_missing();
      const staff = await handlerOf(deps, actor);
      const { row } = found;
      const may =
        row.state === 'closed'
          ? mayReopen(staff, { row, amendments: await listAmendments(read, row.id) })
          : row.state === 'intake'
            ? mayCorrectOnSpot(staff, found)
            : row.state === 'review' && newerVersion(deps, row)
              ? mayMigrate(staff, found)
              : mayRecordCorrection(staff, found);
      if (!may.allowed) throw casesErrors.not_yours({ detail: may.reason });
      return deps.materials.receive(actor, row.contactId, file);
    }),
  ];
}
