import { randomInt } from 'node:crypto';
import { makeExchangeCaseNumber, makeQueryCode, makeShortCaseNumber } from '@miaopi/identifiers';
import { type CaseInput, type CompiledItem, gatherPlan, scopeOf } from '@miaopi/items';
import type { PersonActor } from '../../../kernel/actor.ts';
import type { Clock } from '../../../kernel/clock.ts';
import { kernelErrors } from '../../../kernel/errors.ts';
import { newId } from '../../../kernel/ids.ts';
import { identityErrors } from '../../identity/index.ts';
import { keepInput } from '../case-input.ts';
import { type CasesDeps, noticeEvent } from '../deps.ts';
import { applyAction } from '../domain/lifecycle.ts';
import { casesErrors } from '../errors.ts';
import type { GatheredEvidence } from '../evidence.ts';
import { toAnswers } from '../evidence.ts';
import { type Gathering, startGathering } from '../gathering.ts';
import { judgeInput } from '../judging.ts';
import { materialsOf } from '../materials-of.ts';
import { noticeOf } from '../notice.ts';
import { isSuperseded } from '../overtaken.ts';
import { insertCase } from '../store/cases.ts';
import type { CaseRow, FileRow, NewAction } from '../store/rows.ts';
import { type CheckedSignatures, checkSignatures, mustBeSigned } from './check-signatures.ts';
import { authorisationOf, type Desk, deskOf, enteredBy, writeDeskFiling } from './file-at-desk.ts';
import { consentOf, type FilingGround, filedThrough, writeDepartmentFiling } from './file-by-department.ts';
import type { Judgement, Recorded } from './judgement.ts';
import { jumpOf, registerVertical } from './jump-to-vertical.ts';
import { writeJudgement } from './record-judgement.ts';

export interface SubmitInput {
  readonly draftId: string;
  readonly requestId: string;
  readonly revision: number;
  readonly answers?: Readonly<Record<string, unknown>>;
  readonly channel: 'portal' | 'mobile' | 'kiosk' | 'window' | 'api' | 'department';
  /** Of one that another department files. */
  readonly ground?: FilingGround;
  readonly projectNumber?: string;
  readonly actor: PersonActor;
}

/** A case just filed, with what the chain needs to go on without reading it back. */
export interface Filed {
  readonly row: CaseRow;
  readonly file: FileRow;
  readonly item: CompiledItem;
  readonly evidence: readonly GatheredEvidence[];
  /** Begun with the filing and not over yet. */
  readonly gathering?: Gathering;
  /** Judged in the same commit. */
  readonly judged?: Recorded;
}

/** How long after filing a job looks whether the chain has ended; longer than all budgets together. */
const takeOverSeconds = 15;

/** ms a filing waits for the registers, so that what they answer at once is judged in its own commit. Slower ones are waited for after it. */
const soon = 120;

/** Filings of this process that still run, by draft. */
const running = new Map<string, Promise<unknown>>();

/**
 * Files the case (F088, F089): draft taken, number given, file kept, receipt told, job for the take-over, in one transaction; and the judgement with it
 * when all that it needs is known by then. A repeated request id answers with the same case. Filings of one draft wait for each other: the second finds
 * what the first left, and no register is asked twice about a person for one filing.
 */
export async function submitApplication(
  deps: CasesDeps,
  input: SubmitInput,
): Promise<{ caseId: string; filed: Filed | undefined }> {
  for (let before = running.get(input.draftId); before; before = running.get(input.draftId)) await before;
  const filing = submitAlone(deps, input);
  const over = filing.then(
    () => running.delete(input.draftId),
    () => running.delete(input.draftId),
  );
  running.set(input.draftId, over);
  return filing;
}

async function submitAlone(deps: CasesDeps, input: SubmitInput): Promise<{ caseId: string; filed: Filed | undefined }> {
  const { kernel, identity, catalog } = deps;
  // asked before the transaction opens: a filing must never hold one connection while it waits for another
  const draft = await deps.forms.peek(input.draftId, input.actor, input.answers as CaseInput['answers'] | undefined);
  const slug = draft?.slug;
  const region = slug && catalog.item(slug)?.package.item.region.slice(0, 6);
  const today = kernel.clock.today();
  const [applicant, sequence] = await Promise.all([
    slug ? identity.applicantFacts(input.actor, slug) : undefined,
    region ? deps.numbers.next(region, today) : 0,
  ]);
  const number = region ? makeShortCaseNumber({ date: today, region, sequence }) : '';
  const [signed, desk] = await Promise.all([
    checkSignatures(deps, input.actor.personId, draft),
    deskOf(deps, input.actor),
  ]);
  // F029: whoever submits, himself, also for a firm
  const personMissing =
    slug !== undefined &&
    // at a window an official has looked at him and his card
    !input.actor.attended &&
    catalog.item(slug)?.package.item.realPerson === true &&
    !(await identity.personChecked(input.actor.personId));

  // nobody's registers are asked for a form that will not be filed
  const ready =
    draft &&
    // what a vertical system handles is not judged here
    !draft.item.package.item.vertical &&
    !personMissing &&
    draft.revision === input.revision &&
    scopeOf(draft.item, draft.input).form.complete;
  const gathering = ready
    ? startGathering(deps, { item: draft.item, input: draft.input, before: draft.evidence, caseRef: number })
    : undefined;
  const early = gathering && (await within(soon, gathering.done));
  const file = (judging: boolean) =>
    fileApplication(deps, input, {
      applicant,
      sequence,
      number,
      today,
      signed,
      desk,
      personMissing,
      peeked: draft,
      gathering,
      ...(judging && early ? { early } : {}),
    });
  try {
    return await file(true);
  } catch (error) {
    // filed all the same; the chain asks the library again
    if (!isSuperseded(error)) throw error;
    return file(false);
  }
}

