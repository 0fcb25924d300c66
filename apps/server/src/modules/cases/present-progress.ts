import type { CallerCase, queryCase, ReplyOf } from '@miaopi/contracts';
import { maskName } from '../identity/index.ts';
import type { CasesDeps } from './deps.ts';
import { presentSteps, presentWaiting, stateNameOf } from './present.ts';
import { listSteps } from './store/cases.ts';
import { listCorrections } from './store/corrections.ts';
import type { CaseRow } from './store/rows.ts';

/** How far a case is, for whoever knows its number and code: nothing of what was filed, found or written. */
export async function presentProgress(
  { kernel, payments }: CasesDeps,
  row: CaseRow,
): Promise<ReplyOf<typeof queryCase>> {
  const [steps, bill] = await Promise.all([
    listSteps(kernel.read, row.id),
    row.waiting?.payment ? payments.ofCase(row.id) : undefined,
  ]);
  const waiting = presentWaiting(row, undefined, bill);
  return {
    number: row.number,
    itemName: row.itemName,
    office: row.officeName,
    applicant: maskName(row.applicantName),
    state: row.state,
    stateName: stateNameOf(row),
    ...(row.outcome ? { outcome: row.outcome } : {}),
    ...(row.undone ? { undone: row.undone } : {}),
    submittedAt: row.submittedAt.toISOString(),
    ...(row.dueOn ? { dueAt: row.dueOn } : {}),
    steps: presentSteps(row, steps),
    ...(waiting ? { waiting: waiting.text } : {}),
  };
}

/** The same as it is told on the telephone, with what the caller has to do and whom to ask. */
export async function presentForCaller(deps: CasesDeps, row: CaseRow): Promise<CallerCase> {
  const [progress, office, corrections] = await Promise.all([
    presentProgress(deps, row),
    deps.identity.findOffice(row.office),
    row.state === 'correction' ? listCorrections(deps.kernel.read, row.id) : [],
  ]);
  const asked = corrections.at(-1);
  return {
    ...progress,
    ...(office?.phone ? { officePhone: office.phone } : {}),
    ...(asked
      ? { correction: { until: asked.until, points: asked.points.map(({ label, kind }) => ({ label, kind })) } }
      : {}),
  };
}
