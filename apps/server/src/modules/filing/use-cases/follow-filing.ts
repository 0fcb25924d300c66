import type { FilingDeps } from '../deps.ts';
import { formOf, nthOf, numberOf, reasonOf } from '../domain/filing-data.ts';
import type { Members } from '../domain/message.ts';
import { statusOf } from '../domain/status.ts';
import { filingErrors } from '../errors.ts';
import { type FilingRow, setLooked } from '../store/filings.ts';
import type { SystemRow } from '../store/systems.ts';
import { actorFor, filingOf, readOrRefuse, systemActor } from './admit.ts';
import { formDigest, mustBeOwnFiles } from './submit-filing.ts';

type Status = Readonly<Record<string, unknown>>;

/** How far the case of a filing is. The person reads in his log, once a day, that the department looked. @throws filing.not_submitted */
export async function statusOfFiling(deps: FilingDeps, system: SystemRow, filing: FilingRow): Promise<Status> {
  const { kernel } = deps;
  const caseId = await caseOf(deps, filing);
  const view = await deps.cases.throughDepartment.view(actorFor(system, filing), caseId);
  if (filing.lookedOn !== kernel.clock.today())
    await kernel.command('filing.look', { actor: systemActor(system) }, async (ctx) => {
      setLooked(ctx.tx, filing.id, ctx.today);
      ctx.access({
        subjectKind: filing.principalKind,
        subjectId: filing.principalId,
        who: { zh: `${system.department}（${system.name}）`, en: `${system.department} (${system.name})` },
        what: { zh: `查看办件 ${view.number} 的进度`, en: `Looked how far case ${view.number} is` },
        purpose: filing.ground,
        caseNumber: view.number,
      });
    });
  return statusOf(filing.number, view);
}

export async function statusByNumber(deps: FilingDeps, system: SystemRow, data: Members): Promise<Status> {
  const number = readOrRefuse(() => numberOf(data));
  return statusOfFiling(deps, system, await filingOf(deps, system, number));
}

/**
 * The department answers what the notice opened, and nothing else. The same answer to the same notice again is the same correction.
 * @throws as `correctCase` of the module of cases; filing.file_foreign, filing.not_submitted
 */
export async function correctFiling(deps: FilingDeps, system: SystemRow, data: Members): Promise<Status> {
  const given = readOrRefuse(() => ({ number: numberOf(data), nth: nthOf(data), form: formOf(data) }));
  const filing = await filingOf(deps, system, given.number);
  const caseId = await caseOf(deps, filing);
  await mustBeOwnFiles(deps, filing, given.form);
  await deps.cases.throughDepartment.correct(actorFor(system, filing), caseId, {
    // another answer to the same notice is another request, and is told that the notice was answered
    requestId: `correct-${filing.id}-${given.nth}-${formDigest(given.form).slice(0, 16)}`,
    nth: given.nth,
    answers: given.form,
  });
  return statusOfFiling(deps, system, filing);
}

/** @throws cases.wrong_state when it is decided already; filing.not_submitted */
export async function withdrawFiling(deps: FilingDeps, system: SystemRow, data: Members): Promise<Status> {
  const given = readOrRefuse(() => ({ number: numberOf(data), reason: reasonOf(data) }));
  const filing = await filingOf(deps, system, given.number);
  const caseId = await caseOf(deps, filing);
  await deps.cases.throughDepartment.withdraw(actorFor(system, filing), caseId, {
    requestId: `withdraw-${filing.id}`,
    reason: given.reason,
  });
  return statusOfFiling(deps, system, filing);
}

async function caseOf(deps: FilingDeps, filing: FilingRow): Promise<string> {
  const filed = await deps.cases.throughDepartment.caseOf(filing.id);
  if (!filed) throw filingErrors.not_submitted();
  return filed.caseId;
}
