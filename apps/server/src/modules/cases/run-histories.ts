import { addDays, type Calendar } from '@miaopi/identifiers';
import {
  acceptanceOf,
  type CompiledItem,
  feeOf,
  type GoldenCase,
  type GoldenHistory,
  goldenInput,
  type HistoryStep,
  judge,
  modeOf,
  renewalEnd,
  reviewRoute,
} from '@miaopi/items';
import { AppError } from '../../kernel/errors.ts';
import { clockFactsOf } from './clock-facts.ts';
import { dueDay } from './domain/case-clock.ts';
import { type DatedAction, intakeDue, stretchesOf } from './domain/intake-clock.ts';
import { type ActionKind, type ActorKind, applyAction, type CaseState } from './domain/lifecycle.ts';
import { paperOf } from './domain/papers-of.ts';
import { nextStep, type PlacedStep, placed, upperStep } from './domain/review.ts';
import { correctionStep, differenceStep, intakeStep, originalsStep } from './domain/tasks.ts';
import { actOf, eventOf, type VerticalPhase, verticalLife } from './domain/vertical-life.ts';
import type { ProcedureRow, Reopened } from './store/rows.ts';

export interface HistoryFailure {
  /** Place of the step in the history, from 0, and which expectation; `do` when the step itself could not happen. */
  readonly step: number;
  readonly what: 'do' | 'state' | 'phase' | 'due' | 'papers' | 'tasks';
  readonly expected: string;
  readonly found: string;
}

export interface HistoryResult {
  readonly index: number;
  readonly name: string;
  readonly failures: readonly HistoryFailure[];
}

/**
 * Runs the golden histories of an item: each a filing of one of its golden cases and what people do with it day by day. State, limit, papers and open tasks come out of the
 * functions that decide them for real cases: lifecycle, life in a vertical system, clocks, steps of the review, list of papers. Pure: no database, no clock but the history's own days.
 */
export function runHistories(item: CompiledItem, calendar: Calendar): HistoryResult[] {
  return (item.package.histories ?? []).map((history, index) => ({
    index,
    name: history.name,
    failures: runOne(item, calendar, history),
  }));
}

/** A case as far as a history tells of it. */
interface Told {
  state: CaseState | 'none';
  golden: GoldenCase;
  readonly actions: DatedAction[];
  readonly papers: string[];
  readonly procedures: ProcedureRow[];
  accepted: string | undefined;
  /** Step of the review it stands at. */
  at: PlacedStep | undefined;
  reopened: Reopened | null;
  /** 核对原件: shown and found equal before the acceptance; one differed at the collection and is not settled. */
  shown: boolean;
  differs: boolean;
  /** A change of the decision waits for its second person. */
  confirming: boolean;
  /** 跳转办理: how far the vertical system is, and whether the applicant has been there with a ticket. */
  over?: { readonly phase: VerticalPhase; readonly opened: boolean };
  /** Offices that have said something in a step that waits for all of them. */
  said?: { readonly at: PlacedStep; readonly offices: number };
}

function runOne(item: CompiledItem, calendar: Calendar, history: GoldenHistory): HistoryFailure[] {
  const failures: HistoryFailure[] = [];
  const told: Told = {
    state: 'none',
    golden: goldenOf(item, history.golden),
    actions: [],
    papers: [],
    procedures: [],
    accepted: undefined,
    at: undefined,
    reopened: null,
    shown: false,
    differs: false,
    confirming: false,
  };
  for (const [step, given] of history.steps.entries()) {
    try {
      take(item, told, given);
    } catch (error) {
      failures.push({
        step,
        what: 'do',
        expected: given.do,
        found: error instanceof Error ? error.message : String(error),
      });
      break;
    }
    const found = {
      state: told.state,
      phase: told.over?.phase,
      due: dueOf(item, calendar, told),
      papers: [...told.papers].sort(),
      tasks: tasksOf(told),
    };
    const { expect = {} } = given;
    const same = (what: Exclude<HistoryFailure['what'], 'do'>, expected: unknown): void => {
      if (expected === undefined) return;
      const [a, b] = [JSON.stringify(expected), JSON.stringify(found[what])];
      if (a !== b) failures.push({ step, what, expected: a, found: b });
    };
    same('state', expect.state);
    same('phase', expect.phase);
    same('due', expect.due);
    same('papers', expect.papers && [...expect.papers].sort());
    same('tasks', expect.tasks && [...expect.tasks].sort());
  }
  return failures;
}

