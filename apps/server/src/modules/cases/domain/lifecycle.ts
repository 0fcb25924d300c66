import { casesErrors } from '../errors.ts';

/** States of a case in this issue (domain.md §1.3): submitted 已提交 · waiting 等待外部系统 · vertical 专业系统办理中 · intake 收件审查 · correction 待补正 · originals 待核对原件 · accepted 已受理 · review 人工审核 · procedure 特别程序中 · granted 准予 · returned 签章前退回 · refused 不予 · closed 办结. */
export const caseStates = [
  'submitted',
  'waiting',
  'vertical',
  'intake',
  'correction',
  'originals',
  'accepted',
  'review',
  'procedure',
  'granted',
  'returned',
  'refused',
  'closed',
] as const;
export type CaseState = (typeof caseStates)[number];

/** Acts on a case; a person and the machine use the same. */
export const actionKinds = [
  'submit',
  'wait',
  'resume',
  'jump',
  'file-there',
  'receive',
  'ask-correction',
  'correct',
  'correct-on-spot',
  'pre-check',
  'see-originals',
  'reject',
  'abandon',
  'accept',
  'refer',
  'claim',
  'release',
  'start-procedure',
  'end-procedure',
  'extend',
  'give-opinion',
  'record-opinion',
  'lapse',
  'return-step',
  'take-back',
  'forward',
  'assign',
  'hand-over',
  'ask-opinion',
  'answer-opinion',
  'urge',
  'withdraw',
  'grant',
  'refuse',
  'send-back',
  'resubmit',
  'deliver',
  'close',
  'propose-change',
  'answer-change',
  'drop-change',
  'correct-decision',
  'revoke-decision',
  'reopen',
  'receive-anew',
  'collect',
  'withhold',
  'settle-originals',
  'migrate',
] as const;
export type ActionKind = (typeof actionKinds)[number];

export type ActorKind = 'applicant' | 'machine' | 'official';

interface Transition {
  readonly to: CaseState;
  readonly by: readonly ActorKind[];
}

