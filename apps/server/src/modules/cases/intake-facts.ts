import type { Calendar } from '@miaopi/identifiers';
import { dayOf } from '../../kernel/clock.ts';
import type { Due } from './domain/case-clock.ts';
import { type DatedAction, intakeDue, noticeDays, type Stretch, stretchesOf } from './domain/intake-clock.ts';
import type { ActionRow } from './store/rows.ts';

/** The history of a case as the clock before its acceptance reads it. */
export function intakeStretches(actions: readonly Pick<ActionRow, 'kind' | 'at' | 'data'>[]): Stretch[] {
  return stretchesOf(
    actions.map(({ kind, at, data }): DatedAction => {
      const { until, from, days } = data;
      const anew = kind === 'receive-anew';
      return {
        kind,
        on: dayOf(at),
        ...(typeof until === 'string' ? { until } : {}),
        ...(anew && typeof from === 'string' ? { from } : {}),
        ...(anew && typeof days === 'number' ? { days } : {}),
      };
    }),
  );
}

/** The five days that begin with a filing of this day, or as many as an order sets. */
export function noticeDue(calendar: Calendar, receivedOn: string, days: number = noticeDays): Due {
  const stretch: Stretch = { kind: 'receipt', from: receivedOn, to: undefined, until: undefined, days };
  return intakeDue(calendar, [stretch])!;
}
