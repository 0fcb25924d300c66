import { CalendarUnknownError } from '@miaopi/identifiers';
import { inBoth, type NoticeEvent, noticeTo, onDay, type Told, told } from '@miaopi/items';
import { type CasesDeps, chainActor } from '../deps.ts';
import { type DueTask, insertReminders, listUnreminded, type ReminderKind } from '../store/reminders.ts';

/** Tasks of one transaction. */
const atOnce = 200;

/**
 * Reminds of limits (F174): who has the task, or everybody of the office who may take it, on the working day before it is due and on the day itself; the office's
 * heads too once it is overdue. Once for each task, kind and day; a case whose clock stands is left alone. @returns how many tasks
 */
export async function remindHandlers(deps: CasesDeps): Promise<number> {
  let all = 0;
  for (;;) {
    const n = await deps.kernel.command('cases.remind', { actor: chainActor }, async (ctx) => {
      const found = await listUnreminded(ctx.tx, { today: ctx.today, near: dayAfter(deps, ctx.today), limit: atOnce });
      const tasks = await insertReminders(ctx.tx, found, ctx.now);
      const staff = new Map<string, Promise<readonly string[]>>();
      const officials = (office: string, role: string) => {
        const key = `${office} ${role}`;
        const known = staff.get(key) ?? deps.identity.officialsOf(office, role);
        staff.set(key, known);
        return known;
      };
      for (const task of tasks) {
        const handlers = task.assignee === null ? await officials(task.office, task.role) : [task.assignee];
        const heads = task.kind === 'overdue' ? await officials(task.office, 'head') : [];
        for (const staffId of new Set([...handlers, ...heads]))
          ctx.emit(noticeTo({ staffId }, reminder(task), { caseId: task.caseId, kind: 'limit' }));
        ctx.audit({
          action: 'cases.reminded',
          subject: `case:${task.caseId}`,
          data: { task: task.taskId, kind: task.kind, due: task.dueOn },
        });
      }
      return found.length;
    });
    all += n;
    if (n < atOnce) return all;
  }
}

/** Which of these days it is told of ahead: all up to the next working day, so that what is due on a day off is told before it. */
function dayAfter({ calendar }: CasesDeps, today: string): string | undefined {
  try {
    return calendar.addWorkingDays(today, 1);
  } catch (error) {
    // beyond the published calendar nobody can say; on the day itself it is told all the same
    if (error instanceof CalendarUnknownError) return undefined;
    throw error;
  }
}

const occasions = { near: 'caseNearlyDue', today: 'caseDueToday', overdue: 'caseOverdue' } as const satisfies Readonly<
  Record<ReminderKind, NoticeEvent>
>;

function reminder({ itemName, caseNumber, dueOn, kind, assignee }: DueTask): Told {
  const note = assignee === null ? { zh: '还没有人认领，', en: 'Nobody has taken it. ' } : inBoth('');
  return told(occasions[kind], { item: itemName, number: inBoth(caseNumber), due: onDay(dueOn), note });
}
