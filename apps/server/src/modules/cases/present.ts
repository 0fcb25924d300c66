import type { CaseSummary, CaseView, ConditionView, StepView } from '@miaopi/contracts';
import { type CompiledItem, type Dossier, onDay, renewalEnd } from '@miaopi/items';
import { dayOf } from '../../kernel/clock.ts';
import type { Text } from '../../kernel/text.ts';
import type { CorrectableField } from '../licences/index.ts';
import type { BillBrief } from '../payments/index.ts';
import { caseInputOf } from './case-input.ts';
import { caseOriginals } from './case-originals.ts';
import type { CasePage } from './case-page.ts';
import { caseClock, clockBasisOf, clockFactsOf } from './clock-facts.ts';
import type { CasesDeps } from './deps.ts';
import type { Due } from './domain/case-clock.ts';
import type { CaseState } from './domain/lifecycle.ts';
import { opinionNames } from './domain/review.ts';
import { stepDue } from './domain/step-limit.ts';
import { type FinishedStep, stepNames, stepTitles } from './domain/steps.ts';
import { phaseNames } from './domain/vertical-life.ts';
import { abilitiesOf } from './policy.ts';
import { afterAbilities } from './policy-after.ts';
import { intakeAbilities } from './policy-intake.ts';
import { isInternal, nameOfChange, presentAmendment, presentChoices } from './present-after.ts';
import { presentAnswers } from './present-answers.ts';
import { presentFlow } from './present-flow.ts';
import { presentHandling } from './present-handling.ts';
import { presentCorrection, presentFilings, presentIntake } from './present-intake.ts';
import { presentPrint } from './present-print.ts';
import { presentReview, sectionsSeen } from './present-review.ts';
import { presentTask } from './present-task.ts';
import { migrateAbility, newerVersion } from './present-version.ts';
import { presentVertical, verticalSteps, waitsOver } from './present-vertical.ts';
import type { WholeCase } from './store/cases.ts';
import { type DepartmentFilingRow, findDepartmentFiling } from './store/department-filings.ts';
import type { ActionRow, CaseRow, ProcedureRow, TaskRow } from './store/rows.ts';
import { findVertical } from './store/verticals.ts';

export const stateNames: Readonly<Record<CaseState, Text>> = {
  submitted: { zh: '已提交', en: 'Submitted' },
  waiting: { zh: '等待外部系统', en: 'Waiting for another office’s system' },
  vertical: { zh: '专业系统办理中', en: 'Handled in another system' },
  intake: { zh: '收件审查中', en: 'Being looked at, not accepted yet' },
  correction: { zh: '待补正', en: 'To be corrected' },
  originals: { zh: '预审通过，待核对原件', en: 'Pre-checked: originals to be shown' },
  accepted: { zh: '已受理', en: 'Accepted' },
  review: { zh: '人工审核中', en: 'With an official' },
  procedure: { zh: '特别程序中', en: 'In a special procedure' },
  granted: { zh: '已准予', en: 'Granted' },
  returned: { zh: '签章前核对', en: 'Checked before the seal' },
  refused: { zh: '不予许可', en: 'Refused' },
  closed: { zh: '已办结', en: 'Closed' },
};

