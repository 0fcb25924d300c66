import { acceptanceOf, renewalEnd, reviewRoute } from '@miaopi/items';
import type { CommandContext } from '../../../kernel/command.ts';
import { kernelErrors } from '../../../kernel/errors.ts';
import { newId } from '../../../kernel/ids.ts';
import type { Text } from '../../../kernel/text.ts';
import { type CasesDeps, chainActor, noticeEvent } from '../deps.ts';
import { dueDay } from '../domain/case-clock.ts';
import { applyAction } from '../domain/lifecycle.ts';
import { nextStep } from '../domain/review.ts';
import type { FinishedStep } from '../domain/steps.ts';
import { noticeOf } from '../notice.ts';
import { overtaken } from '../overtaken.ts';
import { changeCase, insertDocument } from '../store/cases.ts';
import { takeDocumentNumber } from '../store/numbers.ts';
import { machine, type NewAction } from '../store/rows.ts';
import { type Judgement, keepDossier, logLooks, type Recorded, type WriteChange } from './judgement.ts';
import { openStep, renewalJob } from './open-step.ts';
import { writeReceipt } from './receive-case.ts';
import { reserveLicence } from './reserve-licence.ts';
import { billCase, paymentWait } from './wait-for-payment.ts';

/** Judges a filed case that is in the store. @throws overtaken when another process went on with it */
export function recordJudgement(deps: CasesDeps, j: Judgement): Promise<Recorded> {
  return deps.kernel.command('cases.judge', { actor: chainActor }, (ctx) =>
    writeJudgement(deps, ctx, j, (change) => changeCase(ctx.tx, { row: j.row, now: ctx.now, ...change })),
  );
}

/**
 * Keeps what was gathered and judged, accepts the case (F095, numbered), and either grants (number of the licence taken in the same commit)
 * or refers it to an official with the dossier; what an official has to accept, and the machine does not grant, he receives first. The machine never refuses (domain.md §7.5).
 * @param write puts the change of the case's row, with what is appended, into the transaction; false when the row had moved on
 */
