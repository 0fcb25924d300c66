import { kernelErrors } from '../../../kernel/errors.ts';
import { closedEvent } from '../closed-event.ts';
import { type CasesDeps, noticeEvent } from '../deps.ts';
import { applyAction } from '../domain/lifecycle.ts';
import type { Handler } from '../handler.ts';
import { platformNotice } from '../notice.ts';
import { mayReject } from '../policy-intake.ts';
import { changeLocked, countDocuments } from '../store/cases.ts';
import { byOfficial } from './by-official.ts';
import { doneBy, openIntake } from './open-intake.ts';
import { writeNotice } from './write-notice.ts';

export interface Rejection {
  readonly requestId: string;
  /** 行政许可法 第三十二条第一款（一）, （二）, or one of the item's own bases. */
  readonly ground: 'not-needed' | 'not-ours' | 'article';
  readonly article?: number;
  readonly elsewhere?: string;
  readonly reason: string;
}

/** F095: 不予受理, with its clause, its reason and the routes of appeal; who else decides is told where that is the reason. */
export async function rejectCase(deps: CasesDeps, actor: Handler, caseId: string, given: Rejection): Promise<void> {
  await deps.kernel.command('cases.reject', { actor, requestId: given.requestId }, async (ctx) => {
    const opened = await openIntake(deps, ctx, actor, caseId, (c) => mayReject(actor, c));
    const { row, item } = opened;
    const { basis, appeal } = item.package.item;
    const article = given.ground === 'article' ? basis[given.article ?? -1] : undefined;
    if (given.ground === 'article' && !article)
      throw missing('body.article', '请选择依据的条款', 'Choose the article it rests on');
    if (given.ground === 'not-ours' && !given.elsewhere?.trim())
      throw missing('body.elsewhere', '请写明有权办理的机关', 'Name the office that decides this');
    const at = ctx.now.toISOString();
    changeLocked(ctx.tx, {
      row,
      now: ctx.now,
      set: {
        state: applyAction(row.state, 'reject', 'official'),
        automatic: false,
        outcome: 'not-accepted',
        closedAt: ctx.now,
        dueOn: null,
      },
      actions: [
        {
          ...byOfficial(actor),
          requestId: given.requestId,
          kind: 'reject',
          opinion: given.reason,
          data: { ground: given.ground, article: article?.article ?? null },
        },
      ],
      steps: [
        {
          step: 'intake',
          startedAt: (row.receivedAt ?? row.submittedAt).toISOString(),
          endedAt: at,
          output: {
            milliseconds: ctx.now.getTime() - (row.receivedAt ?? row.submittedAt).getTime(),
            result: '其他',
            by: actor.name,
            opinion: given.reason,
          },
        },
        {
          step: 'close',
          startedAt: at,
          endedAt: at,
          output: { milliseconds: 0, note: { zh: '不予受理', en: 'not accepted' } },
        },
      ],
    });
    doneBy(ctx, actor, opened, { result: 'reject', opinion: given.reason });
    await writeNotice(ctx, row, {
      kind: 'not-accepted',
      sign: '不受',
      // a second time where an order had it looked at anew
      nth: (await countDocuments(ctx.tx, caseId, 'not-accepted')) + 1,
      name: { zh: '不予受理决定书', en: 'Decision not to accept the application' },
      content: {
        ground: given.ground,
        reason: given.reason,
        ...(article ? { basis: article } : {}),
        ...(given.elsewhere ? { elsewhere: given.elsewhere.trim() } : {}),
        review: appeal.review,
        court: appeal.court,
      },
    });
    ctx.audit({ action: 'cases.not_accepted', subject: `case:${caseId}`, data: { ground: given.ground } });
    ctx.emit(closedEvent(row, { outcome: 'not-accepted', at: ctx.now }));
    ctx.emit(
      noticeEvent(
        row.contactId,
        caseId,
        platformNotice('rejected', row, {
          reason: { zh: given.reason, en: given.reason },
          review: appeal.review,
          court: appeal.court,
        }),
        true,
      ),
    );
  });
}

function missing(path: string, zh: string, en: string): Error {
  return kernelErrors.invalid_request({ issues: [{ path, code: 'missing', message: { zh, en } }] });
}
