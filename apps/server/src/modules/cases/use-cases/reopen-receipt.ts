import type { CommandContext } from '../../../kernel/command.ts';
import type { CasesDeps } from '../deps.ts';
import { noticeDays } from '../domain/intake-clock.ts';
import { intakeStep } from '../domain/tasks.ts';
import { noticeDue } from '../intake-facts.ts';
import { findLastFiled } from '../store/corrections.ts';
import type { CaseRow } from '../store/rows.ts';
import { openTasks } from '../store/tasks.ts';
import type { Order, ReopenedRound } from './reopened-round.ts';

/**
 * 不予受理 set aside: the office looks at what came in once more, as if it had come in with the order: five working days of its own from the day after (行政许可法 第三十二条),
 * or as many as the order sets, and silence accepts. Accepted, its limit is that of any other case.
 */
export async function receiptAnew(
  deps: CasesDeps,
  ctx: CommandContext,
  row: CaseRow,
  given: { readonly order: Order; readonly days?: number },
): Promise<ReopenedRound> {
  const { order, days = noticeDays } = given;
  const { day } = noticeDue(deps.calendar, order.servedOn, days);
  // the round begins with the day of the order, not before the case was closed
  const since = new Date(Math.max(Date.parse(`${order.servedOn}T00:00:00+08:00`), row.closedAt?.getTime() ?? 0));
  const last = await findLastFiled(ctx.tx, row.id);
  const until = day ? `，${day}前告知您是否受理` : '';
  return {
    kind: 'receive-anew',
    reopened: {
      at: ctx.now.toISOString(),
      from: order.servedOn,
      receipt: { days, since: since.toISOString(), filing: row.filing + 1 },
      procedures: 0,
      licence: null,
      order: { number: order.number, body: order.body },
    },
    set: { automatic: null, receivedAt: since },
    due: day,
    changed: last?.filed.changed ?? [],
    data: { from: order.servedOn, days },
    paper: { receipt: days },
    told: {
      title: { zh: '您的申请重新审查是否受理', en: 'Your application is looked at anew' },
      body: {
        zh: `根据${order.body}的${order.number}，不予受理决定不再执行，您的办件${row.number}重新审查${until}。材料不需要重新提交。`,
        en: `By ${order.number} of ${order.body}, the decision not to accept case ${row.number} stands no more and it is looked at anew${day ? `; you are told by ${day} whether it is accepted` : ''}. Nothing needs to be handed in again.`,
      },
    },
    open() {
      openTasks(ctx.tx, row, ctx.now, [
        {
          ...intakeStep,
          line: 'main',
          office: row.office,
          officeName: row.officeName,
          role: 'acceptor',
          dueOn: day ?? null,
          position: 0,
          decides: false,
        },
      ]);
      ctx.emit({ name: 'cases.referred', payload: { caseId: row.id, office: row.office } });
    },
  };
}
