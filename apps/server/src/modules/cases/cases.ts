import type { Answers } from '@miaopi/forms';
import type { Actor, StaffActor } from '../../kernel/actor.ts';
import type { CommandContext } from '../../kernel/command.ts';
import type { Reader } from '../../kernel/db/database.ts';
import type { ServerModule } from '../../kernel/module.ts';
import type { Subscriber } from '../../kernel/outbox.ts';
import { createRecall } from '../../kernel/recall.ts';
import type { Text } from '../../kernel/text.ts';
import { createCasePresence } from './case-presence.ts';
import { type CaseRecord, casePapers, caseRecord } from './case-record.ts';
import { type Chain, createChain } from './chain.ts';
import { type CasesDeps, chainActor } from './deps.ts';
import type { OriginalDue, OriginalSeen } from './domain/originals.ts';
import { createCaseNumbers } from './numbers.ts';
import { type PapersAsked, papersAsked, receivePapers } from './papers-by-courier.ts';
import { handles, hasCaseRole, owns } from './policy.ts';
import { createProgress } from './progress.ts';
import { caseRoutes } from './routes.ts';
import { addActionYear } from './store/action-years.ts';
import { followReissue } from './store/amendments.ts';
import {
  anyOfOffice,
  findCase,
  findCaseByNumber,
  findFile,
  itemNamesOf,
  listCasesOfApplicant,
  listWaiting,
} from './store/cases.ts';
import { countClosed, countSubmitted, type Figures, figuresByItem, figuresOfDay } from './store/figures.ts';
import { type CaseTexts, listTexts } from './store/record.ts';
import type { CaseRow, TaskRow } from './store/rows.ts';
import { findTask, listTasks } from './store/tasks.ts';
import { type ThroughDepartment, throughDepartment } from './through-department.ts';
import { acceptSilent } from './use-cases/accept-silent.ts';
import { collectResult, originalsAtCollection } from './use-cases/collect-result.ts';
import { consultOutside } from './use-cases/consult-outside.ts';
import { followForgotten, followVertical } from './use-cases/follow-vertical.ts';
import { lapseStep } from './use-cases/lapse-step.ts';
import { recountLimits } from './use-cases/recount.ts';
import { remindHandlers } from './use-cases/remind-handlers.ts';
import { renewSilent } from './use-cases/renew-silent.ts';
import { opinionJob, takeOutsideOpinion } from './use-cases/take-outside-opinion.ts';
import { tellOfTrouble, tellOfUnknown } from './use-cases/tell-lead.ts';
import { createWorkPulse } from './work-pulse.ts';

export interface Cases {
  readonly module: ServerModule;
  readonly chain: Chain;
  /** An outside system answers again: the cases that wait for it go on now. */
  resume(system: string): Promise<void>;
  /** Living figures: of a day, and by item since a day (yyyy-mm-dd). */
  figuresOfDay(day: string): Promise<Figures>;
  figuresByItem(since: string): Promise<readonly (Figures & { readonly slug: string })[]>;
  /** Answers of the newest earlier case of this applicant, for prefill; undefined when none. */
  earlierAnswers(who: {
    readonly kind: 'person' | 'firm';
    readonly id: string;
  }): Promise<{ readonly answers: Answers; readonly at: string } | undefined>;
  /** A case for its owner or an official whose office has or had a task in it; undefined for anybody else. */
  caseFor(actor: Actor, caseId: string): Promise<CaseFor | undefined>;
  /** The same for the person who is told about it. */
  caseForContact(personId: string, caseId: string): Promise<CaseFor | undefined>;
  itemNames(caseIds: readonly string[]): Promise<ReadonlyMap<string, Text>>;
  /** A case for its owner; undefined for anybody else's. */
  ownCase(actor: Actor, caseId: string): Promise<OwnCase | undefined>;
  /** Which case has this number, and whose it is to handle. The caller answers for who may ask. */
  caseOfNumber(
    number: string,
  ): Promise<{ readonly id: string; readonly slug: string; readonly office: string } | undefined>;
  /** Everything this module keeps of a case, for its archive. The caller answers for who may see it. */
  recordOf(caseId: string): Promise<CaseRecord | undefined>;
  /** What people wrote in these cases or were told, for the search in history. The caller answers for who may see it. */
  textsOf(caseIds: readonly string[]): Promise<readonly CaseTexts[]>;
  /** Its numbered papers as signed PDFs. */
  papersOf(record: CaseRecord): Promise<{ readonly name: string; readonly number: string; readonly pdf: Uint8Array }[]>;
  /** Whether a task is still to be done, and its limit as it stands (yyyy-mm-dd). */
  taskWanted(taskId: string): Promise<{ readonly open: boolean; readonly dueOn: string | null }>;
  /** Originals to be shown when the result of a case is collected (原件核验). */
  originalsAtCollection(caseId: string): Promise<readonly OriginalDue[]>;
  /**
   * In the transaction that hands a result over: enters what was seen of the originals. False: one differs, the result stays, and an official of the case settles it.
   * Then the event `cases.result_released` tells that it may be collected after all. @throws cases.originals_wrong
   */
  collectResult(
    ctx: CommandContext,
    actor: StaffActor,
    caseId: string,
    given: { readonly from: string; readonly originals: readonly OriginalSeen[] },
  ): Promise<boolean>;
  /** What a case wants on paper now, and whether it may be sent; the caller answers for who may see it. */
  papersAsked(caseId: string, db?: Reader): Promise<PapersAsked | undefined>;
  /** Originals that came by courier, in the transaction that opens their parcel. @returns whether all agree */
  receivePapers(
    ctx: CommandContext,
    actor: StaffActor,
    caseId: string,
    given: Parameters<typeof receivePapers>[4],
  ): Promise<boolean>;
  readonly throughDepartment: ThroughDepartment;
  /** Whether an official handles one of these cases: by his office, and by his role in it. */
  officialHandles(actor: Actor, caseIds: readonly string[]): Promise<boolean>;
}

