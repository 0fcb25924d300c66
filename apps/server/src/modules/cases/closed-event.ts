import { decidedBefore } from './clock-facts.ts';
import type { CaseRow } from './store/rows.ts';

/**
 * A case has ended, in whatever way: decided, not accepted, given up, taken back. Who counts decisions leaves out those that are none, and those decided `again` by order;
 * who archives takes all.
 */
export function closedEvent(
  row: Pick<CaseRow, 'id' | 'slug' | 'region' | 'submittedAt' | 'reopened'>,
  end: { readonly outcome: NonNullable<CaseRow['outcome']>; readonly at: Date; readonly automatic?: boolean | null },
) {
  const { id: caseId, slug, region, submittedAt } = row;
  return {
    name: 'cases.closed',
    payload: {
      ...{ caseId, slug, region, submittedAt },
      ...{ outcome: end.outcome, automatic: end.automatic ?? false, closedAt: end.at.toISOString() },
      again: decidedBefore(row),
    },
  };
}