/** The outcome if it comes in that many ms. */
async function within<T>(milliseconds: number, outcome: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, milliseconds, undefined);
  });
  try {
    return await Promise.race([outcome, late]);
  } finally {
    clearTimeout(timer);
  }
}

interface Prepared {
  readonly applicant: Awaited<ReturnType<CasesDeps['identity']['applicantFacts']>>;
  readonly sequence: number;
  readonly number: string;
  readonly today: string;
  readonly signed: CheckedSignatures;
  readonly desk: Desk | undefined;
  readonly personMissing: boolean;
  readonly peeked: Awaited<ReturnType<CasesDeps['forms']['peek']>>;
  readonly gathering: Gathering | undefined;
  /** What was gathered before the transaction opened. */
  readonly early?: readonly GatheredEvidence[];
}

async function fileApplication(
  deps: CasesDeps,
  input: SubmitInput,
  { applicant, sequence, number, today, signed, desk, personMissing, peeked, gathering, early }: Prepared,
): Promise<{ caseId: string; filed: Filed | undefined }> {
  const { kernel, catalog } = deps;
  const caseId = newId();
  let filed: Filed | undefined;
  const result = await kernel.command(
    'cases.submit',
    { actor: input.actor, requestId: input.requestId },
    async (ctx) => {
      if (personMissing) throw casesErrors.person_not_checked();
      const draft = await deps.forms.take(ctx, {
        draftId: input.draftId,
        actor: input.actor,
        revision: input.revision,
        ...(input.answers ? { answers: input.answers as CaseInput['answers'] } : {}),
        ...(peeked ? { peeked } : {}),
        caseId,
        item: (slug, version) => catalog.item(slug, version),
        applicant: async () => {
          if (!applicant) throw identityErrors.no_mandate();
          return applicant;
        },
      });
      const item = catalog.item(draft.slug, draft.itemVersion);
      if (!item || !applicant)
        throw kernelErrors.bug({ log: `draft ${draft.id} of unknown item ${draft.slug} v${draft.itemVersion}` });
      const asFiled: CaseInput = {
        applicant: applicant.facts,
        agent: applicant.agent?.facts ?? null,
        answers: draft.answers,
        evidence: toAnswers(early ?? draft.evidence),
        today: ctx.today,
        now: ctx.now.toISOString(),
      };
      mustBeSigned(item, asFiled, signed);
      const { through } = input.actor;
      const materials = [
        ...materialsOf(item, asFiled),
        ...(desk ? authorisationOf(desk) : []),
        ...(input.ground ? consentOf(input.ground) : []),
      ];
      const fileIds = materials.flatMap((m) => (m.fileId ? [m.fileId] : []));
      if (fileIds.length > 0)
        await deps.materials.attach(ctx, {
          personId: input.actor.personId,
          fileIds,
          caseId,
          region: item.package.item.region,
        });

      const { item: elements } = item.package;
      const row: CaseRow = {
        id: caseId,
        number,
        exchangeNumber: makeExchangeCaseNumber({ taskCode: elements.codes.task, date: today, sequence }),
        queryCode: makeQueryCode((n) => randomInt(n)),
        region: elements.region,
        office: elements.office.uscc,
        officeName: elements.office.name,
        slug: draft.slug,
        itemVersion: draft.itemVersion,
        itemName: elements.name,
        handlingCode: elements.codes.handling,
        caseKind: elements.caseKind,
        applicantKind: applicant.kind,
        applicantId: applicant.id,
        applicantName: applicant.name,
        applicantNumber: applicant.number,
        contactId: input.actor.personId,
        contactMobile: applicant.agent?.mobile ?? applicant.mobile,
        agentName: applicant.agent?.name ?? null,
        agentNumber: applicant.agent?.number ?? null,
        channel: input.channel,
        projectNumber: input.projectNumber ?? projectOf(item, draft.answers),
        state: applyAction('none', 'submit', 'applicant') as CaseRow['state'],
        automatic: null,
        outcome: null,
        submittedAt: ctx.now,
        filing: 1,
        receivedAt: ctx.now,
        acceptedAt: null,
        decidedAt: null,
        closedAt: null,
        dueOn: null,
        licenceId: null,
        waiting: null,
        undone: null,
        reopened: null,
        migrated: null,
        unmet: 0,
        unknown: 0,
        actions: 1,
      };
      const { agent, ...principal } = applicant;
      const file: FileRow = {
        answers: draft.answers,
        provenance: draft.provenance,
        applicant: principal,
        agent,
        materials,
      };
      const words = desk ? enteredBy(desk) : filedThrough(input.actor);
      const submitted: NewAction = {
        kind: 'submit',
        by: 'applicant',
        actorId: input.actor.personId,
        actorName: input.actor.name,
        requestId: input.requestId,
        ...(words ? { opinion: words.zh } : {}),
        data: { channel: input.channel, ...(words ? { reasons: [words] } : {}) },
      };
      ctx.audit({
        action: 'cases.submitted',
        subject: `case:${caseId}`,
        data: { number: row.number, slug: row.slug, version: row.itemVersion },
      });
      ctx.emit(
        noticeEvent(
          row.contactId,
          caseId,
          noticeOf(item, 'submitted', asFiled, row, { 办件编号: row.number, 查询码: row.queryCode }),
          false,
        ),
      );
      ctx.emit({
        name: 'cases.submitted',
        payload: { caseId, slug: row.slug, region: row.region, at: ctx.now.toISOString() },
      });
      const jump = jumpOf(ctx, item, row.state);
      if (jump) {
        const over = { ...row, ...jump.set, actions: 2 };
        insertCase(ctx.tx, {
          row: over,
          file,
          now: ctx.now,
          actions: [submitted, jump.action],
          steps: [jump.step],
          evidence: draft.evidence,
        });
        registerVertical(ctx, over, item);
        filed = { row: over, file, item, evidence: draft.evidence };
        return { caseId };
      }
      ctx.addJob({
        task: 'cases.continue',
        payload: { caseId },
        key: `case:${caseId}`,
        runAt: new Date(ctx.now.getTime() + takeOverSeconds * 1000),
      });
      const judgement =
        early && gathering && judgeEarly(kernel.clock, { row, item, input: asFiled, evidence: early, gathering });
      if (!judgement) {
        insertCase(ctx.tx, { row, file, now: ctx.now, actions: [submitted], steps: [], evidence: [] });
        if (desk) await writeDeskFiling(ctx, row, desk, materials);
        if (through && input.ground) writeDepartmentFiling(ctx, row, through, input.ground);
        filed = { row, file, item, evidence: draft.evidence, ...(gathering ? { gathering } : {}) };
        return { caseId };
      }
      const judged = await writeJudgement(deps, ctx, judgement, async ({ set, actions, steps, evidence }) => {
        const after = { ...row, ...set, actions: row.actions + actions.length };
        insertCase(ctx.tx, { row: after, file, now: ctx.now, actions: [submitted, ...actions], steps, evidence });
        return true;
      });
      if (desk) await writeDeskFiling(ctx, row, desk, materials);
      if (through && input.ground) writeDepartmentFiling(ctx, row, through, input.ground);
      const { steps } = judged;
      filed = {
        row: judged.row,
        file,
        item,
        evidence: early,
        judged: { ...judged, steps: [judgement.gathered, judgement.judged, ...steps] },
      };
      return { caseId };
    },
  );
  // a repeated request: the first one's case, whose chain runs or has run
  if (result.caseId !== caseId || !filed) return { caseId: result.caseId, filed: undefined };
  if (filed.judged) keepInMind(deps, filed, filed.judged);
  return { caseId, filed };
}

/** His page, which he waits for, is made of what was just written: neither read back nor evaluated again. */
function keepInMind(deps: CasesDeps, { row, file, evidence }: Filed, { input }: Recorded): void {
  deps.holdings.set(row.id, { filing: row.filing, pieces: evidence.length, file, evidence });
  keepInput(file, evidence, input);
}

/** F107: the number of the investment project, of an item whose form asks for it. */
function projectOf(item: CompiledItem, answers: CaseInput['answers']): string | null {
  const { project } = item.package.item;
  const given = project === undefined ? undefined : answers[project];
  return typeof given === 'string' ? given : null;
}

/** The judgement over what is known already; undefined when something is still to be asked or waited for. */
function judgeEarly(
  clock: Clock,
  given: Pick<Judgement, 'row' | 'item' | 'input' | 'evidence'> & { readonly gathering: Gathering },
): Judgement | undefined {
  const { row, item, input, evidence, gathering } = given;
  if (gatherPlan(item, input, 'submit').length > 0) return undefined;
  const gathered = gathering.step();
  const { dossier, judged } = judgeInput(clock, item, input, gathered);
  return dossier.verdict === 'wait' ? undefined : { row, item, input, dossier, evidence, gathered, judged };
}