export type { CaseRecord, CaseTexts, OriginalDue, OriginalSeen };

export interface OwnCase {
  readonly id: string;
  readonly number: string;
  readonly slug: string;
  readonly itemName: Text;
  /** USCC of the office. */
  readonly office: string;
  readonly region: string;
  readonly applicant: { readonly kind: 'person' | 'firm'; readonly name: string };
  readonly closed: boolean;
}

/** What a side of a case needs to know to talk about it. */
export interface CaseFor {
  readonly id: string;
  readonly number: string;
  readonly itemName: Text;
  readonly region: string;
  readonly officeName: Text;
  /** Person who is told about it. */
  readonly contactId: string;
  readonly contactName: string;
  readonly closedAt: Date | null;
  /** Officials who have its open tasks. */
  readonly handlers: readonly string[];
  /** Who may take them while nobody has. */
  readonly pools: readonly { readonly office: string; readonly role: string }[];
}

/** ms within which every process has learned of a year that one was told (module calendar). */
const learnedWithin = 30_000;

export function createCases(given: Omit<CasesDeps, 'numbers' | 'progress' | 'holdings'>): Cases {
  const deps: CasesDeps = {
    ...given,
    numbers: createCaseNumbers(given.kernel),
    progress: createProgress(),
    holdings: createRecall(),
  };
  const chain = createChain(deps);
  const read: Reader = given.kernel.read;
  const pulse = createWorkPulse(read, (error) => given.kernel.log.warn({ err: error }, 'changes of work lists unread'));
  const presence = createCasePresence(given.kernel, (error) =>
    given.kernel.log.warn({ err: error }, 'who has which case open is unread'),
  );
  const goOnFor: Subscriber = async (events) => {
    const cases = events.flatMap((e) => (e.payload as { caseId: string | null }).caseId ?? []);
    await given.kernel.command('cases.resume_sealing', { actor: chainActor, beside: true }, async (ctx) => {
      for (const caseId of cases) ctx.addJob({ task: 'cases.continue', payload: { caseId }, key: `case:${caseId}` });
    });
  };
  const takeAnswers: Subscriber = (events) =>
    given.kernel.command('cases.outside_answers', { actor: chainActor, beside: true }, async (ctx) => {
      for (const { payload } of events) ctx.addJob(opinionJob((payload as { consultationId: string }).consultationId));
    });
  const recountFrom: Subscriber = (events) =>
    given.kernel.command('cases.recount_asked', { actor: chainActor, beside: true }, async (ctx) => {
      const [year] = events.map((e) => (e.payload as { year: number }).year).sort((a, b) => a - b);
      const job = { task: 'cases.recount', payload: { from: `${year}-01-01` } };
      ctx.addJob({ ...job, key: 'cases.recount' });
      // and once more for what processes counted that had not learned of it yet
      ctx.addJob({ ...job, key: 'cases.recount_late', runAt: new Date(ctx.now.getTime() + 2 * learnedWithin) });
    });
  return {
    chain,
    module: {
      name: 'cases',
      routes: caseRoutes(deps, chain, pulse, presence),
      jobs: {
        'cases.accept_silent': () => acceptSilent(deps),
        'cases.renew_silent': (payload) => renewSilent(deps, (payload as { caseId: string }).caseId),
        // committed with the submission: takes over when the process that took the request has died, and tries again what waits
        'cases.continue': (payload) => chain.run((payload as { caseId: string }).caseId),
        'cases.remind': async () => void (await remindHandlers(deps)),
        'cases.divide': () =>
          given.kernel.command('cases.divide', { actor: chainActor, beside: true }, (ctx) =>
            addActionYear(ctx.tx, Number(ctx.today.slice(0, 4)) + 1),
          ),
        'cases.consult': (payload) => consultOutside(deps, (payload as { caseId: string }).caseId),
        'cases.take_outside_opinion': (payload) =>
          takeOutsideOpinion(deps, (payload as { consultationId: string }).consultationId),
        'cases.follow_vertical': (payload) => followVertical(deps, (payload as { caseId: string }).caseId),
        'cases.follow_forgotten': () => followForgotten(deps),
        'cases.recount': async (payload) => void (await recountLimits(deps, (payload as { from: string }).from)),
        'cases.lapse': (payload) => lapseStep(deps, (payload as { caseId: string }).caseId),
      },
      // half past eight to half past five in Shanghai: what became due or was opened in the meantime is told the same day
      // what the office said nothing about in its five days counts as accepted once the day has turned there
      // the parts of the coming year are there long before it begins
      schedule: {
        'cases.remind': '30 0-9 * * *',
        'cases.accept_silent': '10 16 * * *',
        'cases.follow_forgotten': '*/10 * * * *',
        'cases.divide': '40 18 * * *',
      },
      subscribers: {
        'cases.submitted': (events, tx) =>
          countSubmitted(
            tx,
            events.map((e) => e.payload),
          ),
        // the keeper of a seal has decided: the case goes on, whichever process that is in
        'seals.use_decided': goOnFor,
        // working days of a further year are known: limits that waited for it have a day
        'calendar.year_entered': recountFrom,
        // the bill is paid: what waited for it goes on
        'payments.paid': goOnFor,
        'exchange.department_answered': takeAnswers,
        'exchange.department_trouble': tellOfTrouble(deps),
        'exchange.answer_unknown': tellOfUnknown(deps),
        'cases.closed': (events, tx) =>
          countClosed(
            tx,
            events.map((e) => e.payload),
          ),
        // the corrected version is the licence of the case once it is made
        'licences.state_changed': async (events, tx) => {
          for (const { payload } of events) {
            const { licenceId, by } = payload as { licenceId: string; by?: string };
            if (by) await followReissue(tx, licenceId, by);
          }
        },
      },
      async stop() {
        pulse.stop();
        presence.stop();
        await chain.idle();
      },
    },
    async resume(system) {
      for (const { id } of await listWaiting(read, system, 500))
        void chain
          .run(id)
          .catch((error) => given.kernel.log.error({ err: error, caseId: id }, 'a waiting case could not go on'));
    },
    figuresOfDay: (day) => figuresOfDay(read, day),
    figuresByItem: (since) => figuresByItem(read, since),
    async earlierAnswers(who) {
      const [row] = await listCasesOfApplicant(read, who, { limit: 1 });
      const file = row && (await findFile(read, row.id));
      return file && { answers: file.answers as Answers, at: row.submittedAt.toISOString() };
    },
    async ownCase(actor, caseId) {
      const row = await findCase(read, caseId);
      if (!row || !owns(actor, row)) return undefined;
      const { id, number, slug, itemName, office, region, applicantKind, applicantName, state } = row;
      const applicant = { kind: applicantKind, name: applicantName };
      return { id, number, slug, itemName, office, region, applicant, closed: state === 'closed' };
    },
    async caseFor(actor, caseId) {
      const row = await findCase(read, caseId);
      if (!row) return undefined;
      const tasks = await listTasks(read, caseId);
      return owns(actor, row) || handles(actor, { row, tasks }) ? presentCaseFor(row, tasks) : undefined;
    },
    async caseOfNumber(number) {
      const row = await findCaseByNumber(read, number);
      return row && { id: row.id, slug: row.slug, office: row.office };
    },
    async caseForContact(personId, caseId) {
      const row = await findCase(read, caseId);
      return row?.contactId === personId ? presentCaseFor(row, await listTasks(read, caseId)) : undefined;
    },
    itemNames: (caseIds) => itemNamesOf(read, caseIds),
    textsOf: (caseIds) => listTexts(read, caseIds),
    recordOf: (caseId) => caseRecord(deps, caseId),
    papersOf: (record) => casePapers(deps, record),
    async taskWanted(taskId) {
      const task = await findTask(read, taskId);
      return { open: task?.state === 'open', dueOn: task?.dueOn ?? null };
    },
    originalsAtCollection: (caseId) => originalsAtCollection(deps, caseId),
    papersAsked: (caseId, db) => papersAsked(deps, caseId, db),
    receivePapers: (ctx, actor, caseId, given) => receivePapers(deps, ctx, actor, caseId, given),
    collectResult: (ctx, actor, caseId, given) => collectResult(deps, ctx, actor, caseId, given),
    throughDepartment: throughDepartment(deps, chain),
    officialHandles: async (actor, caseIds) =>
      actor.kind === 'staff' && hasCaseRole(actor) && anyOfOffice(read, actor.office, caseIds),
  };
}

function presentCaseFor(row: CaseRow, tasks: readonly TaskRow[]): CaseFor {
  const open = tasks.filter((t) => t.state === 'open');
  const { id, number, itemName, region, office, officeName, contactId, closedAt } = row;
  return {
    ...{ id, number, itemName, region, officeName, contactId, closedAt },
    contactName: row.agentName ?? row.applicantName,
    handlers: open.flatMap((t) => t.assignee ?? []),
    pools: open.length > 0 ? open.map((t) => ({ office: t.office, role: t.role })) : [{ office, role: 'approver' }],
  };
}
