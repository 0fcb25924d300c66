import type { FlowView, ReviewView, StepView } from '@miaopi/contracts';
import { type CompiledItem, type Flow, type FlowNode, type FlowPart, type FlowState, plannedFlow } from '@miaopi/items';
import type { Text } from '../../kernel/text.ts';
import type { BillBrief } from '../payments/index.ts';
import { placesOf } from './domain/places.ts';
import { opinionNames } from './domain/review.ts';
import { tasksSince } from './domain/tasks.ts';
import { sidesOf } from './flow-sides.ts';
import type { WholeCase } from './store/cases.ts';
import type { TaskRow } from './store/rows.ts';

/** What was made of a task, beside the opinions. */
const resultNames: Readonly<Record<string, Text>> = {
  ...opinionNames,
  returned: { zh: '退回', en: 'sent back' },
  forwarded: { zh: '转报上级', en: 'sent up' },
  grant: { zh: '准予', en: 'granted' },
  refuse: { zh: '不予', en: 'refused' },
};

/** A case as its flow shows it, and where each of its actions stands there. */
export interface CaseFlow {
  readonly flow: FlowView;
  readonly places: readonly string[];
}

interface Seen {
  readonly item: CompiledItem;
  readonly whole: WholeCase;
  readonly steps: readonly StepView[];
  readonly review: ReviewView | undefined;
  readonly bill: BillBrief | undefined;
  /** Changes of the decision this reader may know of. */
  readonly changes: WholeCase['amendments'];
}

/** How far a case is in the process of its item: done by whom and when, where it stands, what was left out and why, where it turned back. */
export function presentFlow(seen: Seen): CaseFlow {
  const { item, whole, changes } = seen;
  const plan = plannedFlow(item.package);
  const gone = plan.nodes.flatMap((n) => nodeOf(n, seen) ?? []);
  const nodes: FlowNode[] = [...gone, ...(changes.length > 0 ? [afterNode(changes)] : [])];
  const ids = new Set(nodes.map((n) => n.id));
  const first = nodes.find((n) => n.step !== undefined && n.state !== 'skipped')?.id ?? 'check';
  const places = placesOf(whole.actions, ids, first);
  const sides = sidesOf(whole, places);
  const flow: Flow = {
    nodes: nodes.map((n) => ({ ...n, sides: n.id === 'after' ? n.sides : (sides.get(n.id) ?? []) })),
    ...(plan.shortcut && ids.has(plan.shortcut.from) && ids.has(plan.shortcut.to)
      ? { shortcut: { ...plan.shortcut, state: shortcutState(seen) } }
      : {}),
  };
  return { flow: flow as FlowView, places };
}

function shortcutState({ whole: { row }, steps }: Seen): FlowState {
  if (row.automatic === true && row.outcome === 'granted') return 'done';
  const judged = steps.some((s) => s.step === 'judge' && s.state === 'done');
  return judged || row.outcome ? 'void' : 'todo';
}

function nodeOf(plan: FlowNode, seen: Seen): FlowNode | undefined {
  const { whole, steps, bill } = seen;
  const { row } = whole;
  const chain = (...names: StepView['step'][]) => chainState(steps, names, row.closedAt !== null);
  const { when: _when, unless: _unless, ...node } = plan;
  if (plan.step !== undefined) return reviewNode(node, plan.step, seen);
  const received = steps.some((s) => s.step === 'intake');
  switch (plan.id) {
    case 'apply':
      return { ...node, state: 'done', who: row.agentName ?? row.applicantName, at: row.submittedAt.toISOString() };
    case 'jump':
      return { ...node, ...chain('jump') };
    case 'check':
      return { ...node, ...chain('gather', 'judge') };
    case 'intake':
      if (received || !row.acceptedAt)
        return officeNode(received ? { ...node, ...chain('intake') } : { ...node, state: 'todo' }, intakeTask(whole));
      return { ...node, state: 'skipped', why: { zh: '由系统受理', en: 'accepted by the machine' } };
    case 'accept':
      return received && !row.waiting?.vertical && !steps.some((s) => s.step === 'jump')
        ? undefined
        : partsLike({ ...node, ...chain('accept') });
    case 'pay':
      if (!bill) return row.acceptedAt ? undefined : { ...node, state: 'todo' };
      return { ...node, state: bill.settled ? 'done' : row.waiting?.payment ? 'now' : row.closedAt ? 'void' : 'todo' };
    case 'make':
      return { ...node, ...chain('make', 'seal') };
    case 'deliver':
      return partsLike({ ...node, ...chain('deliver', 'close') });
    case 'decide':
      return partsLike({ ...node, ...chain('decide') });
    default:
      return partsLike({ ...node, ...chain('close') });
  }
}

