import { noDay, onDay } from '@miaopi/items';
import { closedEvent } from '../closed-event.ts';
import { type CasesDeps, noticeEvent } from '../deps.ts';
import { applyAction } from '../domain/lifecycle.ts';
import { casesErrors } from '../errors.ts';
import type { Handler } from '../handler.ts';
import { platformNotice } from '../notice.ts';
import { mayAbandon, mayRecordCorrection, maySeeOriginals } from '../policy-intake.ts';
import { changeLocked } from '../store/cases.ts';
import { byOfficial } from './by-official.ts';
import { doneBy, openIntake } from './open-intake.ts';
import { writeNotice } from './write-notice.ts';

/**
 * Nobody answered the correction notice, or brought the originals, in the time given: an official ends the case, with a paper. Who wants it after all applies again.
 * @throws cases.correction_not_over before that time is over
 */
export async function abandonCase(
  deps: CasesDeps,
  actor: Handler,
  caseId: string,
  given: { readonly requestId: string; readonly reason: string },
): Promise<void> {
  await deps.kernel.command('cases.abandon', { actor, requestId: given.requestId }, async (ctx) => {
    const opened = await openIntake(deps, ctx, actor, caseId, (c) =>
      c.row.state === 'originals' ? maySeeOriginals(actor, c) : mayRecordCorrection(actor, c),
    );
    const { row } = opened;
    const over = mayAbandon(actor, opened, ctx.today, await deps.postedOn(caseId));
    if (!over.allowed) throw casesErrors.correction_not_over({ detail: over.reason });
    const until = row.dueOn;
    const originals = row.state === 'originals';
    const at = ctx.now.toISOString();
    changeLocked(ctx.tx, {
      row,
      now: ctx.now,
      set: {
        state: applyAction(row.state, 'abandon', 'official'),
        automatic: false,
        outcome: 'abandoned',
        closedAt: ctx.now,
        dueOn: null,
      },
      actions: [
        { ...byOfficial(actor), requestId: given.requestId, kind: 'abandon', opinion: given.reason, data: { until } },
      ],
      steps: [
        {
          step: 'close',
          startedAt: at,
          endedAt: at,
          output: {
            milliseconds: 0,
            note: originals
              ? { zh: '逾期未核对原件', en: 'originals not shown in time' }
              : { zh: '逾期未补正', en: 'not corrected in time' },
          },
        },
      ],
    });
    doneBy(ctx, actor, opened, { result: 'abandon', opinion: given.reason });
    await writeNotice(ctx, row, {
      kind: 'abandonment',
      series: 'withdrawal',
      sign: '终',
      name: { zh: '终止办理告知书', en: 'Notice that handling has ended' },
      content: { reason: given.reason, until, ...(originals ? { originals } : {}) },
    });
    ctx.audit({ action: 'cases.abandoned', subject: `case:${caseId}`, data: { until } });
    const what = originals ? 'originalsMissed' : 'abandoned';
    ctx.emit(closedEvent(row, { outcome: 'abandoned', at: ctx.now }));
    ctx.emit(
      noticeEvent(row.contactId, caseId, platformNotice(what, row, { due: until ? onDay(until) : noDay }), true),
    );
  });
}