function goldenOf(item: CompiledItem, name: string): GoldenCase {
  const golden = item.package.golden.find((g) => g.name === name);
  if (!golden) throw new RangeError(`no golden case “${name}”`);
  return golden;
}

/** Who does it when the history does not say: what only one kind of actor may do needs no word. */
const actors: Readonly<Record<NonNullable<HistoryStep['by']>, ActorKind>> = {
  applicant: 'applicant',
  official: 'official',
  machine: 'machine',
};
const byApplicant: ReadonlySet<string> = new Set(['submit', 'correct', 'withdraw', 'answer-change', 'urge']);
const byMachine: ReadonlySet<string> = new Set(['resume', 'pay']);

function take(item: CompiledItem, told: Told, step: HistoryStep): void {
  const last = told.actions.at(-1)?.on;
  if (last !== undefined && step.on < last) throw new RangeError(`${step.on} is before ${last}`);
  const by = step.by
    ? actors[step.by]
    : byApplicant.has(step.do)
      ? 'applicant'
      : byMachine.has(step.do)
        ? 'machine'
        : 'official';
  if (step.golden) told.golden = goldenOf(item, step.golden);
  if (step.do === 'pay') {
    if (told.state === 'accepted') grantByMachine(told, step.on);
    else if (told.state === 'granted') finish(told, step.on);
    else throw new RangeError(`nothing is to be paid in state ${told.state}`);
    return;
  }
  if (told.state === 'vertical' && told.over) {
    takeThere(told, told.over, step);
    return;
  }
  const kind = step.do as ActionKind;
  mustBeSetAside(told, kind);
  act(told, kind, by, step);
  const route = reviewRoute(item, inputOf(told));
  switch (kind) {
    case 'submit':
    case 'resume':
    case 'correct':
    case 'correct-on-spot':
      judgeTold(item, told, step.on);
      return;
    case 'see-originals':
      told.shown = true;
      return;
    case 'withhold':
      told.differs = true;
      return;
    case 'settle-originals':
      told.differs = false;
      return;
    case 'accept':
      if (modeOf(item, inputOf(told)).by === 'pre-check' && !told.shown)
        throw new RangeError('原件预审: the originals come before the acceptance');
      told.accepted = step.on;
      told.at = nextStep(route, 0)?.step;
      return;
    case 'give-opinion':
    case 'record-opinion':
    case 'lapse': {
      const { at } = told;
      if (!at || at.decides) throw new RangeError('this step decides: grant or refuse');
      told.said = { at, offices: saidOf(told) + 1 };
      // silence is noted of all who are silent at once
      const waits = at.mode === 'all' && kind !== 'lapse' && told.said.offices < at.offices.length;
      if (!waits) told.at = nextStep(route, at.position)?.step;
      return;
    }
    case 'return-step': {
      const back = placed(route).find((s) => s.id === step.to);
      if (!back || !told.at || back.position >= told.at.position)
        throw new RangeError(`“${step.to}” is no earlier step`);
      told.at = back;
      return;
    }
    case 'forward':
      told.at = upperStep(route);
      if (!told.at) throw new RangeError('the item knows no office above');
      return;
    case 'start-procedure':
    case 'extend':
      told.procedures.push(procedure(told, step, kind === 'extend' ? 'A' : 'B'));
      return;
    case 'end-procedure': {
      const running = told.procedures.findIndex((p) => p.endedOn === null);
      const found = told.procedures[running];
      if (found) told.procedures[running] = { ...found, endedOn: step.on };
      return;
    }
    case 'grant':
    case 'refuse':
      if (by === 'machine') {
        const until = renewalEnd(item, inputOf(told));
        if (until === undefined || step.on <= until) throw new RangeError('only silence on a renewal grants by itself');
        told.papers.push('grant');
        const running = told.procedures.findIndex((p) => p.endedOn === null);
        if (running >= 0) told.procedures[running] = { ...told.procedures[running]!, endedOn: step.on };
      } else if (told.at && !told.at.decides)
        throw new RangeError(`step “${told.at.id}” gives an opinion; the last one decides`);
      told.at = undefined;
      if (kind === 'refuse') act(told, 'close', 'machine', step);
      else if (!owes(item, told)) finish(told, step.on);
      return;
    case 'propose-change':
      told.confirming = true;
      if (step.until) told.papers.push('revocation-notice');
      return;
    case 'drop-change':
    case 'correct-decision':
    case 'revoke-decision':
      if (!told.confirming) throw new RangeError('nothing was proposed: a change of a decision takes two persons');
      told.confirming = false;
      return;
    case 'reopen':
      told.reopened = {
        at: `${step.on}T00:00:00Z`,
        from: step.on,
        limit: { amount: step.days ?? 20, unit: '工作日' },
        procedures: told.procedures.length,
        licence: null,
        order: { number: '', body: '' },
      };
      told.at = nextStep(route, 0)?.step;
      return;
  }
}

