import type { FestivalArrangement, GrowingCalendar } from '@miaopi/identifiers';
import { faultsOfYear } from '@miaopi/identifiers';
import type { StaffActor } from '../../../kernel/actor.ts';
import { kernelErrors } from '../../../kernel/errors.ts';
import type { Kernel } from '../../../kernel/kernel.ts';
import { calendarErrors } from '../errors.ts';
import { mayEnter } from '../policy.ts';
import { putYear } from '../store/years.ts';

export interface Entering {
  readonly requestId: string;
  readonly year: number;
  /** Number of the notice. */
  readonly notice: string;
  readonly festivals: readonly FestivalArrangement[];
}

/**
 * Takes a year's holidays from the State Council's notice: the first year not known yet, or the last one again. What waited for it is counted by those who hear `calendar.year_entered`.
 * @throws calendar.year_wrong, calendar.arrangement_wrong with an issue at each festival
 */
export async function enterYear(
  kernel: Kernel,
  calendar: GrowingCalendar,
  actor: StaffActor,
  given: Entering,
): Promise<void> {
  if (!mayEnter(actor).allowed) throw kernelErrors.not_permitted();
  const last = Number(calendar.knownThrough.slice(0, 4));
  if (given.year !== last && given.year !== last + 1) throw calendarErrors.year_wrong();
  const faults = faultsOfYear(given);
  if (faults.length > 0)
    throw calendarErrors.arrangement_wrong({
      issues: faults.map(({ festival, text }) => ({
        path: festival === undefined ? '/festivals' : `/festivals/${festival}`,
        code: 'arrangement',
        message: text,
      })),
    });
  await kernel.command('calendar.enter_year', { actor, requestId: given.requestId }, async (ctx) => {
    const { year, notice, festivals } = given;
    await putYear(ctx.tx, {
      ...{ year, notice: notice.trim(), festivals },
      ...{ byId: actor.staffId, byName: actor.name, enteredAt: ctx.now },
    });
    ctx.emit({ name: 'calendar.year_entered', payload: { year } });
    ctx.audit({ action: 'calendar.year_entered', subject: `calendar:${year}`, data: { year, notice: notice.trim() } });
  });
}
