import type { Showing } from '@miaopi/contracts';
import type { ShowingCheckRow, ShowingRow } from './store/showings.ts';

/** @param checks may be of other showings too */
export function presentShowing(row: ShowingRow, checks: readonly ShowingCheckRow[], now: Date): Showing {
  const end = row.endedAt ?? row.endsAt;
  return {
    id: row.id,
    startedAt: row.startedAt.toISOString(),
    endsAt: end.toISOString(),
    over: end <= now,
    now: now.toISOString(),
    checks: checks
      .filter((k) => k.showingId === row.id)
      .map((k) => ({ at: k.at.toISOString(), ...(k.who ? { who: k.who } : {}) })),
  };
}
