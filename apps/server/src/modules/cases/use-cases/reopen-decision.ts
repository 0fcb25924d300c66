import { type CompiledItem, inBoth, onDay, reviewRoute } from '@miaopi/items';
import type { CommandContext } from '../../../kernel/command.ts';
import { kernelErrors } from '../../../kernel/errors.ts';
import { caseInputOf } from '../case-input.ts';
import { clockFactsOf } from '../clock-facts.ts';
import type { CasesDeps } from '../deps.ts';
import { dueDay, isImmediate } from '../domain/case-clock.ts';
import { nextStep } from '../domain/review.ts';
import { platformNotice } from '../notice.ts';
import { listEvidence } from '../store/cases.ts';
import { listProcedures } from '../store/procedures.ts';
import type { CaseRow, FileRow, Reopened } from '../store/rows.ts';
import { openStep } from './open-step.ts';
import type { Order, ReopenedRound } from './reopened-round.ts';

/** 行政许可法 第四十二条: twenty working days, where the item promises to decide at once. */
const lawful = { amount: 20, unit: '工作日' } as const;

/** A grant or a refusal set aside: the case is under review again from its first step, with a limit of its own from the day the order reached the office. */
export async function decisionAnew(
  deps: CasesDeps,
  ctx: CommandContext,
  row: CaseRow,
  item: CompiledItem,
  file: FileRow,
  given: { readonly order: Order; readonly days?: number },
): Promise<ReopenedRound> {
  const { order, days } = given;
  const [evidence, procedures] = await Promise.all([listEvidence(ctx.tx, row.id), listProcedures(ctx.tx, row.id)]);
  const way = nextStep(reviewRoute(item, caseInputOf(row, file, evidence)), 0);
  if (!way) throw kernelErrors.bug({ log: `${row.slug} has no review step for case ${row.id}` });
  const { promised } = item.package.item;
  const limit = days ? { amount: days, unit: '工作日' } : isImmediate(promised) ? lawful : promised;
  const reopened: Reopened = {
    at: ctx.now.toISOString(),
    from: order.servedOn,
    limit,
    procedures: procedures.length,
    licence: row.licenceId,
    order: { number: order.number, body: order.body },
  };
  const { day } = dueDay(deps.calendar, clockFactsOf({ ...row, reopened }, item, procedures));
  const until = day && onDay(day);
  return {
    kind: 'reopen',
    reopened,
    set: { automatic: false },
    due: day,
    changed: [],
    data: { next: way.step.id },
    paper: { licence: item.package.licence.name.zh, limit },
    told: platformNotice('reopened', row, {
      order: inBoth(order.number),
      orderedBy: inBoth(order.body),
      note: until ? { zh: `，办理期限为${until.zh}`, en: `, by ${until.en}` } : inBoth(''),
    }),
    open: () => openStep(deps, ctx, row, way.step, { from: ctx.today, now: ctx.now, caseDue: day, pauses: [] }),
  };
}
