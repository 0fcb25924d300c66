import type { ActionKind, ActorKind } from './lifecycle.ts';

/** Numbered paper of an action, by its kind; undefined where the law asks for none. The one list of which act is told in writing. */
export function paperOf(action: ActionKind, by: ActorKind): string | undefined {
  // what the machine grants is told by the licence itself
  if (action === 'grant') return by === 'official' ? 'grant' : undefined;
  return papers[action];
}

const papers: Partial<Readonly<Record<ActionKind, string>>> = {
  accept: 'acceptance',
  'ask-correction': 'correction',
  reject: 'not-accepted',
  abandon: 'abandonment',
  'start-procedure': 'special-procedure',
  extend: 'extension',
  withdraw: 'withdrawal',
  refuse: 'refusal',
  'correct-decision': 'rectification',
  'revoke-decision': 'revocation',
  reopen: 'reopening',
  'receive-anew': 'reopening',
};
