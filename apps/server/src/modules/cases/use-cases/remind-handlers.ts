import { CalendarUnknownError } from '@miaopi/identifiers';
import type { Text } from '../../../kernel/text.ts';
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
          ctx.emit({
            name: 'notice',
            payload: { staffId, caseId: task.caseId, kind: 'limit', sms: false, ...wordsOf(task) },
          });
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

const titles: Readonly<Record<ReminderKind, Text>> = {
  near: { zh: '办件快到期', en: 'A case is nearly due' },
  today: { zh: '办件今天到期', en: 'A case is due today' },
  overdue: { zh: '办件已超期', en: 'A case is overdue' },
};

function wordsOf(task: DueTask): { readonly title: Text; readonly body: Text } {
  const { itemName, caseNumber, dueOn, kind } = task;
  const taken: Text =
    task.assignee === null ? { zh: '还没有人认领，', en: 'Nobody has taken it. ' } : { zh: '', en: '' };
  const end: Readonly<Record<ReminderKind, Text>> = {
    near: { zh: `请在 ${dueOn} 前办完。`, en: `It must be done by ${dueOn}.` },
    today: {
      zh: '请今天办完，或依法延期并说明理由。',
      en: 'Finish it today, or have the limit extended with the reason.',
    },
    overdue: {
      zh: `应在 ${dueOn} 前办完，请尽快办理并说明原因。`,
      en: `It was due on ${dueOn}. Finish it, and say why it is late.`,
    },
  };
  return {
    title: titles[kind],
    body: {
      zh: `${itemName.zh}（${caseNumber}）${taken.zh}${end[kind].zh}`,
      en: `${itemName.en} (${caseNumber}). ${taken.en}${end[kind].en}`,
    },
  };
}
