import { addDays } from '@miaopi/identifiers';
import { onDay } from '@miaopi/items';
import { originalsInStore } from '../case-originals.ts';
import { type CasesDeps, noticeEvent } from '../deps.ts';
import { applyAction } from '../domain/lifecycle.ts';
import { originalsStep } from '../domain/tasks.ts';
import { casesErrors } from '../errors.ts';
import type { Handler } from '../handler.ts';
import { platformNotice } from '../notice.ts';
import { mayPreCheck, mayReceive } from '../policy-intake.ts';
import { changeLocked } from '../store/cases.ts';
import { openTasks } from '../store/tasks.ts';
import { byOfficial } from './by-official.ts';
import { doneBy, openIntake } from './open-intake.ts';
import { namesOf } from './see-originals.ts';

/**
 * 预审通过 (F090): what was uploaded will do; the applicant is told which originals to bring, where and until when. The office's five days begin anew when he has shown
 * them. @throws cases.no_originals when this case has none to show
 */
export async function preCheck(
  deps: CasesDeps,
  actor: Handler,
  caseId: string,
  given: { readonly requestId: string; readonly days: number; readonly opinion?: string },
): Promise<void> {
  await deps.kernel.command('cases.pre_check', { actor, requestId: given.requestId }, async (ctx) => {
    const opened = await openIntake(deps, ctx, actor, caseId, (c) => mayReceive(actor, c));
    const { row, item } = opened;
    const originals = await originalsInStore(ctx.tx, row, item);
    const may = mayPreCheck(originals);
    if (!may.allowed) throw casesErrors.no_originals({ detail: may.reason });
    const until = addDays(ctx.today, given.days);
    const names = originals.left.map((o) => o.name);
    const listed = namesOf(originals.left);
    const bring = { zh: `请带原件：${listed.zh}`, en: `Originals to bring: ${listed.en}` };
    changeLocked(ctx.tx, {
      row,
      now: ctx.now,
      set: { state: applyAction(row.state, 'pre-check', 'official'), dueOn: until },
      actions: [
        {
          ...byOfficial(actor),
          requestId: given.requestId,
          kind: 'pre-check',
          opinion: given.opinion ?? bring.zh,
          data: { until, originals: names, ...(given.opinion ? {} : { reasons: [bring] }) },
        },
      ],
    });
    doneBy(ctx, actor, opened, { result: 'pre-check', ...(given.opinion ? { opinion: given.opinion } : {}) });
    openTasks(ctx.tx, row, ctx.now, [
      {
        ...originalsStep,
        line: 'main',
        office: row.office,
        officeName: row.officeName,
        role: 'acceptor',
        dueOn: until,
        position: 0,
        decides: false,
      },
    ]);
    ctx.audit({ action: 'cases.pre_checked', subject: `case:${caseId}`, data: { until, originals: names.length } });
    const notice = platformNotice('preChecked', row, {
      due: onDay(until),
      place: item.package.item.consult.window,
      originals: listed,
    });
    ctx.emit(noticeEvent(row.contactId, caseId, notice, true));
  });
}
