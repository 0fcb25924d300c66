import type { Calendar } from '@miaopi/identifiers';
import { dayOf } from '../../kernel/clock.ts';
import type { Due } from './domain/case-clock.ts';
import { type DatedAction, intakeDue, type Stretch, stretchesOf } from './domain/intake-clock.ts';
import type { ActionRow } from './store/rows.ts';

/** The history of a case as the clock before its acceptance reads it. */
export function intakeStretches(actions: readonly Pick<ActionRow, 'kind' | 'at' | 'data'>[]): Stretch[] {
  return stretchesOf(
    actions.map(({ kind, at, data }): DatedAction => {
      const { until } = data;
      return { kind, on: dayOf(at), ...(typeof until === 'string' ? { until } : {}) };
    }),
  );
}

/** The five days that begin with a filing of this day. */
export function noticeDue(calendar: Calendar, receivedOn: string): Due {
  const stretch: Stretch = { kind: 'receipt', from: receivedOn, to: undefined, until: undefined };
  return intakeDue(calendar, [stretch])!;
}