const actionNames: Readonly<Record<string, Text>> = {
  submit: { zh: '提交申请', en: 'Application submitted' },
  wait: { zh: '等待外部系统', en: 'Waits for another office' },
  resume: { zh: '恢复办理', en: 'Goes on' },
  jump: { zh: '登记并转专业系统办理', en: 'Registered and passed to another system' },
  'file-there': { zh: '已在专业系统提交', en: 'Filed in the other system' },
  receive: { zh: '收件', en: 'Received' },
  'ask-correction': { zh: '一次性告知补正', en: 'Told what is to be corrected' },
  correct: { zh: '补正', en: 'Corrected' },
  'correct-on-spot': { zh: '当场更正', en: 'Corrected on the spot' },
  'pre-check': { zh: '预审通过', en: 'Pre-check passed' },
  'see-originals': { zh: '核对原件', en: 'Originals looked at' },
  collect: { zh: '窗口领取', en: 'Collected at the counter' },
  withhold: { zh: '原件不一致，暂缓交付', en: 'An original differs: withheld' },
  'settle-originals': { zh: '原件差异处理', en: 'Difference in originals settled' },
  reject: { zh: '不予受理', en: 'Not accepted' },
  abandon: { zh: '逾期终止办理', en: 'Ended: not answered in time' },
  accept: { zh: '受理', en: 'Accepted' },
  refer: { zh: '转人工审核', en: 'Passed to an official' },
  claim: { zh: '领取', en: 'Taken by an official' },
  release: { zh: '退回待办池', en: 'Given back' },
  'start-procedure': { zh: '启动特别程序', en: 'Special procedure begun' },
  'end-procedure': { zh: '特别程序结束', en: 'Special procedure ended' },
  extend: { zh: '延长办理期限', en: 'Limit extended' },
  'give-opinion': { zh: '提出意见', en: 'Opinion given' },
  'record-opinion': { zh: '登记外部部门的意见', en: 'Opinion of a department outside recorded' },
  lapse: { zh: '逾期未提出意见', en: 'Limit passed without an opinion' },
  'return-step': { zh: '退回前面的环节', en: 'Sent back to an earlier step' },
  'take-back': { zh: '撤回意见', en: 'Opinion taken back' },
  forward: { zh: '转报上级', en: 'Sent up to the office above' },
  assign: { zh: '指派', en: 'Assigned' },
  'hand-over': { zh: '移交', en: 'Handed over' },
  'ask-opinion': { zh: '征求意见', en: 'Opinion asked for' },
  'answer-opinion': { zh: '回复意见', en: 'Opinion answered' },
  urge: { zh: '催办', en: 'Urged' },
  withdraw: { zh: '申请人撤回', en: 'Withdrawn by the applicant' },
  grant: { zh: '准予', en: 'Granted' },
  refuse: { zh: '不予许可', en: 'Refused' },
  'send-back': { zh: '签章前退回核对', en: 'Sent back before the seal' },
  resubmit: { zh: '核对后重新送签', en: 'Sent to the seal again' },
  deliver: { zh: '送达', en: 'Delivered' },
  close: { zh: '办结', en: 'Closed' },
  'propose-change': { zh: '提出决定的变动', en: 'Change of the decision proposed' },
  'answer-change': { zh: '陈述、申辩', en: 'Answered by the holder' },
  'drop-change': { zh: '撤回拟作出的变动', en: 'Proposed change taken back' },
  'correct-decision': { zh: '更正决定', en: 'Decision corrected' },
  'revoke-decision': { zh: '撤销准予决定', en: 'Grant revoked' },
  reopen: { zh: '依决定重新办理', en: 'Decided anew by order' },
  'receive-anew': { zh: '依决定重新审查是否受理', en: 'Looked at anew by order' },
  migrate: { zh: '换用事项新版本', en: 'Moved to a newer version of the service' },
};

const closedNames: Readonly<Record<NonNullable<CaseRow['outcome']>, Text>> = {
  granted: { zh: '已办结（准予）', en: 'Closed (granted)' },
  refused: { zh: '已办结（不予许可）', en: 'Closed (refused)' },
  withdrawn: { zh: '已办结（申请人撤回）', en: 'Closed (withdrawn)' },
  'not-accepted': { zh: '已办结（不予受理）', en: 'Closed (not accepted)' },
  abandoned: { zh: '已办结（逾期未补正）', en: 'Closed (not corrected in time)' },
};

const undoneNames: Readonly<Record<NonNullable<CaseRow['undone']>, Text>> = {
  withdrawn: { zh: '已办结（准予，后撤销）', en: 'Closed (granted, revoked since)' },
  recalled: { zh: '已办结（准予，后撤回）', en: 'Closed (granted, recalled since)' },
  cancelled: { zh: '已办结（准予，后注销）', en: 'Closed (granted, cancelled since)' },
};

export function stateNameOf(row: CaseRow): Text {
  if (row.state === 'closed' && row.undone) return undoneNames[row.undone];
  if (row.state === 'closed' && row.outcome) return closedNames[row.outcome];
  if (row.state === 'vertical' && row.waiting?.vertical) return phaseNames[row.waiting.vertical.phase];
  return stateNames[row.state];
}

function renewedBySilence(until: string): Text {
  const day = onDay(until);
  return {
    zh: `原许可有效期至${day.zh}，届满前没有作出决定的，视为准予延续（行政许可法第五十条）`,
    en: `The licence in hand is valid until ${day.en}; not decided by then, the renewal counts as granted (Administrative Licence Law, art. 50)`,
  };
}