export async function writeJudgement(
  deps: CasesDeps,
  ctx: CommandContext,
  j: Judgement,
  write: WriteChange,
): Promise<Recorded> {
  const { row, item, dossier } = j;
  // accepted before, and paid for since
  const first = row.state !== 'accepted';
  const met = dossier.verdict === 'grant' && !j.refer;
  if (first && !met && acceptanceOf(item, j.input).by === 'official') return writeReceipt(deps, ctx, j, write);
  const bill = first ? await billCase(deps, ctx, row, item, j.input) : undefined;
  const { fee } = item.package.item;
  const holds = met && bill !== undefined && fee.charged && fee.due === 'decision' ? bill : undefined;
  const grants = met && !holds;
  const reasons = j.refer ? [j.refer] : dossier.reasons;
  // judged within this transaction: what follows from the judgement does not stand before it
  const now = new Date(Math.max(ctx.now.getTime(), Date.parse(j.judged.endedAt)));
  const at = now.toISOString();
  const accepted = first
    ? applyAction(
        row.state === 'waiting' ? applyAction('waiting', 'resume', 'machine') : row.state,
        'accept',
        'machine',
      )
    : row.state;
  const due = dueDay(deps.calendar, {
    from: ctx.today,
    limit: item.package.item.promised,
    extendedBy: 0,
    pauses: [],
  });
  const way = grants || holds ? undefined : nextStep(reviewRoute(item, j.input), 0);
  if (!grants && !holds && !way) throw kernelErrors.bug({ log: `${row.slug} has no review step for case ${row.id}` });
  const actions: NewAction[] = [
    ...(row.state === 'waiting' ? [{ ...machine, kind: 'resume' as const, at: now }] : []),
    ...(first ? [{ ...machine, kind: 'accept' as const, at: now }] : []),
    ...(holds ? [] : [{ ...judgedAction(grants, reasons, way), at: now }]),
  ];
  const licenceId = newId('lic');
  // before the numbers: whose rows are locked until the commit, and every other case of the office waits for them
  keepDossier(deps, ctx, j);
  // both numbers are asked for in one go, and what is written with them goes with the commit
  const numbering = first
    ? takeDocumentNumber(ctx.tx, row, { kind: 'acceptance', sign: '受', today: ctx.today })
    : undefined;
  const reserving = grants ? reserveLicence(deps, ctx, row, { id: licenceId, item, input: j.input }) : undefined;
  reserving?.catch(() => {});
  const documentNumber = await numbering;
  const steps: FinishedStep[] = [
    ...(documentNumber
      ? [
          {
            step: 'accept' as const,
            startedAt: at,
            endedAt: at,
            output: { milliseconds: 0, note: { zh: documentNumber, en: documentNumber } },
          },
        ]
      : []),
    ...(grants
      ? [
          {
            step: 'decide' as const,
            startedAt: at,
            endedAt: at,
            output: { milliseconds: 0, note: { zh: '系统准予', en: 'granted by the system' } },
          },
        ]
      : []),
  ];
  const set = {
    state: holds ? accepted : applyAction(accepted, grants ? 'grant' : 'refer', 'machine'),
    automatic: grants ? true : null,
    outcome: grants ? ('granted' as const) : null,
    acceptedAt: row.acceptedAt ?? now,
    decidedAt: grants ? now : null,
    dueOn: first ? (due.day ?? null) : row.dueOn,
    licenceId: grants ? licenceId : null,
    waiting: holds ? paymentWait(holds, now) : null,
    unmet: dossier.conditions.filter((c) => c.verdict === 'unmet').length,
    unknown: dossier.conditions.filter((c) => c.verdict === 'unknown').length,
  };
  const changing = write({
    set,
    actions,
    steps: [...(first ? [j.gathered, j.judged] : []), ...steps],
    evidence: j.evidence,
  });
  if (documentNumber)
    insertDocument(ctx.tx, {
      caseId: row.id,
      kind: 'acceptance',
      region: row.region,
      number: documentNumber,
      name: { zh: '受理通知书', en: 'Notice of acceptance' },
      at: now,
      content: {
        office: row.officeName,
        item: row.itemName,
        applicant: row.applicantName,
        caseNumber: row.number,
        due: due.day ?? null,
      },
    });
  const licence = await reserving;
  if (!(await changing)) throw overtaken();
  // what was looked at before is in the log already
  if (first) logLooks(ctx, j);
  ctx.audit({
    action: grants ? 'cases.granted' : holds ? 'cases.waits_for_payment' : 'cases.referred',
    by: chainActor,
    subject: `case:${row.id}`,
    data: {
      verdict: dossier.verdict,
      ...(j.refer ? { referred: j.refer.en } : {}),
      rules: dossier.item.digest,
      licence: licence?.identifier,
    },
  });
  if (holds) ctx.removeJob(`case:${row.id}`);
  if (way) {
    openStep(deps, ctx, row, way.step, { from: ctx.today, now, caseDue: due.day, pauses: [] });
    const until = renewalEnd(item, j.input);
    if (until) ctx.addJob(renewalJob(row.id, until));
    ctx.removeJob(`case:${row.id}`);
    ctx.emit(
      noticeEvent(
        row.contactId,
        row.id,
        noticeOf(item, 'toPerson', j.input, row, (lang) => ({
          办件编号: row.number,
          理由: reasons.map((r) => r[lang]).join(lang === 'zh' ? '；' : '; '),
          ...(due.day ? { 期限: due.day } : {}),
        })),
        true,
        'decision',
      ),
    );
    ctx.emit({ name: 'cases.referred', payload: { caseId: row.id, office: row.office } });
  }
  return { row: { ...row, ...set, actions: row.actions + actions.length }, input: j.input, steps, licence };
}

/** What the machine does with a judged case: grants it, or refers it to the first step of its review. */
function judgedAction(grants: boolean, reasons: readonly Text[], way: ReturnType<typeof nextStep>): NewAction {
  const opinion = reasons.map((r) => r.zh).join('；');
  if (grants) return { ...machine, kind: 'grant', opinion, data: { reasons } };
  const data = { reasons, next: way?.step.id, skipped: (way?.skipped ?? []).map((s) => s.id) };
  return { ...machine, kind: 'refer', opinion, data };
}
