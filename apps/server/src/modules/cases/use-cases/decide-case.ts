import type { Dossier } from '@miaopi/items';
import { kernelErrors } from '../../../kernel/errors.ts';
import { caseInputOf } from '../case-input.ts';
import { reviewSince } from '../clock-facts.ts';
import { type CasesDeps, noticeEvent } from '../deps.ts';
import { applyAction } from '../domain/lifecycle.ts';
import type { FinishedStep } from '../domain/steps.ts';
import { casesErrors } from '../errors.ts';
import type { Handler } from '../handler.ts';
import { noticeOf } from '../notice.ts';
import { handles, mayDecide, mayRefuse, takenBy, waitsForOfficial } from '../policy.ts';
import {
  changeLocked,
  countDocuments,
  findFile,
  insertDocument,
  listEvidence,
  listSteps,
  lockCase,
} from '../store/cases.ts';
import { takeDocumentNumber } from '../store/numbers.ts';
import { finishTasks, voidTasks } from '../store/tasks.ts';
import { byOfficial } from './by-official.ts';
import { endOutside } from './end-outside.ts';
import { endBy } from './open-review.ts';
import { reserveLicence } from './reserve-licence.ts';
import { mustBePaid } from './wait-for-payment.ts';
import { withdrawGrant } from './withdraw-grant.ts';

export interface Decision {
  readonly requestId: string;
  readonly outcome: 'grant' | 'refuse';
  readonly reason: string;
  /** Conditions the official settles differently from the machine. */
  readonly findings: readonly { readonly condition: string; readonly met: boolean; readonly why: string }[];
  readonly grounds?: readonly string[];
}

/**
 * An official decides (F124). To grant, each condition the machine found unmet or unknown must be settled with a reason; to refuse, at least one
 * condition must be named as ground: the decision cites its article, the remedy and the routes of appeal (行政许可法 第三十八条).
 */
export async function decideCase(deps: CasesDeps, actor: Handler, caseId: string, decision: Decision): Promise<void> {
  const dossier = await machineDossier(deps, caseId);
  await deps.kernel.command('cases.decide', { actor, requestId: decision.requestId }, async (ctx) => {
    const found = await lockCase(ctx.tx, caseId);
    if (!found || !handles(actor, found)) throw casesErrors.case_missing();
    const { row } = found;
    const granted = decision.outcome === 'grant';
    const answer = granted ? mayDecide(actor, found) : mayRefuse(actor, found);
    if (!answer.allowed)
      throw (
        (granted ? row.state === 'review' : waitsForOfficial(row)) ? casesErrors.not_yours : casesErrors.wrong_state
      )({ detail: answer.reason });
    const task = takenBy(actor, found);
    if (!task) throw casesErrors.not_yours();
    const item = await deps.catalog.load(row.slug, row.itemVersion);
    const file = await findFile(ctx.tx, caseId);
    if (!item || !file || !dossier) throw kernelErrors.bug({ log: `case ${caseId} lacks item, file or dossier` });
    const input = caseInputOf(row, file, await listEvidence(ctx.tx, caseId));
    const conditions = checkFindings(dossier, decision);
    if (granted) await mustBePaid(deps, row, item);

    const sign = granted ? '许' : '不许';
    const number = await takeDocumentNumber(ctx.tx, row, { kind: 'decision', sign, today: ctx.today });
    // decided anew: the licence of the decision that was set aside ends with this one
    if (row.reopened?.licence && row.state === 'review')
      await deps.licences.follow(ctx, {
        licenceId: row.reopened.licence,
        office: row.office,
        action: 'withdraw',
        ground: 'withdraw-order',
        note: `${row.reopened.order.body}${row.reopened.order.number}`,
        document: row.reopened.order.number,
        by: { id: `staff:${actor.staffId}`, name: actor.name },
        ifLawful: true,
      });
    const licence = granted ? await reserveLicence(deps, ctx, row, { item, input }) : undefined;
    const withdrawn = row.state === 'returned' ? await withdrawGrant(deps, ctx, row) : undefined;
    const at = ctx.now.toISOString();
    const since = reviewSince(row) ?? ctx.now;
    const taken: FinishedStep[] = [
      {
        step: 'review',
        startedAt: since.toISOString(),
        endedAt: at,
        output: {
          milliseconds: ctx.now.getTime() - since.getTime(),
          note: { zh: `${actor.name}（${actor.number}）`, en: `${actor.name} (${actor.number})` },
        },
      },
      {
        step: 'decide',
        startedAt: at,
        endedAt: at,
        output: { milliseconds: 0, note: { zh: granted ? '准予' : '不予', en: granted ? 'granted' : 'refused' } },
      },
    ];
    // what was finished when it was granted stays as it was
    const finished = withdrawn
      ? (await listSteps(ctx.tx, caseId)).flatMap((s) => (s.filing === row.filing ? s.step : []))
      : [];
    const steps = taken.filter((s) => !finished.includes(s.step));
    changeLocked(ctx.tx, {
      row,
      now: ctx.now,
      set: {
        state: applyAction(row.state, decision.outcome, 'official'),
        automatic: false,
        outcome: granted ? 'granted' : 'refused',
        decidedAt: ctx.now,
        licenceId: licence?.id ?? null,
        waiting: null,
      },
      steps,
      actions: [
        {
          kind: decision.outcome,
          ...byOfficial(actor),
          opinion: decision.reason,
          requestId: decision.requestId,
          data: {
            // beside what the machine found, so that the use of discretion can be reviewed (F018)
            findings: decision.findings.map((f) => ({
              ...f,
              machine: dossier.conditions.find((k) => k.id === f.condition)?.verdict,
            })),
            grounds: decision.grounds ?? [],
            ...(task.assignee === actor.staffId ? {} : { actingFor: task.assigneeName }),
            ...(withdrawn ? { withdraws: withdrawn } : {}),
          },
        },
      ],
    });
    finishTasks(ctx.tx, [task.id], endBy(ctx, actor, task, { result: decision.outcome, opinion: decision.reason }));
    // what was asked beside falls away with the decision
    voidTasks(ctx.tx, caseId, ctx.now, 'decided');
    await endOutside(deps, ctx, found.tasks, 'decided');
    const grounds = conditions.filter((c) => decision.grounds?.includes(c.id));
    insertDocument(ctx.tx, {
      caseId,
      kind: granted ? 'grant' : 'refusal',
      nth: (await countDocuments(ctx.tx, caseId, granted ? 'grant' : 'refusal')) + 1,
      region: row.region,
      number,
      name: granted
        ? { zh: '准予行政许可决定书', en: 'Decision granting the application' }
        : { zh: '不予行政许可决定书', en: 'Decision refusing the application' },
      at: ctx.now,
      content: {
        reason: decision.reason,
        basis: grounds.map((c) => c.basis),
        remedy: grounds.map((c) => c.remedy),
        review: item.package.item.appeal.review,
        court: item.package.item.appeal.court,
        ...(withdrawn ? { withdraws: withdrawn } : {}),
      },
    });
    deps.rules.keep(ctx, {
      subject: `case:${caseId}`,
      slug: row.slug,
      itemVersion: row.itemVersion,
      packageDigest: dossier.item.digest,
      decidedBy: 'official',
      verdict: decision.outcome,
      region: row.region,
      body: {
        ...decision,
        official: { id: actor.staffId, name: actor.name, number: actor.number, office: actor.office },
        conditions,
        on: dossier.item,
      },
    });
    ctx.audit({
      action: granted ? 'cases.granted' : 'cases.refused',
      subject: `case:${caseId}`,
      data: { by: actor.staffId, grounds: decision.grounds ?? [] },
    });
    ctx.addJob({
      task: 'cases.continue',
      payload: { caseId },
      key: `case:${caseId}`,
      runAt: new Date(ctx.now.getTime() + 15_000),
    });
    if (!granted) await deps.payments.cancel(ctx, caseId);
    if (!granted)
      ctx.emit(
        noticeEvent(
          row.contactId,
          caseId,
          noticeOf(item, 'refused', input, row, { 办件编号: row.number, 理由: refusalText(decision.reason, grounds) }),
          true,
          'decision',
        ),
      );
  });
}