export function presentSummary(row: CaseRow): CaseSummary {
  return {
    id: row.id,
    number: row.number,
    slug: row.slug,
    itemName: row.itemName,
    office: row.officeName,
    applicant: row.applicantName,
    state: row.state,
    stateName: stateNameOf(row),
    submittedAt: row.submittedAt.toISOString(),
    ...(row.decidedAt ? { decidedAt: row.decidedAt.toISOString() } : {}),
    ...(row.dueOn ? { dueAt: row.dueOn } : {}),
    automatic: row.automatic,
    ...(row.outcome ? { outcome: row.outcome } : {}),
    ...(row.undone ? { undone: row.undone } : {}),
    ...(row.licenceId && row.state === 'closed' ? { licenceId: row.licenceId } : {}),
  };
}

/** What a case that is handled anew by order need not go through again: what was not accepted is looked at once more. */
function standsBy({ reopened, filing }: CaseRow, step: string): boolean {
  if (!reopened) return false;
  const judged = step === 'gather' || step === 'judge';
  if (reopened.receipt) return judged && reopened.receipt.filing === filing;
  return judged || step === 'intake' || step === 'accept';
}

/** Every step of the chain as it stands: done ones from the store, the rest from the state. */
export function presentSteps(row: CaseRow, finished: readonly FinishedStep[]): StepView[] {
  // what was gathered and judged of a filing that was corrected is history
  const since = row.migrated?.filing === row.filing ? row.migrated.since : row.filing;
  const done = new Map(
    finished.filter((s) => (s.filing ?? row.filing) >= since || standsBy(row, s.step)).map((s) => [s.step, s]),
  );
  const received = ['intake', 'correction', 'originals'].includes(row.state) || done.has('intake');
  const byPerson = received || row.state === 'review' || row.state === 'procedure' || row.automatic === false;
  // ended before anything was decided
  const ended = row.state === 'closed' && row.outcome !== 'granted' && row.outcome !== 'refused';
  const jumped = done.has('jump');
  let reached = false;
  return stepNames
    .filter((step) => !ended || done.has(step))
    .filter((step) => (jumped ? verticalSteps.has(step) : step !== 'jump'))
    .filter((step) => step !== 'intake' || received)
    .filter((step) =>
      step === 'review' ? byPerson : row.outcome === 'refused' ? step !== 'make' && step !== 'seal' : true,
    )
    .map((step): StepView => {
      const s = done.get(step);
      if (s) {
        const { milliseconds, note, parts } = s.output;
        return {
          step,
          name: stepTitles[step],
          state: 'done',
          startedAt: new Date(s.startedAt).toISOString(),
          endedAt: new Date(s.endedAt).toISOString(),
          milliseconds,
          ...(note ? { note } : {}),
          ...(parts ? { parts: [...parts] } : {}),
        };
      }
      // drawn, and lying with the keeper of the seal
      if (step === 'make' && (row.state === 'granted' || row.state === 'returned') && row.waiting?.keeper)
        return { step, name: stepTitles[step], state: 'done' };
      const current = !reached;
      reached = true;
      return {
        step,
        name: stepTitles[step],
        state: current
          ? row.waiting || row.state === 'correction' || row.state === 'originals'
            ? 'waiting'
            : 'running'
          : 'todo',
      };
    });
}

/** The same answer as `cases.unpaid`, for the button. */
const unpaidFirst = {
  allowed: false,
  reason: { zh: '该事项在决定前缴费，申请人还没有缴清', en: 'Paid for before the decision, and not paid yet' },
};

/** A decision never waits silently for money. */
function waitsForMoney(row: CaseRow, bill: BillBrief): Text {
  const sum = `¥${(bill.total / 100).toFixed(2)}`;
  const until = onDay(bill.until);
  if (bill.void)
    return {
      zh: `缴款单（${sum}）未按时缴纳，已作废，办理暂停。重新开具并缴清后自动继续。`,
      en: `The bill of ${sum} was not paid in time and is void, so that the case stands still. Ask for a new one and pay it; the case then goes on by itself.`,
    };
  return row.state === 'granted'
    ? {
        zh: `已准予，等待缴费 ${sum}。缴清后立即制证并送达，请最迟在${until.zh}缴纳。`,
        en: `Granted; ${sum} is to be paid by ${until.en}. The licence is made and delivered as soon as it is.`,
      }
    : {
        zh: `已受理，等待缴费 ${sum}。缴清后立即作出决定，请最迟在${until.zh}缴纳。`,
        en: `Accepted; ${sum} is to be paid by ${until.en}. It is decided as soon as it is.`,
      };
}

