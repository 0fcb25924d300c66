import { todayInChina } from '../../texts/day.ts';

export type Urgency = 'overdue' | 'today' | 'later' | 'open';

/** How a due day stands to today; days are compared as days, never as instants. */
export function urgencyOf(dueAt: string | undefined, today: string): Urgency {
  if (!dueAt) return 'open';
  const due = dueAt.length === 10 ? dueAt : todayInChina(new Date(dueAt));
  return due < today ? 'overdue' : due === today ? 'today' : 'later';
}

/** `11-27`, or with the year when it is another one. */
export function shortDay(at: string, today: string): string {
  const day = at.length === 10 ? at : todayInChina(new Date(at));
  return day.slice(0, 4) === today.slice(0, 4) ? day.slice(5) : day;
}
