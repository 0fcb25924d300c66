import type { ShownState, StoredState } from './licence-state.ts';

interface Text {
  readonly zh: string;
  readonly en: string;
}

/**
 * What can be done to a licence after it is issued (domain.md §1.5, §3.3.3). `change` comes with a case, `restore` with the withdrawal of what changed it; the rest are done
 * by the issuing office.
 */
export const licenceActions = [
  'change',
  'restore',
  'renew',
  'replace',
  'suspend',
  'resume',
  'withdraw',
  'revoke',
  'cancel',
  'transfer-out',
  'transfer-in',
] as const;
export type LicenceAction = (typeof licenceActions)[number];
export type OfficialAction = Exclude<LicenceAction, 'change' | 'restore'>;

/**
 * The lawful table: state as shown × action → state of this licence afterwards. A pair that is not here can't happen. `renew`, `replace` and `transfer-in` make
 * a new version that is valid; the state here is that of the former. What ended (注销、吊销、撤销、变更作废) stays ended, but for what a change ended that was 撤销 itself; what ran out is applied for anew or cancelled.
 */
export const lawful: Readonly<Record<ShownState, Partial<Record<LicenceAction, StoredState>>>> = {
  valid: {
    change: 'changed',
    renew: 'changed',
    replace: 'changed',
    suspend: 'suspended',
    withdraw: 'withdrawn',
    revoke: 'revoked',
    cancel: 'cancelled',
    'transfer-out': 'transferred',
  },
  'not-yet-valid': { replace: 'changed', withdraw: 'withdrawn', cancel: 'cancelled' },
  expired: { withdraw: 'withdrawn', cancel: 'cancelled' },
  suspended: { resume: 'valid', withdraw: 'withdrawn', revoke: 'revoked', cancel: 'cancelled' },
  transferred: { 'transfer-in': 'transferred', withdraw: 'withdrawn', revoke: 'revoked' },
  changed: { restore: 'valid' },
  cancelled: {},
  revoked: {},
  withdrawn: {},
};

export interface ActionRule {
  readonly name: Text;
  /** One proposes, another confirms. */
  readonly twoPersons: boolean;
  /** Makes a new version, sealed anew. */
  readonly makesVersion: boolean;
  /** Number of the written decision (文书号) must be given. */
  readonly document: boolean;
  /** Roles of the issuing office's staff that may do or propose it. */
  readonly roles: readonly string[];
}

const decides = ['approver', 'head'] as const;

export const actionRules: Readonly<Record<OfficialAction, ActionRule>> = {
  renew: { name: { zh: '延续', en: 'Renew' }, twoPersons: false, makesVersion: true, document: false, roles: decides },
  replace: {
    name: { zh: '补领换发', en: 'Replace' },
    twoPersons: false,
    makesVersion: true,
    document: false,
    roles: decides,
  },
  suspend: {
    name: { zh: '暂扣', en: 'Suspend' },
    twoPersons: false,
    makesVersion: false,
    document: true,
    roles: decides,
  },
  resume: {
    name: { zh: '暂扣发还', en: 'Give back' },
    twoPersons: false,
    makesVersion: false,
    document: false,
    roles: decides,
  },
  withdraw: {
    name: { zh: '撤销', en: 'Withdraw' },
    twoPersons: true,
    makesVersion: false,
    document: true,
    roles: decides,
  },
  revoke: { name: { zh: '吊销', en: 'Revoke' }, twoPersons: true, makesVersion: false, document: true, roles: decides },
  cancel: {
    name: { zh: '注销', en: 'Cancel' },
    twoPersons: false,
    makesVersion: false,
    document: false,
    roles: decides,
  },
  'transfer-out': {
    name: { zh: '办理转出', en: 'Transfer out' },
    twoPersons: false,
    makesVersion: false,
    document: false,
    roles: decides,
  },
  'transfer-in': {
    name: { zh: '办理转入', en: 'Transfer in' },
    twoPersons: false,
    makesVersion: true,
    document: false,
    roles: decides,
  },
};

/** At least one of two persons must be the head of the office. */
export const headRole = 'head';

/** Who may look at the licences of his office. */
export const readingRoles = ['acceptor', 'approver', 'head', 'auditor'] as const;

export const officialActions = licenceActions.filter((a): a is OfficialAction => a !== 'change' && a !== 'restore');

/** State of this licence after the action, or undefined when the pair is not lawful. */
export function afterAction(state: ShownState, action: LicenceAction): StoredState | undefined {
  return lawful[state][action];
}