/** @param correctable fields of the licence, for the official who clears up what the keeper minded */
export function presentWaiting(
  row: CaseRow,
  correctable?: readonly CorrectableField[],
  bill?: BillBrief,
): CaseView['waiting'] {
  if (row.waiting?.payment && bill && !bill.settled)
    return { text: waitsForMoney(row, bill), since: row.waiting.since };
  if (row.state === 'vertical' && row.waiting?.vertical)
    return { text: waitsOver(row.waiting.vertical.phase), since: row.waiting.since };
  if ((row.state === 'granted' || row.state === 'returned') && row.waiting?.keeper) {
    const { seal, rejected } = row.waiting.keeper;
    return {
      text:
        row.state === 'returned'
          ? {
              zh: `已准予。证照在加盖“${seal}”前需要核对，工作人员正在处理，完成后自动送达，无需您操作。`,
              en: `Granted. Something is being checked before the seal “${seal}” is set; it is delivered by itself, there is nothing for you to do.`,
            }
          : {
              zh: `已准予。证照已制作，正等待印章管理员加盖“${seal}”，加盖后自动送达，无需您操作。`,
              en: `Granted. The licence is drawn and waits for the keeper to set the seal “${seal}”; it is delivered by itself, there is nothing for you to do.`,
            },
      since: row.waiting.since,
      ...(correctable && row.state === 'returned'
        ? { sentBack: { reason: rejected ?? '', fields: [...correctable] } }
        : {}),
    };
  }
  if (row.state === 'granted' && row.waiting?.device)
    return {
      text: {
        zh: '已准予。证照已制作，签章设备暂时没有应答，恢复后自动加盖并送达，无需您操作。',
        en: 'Granted. The licence is drawn; the device that seals it does not answer at the moment. It is sealed and delivered by itself, there is nothing for you to do.',
      },
      since: row.waiting.since,
      retryAt: row.waiting.retryAt,
    };
  if (row.state !== 'waiting' || !row.waiting) return undefined;
  const { offices, since, retryAt } = row.waiting;
  return {
    text: {
      zh: `${offices.map((o) => o.zh).join('、')}的系统暂时没有应答。您的申请已保存，系统恢复后自动继续办理，无需重新提交。`,
      en: `The system of ${offices.map((o) => o.en).join(', ')} does not answer at the moment. Your application is safe and goes on by itself; there is no need to submit again.`,
    },
    since,
    retryAt,
  };
}

