import { inBoth, onDay } from '@miaopi/items';
import type { CommandContext } from '../../../kernel/command.ts';
import type { CasesDeps } from '../deps.ts';
import { noticeDays } from '../domain/intake-clock.ts';
import { intakeStep } from '../domain/tasks.ts';
import { noticeDue } from '../intake-facts.ts';
import { platformNotice } from '../notice.ts';
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
  const until = day && onDay(day);
  // the round begins with the day of the order, not before the case was closed
  const since = new Date(Math.max(Date.parse(`${order.servedOn}T00:00:00+08:00`), row.closedAt?.getTime() ?? 0));
  const last = await findLastFiled(ctx.tx, row.id);
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
    told: platformNotice('receivedAnew', row, {
      order: inBoth(order.number),
      orderedBy: inBoth(order.body),
      note: until
        ? { zh: `，${until.zh}前告知您是否受理`, en: `; you are told by ${until.en} whether it is accepted` }
        : inBoth(''),
    }),
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
