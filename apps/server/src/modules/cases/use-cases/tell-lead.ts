import type { CommandContext } from '../../../kernel/command.ts';
import type { Subscriber } from '../../../kernel/outbox.ts';
import type { Text } from '../../../kernel/text.ts';
import type { Told } from '../../exchange/index.ts';
import { type CasesDeps, chainActor } from '../deps.ts';
import { type CaseWithTasks, findCaseByNumber, findCaseWithTasks } from '../store/cases.ts';
import type { TaskRow } from '../store/rows.ts';
import { findTask } from '../store/tasks.ts';

type What = Told | 'answered' | 'late' | 'unknown';

/** What is said of a department, with what it wrote or what went wrong behind it. */
const words: Readonly<Record<What, (office: Text) => Text>> = {
  answered: ({ zh, en }) => ({ zh: `${zh}已回复意见`, en: `${en} has answered` }),
  late: ({ zh, en }) => ({ zh: `${zh}逾期后回复了意见，已采用`, en: `${en} has answered after its limit; it counts` }),
  unreachable: ({ zh, en }) => ({
    zh: `${zh}的系统没有应答，正在重试；可以改用纸质方式征求意见`,
    en: `The system of ${en} does not answer; it is tried again. You can ask on paper as well`,
  }),
  untrusted: ({ zh, en }) => ({
    zh: `收到以${zh}名义发来、签名不对的消息，没有采用`,
    en: `A message in the name of ${en} had a wrong signature and was not believed`,
  }),
  malformed: ({ zh, en }) => ({
    zh: `${zh}的回复不符合约定，没有采用`,
    en: `The answer of ${en} was not as agreed and was not taken`,
  }),
  overdue: ({ zh, en }) => ({
    zh: `${zh}逾期没有回复；可以记录逾期，或者登记纸质意见`,
    en: `${en} has not answered in time; record that, or what came on paper`,
  }),
  refused: ({ zh, en }) => ({ zh: `${zh}退回了征求意见`, en: `${en} sent the question back` }),
  changed: ({ zh, en }) => ({
    zh: `${zh}又发来一份不同的意见，先收到的有效`,
    en: `${en} sent another opinion; the first one stands`,
  }),
  'not-needed': ({ zh, en }) => ({
    zh: `${zh}的意见来时办件已往下办理，已存卷，没有采用`,
    en: `The opinion of ${en} came when the case had gone on; it is kept and does not count`,
  }),
  unknown: ({ zh, en }) => ({
    zh: `${zh}对没有征求过的事项发来意见，没有采用`,
    en: `${en} sent an opinion nobody had asked for; it was not taken`,
  }),
};

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
  const title = words[what](task.officeName);
  for (const staffId of staff)
    ctx.emit({
      name: 'notice',
      payload: {
        staffId,
        caseId: row.id,
        title,
        body: {
          zh: `${row.itemName.zh} ${row.number}${note ? `：${note}` : ''}`,
          en: `${row.itemName.en} ${row.number}${note ? `: ${note}` : ''}`,
        },
        sms: false,
      },
    });
}

/** The exchange tells of trouble with a department: the lead office is told, once for each event. */
export function tellOfTrouble(deps: CasesDeps): Subscriber {
  return async (events) => {
    for (const { id, payload } of events) {
      const { subject, what, note } = payload as { subject: string; what: Told; note: string };
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
