import { CORRECTION_NOTE } from '@miaopi/contracts';
import { type CompiledItem, inBoth, type Told } from '@miaopi/items';
import type { PersonActor } from '../../../kernel/actor.ts';
import { kernelErrors } from '../../../kernel/errors.ts';
import type { Text } from '../../../kernel/text.ts';
import type { CorrectionOfAnswers } from '../../forms/index.ts';
import { caseInputOf } from '../case-input.ts';
import { correctablePlaces } from '../correctable.ts';
import { type CasesDeps, noticeEvent } from '../deps.ts';
import { inWords } from '../domain/in-words.ts';
import { applyAction } from '../domain/lifecycle.ts';
import { casesErrors } from '../errors.ts';
import type { GatheredEvidence } from '../evidence.ts';
import type { Handler } from '../handler.ts';
import { lookUpCorrection } from '../look-up-correction.ts';
import { materialsAfter } from '../materials-of.ts';
import { platformNotice } from '../notice.ts';
import { type Answer, handles, owns, waitsForOfficial } from '../policy.ts';
import { mayCorrect, mayCorrectOnSpot, mayRecordCorrection } from '../policy-intake.ts';
import {
  type CaseWithTasks,
  changeLocked,
  findCaseWithTasks,
  findFile,
  listEvidence,
  lockCase,
} from '../store/cases.ts';
import { insertFiling, listCorrections } from '../store/corrections.ts';
import type { CaseRow, CorrectionRow, Filed, FileRow, NewAction } from '../store/rows.ts';
import { voidTasks } from '../store/tasks.ts';
import { byOfficial } from './by-official.ts';
import { type CheckedSignatures, checkSignatures, mustBeSigned } from './check-signatures.ts';
import { filedThrough } from './file-by-department.ts';
import { doneBy } from './open-intake.ts';

export interface Correcting {
  readonly requestId: string;
  readonly answers: Readonly<Record<string, unknown>>;
}

/** How long after it the job looks whether the chain has ended, s. */
const takeOverSeconds = 15;
const bySelf: Text = { zh: '申请人补正', en: 'Corrected by the applicant' };
const throughDepartment = (name: Text): Text => ({
  zh: `${name.zh}代为补正`,
  en: `Corrected by ${name.en} for the applicant`,
});
const byClerk: Text = { zh: '工作人员代为更正', en: 'Corrected by an official for the applicant' };

/**
 * F093: the applicant corrects what the notice opened, and nothing else; the file is filed anew, gathered and judged anew, so that it is granted at once when all is well now.
 * @throws cases.correction_over when another notice is in force, or none · cases.not_corrected naming each place of the notice that is as it was, unless he says
 * why (`note`) · forms.not_opened, forms.incomplete
 */
export function correctCase(
  deps: CasesDeps,
  actor: PersonActor,
  caseId: string,
  given: Correcting & { readonly nth: number; readonly note?: string },
): Promise<void> {
  const words = filedThrough(actor);
  const note = given.note?.trim();
  const action = {
    by: 'applicant',
    actorId: actor.personId,
    actorName: actor.name,
    requestId: given.requestId,
    ...(words ? { opinion: words.zh, data: { reasons: [words] } } : note ? { opinion: note } : {}),
  } as const;
  return fileAnew(deps, caseId, given, {
    actor,
    visible: (c) => owns(actor, c.row),
    may: (c) => mayCorrect(actor, c.row),
    refusal: casesErrors.wrong_state,
    nth: given.nth,
    // another department's system has no words but its answers
    mayStay: actor.through !== undefined || (note ?? '').length >= CORRECTION_NOTE.shortest,
    source: actor.through ? throughDepartment(actor.through.department) : bySelf,
    action: { ...action, kind: 'correct' },
    filed: { way: 'online', by: 'applicant', id: actor.personId, name: actor.through?.department.zh ?? actor.name },
  });
}

/**
 * F094: what was brought to the hall or sent, recorded by an official; or a mistake set right on the spot, before anything was told in writing.
 * @throws cases.nothing_set_right when nothing differs from what was filed · forms.not_opened, forms.incomplete
 */
export function correctForApplicant(
  deps: CasesDeps,
  actor: Handler,
  caseId: string,
  given: Correcting & {
    readonly way: 'hall' | 'courier' | 'spot';
    readonly from: string;
    readonly copies: number;
    readonly tracking?: string;
  },
): Promise<void> {
  const { way, from, copies, tracking } = given;
  const words = inWords(cameIn(given));
  return fileAnew(deps, caseId, given, {
    actor,
    visible: (c) => handles(actor, c),
    may: (c) => (way === 'spot' ? mayCorrectOnSpot(actor, c) : mayRecordCorrection(actor, c)),
    refusal: casesErrors.not_yours,
    nth: undefined,
    mayStay: true,
    source: byClerk,
    action: {
      ...byOfficial(actor),
      requestId: given.requestId,
      kind: way === 'spot' ? 'correct-on-spot' : 'correct',
      opinion: words.opinion,
      data: { reasons: words.reasons },
    },
    filed: {
      way,
      by: 'official',
      id: actor.staffId,
      name: actor.name,
      from,
      copies,
      ...(tracking ? { tracking } : {}),
    },
  });
}