/** The state table as data: state × action → state, and who may. What is not here can't happen. */
export const transitions: Readonly<Record<CaseState | 'none', Partial<Readonly<Record<ActionKind, Transition>>>>> = {
  none: { submit: { to: 'submitted', by: ['applicant'] } },
  submitted: {
    wait: { to: 'waiting', by: ['machine'] },
    // 跳转办理: a vertical system handles it
    jump: { to: 'vertical', by: ['machine'] },
    accept: { to: 'accepted', by: ['machine'] },
    // what the machine does not grant, where the item leaves the acceptance to an official
    receive: { to: 'intake', by: ['machine'] },
  },
  // what applicant and officials do in the vertical system, as it tells; in which order is its own table (vertical-life.ts)
  vertical: {
    'file-there': { to: 'vertical', by: ['applicant'] },
    accept: { to: 'vertical', by: ['official'] },
    'ask-correction': { to: 'vertical', by: ['official'] },
    correct: { to: 'vertical', by: ['applicant'] },
    reject: { to: 'closed', by: ['official'] },
    grant: { to: 'vertical', by: ['official'] },
    refuse: { to: 'closed', by: ['official'] },
    deliver: { to: 'vertical', by: ['official'] },
    close: { to: 'closed', by: ['machine'] },
    withdraw: { to: 'closed', by: ['applicant'] },
  },
  // 收件审查: five working days to accept, not accept, or tell what is to be corrected; silence accepts (行政许可法 第三十二条)
  intake: {
    claim: { to: 'intake', by: ['official'] },
    release: { to: 'intake', by: ['official'] },
    accept: { to: 'review', by: ['official', 'machine'] },
    'ask-correction': { to: 'correction', by: ['official'] },
    'correct-on-spot': { to: 'submitted', by: ['official'] },
    // 原件预审: what was uploaded will do, the originals are to be brought; who brings them unasked is served
    'pre-check': { to: 'originals', by: ['official'] },
    'see-originals': { to: 'intake', by: ['official'] },
    // to the version of its item in force now; what is then missing is told by a correction of its own
    migrate: { to: 'intake', by: ['official'] },
    reject: { to: 'closed', by: ['official'] },
    assign: { to: 'intake', by: ['official'] },
    'hand-over': { to: 'intake', by: ['official'] },
    withdraw: { to: 'closed', by: ['applicant'] },
  },
  // what was corrected is gathered and judged anew: the machine may grant it now
  correction: {
    claim: { to: 'correction', by: ['official'] },
    release: { to: 'correction', by: ['official'] },
    correct: { to: 'submitted', by: ['applicant', 'official'] },
    abandon: { to: 'closed', by: ['official'] },
    assign: { to: 'correction', by: ['official'] },
    'hand-over': { to: 'correction', by: ['official'] },
    withdraw: { to: 'closed', by: ['applicant'] },
  },
  originals: {
    claim: { to: 'originals', by: ['official'] },
    release: { to: 'originals', by: ['official'] },
    'see-originals': { to: 'intake', by: ['official'] },
    abandon: { to: 'closed', by: ['official'] },
    assign: { to: 'originals', by: ['official'] },
    'hand-over': { to: 'originals', by: ['official'] },
    withdraw: { to: 'closed', by: ['applicant'] },
  },
  waiting: {
    resume: { to: 'submitted', by: ['machine'] },
    withdraw: { to: 'closed', by: ['applicant'] },
  },
  accepted: {
    grant: { to: 'granted', by: ['machine'] },
    refer: { to: 'review', by: ['machine'] },
    // while it waits for a fee that is due before the decision
    withdraw: { to: 'closed', by: ['applicant'] },
  },
  review: {
    claim: { to: 'review', by: ['official'] },
    release: { to: 'review', by: ['official'] },
    // by the machine: a renewal that nobody decided while the licence was valid (行政许可法 第五十条)
    grant: { to: 'granted', by: ['official', 'machine'] },
    // the machine never refuses
    refuse: { to: 'refused', by: ['official'] },
    'start-procedure': { to: 'procedure', by: ['official'] },
    extend: { to: 'review', by: ['official'] },
    // the steps of the review: what is said, back, taken back, up
    'give-opinion': { to: 'review', by: ['official'] },
    // what a department outside said on paper, or that it said nothing: the lead office writes it down
    'record-opinion': { to: 'review', by: ['official'] },
    // an office said nothing within its days, and the item says what that counts as
    lapse: { to: 'review', by: ['machine'] },
    'return-step': { to: 'review', by: ['official'] },
    'take-back': { to: 'review', by: ['official'] },
    forward: { to: 'review', by: ['official'] },
    assign: { to: 'review', by: ['official'] },
    'hand-over': { to: 'review', by: ['official'] },
    'ask-opinion': { to: 'review', by: ['official'] },
    'answer-opinion': { to: 'review', by: ['official'] },
    urge: { to: 'review', by: ['applicant', 'official'] },
    migrate: { to: 'review', by: ['official'] },
    withdraw: { to: 'closed', by: ['applicant'] },
  },
  // the clock stands still, and nothing is decided before the procedure has its result
  procedure: {
    claim: { to: 'procedure', by: ['official'] },
    release: { to: 'procedure', by: ['official'] },
    'end-procedure': { to: 'review', by: ['official'] },
    // the licence runs out while it waits: see the review
    grant: { to: 'granted', by: ['machine'] },
    assign: { to: 'procedure', by: ['official'] },
    'hand-over': { to: 'procedure', by: ['official'] },
    'ask-opinion': { to: 'procedure', by: ['official'] },
    'answer-opinion': { to: 'procedure', by: ['official'] },
    withdraw: { to: 'closed', by: ['applicant'] },
  },
  granted: {
    deliver: { to: 'granted', by: ['machine'] },
    close: { to: 'closed', by: ['machine'] },
    // 专管加盖: the keeper of the seal would not set it on this licence
    'send-back': { to: 'returned', by: ['machine'] },
  },
  returned: {
    claim: { to: 'returned', by: ['official'] },
    release: { to: 'returned', by: ['official'] },
    resubmit: { to: 'granted', by: ['official'] },
    assign: { to: 'returned', by: ['official'] },
    'hand-over': { to: 'returned', by: ['official'] },
    // nothing was delivered yet: the grant is withdrawn by the decision that refuses
    refuse: { to: 'refused', by: ['official'] },
  },
  refused: { close: { to: 'closed', by: ['machine'] } },
  // 决定之后: an error in it is corrected, it is revoked, or decided anew by order; the second of two persons confirms what the first proposed
  closed: {
    'propose-change': { to: 'closed', by: ['official'] },
    'answer-change': { to: 'closed', by: ['applicant'] },
    'drop-change': { to: 'closed', by: ['official'] },
    'correct-decision': { to: 'closed', by: ['official'] },
    'revoke-decision': { to: 'closed', by: ['official'] },
    reopen: { to: 'review', by: ['official'] },
    // what was not accepted: whether it is accepted is looked at anew
    'receive-anew': { to: 'intake', by: ['official'] },
    claim: { to: 'closed', by: ['official'] },
    release: { to: 'closed', by: ['official'] },
    assign: { to: 'closed', by: ['official'] },
    'hand-over': { to: 'closed', by: ['official'] },
    // what happens to its result at the counter
    collect: { to: 'closed', by: ['official'] },
    withhold: { to: 'closed', by: ['official'] },
    'settle-originals': { to: 'closed', by: ['official'] },
  },
};

/** State after an action; throws `cases.wrong_state` when it can't follow. */
export function applyAction(state: CaseState | 'none', action: ActionKind, by: ActorKind): CaseState {
  const transition = transitions[state][action];
  if (!transition?.by.includes(by)) throw casesErrors.wrong_state({ log: `${action} by ${by} in state ${state}` });
  return transition.to;
}

/** The state a list of actions leads to: the row's `state` is always this. */
export function stateOf(actions: readonly { readonly kind: ActionKind; readonly by: ActorKind }[]): CaseState | 'none' {
  return actions.reduce<CaseState | 'none'>((state, a) => applyAction(state, a.kind, a.by), 'none');
}
