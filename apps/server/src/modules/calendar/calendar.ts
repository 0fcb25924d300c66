import { CALENDAR_TABLE, type CalendarTable, type GrowingCalendar, withYear } from '@miaopi/identifiers';
import type { StaffActor } from '../../kernel/actor.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { ServerModule } from '../../kernel/module.ts';
import { calendarRoutes } from './routes.ts';
import { listYears } from './store/years.ts';
import { type Entering, enterYear } from './use-cases/enter-year.ts';

/** What others may ask of this module. */
export interface CalendarModule {
  readonly module: ServerModule;
  /** The last year whose working days are known. */
  lastYear(): number;
  /**
   * Takes a year from its notice, as an operator does.
   * @throws calendar.year_wrong, calendar.arrangement_wrong
   */
  enter(actor: StaffActor, given: Entering): Promise<void>;
  /** Learns of what was entered in whichever process. */
  refresh(): Promise<void>;
}

/** ms after which a process has learned of a year that another one took. */
const interval = 30_000;

/** @param calendar that of this process, by which everything here counts */
export function createCalendarModule(kernel: Kernel, calendar: GrowingCalendar): CalendarModule {
  let known = '';

  async function refresh(): Promise<void> {
    const rows = await listYears(kernel.read);
    const stand = JSON.stringify(rows);
    if (stand === known) return;
    let table: CalendarTable = CALENDAR_TABLE;
    // what the program ships by now has gone through more hands than one: only its last year may be overruled
    for (const row of rows) if (row.year >= Number(table.knownThrough.slice(0, 4))) table = withYear(table, row);
    calendar.learn(table);
    known = stand;
  }

  let timer: NodeJS.Timeout | undefined;
  return {
    lastYear: () => Number(calendar.knownThrough.slice(0, 4)),
    async enter(actor, given) {
      await enterYear(kernel, calendar, actor, given);
      await refresh();
    },
    refresh,
    module: {
      name: 'calendar',
      routes: calendarRoutes(kernel, calendar, refresh),
      async start() {
        await refresh();
        timer = setInterval(
          () => void refresh().catch((error: unknown) => kernel.log.debug({ err: error }, 'calendar not read')),
          interval,
        );
        timer.unref();
      },
      async stop() {
        clearInterval(timer);
      },
    },
  };
}
