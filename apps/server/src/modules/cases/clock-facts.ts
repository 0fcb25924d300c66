import type { Calendar } from '@miaopi/identifiers';
import type { CompiledItem } from '@miaopi/items';
import { dayOf } from '../../kernel/clock.ts';
import type { Text } from '../../kernel/text.ts';
import { type ClockFacts, type Due, dueDay } from './domain/case-clock.ts';
import { intakeDue, leadIn } from './domain/intake-clock.ts';
import { intakeStretches } from './intake-facts.ts';
import type { ActionRow, CaseRow, ProcedureRow } from './store/rows.ts';

/** What a case's clock counts by: its acceptance, the item's promised limit, and what stopped or prolonged it. */
export function clockFactsOf(
  row: Pick<CaseRow, 'acceptedAt' | 'submittedAt' | 'reopened' | 'migrated'>,
  item: CompiledItem,
  all: readonly ProcedureRow[],
): ClockFacts {
  // decided anew by order: another limit, from another day, and what stopped the clock before is over
  const procedures = roundOf(row, all);
  return {
    from: row.reopened?.limit ? row.reopened.from : dayOf(row.acceptedAt ?? row.submittedAt),
    // of another version, where that would have been to the applicant's disadvantage
    limit: row.reopened?.limit ?? row.migrated?.limit ?? item.package.item.promised,
    extendedBy: procedures.filter((p) => p.kind === 'A').reduce((days, p) => days + p.days, 0),
    pauses: procedures
      .filter((p) => p.kind === 'B')
      .map((p) => ({ name: p.name, from: p.startedOn, expectedTo: p.expectedOn, to: p.endedOn ?? undefined })),
  };
}

/** The order a receipt rests on, with the working days it sets: until something else comes in. Undefined of any other receipt. */
export function receivedAnew({
  reopened,
  filing,
  receivedAt,
}: Pick<CaseRow, 'reopened' | 'filing' | 'receivedAt'>):
  | { readonly days: number; readonly order: { readonly number: string; readonly body: string } }
  | undefined {
  const receipt = reopened?.receipt;
  return receipt && receipt.filing === filing && receivedAt?.toISOString() === receipt.since
    ? { days: receipt.days, order: reopened.order }
    : undefined;
}

/** Whether the case was decided before, and is decided anew by order. */
export function decidedBefore({ reopened }: Pick<CaseRow, 'reopened'>): boolean {
  return reopened?.limit !== undefined;
}

/** Since when it is under review: its acceptance, or the order that set its decision aside. */
export function reviewSince({ reopened, acceptedAt }: Pick<CaseRow, 'reopened' | 'acceptedAt'>): Date | undefined {
  return reopened?.limit ? new Date(reopened.at) : (acceptedAt ?? undefined);
}

/** Special procedures of the round a case is in. */
export function roundOf(row: Pick<CaseRow, 'reopened'>, procedures: readonly ProcedureRow[]): readonly ProcedureRow[] {
  return procedures.slice(row.reopened?.procedures ?? 0);
}

/**
 * The clock of a case as it stands: before the acceptance the office's five days or the applicant's time to correct, after it the limit; either with every day since the
 * first filing, or since an order to look at it anew, that an office looked at or waited in.
 */
export function caseClock(
  calendar: Calendar,
  row: Pick<CaseRow, 'acceptedAt' | 'submittedAt' | 'reopened' | 'migrated'>,
  item: CompiledItem,
  procedures: readonly ProcedureRow[],
  actions: readonly Pick<ActionRow, 'kind' | 'at' | 'data'>[],
): Due {
  if (row.reopened?.limit) return dueDay(calendar, clockFactsOf(row, item, procedures));
  const stretches = intakeStretches(actions);
  const before = row.acceptedAt ? undefined : intakeDue(calendar, stretches);
  if (before) return before;
  const facts = clockFactsOf(row, item, procedures);
  // ended before it was accepted: nothing was ever due after it
  if (stretches.length > 0 && !row.acceptedAt) return { day: undefined, derivation: leadIn(stretches) };
  const due = dueDay(calendar, facts);
  return { ...due, derivation: [...leadIn(stretches).filter((d) => d.day <= facts.from), ...due.derivation] };
}

/** The article the clock rests on. */
export function clockBasisOf(row: Pick<CaseRow, 'state' | 'reopened' | 'filing' | 'receivedAt'>): Text {
  const { state, reopened } = row;
  const anew = receivedAnew(row);
  if (state === 'intake' && anew)
    return {
      zh: `依${anew.order.body}${anew.order.number}重新审查是否受理：自收到该文书的次日起${anew.days}个工作日内受理、一次性告知补正或者不予受理，逾期不告知的，自收到该文书之日起即为受理（行政许可法第三十二条）；受理前不计入办理期限`,
      en: `Looked at anew by ${anew.order.number} of ${anew.order.body}: within ${anew.days} working days from the day after it reached the office it is accepted, to be corrected, or not accepted; after that it counts as accepted from the day the order came (Administrative Licence Law, art. 32). The limit does not run before acceptance`,
    };
  if (reopened?.limit)
    return {
      zh: `依${reopened.order.body}${reopened.order.number}重新办理，期限自收到该文书的次日起按${reopened.limit.unit}计算`,
      en: `Decided anew by ${reopened.order.number} of ${reopened.order.body}; the limit runs from the day after it reached the office`,
    };
  if (state === 'intake')
    return {
      zh: '收到申请材料之日起五个工作日内受理、一次性告知补正或者不予受理，逾期不告知的自收到之日起即为受理（行政许可法第三十二条）；受理前不计入办理期限',
      en: 'Within five working days of receipt the office accepts, tells once what is to be corrected, or does not accept; after that it counts as accepted from the day of receipt (Administrative Licence Law, art. 32). The limit does not run before acceptance',
    };
  if (state === 'originals')
    return {
      zh: '等待核对原件的时间不计入办理期限；核对后重新起算五个工作日的收件审查（行政许可法第三十二条）',
      en: 'The wait for the originals is not counted; the office’s five working days begin anew when they are shown (Administrative Licence Law, art. 32)',
    };
  if (state === 'correction')
    return {
      zh: '补正期间不计入办理期限；补正后重新起算五个工作日的收件审查（行政许可法第三十二条）',
      en: 'The time for the correction is not counted; the office’s five working days begin anew with it (Administrative Licence Law, art. 32)',
    };
  return {
    zh: '承诺时限自受理次日起按工作日计算（行政许可法第四十二条、第八十二条）',
    en: 'The promised limit runs in working days from the day after acceptance (Administrative Licence Law, art. 42, 82)',
  };
}