const decided: Readonly<Partial<Record<ActionKind, readonly ActionKind[]>>> = {
  reopen: ['grant', 'refuse'],
  'receive-anew': ['reject'],
};
const ends: ReadonlySet<ActionKind> = new Set(['grant', 'refuse', 'reject', 'abandon', 'withdraw']);

/** An order sets aside what the office decided itself: an opened review a grant or a refusal, a new receipt a decision not to accept. */
function mustBeSetAside({ actions, over }: Told, kind: ActionKind): void {
  const wanted = decided[kind];
  const ended = actions.findLast((a) => ends.has(a.kind))?.kind;
  if (wanted && (over || !ended || !wanted.includes(ended)))
    throw new RangeError(`${kind}: no ${wanted.join(' or ')} of this office to set aside`);
}

/** What happens while a vertical system has it: the applicant goes over with a ticket or takes it back before; else it tells what was done there, and its papers are its own. */
function takeThere(told: Told, over: NonNullable<Told['over']>, step: HistoryStep): void {
  if (step.do === 'go-over') {
    if (over.phase === 'granted') throw new RangeError('granted there: nothing is left to do');
    told.over = { ...over, opened: true };
    return;
  }
  if (step.do === 'withdraw' && !over.opened) {
    act(told, 'withdraw', 'applicant', step);
    return;
  }
  const event = eventOf(step.do);
  const phase = event && verticalLife[over.phase][event];
  if (!event || !phase) throw new RangeError(`${step.do} can’t be told in phase ${over.phase}`);
  move(told, actOf[event].kind, actOf[event].by, step);
  told.over = { ...over, phase };
  if (event === 'accepted') told.accepted = step.on;
  if (event === 'issued') move(told, 'close', 'machine', step);
}

/** An action with its paper; throws what the lifecycle throws. */
function act(told: Told, kind: ActionKind, by: ActorKind, step: Pick<HistoryStep, 'on' | 'until' | 'days'>): void {
  move(told, kind, by, step);
  const paper = paperOf(kind, by);
  if (paper) told.papers.push(paper);
}

