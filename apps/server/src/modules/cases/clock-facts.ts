import type { CompiledItem } from '@miaopi/items';
import { dayOf } from '../../kernel/clock.ts';
import type { ClockFacts } from './domain/case-clock.ts';
import type { CaseRow, ProcedureRow } from './store/rows.ts';

/** What a case's clock counts by: its acceptance, the item's promised limit, and what stopped or prolonged it. */
export function clockFactsOf(
  row: Pick<CaseRow, 'acceptedAt' | 'submittedAt'>,
  item: CompiledItem,
  procedures: readonly ProcedureRow[],
): ClockFacts {
  return {
    from: dayOf(row.acceptedAt ?? row.submittedAt),
    limit: item.package.item.promised,
    extendedBy: procedures.filter((p) => p.kind === 'A').reduce((days, p) => days + p.days, 0),
    pauses: procedures
      .filter((p) => p.kind === 'B')
      .map((p) => ({ name: p.name, from: p.startedOn, expectedTo: p.expectedOn, to: p.endedOn ?? undefined })),
  };
}
