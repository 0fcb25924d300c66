import type { Opinion } from '@miaopi/items';
import type { Text } from '../../../kernel/text.ts';
import type { CaseState } from './lifecycle.ts';

/** `main`: the case stands at it. `beside`: asked of somebody while the case goes on. `after`: a change of the decision waits for its second person. */
export type TaskLine = 'main' | 'beside' | 'after';
export type TaskState = 'open' | 'done' | 'void';

/** What the keeper of the seal sent back. */
export const resubmitStep = { step: 'resubmit', name: { zh: '签章前核对', en: 'Check before the seal' } } as const;

/** Before the acceptance: to look at what came in; to record what is corrected, or end what nobody corrects. */
export const intakeStep = { step: 'intake', name: { zh: '收件审查', en: 'Accept or tell what to correct' } } as const;
export const correctionStep = { step: 'correction', name: { zh: '等待补正', en: 'Waits for a correction' } } as const;

/** After the decision: the second of two persons looks at what the first proposed. */
export const confirmStep = {
  step: 'confirm-change',
  name: { zh: '复核决定的变动', en: 'Confirm a change of the decision' },
} as const;

/** 原件预审: the originals are to be brought. 原件核验: one differed when the result was collected. */
export const originalsStep = {
  step: 'originals',
  name: { zh: '等待核对原件', en: 'Waits for the originals' },
} as const;
export const differenceStep = {
  step: 'originals-differ',
  name: { zh: '核实原件差异', en: 'Settle what differs in the originals' },
} as const;

/** A task about to be opened. */
export interface TaskPlan {
  readonly step: string;
  readonly name: Text;
  readonly line: TaskLine;
  /** USCC of the office whose pool it goes into. */
  readonly office: string;
  readonly officeName: Text;
  readonly role: string;
  /** Undefined: in the pool of its office. */
  readonly assignee?: { readonly id: string; readonly name: string };
  /** yyyy-mm-dd; null when the calendar does not reach that far. */
  readonly dueOn: string | null;
  /** Place in the way of the case through people, from 1. */
  readonly position: number;
  /** Whether whoever does it decides the case; else he gives an opinion. */
  readonly decides: boolean;
  /** Working days of its own, within the limit of the case. */
  readonly days?: number;
  readonly says?: readonly Opinion[];
  readonly silence?: 'wait' | 'agree' | 'none';
  readonly question?: string;
  readonly askedByName?: string;
  /** Asked beside, and the decision waits for the answer. */
  readonly blocks?: boolean;
  /** Its office is a department outside the installation. */
  readonly outside?: boolean;
}

/** What of a task the rules look at. */
export interface TaskFacts {
  readonly line: TaskLine;
  readonly state: TaskState;
  readonly step: string;
  readonly office: string;
  readonly role: string;
  readonly assignee: string | null;
  readonly position: number;
  readonly decides: boolean;
}

/** States in which a case waits for an official: it has open tasks on its main line then, and none otherwise. */
export const waitingStates: readonly CaseState[] = [
  'intake',
  'correction',
  'originals',
  'review',
  'procedure',
  'returned',
];

/**
 * The open task of an office that an official who opens the case would do: his own before one nobody has taken, the main line before what is asked beside.
 * Undefined when the office has nothing to do.
 */
export function taskOf<T extends TaskFacts>(
  tasks: readonly T[],
  office: string,
  /** Whether an assignee is this official, or one he stands in for. */
  isHis: (assignee: string) => boolean,
): T | undefined {
  const rank = (t: T): number => (t.assignee === null ? 2 : isHis(t.assignee) ? 0 : 4) + (t.line === 'main' ? 0 : 1);
  return tasks.filter((t) => t.state === 'open' && t.office === office).sort((a, b) => rank(a) - rank(b))[0];
}

/** Open tasks of the main line. */
export function standing<T extends TaskFacts>(tasks: readonly T[]): T[] {
  return tasks.filter((t) => t.state === 'open' && t.line === 'main');
}

/** Tasks of the round the case is in: those before it was re-opened by order are history. @param since when that was; undefined: never */
export function tasksSince<T extends { readonly openedAt: Date }>(tasks: readonly T[], since: string | undefined): T[] {
  return since === undefined ? [...tasks] : tasks.filter((t) => t.openedAt >= new Date(since));
}

/** What is wrong with the tasks of a case in this state; undefined when nothing is. The store never commits a case of which this says something. */
export function taskFault(state: CaseState, tasks: readonly TaskFacts[]): string | undefined {
  const main = standing(tasks);
  if (waitingStates.includes(state)) {
    if (main.length === 0) return 'it waits for an official and nobody has a task';
    if (new Set(main.map((t) => t.step)).size > 1) return 'its main line stands at several steps';
    return undefined;
  }
  const lost = tasks.some((t) => t.state === 'open' && !(state === 'closed' && t.line === 'after'));
  return lost ? 'a task is open though nobody is waited for' : undefined;
}
