import { stepNode } from '@miaopi/items';
import type { ActionKind, ActorKind } from './lifecycle.ts';

/** What of an action tells where in the flow it stands. */
export interface PlacedFacts {
  readonly kind: ActionKind;
  readonly actorKind: ActorKind;
  readonly data: Readonly<Record<string, unknown>>;
}

/** What stands at one step wherever the case is; anything else stands where the case stood then. */
const fixed: Readonly<Partial<Record<ActionKind, string>>> = {
  submit: 'apply',
  wait: 'check',
  resume: 'check',
  jump: 'jump',
  'file-there': 'jump',
  receive: 'intake',
  'ask-correction': 'intake',
  correct: 'intake',
  'correct-on-spot': 'intake',
  'pre-check': 'intake',
  'see-originals': 'intake',
  reject: 'intake',
  abandon: 'intake',
  'send-back': 'make',
  resubmit: 'make',
  deliver: 'deliver',
  close: 'deliver',
  collect: 'deliver',
  withhold: 'deliver',
  'settle-originals': 'deliver',
  'propose-change': 'after',
  'answer-change': 'after',
  'drop-change': 'after',
  'correct-decision': 'after',
  'revoke-decision': 'after',
  reopen: 'after',
  'receive-anew': 'after',
};

/** Where a case stands after such an action, when the action does not name its next step. */
const leadsTo: Readonly<Partial<Record<ActionKind, string>>> = {
  submit: 'check',
  jump: 'jump',
  receive: 'intake',
  'receive-anew': 'intake',
  grant: 'make',
  deliver: 'deliver',
  close: 'deliver',
};

/** The nearest step of an item that lacks one: what a vertical system decides is its 审批. */
const instead: Readonly<Record<string, readonly string[]>> = {
  intake: ['accept', 'jump', 'check'],
  accept: ['intake', 'check'],
  make: ['close', 'deliver', 'decide'],
  deliver: ['close', 'make'],
  check: ['jump', 'apply'],
};

/**
 * Where in the flow each action of a case stands: one id of a node for each, in their order. Pure: the case's list and the ids of its flow are enough.
 * @param ids of the nodes there are; @param first node of the first review step
 */
export function placesOf(actions: readonly PlacedFacts[], ids: ReadonlySet<string>, first: string): string[] {
  const there = (id: string): string => (ids.has(id) ? id : ((instead[id] ?? []).find((i) => ids.has(i)) ?? at));
  let at = 'apply';
  return actions.map(({ kind, actorKind, data }) => {
    const named = typeof data.step === 'string' ? stepNode(data.step) : undefined;
    const next = typeof data.next === 'string' ? stepNode(data.next) : undefined;
    let place = fixed[kind] ?? (named && ids.has(named) ? named : at);
    if (kind === 'accept') place = at === 'intake' ? 'intake' : 'accept';
    else if (kind === 'refer') place = next ?? first;
    else if (kind === 'grant' && actorKind === 'machine') place = at;
    else if (ids.has('decide') && (kind === 'grant' || kind === 'refuse')) place = 'decide';
    place = there(place);
    const after = kind === 'take-back' ? named : kind === 'accept' ? (next ?? place) : (next ?? leadsTo[kind]);
    if (after !== undefined) at = there(after);
    return place;
  });
}