/** In what way a correction came in, from whom, and how many on paper. */
function cameIn(given: {
  readonly way: 'hall' | 'courier' | 'spot';
  readonly from: string;
  readonly copies: number;
  readonly tracking?: string;
}): Text {
  const { way, from, copies, tracking } = given;
  if (way === 'spot')
    return { zh: `当场更正，经${from}同意`, en: `Set right on the spot, with the consent of ${from}` };
  const how = { hall: { zh: '大厅', en: 'at the hall' }, courier: { zh: '寄递', en: 'by courier' } }[way];
  return {
    zh: `${how.zh}提交，${from}提交，纸质 ${copies} 份${tracking ? `，运单 ${tracking}` : ''}`,
    en: `Handed in ${how.en} by ${from}, on paper: ${copies}${tracking ? `, waybill ${tracking}` : ''}`,
  };
}

interface Filer {
  readonly actor: PersonActor | Handler;
  readonly visible: (c: CaseWithTasks) => boolean;
  readonly may: (c: CaseWithTasks) => Answer;
  readonly refusal: typeof casesErrors.not_yours;
  /** The notice the caller believes he answers. */
  readonly nth: number | undefined;
  /** What the notice asks for may be left as it was. */
  readonly mayStay: boolean;
  readonly source: Text;
  readonly action: NewAction;
  readonly filed: Omit<Filed, 'correction' | 'changed'>;
}

async function fileAnew(deps: CasesDeps, caseId: string, given: Correcting, by: Filer): Promise<void> {
  const { kernel } = deps;
  // before the transaction opens: registers and signatures are asked through other connections; an upload's verdict never changes
  const { signed, asked } = await beforehand(deps, caseId, given, by);
  await kernel.command('cases.correct', { actor: by.actor, requestId: given.requestId }, async (ctx) => {
    const found = await lockCase(ctx.tx, caseId);
    if (!found || !by.visible(found)) throw casesErrors.case_missing();
    const { row } = found;
    const answer = by.may(found);
    if (!answer.allowed)
      throw (waitsForOfficial(row) && by.actor.kind === 'staff' ? by.refusal : overOr(row, by))({
        detail: answer.reason,
      });
    const notice = await noticeInForce(ctx.tx, row, by);
    const item = await itemOf(deps, row);
    const file = await findFile(ctx.tx, caseId);
    if (!file) throw kernelErrors.bug({ log: `case ${caseId} has no file` });
    const evidence = newestOf(await listEvidence(ctx.tx, caseId), asked);
    const input = caseInputOf(row, file, evidence);
    const at = ctx.now.toISOString();
    const after = await deps.forms.correct(ctx.tx, correctionOf(row, item, file, input, notice, given, by, at));
    if (by.action.kind === 'correct-on-spot' && after.changed.length === 0) throw casesErrors.nothing_set_right();
    if (notice && !by.mayStay) mustBeCorrected(notice, after.changed);
    const judged = { ...input, answers: after.answers };
    mustBeSigned(item, judged, signed);
    const filed: Filed = { ...by.filed, correction: notice?.nth ?? null, changed: after.changed };
    const anew: FileRow = {
      ...file,
      answers: after.answers,
      provenance: after.provenance,
      materials: materialsAfter(item, judged, file.materials, { filed, at: ctx.now }),
    };
    const known = new Set(file.materials.flatMap((m) => (m.fileId ? [m.fileId] : [])));
    const fileIds = anew.materials.flatMap((m) => (m.fileId && !known.has(m.fileId) ? [m.fileId] : []));
    if (fileIds.length > 0)
      await deps.materials.attach(ctx, { personId: row.contactId, fileIds, caseId, region: row.region });
    const filing = row.filing + 1;
    if (by.actor.kind === 'staff') doneBy(ctx, by.actor, found, { result: by.action.kind });
    else voidTasks(ctx.tx, caseId, ctx.now, 'corrected');
    insertFiling(ctx.tx, row, { filing, file: anew, at: ctx.now, filed });
    changeLocked(ctx.tx, {
      row,
      now: ctx.now,
      set: {
        state: applyAction(row.state, by.action.kind, by.action.by),
        filing,
        receivedAt: ctx.now,
        dueOn: null,
        unmet: 0,
        unknown: 0,
      },
      evidence: asked,
      actions: [
        {
          ...by.action,
          data: { ...by.action.data, nth: notice?.nth ?? null, filing, changed: after.changed, way: filed.way },
        },
      ],
    });
    ctx.audit({
      action: 'cases.corrected',
      subject: `case:${caseId}`,
      data: { nth: notice?.nth ?? null, filing, changed: after.changed, way: filed.way },
    });
    ctx.addJob({
      task: 'cases.continue',
      payload: { caseId },
      key: `case:${caseId}`,
      runAt: new Date(ctx.now.getTime() + takeOverSeconds * 1000),
    });
    ctx.emit(noticeEvent(row.contactId, caseId, receivedNotice(row, filed), false));
  });
}

