import { CalendarUnknownError } from '@miaopi/identifiers';
import { inBoth, onDay } from '@miaopi/items';
import { kernelErrors } from '../../../kernel/errors.ts';
import { newId } from '../../../kernel/ids.ts';
import { type CasesDeps, noticeEvent } from '../deps.ts';
import { applyAction } from '../domain/lifecycle.ts';
import { casesErrors } from '../errors.ts';
import type { Handler } from '../handler.ts';
import { platformNotice } from '../notice.ts';
import { mayRevoke } from '../policy-after.ts';
import { endings, revocationGrounds } from '../revocation-grounds.ts';
import { insertAmendment } from '../store/amendments.ts';
import { changeLocked, countDocuments } from '../store/cases.ts';
import { byOfficial } from './by-official.ts';
import { askSecondPerson, formerDecision, openDecided, proposedNow } from './open-decided.ts';
import { writeNotice } from './write-notice.ts';

/**
 * 撤销 (行政许可法 第六十九条), 撤回 (第八条) or 注销 (第七十条) of a grant is begun. Where the office takes something away the holder is told before: what, why, on which clause, and until
 * when he may answer or ask to be heard (第七条); the second person decides after that.
 * @throws cases.change_not_allowed, kernel.invalid_request
 */
export async function proposeRevocation(
  deps: CasesDeps,
  actor: Handler,
  caseId: string,
  given: {
    readonly requestId: string;
    readonly ground: string;
    readonly reason: string;
    /** Working days to answer. */
    readonly days: number;
  },
): Promise<void> {
  await deps.kernel.command('cases.propose_revocation', { actor, requestId: given.requestId }, async (ctx) => {
    const opened = await openDecided(deps, ctx, actor, caseId, (c) => mayRevoke(actor, c));
    const { row, item, amendments } = opened;
    const ground = revocationGrounds.find((g) => g.id === given.ground);
    if (!ground)
      throw kernelErrors.invalid_request({
        issues: [
          {
            path: 'body.ground',
            code: 'unknown',
            message: { zh: '请选择法定理由', en: 'Choose a ground that the law gives' },
          },
        ],
      });
    const ending = endings[ground.ending];
    let until: string | null = null;
    try {
      until = ending.told ? deps.calendar.addWorkingDays(ctx.today, given.days) : null;
    } catch (error) {
      if (!(error instanceof CalendarUnknownError)) throw error;
      throw casesErrors.calendar_unknown();
    }
    const former = await formerDecision(ctx, row);
    insertAmendment(ctx.tx, row, {
      id: newId('amend'),
      kind: 'revoke',
      ground: ground.id,
      reason: given.reason,
      content: { former },
      answerUntil: until,
      ...proposedNow(ctx, actor, amendments),
    });
    await askSecondPerson(deps, ctx, actor, opened, null);
    changeLocked(ctx.tx, {
      row,
      now: ctx.now,
      set: { state: applyAction(row.state, 'propose-change', 'official') },
      actions: [
        {
          kind: 'propose-change',
          ...byOfficial(actor),
          requestId: given.requestId,
          opinion: given.reason,
          data: { change: 'revoke', ground: ground.id, until },
        },
      ],
    });
    ctx.audit({ action: 'cases.revocation_proposed', subject: `case:${caseId}`, data: { ground: ground.id, until } });
    if (!until) return;
    await writeNotice(ctx, row, {
      kind: 'revocation-notice',
      sign: '告',
      nth: (await countDocuments(ctx.tx, caseId, 'revocation-notice')) + 1,
      name: { zh: `拟${ending.zh}告知书`, en: `Notice of an intended ${ending.en}` },
      content: {
        ending: ground.ending,
        law: ground.law,
        article: ground.article,
        ground: ground.text.zh,
        reason: given.reason,
        until,
        former,
        licence: item.package.licence.name.zh,
      },
    });
    const notice = platformNotice('revocationProposed', row, {
      ending,
      reason: inBoth(given.reason),
      due: onDay(until),
    });
    ctx.emit(noticeEvent(row.contactId, caseId, notice, true, 'decision'));
  });
}
