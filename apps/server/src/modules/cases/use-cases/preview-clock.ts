import type { previewClock as contract, ReplyOf } from '@miaopi/contracts';
import { addDays } from '@miaopi/identifiers';
import type { Actor } from '../../../kernel/actor.ts';
import { kernelErrors } from '../../../kernel/errors.ts';
import { clockFactsOf } from '../clock-facts.ts';
import type { CasesDeps } from '../deps.ts';
import { dueDay, type Pause } from '../domain/case-clock.ts';
import { casesErrors } from '../errors.ts';
import { noticeDue } from '../intake-facts.ts';
import { handles } from '../policy.ts';
import { findCaseWithTasks } from '../store/cases.ts';
import { listProcedures } from '../store/procedures.ts';

/**
 * X12: the limit as it would be if the clock were stopped today for so many calendar days, or prolonged; or if it were sent back today to be corrected and the applicant
 * took all the time he is given. Changes nothing.
 */
export async function previewClock(
  { kernel, catalog, calendar }: CasesDeps,
  actor: Actor,
  caseId: string,
  wanted: { readonly pauseDays?: number; readonly extendDays?: number; readonly correctionDays?: number },
): Promise<ReplyOf<typeof contract>> {
  const found = await findCaseWithTasks(kernel.read, caseId);
  if (!found || !handles(actor, found)) throw casesErrors.case_missing();
  const { row } = found;
  const [item, procedures] = await Promise.all([
    catalog.load(row.slug, row.itemVersion),
    listProcedures(kernel.read, caseId),
  ]);
  if (!item) throw kernelErrors.bug({ log: `${row.slug} v${row.itemVersion} of case ${caseId} is not there` });
  const today = kernel.clock.today();
  if (wanted.correctionDays !== undefined) {
    const until = addDays(today, wanted.correctionDays);
    const notice = noticeDue(calendar, until);
    if (notice.day === undefined) return { until, ...(notice.unknown ? { unknown: notice.unknown } : {}) };
    const limit = item.package.item.promised;
    const due = dueDay(calendar, { from: notice.day, limit, extendedBy: 0, pauses: [] });
    return {
      until,
      acceptBy: notice.day,
      ...(due.day ? { due: due.day } : {}),
      ...(due.unknown ? { unknown: due.unknown } : {}),
    };
  }
  const facts = clockFactsOf(row, item, procedures);
  const until = wanted.pauseDays === undefined ? undefined : addDays(today, wanted.pauseDays);
  const pause: Pause[] = until
    ? [{ name: { zh: '特别程序', en: 'special procedure' }, from: today, expectedTo: until, to: undefined }]
    : [];
  const due = dueDay(calendar, {
    ...facts,
    extendedBy: facts.extendedBy + (wanted.extendDays ?? 0),
    pauses: [...facts.pauses, ...pause],
  });
  return {
    ...(due.day ? { due: due.day } : {}),
    ...(due.unknown ? { unknown: due.unknown } : {}),
    ...(until ? { until } : {}),
  };
}