/** Everything the notice names was changed, or fell away with what was. */
function mustBeCorrected({ points }: CorrectionRow, changed: readonly string[]): void {
  const left = new Map(points.filter((p) => !changed.includes(p.field)).map((p) => [p.field, p.label]));
  if (left.size === 0) return;
  throw casesErrors.not_corrected({
    issues: [...left].map(([field, { zh, en }]) => ({
      path: `body.answers.${field}`,
      message: { zh: `“${zh}”还没有改动`, en: `“${en}” is as it was` },
      code: 'as-it-was',
    })),
  });
}

/** Whose state says that the notice was answered already is told so; for anything else the state is wrong. */
function overOr(row: CaseRow, by: Filer): typeof casesErrors.wrong_state {
  return by.nth !== undefined && row.state !== 'correction' ? casesErrors.correction_over : casesErrors.wrong_state;
}

async function noticeInForce(
  db: Parameters<typeof listCorrections>[0],
  row: CaseRow,
  by: Filer,
): Promise<CorrectionRow | undefined> {
  if (row.state !== 'correction') return undefined;
  const notice = (await listCorrections(db, row.id)).at(-1);
  if (!notice) throw kernelErrors.bug({ log: `case ${row.id} waits for a correction nobody asked for` });
  if (by.nth !== undefined && by.nth !== notice.nth) throw casesErrors.correction_over();
  return notice;
}

async function itemOf(deps: CasesDeps, row: CaseRow): Promise<CompiledItem> {
  const item = await deps.catalog.load(row.slug, row.itemVersion);
  if (!item) throw kernelErrors.bug({ log: `${row.slug} v${row.itemVersion} of case ${row.id} is not there` });
  return item;
}

/** The version of item and form the case began with judges it to its end, whatever is in force now. */
function correctionOf(
  row: CaseRow,
  item: CompiledItem,
  file: FileRow,
  input: ReturnType<typeof caseInputOf>,
  notice: CorrectionRow | undefined,
  given: Correcting,
  by: Filer,
  at: string,
): CorrectionOfAnswers {
  return {
    item,
    input,
    provenance: file.provenance as CorrectionOfAnswers['provenance'],
    personId: row.contactId,
    opened: openedBy(item, input, file, notice),
    answers: given.answers,
    by: by.source,
    at,
  };
}

/** What may be changed: what the notice names; on the spot, with the applicant beside him, whatever is his to say. */
export function openedBy(
  item: CompiledItem,
  input: ReturnType<typeof caseInputOf>,
  file: FileRow,
  notice: CorrectionRow | undefined,
): string[] {
  if (notice) return [...new Set(notice.points.map((p) => p.field))];
  return [...correctablePlaces(item, input, file.provenance).values()].flatMap((p) => (p.barred ? [] : [p.name]));
}

interface Beforehand {
  readonly signed: CheckedSignatures;
  /** What the registers were asked for the corrected answers. */
  readonly asked: readonly GatheredEvidence[];
}

/** The transaction says what is wrong; here nothing is refused but what the form itself refuses. */
async function beforehand(deps: CasesDeps, caseId: string, given: Correcting, by: Filer): Promise<Beforehand> {
  const nothing: Beforehand = { signed: new Set(), asked: [] };
  const { read } = deps.kernel;
  const found = await findCaseWithTasks(read, caseId);
  if (!found || !by.visible(found) || !by.may(found).allowed) return nothing;
  const { row } = found;
  const [item, file, evidence] = await Promise.all([
    itemOf(deps, row),
    findFile(read, caseId),
    listEvidence(read, caseId),
  ]);
  if (!file) return nothing;
  const notice = await noticeInForce(read, row, by);
  const opened = openedBy(item, caseInputOf(row, file, evidence), file, notice);
  const corrected = Object.fromEntries(Object.entries(given.answers).filter(([name]) => opened.includes(name)));
  const looked = await lookUpCorrection(deps, { row, item, file, evidence }, corrected);
  if (!item.core.materials.some((m) => m.signing?.original)) return { signed: new Set(), asked: looked.asked };
  const input = caseInputOf(row, file, looked.evidence);
  const at = deps.kernel.clock.now().toISOString();
  const { answers } = await deps.forms.correct(read, correctionOf(row, item, file, input, notice, given, by, at));
  const signed = await checkSignatures(deps, row.contactId, { item, input: { ...input, answers } });
  return { signed, asked: looked.asked };
}

/** What was asked now in place of what was known. */
function newestOf(known: readonly GatheredEvidence[], asked: readonly GatheredEvidence[]): GatheredEvidence[] {
  const newest = new Map(known.map((e) => [e.name, e]));
  for (const e of asked) if (e.status !== 'unavailable') newest.set(e.name, e);
  return [...newest.values()];
}

function receivedNotice(row: CaseRow, { by, name }: Filed): Told {
  const note = by === 'official' ? { zh: `（由工作人员${name}登记）`, en: `, recorded by ${name}` } : inBoth('');
  return platformNotice('corrected', row, { note });
}