/** What the machine found last; undefined before it has judged. */
export async function machineDossier(
  { rules }: Pick<CasesDeps, 'rules'>,
  caseId: string,
): Promise<Dossier | undefined> {
  const dossiers = await rules.dossiersOf<Dossier>(`case:${caseId}`);
  return dossiers.filter((d) => d.decidedBy === 'machine').at(-1)?.body;
}

/** The official's findings over the machine's: every condition as it stands after the decision. */
function checkFindings(dossier: Dossier, decision: Decision) {
  const known = new Set(dossier.conditions.map((c) => c.id));
  for (const f of decision.findings)
    if (!known.has(f.condition))
      throw kernelErrors.invalid_request({
        issues: [
          {
            path: 'body.findings',
            code: 'unknown',
            message: { zh: `没有条件 ${f.condition}`, en: `There is no condition ${f.condition}` },
          },
        ],
      });
  const conditions = dossier.conditions.map((c) => {
    const finding = decision.findings.find((f) => f.condition === c.id);
    return finding
      ? { ...c, verdict: finding.met ? ('met' as const) : ('unmet' as const), finding: finding.why }
      : { ...c, finding: undefined };
  });
  if (decision.outcome === 'grant') {
    const open = conditions.filter((c) => c.verdict === 'unmet' || c.verdict === 'unknown');
    if (open.length > 0)
      throw casesErrors.findings_needed({
        issues: open.map((c) => ({
          path: `body.findings.${c.id}`,
          code: 'open',
          message: { zh: `尚未说明：${c.text.zh}`, en: `Not settled yet: ${c.text.en}` },
        })),
      });
  } else {
    const grounds = decision.grounds ?? [];
    if (grounds.length === 0 || grounds.some((g) => conditions.find((c) => c.id === g)?.verdict !== 'unmet'))
      throw casesErrors.grounds_needed();
  }
  return conditions;
}

function refusalText(
  reason: string,
  grounds: readonly { readonly text: { zh: string }; readonly basis: { law: string; article: string } }[],
): string {
  return `${reason}（依据：${grounds.map((g) => `《${g.basis.law.replace(/[《》]/g, '')}》${g.basis.article}`).join('、')}）`;
}