function move(
  told: Told,
  kind: ActionKind,
  by: ActorKind,
  { on, until, days }: Pick<HistoryStep, 'on' | 'until' | 'days'>,
): void {
  try {
    told.state = applyAction(told.state, kind, by);
  } catch (error) {
    if (error instanceof AppError) throw new RangeError(`${kind} by ${by} can’t happen in state ${told.state}`);
    throw error;
  }
  told.actions.push({ kind, on, ...(until ? { until } : {}), ...(days ? { days } : {}) });
}

const inputOf = (told: Told): ReturnType<typeof goldenInput> => goldenInput(told.golden);

/** What the machine does with a filing: waits, grants, leaves it to an official to accept, or accepts and refers it. */
function judgeTold(item: CompiledItem, told: Told, on: string): void {
  const input = { ...inputOf(told), today: on };
  if (item.package.item.vertical) {
    act(told, 'jump', 'machine', { on });
    told.over = { phase: 'registered', opened: false };
    return;
  }
  const { verdict } = judge(item, input);
  if (verdict === 'wait') {
    act(told, 'wait', 'machine', { on });
    return;
  }
  if (verdict !== 'grant' && acceptanceOf(item, input).by === 'official') {
    act(told, 'receive', 'machine', { on });
    return;
  }
  act(told, 'accept', 'machine', { on });
  told.accepted = on;
  if (verdict === 'grant') {
    const { fee } = item.package.item;
    if (!(fee.charged && fee.due === 'decision' && owes(item, told))) grantByMachine(told, on, owes(item, told));
    return;
  }
  act(told, 'refer', 'machine', { on });
  told.at = nextStep(reviewRoute(item, input), 0)?.step;
}

function owes(item: CompiledItem, told: Told): boolean {
  return feeOf(item, inputOf(told)).reduce((sum, line) => sum + line.amount, 0) > 0;
}

function grantByMachine(told: Told, on: string, unpaid = false): void {
  act(told, 'grant', 'machine', { on });
  if (!unpaid) finish(told, on);
}

function finish(told: Told, on: string): void {
  act(told, 'deliver', 'machine', { on });
  act(told, 'close', 'machine', { on });
}

function procedure(told: Told, { on, days = 1 }: HistoryStep, kind: 'A' | 'B'): ProcedureRow {
  return {
    id: String(told.procedures.length),
    seq: told.procedures.length + 1,
    kind,
    code: '',
    name: { zh: '', en: '' },
    startedOn: on,
    reason: '',
    startedBy: '',
    startedByName: '',
    days,
    expectedOn: kind === 'B' ? addDays(on, days) : on,
    endedOn: kind === 'B' ? null : on,
    result: null,
    opinion: null,
    endedByName: null,
  };
}

/** The one limit of the case: before the acceptance the office's days or the applicant's, after it the item's; null when it is over. */
function dueOf(item: CompiledItem, calendar: Calendar, told: Told): string | null {
  if (told.state === 'closed' || told.state === 'none') return null;
  if (!told.accepted) return intakeDue(calendar, stretchesOf(told.actions))?.day ?? null;
  // ten o'clock in China, as good as any hour of the day
  const at = new Date(`${told.accepted}T02:00:00Z`);
  const row = { acceptedAt: at, submittedAt: at, reopened: told.reopened, migrated: null };
  return dueDay(calendar, clockFactsOf(row, item, told.procedures)).day ?? null;
}

/** How many offices have said something in the step it stands at. */
function saidOf({ at, said }: Told): number {
  return said !== undefined && said.at === at ? said.offices : 0;
}

/** Steps of its open tasks. */
function tasksOf(told: Told): string[] {
  if (told.state === 'intake') return [intakeStep.step];
  if (told.state === 'correction') return [correctionStep.step];
  if (told.state === 'originals') return [originalsStep.step];
  if (told.state === 'closed')
    return [...(told.confirming ? ['confirm-change'] : []), ...(told.differs ? [differenceStep.step] : [])];
  if ((told.state === 'review' || told.state === 'procedure') && told.at)
    return told.at.offices.slice(saidOf(told)).map(() => told.at!.id);
  return [];
}
