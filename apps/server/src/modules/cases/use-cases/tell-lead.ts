import { inBoth, type NoticeEvent, noticeTo, told } from '@miaopi/items';
import type { CommandContext } from '../../../kernel/command.ts';
import type { Subscriber } from '../../../kernel/outbox.ts';
import type { Text } from '../../../kernel/text.ts';
import type { Told as Trouble } from '../../exchange/index.ts';
import { type CasesDeps, chainActor } from '../deps.ts';
import { type CaseWithTasks, findCaseByNumber, findCaseWithTasks } from '../store/cases.ts';
import type { TaskRow } from '../store/rows.ts';
import { findTask } from '../store/tasks.ts';

type What = Trouble | 'answered' | 'late' | 'unknown';

const occasions = {
  answered: 'outsideAnswered',
  late: 'outsideLate',
  unreachable: 'outsideUnreachable',
  untrusted: 'outsideUntrusted',
  malformed: 'outsideMalformed',
  overdue: 'outsideOverdue',
  refused: 'outsideRefused',
  changed: 'outsideChanged',
  'not-needed': 'outsideNotNeeded',
  unknown: 'outsideUnknown',
} as const satisfies Readonly<Record<What, NoticeEvent>>;

/** Whoever in the lead office has the case, or had it last, and its heads. */
export async function tellLead(
  deps: Pick<CasesDeps, 'identity'>,
  ctx: CommandContext,
  { row, tasks }: CaseWithTasks,
  task: Pick<TaskRow, 'officeName'>,
  what: What,
  note: string,
): Promise<void> {
  const own = tasks.filter((t) => t.office === row.office && t.line === 'main');
  const handlers = own.flatMap((t) => (t.state === 'open' ? (t.assignee ?? []) : []));
  const last = own.filter((t) => t.state === 'done').at(-1)?.doneBy;
  const heads = await deps.identity.officialsOf(row.office, 'head');
  const staff = new Set([...(handlers.length > 0 ? handlers : last ? [last] : []), ...heads]);
  const words = told(occasions[what], {
    department: task.officeName,
    item: row.itemName,
    number: inBoth(row.number),
    note: note ? { zh: `：${note}`, en: `: ${note}` } : inBoth(''),
  });
  for (const staffId of staff) ctx.emit(noticeTo({ staffId }, words, { caseId: row.id }));
}

/** The exchange tells of trouble with a department: the lead office is told, once for each event. */
export function tellOfTrouble(deps: CasesDeps): Subscriber {
  return async (events) => {
    for (const { id, payload } of events) {
      const { subject, what, note } = payload as { subject: string; what: Trouble; note: string };
      await deps.kernel.command('cases.tell_lead', { actor: chainActor, requestId: id, beside: true }, async (ctx) => {
        const task = await findTask(ctx.tx, subject);
        const found = task && (await findCaseWithTasks(ctx.tx, task.caseId));
        if (found) await tellLead(deps, ctx, found, task, what, note);
      });
    }
  };
}

/** A department spoke of something it was not asked, and named one of our cases. */
export function tellOfUnknown(deps: CasesDeps): Subscriber {
  return async (events) => {
    for (const { id, payload } of events) {
      const { caseRef, department } = payload as { caseRef: string; department: Text };
      await deps.kernel.command('cases.tell_lead', { actor: chainActor, requestId: id, beside: true }, async (ctx) => {
        const row = await findCaseByNumber(ctx.tx, caseRef);
        const found = row && (await findCaseWithTasks(ctx.tx, row.id));
        if (found) await tellLead(deps, ctx, found, { officeName: department }, 'unknown', '');
      });
    }
  };
}