export async function presentCase(deps: CasesDeps, page: CasePage): Promise<CaseView> {
  const { whole, viewer, dossiers, prints, followed } = page;
  const { row, file, evidence, steps, actions, documents, procedures, tasks, filings, corrections, amendments } = whole;
  const official = viewer.kind === 'staff';
  const waitsForPapers = official && (row.state === 'originals' || row.state === 'correction');
  const [item, made, correctable, postedOn] = await Promise.all([
    deps.catalog.load(row.slug, row.itemVersion),
    row.licenceId && row.state === 'closed' ? deps.licences.briefOf(row.licenceId) : undefined,
    official && row.state === 'returned' ? deps.licences.correctable(row.id) : undefined,
    waitsForPapers ? deps.postedOn(row.id) : undefined,
  ]);
  const consultations = new Map(
    (await deps.exchange.consultations.ofSubjects(tasks.filter((t) => t.outside).map((t) => t.id))).map((k) => [
      k.subject,
      k,
    ]),
  );
  const bill = item?.package.item.fee.charged ? await deps.payments.ofCase(row.id) : undefined;
  const { fee, vertical: over } = item?.package.item ?? {};
  const by = row.channel === 'department' ? await findDepartmentFiling(deps.kernel.read, row.id) : undefined;
  const vertical = over && (await findVertical(deps.kernel.read, row.id));
  const owesFirst = official && bill && !bill.settled && fee?.charged && fee.due === 'decision';
  const dossier = dossiers.filter((d) => d.decidedBy === 'machine').at(-1)?.body;
  const newest = deps.catalog.item(row.slug);
  // decided anew, what an official decided before is history
  const human = (row.decidedAt
    ? dossiers.filter((d) => d.decidedBy === 'official').at(-1)?.body
    : undefined) as unknown as HumanDecision | undefined;
  const input = item && caseInputOf(row, file, evidence);
  // before the other system accepts it, nothing runs
  const counts = item && (row.acceptedAt || !over) ? item : undefined;
  const clock = counts && caseClock(deps.calendar, row, counts, procedures, actions);
  const until = item && input && !row.decidedAt && row.state !== 'closed' ? renewalEnd(item, input) : undefined;
  const waiting = presentWaiting(row, correctable, bill);
  const limitOf = (t: TaskRow) =>
    item &&
    stepDue(
      deps.calendar,
      { from: dayOf(t.openedAt), days: t.days, pauses: clockFactsOf(row, item, procedures).pauses },
      clock?.day,
    );
  const review = item && input && presentReview(item, input, whole, viewer);
  const seen =
    item && viewer.kind === 'staff' && viewer.office !== row.office ? sectionsSeen(item, viewer.office) : undefined;
  const refusing = human?.outcome === 'refuse' ? human : undefined;
  const today = deps.kernel.clock.today();
  const intake = item && input && presentIntake(row, item, input);
  const after = afterAbilities(viewer, whole, today);
  const changes =
    after.correctDecision?.allowed || after.revoke?.allowed ? await presentChoices(deps, row, documents) : undefined;
  // offered to the office that decides, as long as the case runs
  const newer =
    viewer.kind === 'staff' && viewer.office === row.office && row.state !== 'closed'
      ? newerVersion(deps, row)
      : undefined;
  const originals = item && input && caseOriginals(item, input, file.materials, whole.originals);
  const chain = presentSteps(row, steps);
  const known = amendments.filter((m) => official || !isInternal(m));
  const { flow, places } = item
    ? presentFlow({ item, whole, steps: chain, review, bill, changes: known })
    : { flow: { nodes: [] }, places: [] };
  return {
    ...presentSummary(row),
    exchangeNumber: row.exchangeNumber,
    ...(official ? {} : { queryCode: row.queryCode }),
    itemVersion: row.itemVersion,
    ...(newer ? { newerVersion: newer.package.item.version } : {}),
    ...(followed === undefined ? {} : { followed }),
    ...(row.agentName ? { agent: row.agentName } : {}),
    channel: row.channel,
    ...(by ? { filedBy: presentDepartmentFiling(by) } : {}),
    ...(row.projectNumber ? { projectNumber: row.projectNumber } : {}),
    steps: chain,
    flow,
    actions: actions.flatMap((a, i) =>
      official || !isOfficeOnly(a) ? [presentAction(a, whole, official, places[i] ?? '')] : [],
    ),
    conditions: (human?.conditions ?? dossier?.conditions ?? []).map((c) => presentCondition(c, item, newest)),
    ...(human ? { reason: human.reason } : {}),
    ...(refusing && item
      ? {
          refusal: {
            basis: refusing.conditions.filter((c) => refusing.grounds?.includes(c.id)).map((c) => c.basis),
            remedy: refusing.conditions.filter((c) => refusing.grounds?.includes(c.id)).map((c) => c.remedy),
            review: item.package.item.appeal.review,
            court: item.package.item.appeal.court,
          },
        }
      : {}),
    ...(waiting ? { waiting } : {}),
    ...(bill ? { bill } : {}),
    ...(item && input && vertical ? { vertical: presentVertical(row, item, input, vertical, actions, official) } : {}),
    clock: {
      ...(clock?.day ? { due: clock.day } : {}),
      derivation: [...(clock?.derivation ?? [])],
      ...(clock?.day && inWorkingDays(row.state) && [clock.day, today].every((day) => day <= deps.calendar.knownThrough)
        ? { workingDaysLeft: daysLeft(deps.calendar, clock, today) }
        : {}),
      ...(clock?.unknown ? { unknown: clock.unknown } : {}),
      basis: clockBasisOf(row),
      ...(until ? { silence: renewedBySilence(until) } : {}),
    },
    answers: item && input ? presentAnswers({ item, input, file, evidence, official, seen }) : [],
    materials: file.materials.map((m) => ({ ...m, receivedAt: m.receivedAt ?? row.submittedAt.toISOString() })),
    documents: documents.map(({ kind, nth, name, number, at }) => ({
      kind: nth === 1 ? kind : `${kind}-${nth}`,
      name,
      number,
      at: at.toISOString(),
    })),
    prints: prints.map(presentPrint),
    ...(made ? { licence: made } : {}),
    procedures: procedures.map(presentProcedure),
    tasks: tasks
      .filter((t) => official || t.line !== 'after')
      .map((t) =>
        presentTask(t, viewer, actions, t.state === 'open' && item ? limitOf(t) : undefined, consultations.get(t.id)),
      ),
    ...(review ? { review } : {}),
    ...(official && item?.package.process.phrases ? { phrases: [...item.package.process.phrases] } : {}),
    ...(intake ? { intake } : {}),
    amendments: known.map((m) => presentAmendment(m, item)),
    ...(changes ? { after: changes } : {}),
    ...(item && input && originals ? { handling: presentHandling(whole, item, input, originals) } : {}),
    corrections: corrections.map((k) => presentCorrection(k, filings)),
    // an office with a part in the case sees the sections of its part only
    filings: item && !seen ? presentFilings(filings, item, official) : [],
    abilities: {
      ...abilitiesOf(viewer, whole, procedures, item?.package.process.forward !== undefined),
      ...intakeAbilities(viewer, whole, today, originals, postedOn),
      ...after,
      ...(newer && viewer.kind === 'staff' ? { migrate: migrateAbility(viewer, whole, newer) } : {}),
      ...(owesFirst ? { decide: unpaidFirst } : {}),
    },
  };
}

