import { inBoth } from '@miaopi/items';
import type { CommandContext } from '../../../kernel/command.ts';
import { kernelErrors } from '../../../kernel/errors.ts';
import { type CasesDeps, noticeEvent } from '../deps.ts';
import { applyAction } from '../domain/lifecycle.ts';
import { casesErrors } from '../errors.ts';
import type { Handler } from '../handler.ts';
import { platformNotice } from '../notice.ts';
import { mayConfirmChange, mayDropChange, openAmendment } from '../policy-after.ts';
import { endings, revocationGrounds } from '../revocation-grounds.ts';
import { decideAmendment } from '../store/amendments.ts';
import { changeLocked, countDocuments } from '../store/cases.ts';
import { takeDocumentNumber } from '../store/numbers.ts';
import type { AmendmentRow } from '../store/rows.ts';
import { byOfficial } from './by-official.ts';
import { endConfirmTask, type OpenDecided, openDecided } from './open-decided.ts';
import { writeNumbered } from './write-notice.ts';

export interface Confirmation {
  readonly requestId: string;
  /** The change he saw. */
  readonly amendmentId: string;
  readonly note: string;
  /** What was said and found at the hearing, where the holder asked for one. */
  readonly heard?: string;
}

/**
 * The second person confirms: 更正通知书 with the corrected licence, or 撤销 (撤回、注销) 决定书 with the end of the licence; the papers say what follows.
 * @returns id of a corrected version of the licence that is still to be made
 * @throws cases.change_not_allowed, cases.change_moved, cases.hearing_needed, licences.not_lawful, licences.being_replaced
 */
export function confirmChange(
  deps: CasesDeps,
  actor: Handler,
  caseId: string,
  given: Confirmation,
): Promise<string | undefined> {
  return deps.kernel.command('cases.confirm_change', { actor, requestId: given.requestId }, async (ctx) => {
    const opened = await openDecided(deps, ctx, actor, caseId, (c) => mayConfirmChange(actor, c, ctx.today));
    const amendment = seen(opened, given.amendmentId);
    decideAmendment(ctx.tx, amendment.id, {
      state: 'done',
      by: actor.staffId,
      byName: actor.name,
      at: ctx.now,
      note: given.note,
    });
    endConfirmTask(ctx, actor, opened.tasks, 'confirmed', given.note);
    return amendment.kind === 'correct'
      ? correct(deps, ctx, actor, opened, amendment, given)
      : revoke(deps, ctx, actor, opened, amendment, given);
  });
}

/** Refused by the second person, or taken back by the first: the decision stays as it was, and whoever was told of it is told so. */
export async function dropChange(
  deps: CasesDeps,
  actor: Handler,
  caseId: string,
  given: { readonly requestId: string; readonly amendmentId: string; readonly note: string },
): Promise<void> {
  await deps.kernel.command('cases.drop_change', { actor, requestId: given.requestId }, async (ctx) => {
    const opened = await openDecided(deps, ctx, actor, caseId, (c) => mayDropChange(actor, c));
    const { row } = opened;
    const amendment = seen(opened, given.amendmentId);
    const state = amendment.proposedBy === actor.staffId ? 'dropped' : 'refused';
    decideAmendment(ctx.tx, amendment.id, {
      state,
      by: actor.staffId,
      byName: actor.name,
      at: ctx.now,
      note: given.note,
    });
    endConfirmTask(ctx, actor, opened.tasks, state, given.note);
    changeLocked(ctx.tx, {
      row,
      now: ctx.now,
      set: { state: applyAction(row.state, 'drop-change', 'official') },
      actions: [
        {
          kind: 'drop-change',
          ...byOfficial(actor),
          requestId: given.requestId,
          opinion: given.note,
          data: { change: amendment.kind, state },
        },
      ],
    });
    ctx.audit({ action: `cases.change_${state}`, subject: `case:${row.id}`, data: { change: amendment.kind } });
    if (amendment.answerUntil) {
      const notice = platformNotice('grantStands', row, { reason: inBoth(given.note) });
      ctx.emit(noticeEvent(row.contactId, row.id, notice, true, 'decision'));
    }
  });
}

/** The open change, when it is still the one he looked at. */
function seen(opened: OpenDecided, id: string): AmendmentRow {
  const open = openAmendment(opened);
  if (open?.id !== id) throw casesErrors.change_moved();
  return open;
}

