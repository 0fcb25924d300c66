import { inBoth, noticeTo, onDay, told } from '@miaopi/items';
import type { InteractionDeps } from '../deps.ts';
import { complaintNumber } from '../domain/complaint-number.ts';
import { workingDayAfter } from '../domain/promised-day.ts';
import { takeToRemind } from '../store/complaints.ts';
import { headsThatRead, officesThatRead } from './complaint-readers.ts';

const actor = { kind: 'system', name: 'interaction' } as const;
const batch = 50;

/** Reminds the heads who read a complaint: the working day before the promised one, and once more when it has passed. Run again it goes on where it stopped. */
export async function remindComplaints(deps: Pick<InteractionDeps, 'kernel' | 'identity' | 'calendar'>): Promise<void> {
  const { kernel, calendar } = deps;
  for (;;) {
    const reminded = await kernel.command('interaction.remind_complaints', { actor }, async (ctx) => {
      // past the last known day nothing was promised, so that today is as good
      const until = workingDayAfter(calendar, ctx.today, 1) ?? ctx.today;
      const due = await takeToRemind(ctx.tx, { today: ctx.today, until, limit: batch });
      for (const row of due) {
        const day = onDay(row.promisedOn);
        const late = row.promisedOn < ctx.today;
        const what = told('complaintDue', {
          ...{ complaint: inBoth(complaintNumber(row.serial)), office: row.officeName },
          note: late
            ? {
                zh: `承诺的 ${day.zh} 已经过去，请尽快答复。`,
                en: `The promised day, ${day.en}, has passed. Answer it now.`,
              }
            : { zh: `请最迟在 ${day.zh} 答复。`, en: `Answer it by ${day.en}.` },
        });
        for (const staffId of await headsThatRead(deps, await officesThatRead(deps, row)))
          ctx.emit(noticeTo({ staffId }, what, { kind: 'task', complaintId: row.id }));
      }
      return due.length;
    });
    if (reminded < batch) return;
  }
}