function presentDepartmentFiling(d: DepartmentFilingRow): CaseView['filedBy'] {
  const { department, official, number, ground, at } = d;
  return { department, official, number, ground, at: at.toISOString() };
}

function presentProcedure(p: ProcedureRow): CaseView['procedures'][number] {
  return {
    id: p.id,
    kind: p.kind,
    code: p.code,
    name: p.name,
    startedOn: p.startedOn,
    reason: p.reason,
    startedBy: p.startedByName,
    days: p.days,
    expectedOn: p.expectedOn,
    ...(p.endedOn ? { endedOn: p.endedOn } : {}),
    ...(p.result ? { result: p.result } : {}),
    ...(p.opinion ? { opinion: p.opinion } : {}),
    ...(p.endedByName ? { endedBy: p.endedByName } : {}),
  };
}

/** What an applicant has time for, correcting or bringing originals, is counted in calendar days. */
function inWorkingDays(state: string): boolean {
  return !['closed', 'correction', 'originals'].includes(state);
}

/** Days that still count up to the limit: those of a special procedure do not. Negative when it is past. */
function daysLeft(calendar: CasesDeps['calendar'], { day, derivation }: Due, today: string): number {
  if (day === undefined || day < today) return calendar.workingDaysBetween(today, day ?? today);
  return derivation.filter((d) => d.counted && d.day > today).length;
}

interface HumanDecision {
  readonly outcome: 'grant' | 'refuse';
  readonly reason: string;
  readonly grounds?: readonly string[];
  readonly conditions: readonly (Dossier['conditions'][number] & { readonly finding?: string })[];
}

function presentCondition(
  c: Dossier['conditions'][number] & { readonly finding?: string },
  item: CompiledItem | undefined,
  newest: CompiledItem | undefined,
): ConditionView {
  const because = c.finding
    ? { zh: c.finding, en: c.finding }
    : c.because.length > 0
      ? { zh: c.because.map((b) => b.zh).join('；'), en: c.because.map((b) => b.en).join('; ') }
      : undefined;
  return {
    id: c.id,
    text: c.text,
    verdict: c.verdict,
    basis: c.basis,
    remedy: c.remedy,
    reads: c.reads.map((r) => ({
      path: r.path,
      label: r.label,
      value: readInWords([item, newest], r),
      source: r.office
        ? officeOf([item, newest], r.path, r.office)
        : (sourceNames[r.kind] ?? { zh: r.kind, en: r.kind }),
      ...(r.at ? { at: r.at } : {}),
    })),
    ...(because ? { because } : {}),
    ...(c.finding ? { finding: c.finding } : {}),
  };
}

/**
 * What was read, in words: days as people write them, what registers and rules say in English where the item has it, the version the case began with or, where that
 * had none yet, the newest: such words are how a value is called, no rule.
 */
