import { inBoth } from '@miaopi/items';
import { newId } from '../../../kernel/ids.ts';
import { clockFactsOf, roundOf } from '../clock-facts.ts';
import type { CasesDeps } from '../deps.ts';
import { isImmediate } from '../domain/case-clock.ts';
import { extensionName, longestExtension } from '../domain/procedures.ts';
import { casesErrors } from '../errors.ts';
import type { Handler } from '../handler.ts';
import { platformNotice } from '../notice.ts';
import { mayExtend } from '../policy.ts';
import { insertProcedure } from '../store/procedures.ts';
import type { ProcedureRow } from '../store/rows.ts';
import { changeClock, openCase } from './change-clock.ts';
import { writeNotice } from './write-notice.ts';

/**
 * 行政许可法 第四十二条: the head of the office extends the limit, once and by ten days at most, and the applicant is told why. Recorded as special procedure of
 * kind A (F098).
 */
export async function extendLimit(
  deps: CasesDeps,
  actor: Handler,
  caseId: string,
  given: { readonly requestId: string; readonly days: number; readonly reason: string },
): Promise<void> {
  await deps.kernel.command('cases.extend', { actor, requestId: given.requestId }, async (ctx) => {
    const opened = await openCase(deps, ctx, actor, caseId, ({ row }, before) =>
      mayExtend(
        actor,
        row,
        roundOf(row, before).some((p) => p.kind === 'A'),
      ),
    );
    const { row, item, procedures } = opened;
    const { statutory } = item.package.item;
    const promised = clockFactsOf(row, item, procedures).limit;
    if (isImmediate(promised)) throw casesErrors.no_limit_to_extend();
    // with both limits in one unit: the law's own and ten days more is the longest it can become
    const most =
      statutory && statutory.unit === promised.unit
        ? Math.min(longestExtension, statutory.amount + longestExtension - promised.amount)
        : longestExtension;
    if (given.days > most) throw casesErrors.extension_too_long();
    const procedure: ProcedureRow = {
      id: newId('proc'),
      seq: procedures.length + 1,
      kind: 'A',
      code: 'extension',
      name: extensionName,
      startedOn: ctx.today,
      reason: given.reason,
      startedBy: actor.staffId,
      startedByName: actor.name,
      days: given.days,
      expectedOn: ctx.today,
      endedOn: ctx.today,
      result: `准予延长${given.days}个${promised.unit}`,
      opinion: given.reason,
      endedByName: actor.name,
    };
    const due = await changeClock(deps, ctx, actor, opened, {
      kind: 'extend',
      requestId: given.requestId,
      opinion: given.reason,
      procedure,
      procedures: [...procedures, procedure],
      notice: (limitNote) =>
        platformNotice('extended', row, {
          extension: { zh: `${given.days}个${promised.unit}`, en: `${given.days} days` },
          reason: inBoth(given.reason),
          limitNote,
        }),
    });
    insertProcedure(ctx.tx, { ...procedure, caseId, region: row.region, endedBy: actor.staffId });
    await writeNotice(ctx, row, {
      kind: 'extension',
      sign: '延',
      nth: procedures.filter((p) => p.kind === 'A').length + 1,
      name: { zh: '延长办理期限告知书', en: 'Notice that the limit is extended' },
      content: { reason: given.reason, days: given.days, unit: promised.unit, due: due ?? null },
    });
  });
}