/** A node of the machine's chain: done when all of its steps are. */
function chainState(
  steps: readonly StepView[],
  names: readonly StepView['step'][],
  over: boolean,
): { state: FlowState; at?: string } {
  const found = steps.filter((s) => names.includes(s.step));
  const at = found.at(-1)?.endedAt;
  if (found.length > 0 && found.every((s) => s.state === 'done')) return { state: 'done', ...(at ? { at } : {}) };
  if (found.some((s) => s.state === 'running' || s.state === 'waiting' || s.state === 'done') && !over)
    return { state: 'now' };
  return { state: over ? 'void' : 'todo' };
}

/** Its one office is as far as the step. */
function partsLike(node: FlowNode): FlowNode {
  return { ...node, parts: node.parts.map((p) => ({ ...p, state: node.state })) };
}

function intakeTask({ tasks }: WholeCase): TaskRow | undefined {
  return tasks.filter((t) => t.step === 'intake' || t.step === 'correction' || t.step === 'originals').at(-1);
}

function officeNode(node: FlowNode, task: TaskRow | undefined): FlowNode {
  return { ...node, parts: node.parts.map((p) => ({ ...p, state: node.state, ...(task ? toldOf(task) : {}) })) };
}

/** Who has a task, or has done it, when and with what result. */
function toldOf(t: TaskRow): Pick<FlowPart, 'who' | 'at' | 'said'> {
  const named = (name: string, number: string | null) => (number ? `${name}（${number}）` : name);
  const who = t.doneByName ? named(t.doneByName, t.doneByNumber) : t.state === 'open' ? t.assigneeName : undefined;
  const said = t.result ? resultNames[t.result] : undefined;
  return {
    ...(who ? { who } : {}),
    ...(t.state === 'done' && t.doneAt ? { at: t.doneAt.toISOString() } : {}),
    ...(said ? { said } : {}),
  };
}

const reviewStates: Readonly<Record<string, FlowState>> = {
  done: 'done',
  current: 'now',
  todo: 'todo',
  skipped: 'skipped',
  void: 'void',
};

function reviewNode(node: FlowNode, step: string, { item, whole, review }: Seen): FlowNode {
  const { row } = whole;
  const seen = review?.steps.find((s) => s.id === step);
  const past: FlowState = row.outcome || row.closedAt ? 'void' : 'todo';
  const tasks = tasksSince(whole.tasks, row.reopened?.at).filter((t) => t.line === 'main' && t.step === step);
  const told: FlowState = seen ? (reviewStates[seen.state] ?? 'todo') : past;
  // done once, sent back, and ended before it was done again
  const state = told === 'done' && tasks.at(-1)?.state === 'void' && row.closedAt ? 'void' : told;
  const { review: defined = [], forward } = item.package.process;
  const offices = defined.find((s) => s.id === step)?.offices ?? (step === 'forwarded' && forward ? [forward] : []);
  return {
    ...node,
    state,
    ...(seen?.why ? { why: seen.why } : {}),
    parts: node.parts.map((part, i): FlowPart => {
      const uscc = offices[i]?.uscc ?? row.office;
      const task = tasks.filter((t) => t.office === uscc).at(-1);
      if (!task) return { ...part, state };
      const own: FlowState = task.state === 'open' ? 'now' : task.state === 'done' ? 'done' : 'void';
      // sent back to a step before this one, it is still to come
      return {
        ...part,
        state: state === 'todo' || state === 'void' ? state : own,
        ...(state === 'todo' ? {} : toldOf(task)),
      };
    }),
  };
}

const changeNames: Readonly<Record<string, Text>> = {
  correct: { zh: '更正决定', en: 'Decision corrected' },
  revoke: { zh: '撤销准予决定', en: 'Grant revoked' },
  reopen: { zh: '依决定重新办理', en: 'Decided anew by order' },
};

/** What becomes of a decision after it was made. */
function afterNode(changes: WholeCase['amendments']): FlowNode {
  const open = changes.some((m) => m.state === 'open');
  return {
    id: 'after',
    by: 'official',
    name: { zh: '决定之后的变动', en: 'What became of the decision' },
    state: open ? 'now' : 'done',
    mode: 'one',
    parts: [],
    sides: changes.map((m) => ({
      kind: 'loop',
      name: changeNames[m.kind] ?? { zh: m.kind, en: m.kind },
      state: m.state === 'open' ? 'now' : m.state === 'done' ? 'done' : 'void',
      at: (m.decidedAt ?? m.proposedAt).toISOString(),
    })),
  };
}
