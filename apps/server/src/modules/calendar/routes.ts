import * as c from '@miaopi/contracts';
import { arrangedYear, type GrowingCalendar } from '@miaopi/identifiers';
import type { Actor, StaffActor } from '../../kernel/actor.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import { type BoundRoute, route } from '../../kernel/module.ts';
import { mayEnter } from './policy.ts';
import { listYears } from './store/years.ts';
import { enterYear } from './use-cases/enter-year.ts';

export function calendarRoutes(kernel: Kernel, calendar: GrowingCalendar, refresh: () => Promise<void>): BoundRoute[] {
  async function present(actor: Actor): Promise<c.WorkingCalendar> {
    await refresh();
    const rows = await listYears(kernel.read);
    const { from, knownThrough, table } = calendar;
    const [first, last] = [Number(from.slice(0, 4)), Number(knownThrough.slice(0, 4))];
    const years = Array.from({ length: last - first + 1 }, (_, n): c.CalendarYear => {
      const year = last - n;
      const row = rows.find((one) => one.year === year);
      return {
        year,
        ...(row
          ? { source: 'entered', notice: row.notice, by: row.byName, at: row.enteredAt.toISOString() }
          : { source: 'program' }),
        festivals: arrangedYear(table, year).festivals.map((f) => ({ ...f, work: [...f.work] })),
        workingDays: daysOf(year).filter((day) => calendar.isWorkingDay(day)).length,
      };
    });
    return { from, knownThrough, years, next: last + 1, abilities: { enter: mayEnter(actor) } };
  }
  return [
    route(c.getCalendar, ({ actor }) => present(actor)),
    route(c.enterYear, async ({ body, actor }) => {
      await enterYear(kernel, calendar, actor as StaffActor, body);
      return present(actor);
    }),
    route(c.getWorkingDays, async () => {
      const { from, knownThrough, off, work } = calendar.table;
      return { from, knownThrough, off: { ...off }, work: { ...work } };
    }),
  ];
}

function daysOf(year: number): string[] {
  const days: string[] = [];
  for (let at = Date.UTC(year, 0, 1); at < Date.UTC(year + 1, 0, 1); at += 86_400_000)
    days.push(new Date(at).toISOString().slice(0, 10));
  return days;
}