function readInWords(
  versions: readonly (CompiledItem | undefined)[],
  { path, value }: Dossier['conditions'][number]['reads'][number],
): Text {
  if (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value)) return onDay(value);
  const zh = valueText(value);
  const en = versions.map((item) => (item ? valueText(item.inEnglish(path, value)) : zh));
  return { zh, en: en.find((said) => said !== zh) ?? zh };
}

/** Who answered, in both languages where it is the office the item names. */
function officeOf(versions: readonly (CompiledItem | undefined)[], path: string, office: string): Text {
  const named = versions.flatMap(
    (item) => item?.evidence.find(({ evidence }) => evidence.name === path.split('.')[0])?.evidence.office ?? [],
  );
  return named.find((one) => one.zh === office) ?? { zh: office, en: office };
}

/** A value as one line: long lists are counted, not shown. */
function valueText(value: unknown): string {
  if (value === null) return '—';
  if (Array.isArray(value)) {
    const plain = value.every((v) => typeof v !== 'object') ? value.join('、') : '';
    return plain !== '' && plain.length <= 120 ? plain : `× ${value.length}`;
  }
  if (typeof value === 'object' && 'fileId' in value && 'name' in value) return String(value.name);
  if (typeof value === 'object')
    return Object.values(value as object)
      .filter((v) => typeof v !== 'object')
      .join(' ')
      .slice(0, 120);
  const text = String(value);
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}

const sourceNames: Readonly<Record<string, Text>> = {
  form: { zh: '申请表', en: 'Application form' },
  evidence: { zh: '核验结果', en: 'Check' },
  person: { zh: '实名账户', en: 'Account' },
  date: { zh: '申请日期', en: 'Day of application' },
  decision: { zh: '规则计算', en: 'Computed by rule' },
};

const stepActions: ReadonlySet<string> = new Set([
  'give-opinion',
  'record-opinion',
  'return-step',
  'take-back',
  'forward',
  'lapse',
]);

/** What passes between an office and the keeper of its seal is not the applicant's. */
const withinOffice: ReadonlySet<string> = new Set(['send-back', 'resubmit', 'assign', 'hand-over']);

/** A change of the decision while only the office knows of it, and who has its task. */
function isOfficeOnly({ kind, data }: ActionRow): boolean {
  if (kind === 'propose-change') return !data.until;
  return kind === 'drop-change' && data.change === 'correct';
}

/** A step of the item by its own name: 初审：同意 */
export function actionName({ kind, data }: Pick<ActionRow, 'kind' | 'data'>): Text {
  const { name, from, to } = data as { readonly name?: Text; readonly from?: number; readonly to?: number };
  if (kind === 'migrate')
    return {
      zh: `换用事项新版本（第${from}版 → 第${to}版）`,
      en: `Moved to a newer version of the service (${from} → ${to})`,
    };
  const plain = nameOfChange({ kind, data }) ?? actionNames[kind] ?? { zh: kind, en: kind };
  const says = opinionNames[String(data.says) as keyof typeof opinionNames];
  return stepActions.has(kind) && typeof name === 'object'
    ? { zh: `${name.zh}：${says?.zh ?? plain.zh}`, en: `${name.en}: ${says?.en ?? plain.en}` }
    : plain;
}

function presentAction(
  a: ActionRow,
  { row, tasks }: WholeCase,
  official: boolean,
  place: string,
): CaseView['actions'][number] {
  // an official of another system, by the office he named
  const { nextName, officeName: there } = a.data as { readonly nextName?: Text; readonly officeName?: string };
  const known = a.office === row.office ? row.officeName : tasks.find((t) => t.office === a.office)?.officeName;
  const office = there ? { zh: there, en: there } : known;
  const told = official || !withinOffice.has(a.kind);
  return {
    at: a.at.toISOString(),
    kind: a.kind,
    name: actionName(a),
    place,
    ...(stepActions.has(a.kind) && typeof nextName === 'object' ? { next: nextName } : {}),
    by: {
      kind: a.actorKind,
      name: a.actorName,
      ...(a.actorNumber ? { number: a.actorNumber } : {}),
      ...(office ? { office } : {}),
      ...(typeof a.data.actingFor === 'string' ? { actingFor: a.data.actingFor } : {}),
    },
    ...(told && a.opinion ? { opinion: a.opinion } : {}),
    ...(told && Array.isArray(a.data.reasons) ? { reasons: a.data.reasons as Text[] } : {}),
  };
}
