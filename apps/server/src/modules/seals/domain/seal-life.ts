import type { Text } from '../../../kernel/text.ts';
import { sealsErrors } from '../errors.ts';

/** made 已制成 · in-use 使用中 · suspended 停用 · lost 挂失 · replaced 已换发 · revoked 已注销. */
export const sealStates = ['made', 'in-use', 'suspended', 'lost', 'replaced', 'revoked'] as const;
export type SealState = (typeof sealStates)[number];

export const sealActions = ['activate', 'suspend', 'resume', 'report-lost', 'replace', 'revoke'] as const;
export type SealAction = (typeof sealActions)[number];

/** The life of a seal as data: state × action → state. What is not here can't happen. */
export const sealTransitions: Readonly<Record<SealState, Partial<Readonly<Record<SealAction, SealState>>>>> = {
  made: { activate: 'in-use', revoke: 'revoked' },
  'in-use': { suspend: 'suspended', 'report-lost': 'lost', replace: 'replaced', revoke: 'revoked' },
  suspended: { resume: 'in-use', 'report-lost': 'lost', replace: 'replaced', revoke: 'revoked' },
  // what is lost never comes back: its key is not to be trusted again, a new seal is applied for
  lost: { revoke: 'revoked' },
  replaced: { 'report-lost': 'lost', revoke: 'revoked' },
  revoked: {},
};

/** @throws seals.wrong_state when the action can't follow */
export function afterAction(state: SealState, action: SealAction): SealState {
  const next = sealTransitions[state][action];
  if (!next) throw sealsErrors.wrong_state({ log: `${action} in state ${state}` });
  return next;
}

export const sealStateNames: Readonly<Record<SealState | 'expired', Text>> = {
  made: { zh: '待启用', en: 'waiting to be activated' },
  'in-use': { zh: '使用中', en: 'in use' },
  suspended: { zh: '已停用', en: 'suspended' },
  lost: { zh: '已挂失', en: 'reported lost' },
  replaced: { zh: '已换发', en: 'replaced by a new one' },
  revoked: { zh: '已注销', en: 'revoked' },
  expired: { zh: '已到期', en: 'expired' },
};

/** Years a seal runs (F153), and days before its end from which renewal may be asked for. */
export const sealYears = 3;
export const renewalDays = 60;

/** Whether its renewal may be asked for. */
export function mayRenew(seal: { readonly state: SealState; readonly validTo: Date }, now: Date): boolean {
  return (
    (seal.state === 'in-use' || seal.state === 'suspended') &&
    seal.validTo.getTime() - now.getTime() <= renewalDays * 86_400_000
  );
}

/** State as shown: the end of validity is computed, never stored. */
export function shownState(
  seal: { readonly state: SealState; readonly validTo: Date },
  now: Date,
): SealState | 'expired' {
  return (seal.state === 'in-use' || seal.state === 'made' || seal.state === 'suspended') && seal.validTo <= now
    ? 'expired'
    : seal.state;
}

export interface SealAt {
  readonly state: SealState;
  readonly stateSince: Date;
  /** Lost or compromised since, when that was before it was told. */
  readonly invalidSince: Date | null;
  readonly replacedAt: Date | null;
}

/**
 * What the state of a seal says of something sealed at a moment: verification judges at sealing time. A seal ended later does not touch what was sealed
 * before; suspended: nothing sealed since is good.
 */
export function goodAt(seal: SealAt, sealedAt: Date): boolean {
  switch (seal.state) {
    case 'in-use':
      return true;
    case 'made':
      return false;
    case 'replaced':
      return seal.replacedAt === null || sealedAt <= seal.replacedAt;
    default:
      return sealedAt < (seal.invalidSince ?? seal.stateSince);
  }
}
