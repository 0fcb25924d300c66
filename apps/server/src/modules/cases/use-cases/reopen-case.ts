import type { Issue } from '../../../kernel/errors.ts';
import { kernelErrors } from '../../../kernel/errors.ts';
import { newId } from '../../../kernel/ids.ts';
import { type CasesDeps, noticeEvent } from '../deps.ts';
import { applyAction } from '../domain/lifecycle.ts';
import type { Handler } from '../handler.ts';
import { mayReopen } from '../policy-after.ts';
import { insertAmendment } from '../store/amendments.ts';
import { changeLocked, countDocuments, findFile } from '../store/cases.ts';
import { insertFiling } from '../store/corrections.ts';
import { byOfficial } from './by-official.ts';
import { formerDecision, openDecided, proposedNow } from './open-decided.ts';
import { decisionAnew } from './reopen-decision.ts';
import { receiptAnew } from './reopen-receipt.ts';
import type { Order } from './reopened-round.ts';
import { writeNotice } from './write-notice.ts';

export interface Reopening {
  readonly requestId: string;
  readonly order: Order;
  /** Working days the order sets; else the item's own limit, or that of 行政许可法 第四十二条; of what was not accepted the five of 第三十二条. */
  readonly days?: number;
  readonly reason: string;
}

/**
 * 依决定重办 (行政复议法 第六十四条, 行政诉讼法 第七十条, 行政许可法 第六十九条、第七十二条): a body above set the decision aside, or ordered it to be made anew. A decided case is under
 * review again, one that was not accepted is received again, each with a limit of its own from the day the order reached the office; the former decision, its papers and its
 * steps stay as they were; the licence goes the way the order says.
 * @throws cases.change_not_allowed, materials.file_missing, kernel.invalid_request
 */
export async function reopenCase(deps: CasesDeps, actor: Handler, caseId: string, given: Reopening): Promise<void> {
  const { order, reason } = given;
  await deps.kernel.command('cases.reopen', { actor, requestId: given.requestId }, async (ctx) => {
    const opened = await openDecided(deps, ctx, actor, caseId, (c) => mayReopen(actor, c));
    const { row, item, amendments } = opened;
    const former = await formerDecision(ctx, row);
    const issues = dayFaults(order, { today: ctx.today, decided: former.on });
    if (issues.length > 0) throw kernelErrors.invalid_request({ issues });
    await deps.materials.attach(ctx, {
      personId: row.contactId,
      fileIds: [order.fileId],
      caseId,
      region: row.region,
    });
    const file = await findFile(ctx.tx, caseId);
    if (!file) throw kernelErrors.bug({ log: `case ${caseId} has no file` });
    const round =
      former.outcome === 'not-accepted'
        ? await receiptAnew(deps, ctx, row, given)
        : await decisionAnew(deps, ctx, row, item, file, given);
    const due = round.due ?? null;
    const filing = row.filing + 1;
    insertAmendment(
      ctx.tx,
      row,
      {
        id: newId('amend'),
        kind: 'reopen',
        ground: null,
        reason,
        content: { former, order },
        answerUntil: null,
        ...proposedNow(ctx, actor, amendments),
      },
      true,
    );
    // the same file once more: what the new round decides is told apart from what the first did
    insertFiling(ctx.tx, row, {
      filing,
      file,
      at: ctx.now,
      filed: {
        way: 'order',
        by: 'official',
        id: actor.staffId,
        name: actor.name,
        correction: null,
        changed: round.changed,
      },
    });
    if (row.licenceId && order.licence !== 'none')
      await deps.licences.follow(ctx, {
        licenceId: row.licenceId,
        office: row.office,
        action: order.licence,
        ground: `${order.licence}-order`,
        note: `${order.body}${order.number}`,
        document: order.number,
        by: { id: `staff:${actor.staffId}`, name: actor.name },
        ifLawful: true,
      });
    changeLocked(ctx.tx, {
      row,
      now: ctx.now,
      set: {
        state: applyAction(row.state, round.kind, 'official'),
        outcome: null,
        filing,
        decidedAt: null,
        closedAt: null,
        licenceId: null,
        dueOn: due,
        undone: null,
        reopened: round.reopened,
        ...round.set,
      },
      actions: [
        {
          kind: round.kind,
          ...byOfficial(actor),
          requestId: given.requestId,
          opinion: reason,
          data: {
            order: { number: order.number, body: order.body, on: order.on },
            sets: former.number ?? former.on,
            ...round.data,
            due,
          },
        },
      ],
    });
    round.open();
    await writeNotice(ctx, row, {
      kind: 'reopening',
      sign: '重',
      nth: (await countDocuments(ctx.tx, caseId, 'reopening')) + 1,
      name: { zh: '重新办理告知书', en: 'Notice that the case is decided anew' },
      content: { order, former, reason, due, ...round.paper },
    });
    ctx.audit({
      action: 'cases.reopened',
      subject: `case:${caseId}`,
      data: { order: order.number, body: order.body, licence: order.licence, due },
    });
    ctx.emit(noticeEvent(row.contactId, caseId, round.told, true, 'decision'));
  });
}

/** The order was made after the decision, reached the office after it was made, and not tomorrow. */
function dayFaults(order: Reopening['order'], { today, decided }: { today: string; decided: string }): Issue[] {
  const wrong = (field: string, zh: string, en: string): Issue => ({
    path: `body.order.${field}`,
    code: 'day',
    message: { zh, en },
  });
  const day = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
  if (!day.test(order.on)) return [wrong('on', '请填写文书日期', 'Give the day of the order')];
  if (!day.test(order.servedOn)) return [wrong('servedOn', '请填写收到日期', 'Give the day it reached the office')];
  if (order.on < decided)
    return [wrong('on', `不能早于原决定的日期 ${decided}`, `Not before the decision of ${decided}`)];
  if (order.servedOn < order.on) return [wrong('servedOn', '不能早于文书日期', 'Not before the order was made')];
  if (order.servedOn > today) return [wrong('servedOn', '不能晚于今天', 'Not after today')];
  return [];
}
