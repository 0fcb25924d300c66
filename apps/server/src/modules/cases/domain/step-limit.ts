import type { Calendar } from '@miaopi/identifiers';
import { type Due, dueDay, type Pause } from './case-clock.ts';

/** What the limit of one task counts by. */
export interface StepLimit {
  /** yyyy-mm-dd on which the task was opened; not counted itself. */
  readonly from: string;
  /** Working days of its own; null: those of the case. */
  readonly days: number | null;
  readonly pauses: readonly Pause[];
}

/**
 * The limit of a task: its own days, counted as those of the case are, and never beyond the limit of the case.
 * @param caseDue yyyy-mm-dd; undefined when the calendar does not reach that far
 */
export function stepDue(calendar: Calendar, limit: StepLimit, caseDue: string | undefined): Due | undefined {
  if (limit.days === null) return undefined;
  const own = dueDay(calendar, {
    from: limit.from,
    limit: { amount: limit.days, unit: '工作日' },
    extendedBy: 0,
    pauses: limit.pauses,
  });
  if (caseDue === undefined || own.day === undefined || own.day <= caseDue) return own;
  const within = own.derivation.filter((d) => d.day <= caseDue);
  return {
    day: caseDue,
    derivation: [
      ...within,
      { day: caseDue, counted: false, why: { zh: '办件的期限先到', en: 'the limit of the case comes first' } },
    ],
  };
}

/** Day (yyyy-mm-dd) a task is due: by its own limit, or by the case's where it has none; null when the calendar does not reach that far. */
export function taskDue(calendar: Calendar, limit: StepLimit, caseDue: Due): string | null {
  return (stepDue(calendar, limit, caseDue.day) ?? caseDue).day ?? null;
}