async function correct(
  deps: CasesDeps,
  ctx: CommandContext,
  actor: Handler,
  { row, item }: OpenDecided,
  amendment: AmendmentRow,
  given: Confirmation,
): Promise<string | undefined> {
  const kind = 'rectification';
  const number = await takeDocumentNumber(ctx.tx, row, { kind, sign: '更', today: ctx.today });
  const { decision = [], licence = [], former } = amendment.content;
  const made =
    licence.length > 0 && row.licenceId
      ? await deps.licences.correctIssued(ctx, {
          licenceId: row.licenceId,
          office: row.office,
          item,
          corrections: licence.map(({ field, after }) => ({ field, value: after })),
          note: amendment.reason,
          document: number,
        })
      : undefined;
  if (made && !made.ok)
    throw casesErrors.correction_wrong({
      issues: made.faults.map((f) => ({ path: `body.licence.${f.field}`, code: 'wrong', message: f.message })),
    });
  const labels = new Map(item.package.licence.fields.map((f) => [f.name, f.label.zh]));
  writeNumbered(ctx, row, number, {
    kind,
    nth: (await countDocuments(ctx.tx, row.id, kind)) + 1,
    name: { zh: '更正通知书', en: 'Notice of correction' },
    content: {
      former,
      reason: amendment.reason,
      decision,
      licence: licence.map((change) => ({ ...change, label: labels.get(change.field) ?? change.field })),
      licenceName: item.package.licence.name.zh,
      ...(made?.ok ? { made: made.made } : {}),
    },
  });
  changeLocked(ctx.tx, {
    row,
    now: ctx.now,
    set: { state: applyAction(row.state, 'correct-decision', 'official') },
    actions: [
      {
        kind: 'correct-decision',
        ...byOfficial(actor),
        requestId: given.requestId,
        opinion: amendment.reason,
        data: { document: number, fields: licence.map((change) => change.field), words: decision.length },
      },
    ],
  });
  ctx.audit({
    action: 'cases.decision_corrected',
    subject: `case:${row.id}`,
    data: { document: number, licence: made?.ok ? made.made : null },
  });
  ctx.emit({ name: 'cases.amended', payload: { caseId: row.id, region: row.region } });
  const notice = platformNotice('decisionCorrected', row, {
    corrected: licence.length > 0 ? { zh: '证照', en: 'the licence' } : { zh: '决定书', en: 'the decision' },
    reason: inBoth(amendment.reason),
    document: inBoth(number),
  });
  ctx.emit(noticeEvent(row.contactId, row.id, notice, true, 'decision'));
  return made?.ok && made.made !== '' ? made.made : undefined;
}

async function revoke(
  deps: CasesDeps,
  ctx: CommandContext,
  actor: Handler,
  { row, item }: OpenDecided,
  amendment: AmendmentRow,
  given: Confirmation,
): Promise<undefined> {
  const ground = revocationGrounds.find((g) => g.id === amendment.ground);
  if (!ground) throw kernelErrors.bug({ log: `ground ${amendment.ground} of ${amendment.id} is not known` });
  if (amendment.wantsHearing && !given.heard?.trim()) throw casesErrors.hearing_needed();
  const ending = endings[ground.ending];
  const kind = 'revocation';
  const number = await takeDocumentNumber(ctx.tx, row, {
    kind: `${kind}-${ending.sign}`,
    sign: ending.sign,
    today: ctx.today,
  });
  if (row.licenceId)
    await deps.licences.follow(ctx, {
      licenceId: row.licenceId,
      office: row.office,
      action: ending.licence,
      ground: ground.id,
      note: amendment.reason,
      document: number,
      by: { id: `staff:${amendment.proposedBy}`, name: amendment.proposedByName },
      confirmedBy: { id: `staff:${actor.staffId}`, name: actor.name },
    });
  const { appeal } = item.package.item;
  writeNumbered(ctx, row, number, {
    kind,
    nth: (await countDocuments(ctx.tx, row.id, kind)) + 1,
    name: { zh: `${ending.zh}决定书`, en: `Decision of ${ending.en}` },
    content: {
      ending: ground.ending,
      law: ground.law,
      article: ground.article,
      ground: ground.text.zh,
      reason: amendment.reason,
      former: amendment.content.former,
      licence: item.package.licence.name.zh,
      told: amendment.answerUntil,
      answered: amendment.answeredAt !== null,
      heard: given.heard?.trim() ?? null,
      review: appeal.review,
      court: appeal.court,
    },
  });
  changeLocked(ctx.tx, {
    row,
    now: ctx.now,
    set: { state: applyAction(row.state, 'revoke-decision', 'official'), undone: ground.ending },
    actions: [
      {
        kind: 'revoke-decision',
        ...byOfficial(actor),
        requestId: given.requestId,
        opinion: amendment.reason,
        data: { ending: ground.ending, ground: ground.id, document: number },
      },
    ],
  });
  ctx.audit({
    action: 'cases.revoked',
    subject: `case:${row.id}`,
    data: { ending: ground.ending, ground: ground.id, document: number },
  });
  ctx.emit({ name: 'cases.amended', payload: { caseId: row.id, region: row.region } });
  const notice = platformNotice('decisionRevoked', row, {
    ending,
    reason: inBoth(amendment.reason),
    document: inBoth(number),
    review: appeal.review,
    court: appeal.court,
  });
  ctx.emit(noticeEvent(row.contactId, row.id, notice, true, 'decision'));
  return undefined;
}
