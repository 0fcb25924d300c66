import { type CompiledItem, onDay, renewalEnd, reviewRoute } from '@miaopi/items';
import { dayOf } from '../../../kernel/clock.ts';
import type { CommandContext } from '../../../kernel/command.ts';
import { kernelErrors } from '../../../kernel/errors.ts';
import { caseInputOf } from '../case-input.ts';
import { originalsInStore } from '../case-originals.ts';
import { receivedAnew } from '../clock-facts.ts';
import { type CasesDeps, noticeEvent } from '../deps.ts';
import { dueDay } from '../domain/case-clock.ts';
import { applyAction } from '../domain/lifecycle.ts';
import { nextStep } from '../domain/review.ts';
import { casesErrors } from '../errors.ts';
import type { Handler } from '../handler.ts';
import { noticeOf } from '../notice.ts';
import { mayAcceptOver, mayBecause, mayReceive } from '../policy-intake.ts';
import { changeLocked, findFile, insertDocument, listEvidence, lockCase } from '../store/cases.ts';
import { takeDocumentNumber } from '../store/numbers.ts';
import { type CaseRow, machine, type NewAction } from '../store/rows.ts';
import { voidTasks } from '../store/tasks.ts';
import { byOfficial } from './by-official.ts';
import { doneBy, openIntake } from './open-intake.ts';
import { openStep, renewalJob } from './open-step.ts';
import { billCase } from './wait-for-payment.ts';

/** F095: an official accepts; the limit runs from today. @throws cases.originals_not_seen in 原件预审 */
export async function acceptCase(
  deps: CasesDeps,
  actor: Handler,
  caseId: string,
  given: { readonly requestId: string; readonly opinion?: string },
): Promise<void> {
  await deps.kernel.command('cases.accept', { actor, requestId: given.requestId }, async (ctx) => {
    const opened = await openIntake(deps, ctx, actor, caseId, (c) => mayReceive(actor, c));
    mayBecause(mayAcceptOver(await originalsInStore(ctx.tx, opened.row, opened.item)), casesErrors.originals_not_seen);
    const action: NewAction = {
      ...byOfficial(actor),
      requestId: given.requestId,
      kind: 'accept',
      ...(given.opinion ? { opinion: given.opinion } : {}),
    };
    doneBy(ctx, actor, opened, { result: 'accept', ...(given.opinion ? { opinion: given.opinion } : {}) });
    await writeAcceptance(deps, ctx, opened.row, opened.item, action);
  });
}

/**
 * 行政许可法 第三十二条: "逾期不告知的，自收到申请材料之日起即为受理". The limit counts from the day the filing in force came in; the paper says so.
 * @returns whether it was; false when the office has said something meanwhile
 */
export async function acceptBySilence(deps: CasesDeps, caseId: string): Promise<boolean> {
  const actor = { kind: 'system', name: 'intake' } as const;
  return deps.kernel.command('cases.accept_by_silence', { actor }, async (ctx) => {
    const row = (await lockCase(ctx.tx, caseId))?.row;
    if (row?.state !== 'intake' || row.dueOn === null || row.dueOn >= ctx.today) return false;
    const item = await deps.catalog.load(row.slug, row.itemVersion);
    if (!item) throw kernelErrors.bug({ log: `${row.slug} v${row.itemVersion} of case ${caseId} is not there` });
    const received = row.receivedAt ?? row.submittedAt;
    voidTasks(ctx.tx, caseId, ctx.now, 'accepted-by-silence');
    const anew = receivedAnew(row);
    const opinion = anew
      ? `依${anew.order.body}${anew.order.number}重新审查，${anew.days}个工作日内未告知，自收到该文书之日（${onDay(dayOf(received)).zh}）起即为受理`
      : `五个工作日内未告知，自收到申请材料之日（${onDay(dayOf(received)).zh}）起即为受理`;
    await writeAcceptance(deps, ctx, row, item, { ...machine, kind: 'accept', opinion }, received);
    return true;
  });
}

/** @param since when it counts as accepted, if not now: by silence */
async function writeAcceptance(
  deps: CasesDeps,
  ctx: CommandContext,
  row: CaseRow,
  item: CompiledItem,
  action: NewAction,
  since?: Date,
): Promise<void> {
  const file = await findFile(ctx.tx, row.id);
  if (!file) throw kernelErrors.bug({ log: `case ${row.id} has no file` });
  const input = caseInputOf(row, file, await listEvidence(ctx.tx, row.id));
  const way = nextStep(reviewRoute(item, input), 0);
  if (!way) throw kernelErrors.bug({ log: `${row.slug} has no review step for case ${row.id}` });
  const acceptedAt = since ?? ctx.now;
  const anew = receivedAnew(row);
  const from = dayOf(acceptedAt);
  const due = dueDay(deps.calendar, { from, limit: item.package.item.promised, extendedBy: 0, pauses: [] });
  await billCase(deps, ctx, row, item, input);
  const number = await takeDocumentNumber(ctx.tx, row, { kind: 'acceptance', sign: '受', today: ctx.today });
  const at = ctx.now.toISOString();
  const startedAt = (row.receivedAt ?? row.submittedAt).toISOString();
  changeLocked(ctx.tx, {
    row,
    now: ctx.now,
    set: {
      state: applyAction(row.state, 'accept', action.by),
      automatic: false,
      acceptedAt,
      dueOn: due.day ?? null,
    },
    actions: [
      {
        ...action,
        data: {
          ...action.data,
          from,
          due: due.day ?? null,
          next: way.step.id,
          skipped: way.skipped.map((s) => s.id),
        },
      },
    ],
    steps: [
      {
        step: 'intake',
        startedAt,
        endedAt: at,
        output: {
          milliseconds: ctx.now.getTime() - (row.receivedAt ?? row.submittedAt).getTime(),
          result: '通过',
          by: action.actorName,
          opinion: action.opinion ?? null,
        },
      },
      {
        step: 'accept',
        startedAt: at,
        endedAt: at,
        output: { milliseconds: 0, note: { zh: number, en: number } },
      },
    ],
  });
  insertDocument(ctx.tx, {
    caseId: row.id,
    kind: 'acceptance',
    region: row.region,
    number,
    name: { zh: '受理通知书', en: 'Notice of acceptance' },
    at: ctx.now,
    content: {
      office: row.officeName,
      item: row.itemName,
      applicant: row.applicantName,
      caseNumber: row.number,
      due: due.day ?? null,
      ...(since ? { silentSince: from, ...(anew ? { anew } : {}) } : {}),
    },
  });
  openStep(deps, ctx, row, way.step, { from: ctx.today, now: ctx.now, caseDue: due.day, pauses: [] });
  const until = renewalEnd(item, input);
  if (until) ctx.addJob(renewalJob(row.id, until));
  ctx.audit({ action: 'cases.accepted', subject: `case:${row.id}`, data: { from, silence: since !== undefined } });
  const notice = noticeOf(item, 'accepted', input, row, {
    办件编号: row.number,
    ...(due.day ? { 期限: due.day } : {}),
  });
  ctx.emit(noticeEvent(row.contactId, row.id, notice, true));
}
