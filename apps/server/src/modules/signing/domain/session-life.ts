/** The life of a signing and of each party in it, as tables of data. */

export type SessionState = 'open' | 'complete' | 'declined' | 'expired' | 'cancelled';
export type PartyState = 'invited' | 'opened' | 'signed' | 'declined' | 'expired' | 'cancelled';
export type PartyAction = 'look' | 'sign' | 'decline' | 'expire' | 'cancel';

/** Party: state × action → state. Empty: can't happen. A signature given stays given, whatever becomes of the signing. */
export const partyLife: Readonly<Record<PartyState, Readonly<Partial<Record<PartyAction, PartyState>>>>> = {
  invited: { look: 'opened', sign: 'signed', decline: 'declined', expire: 'expired', cancel: 'cancelled' },
  opened: { look: 'opened', sign: 'signed', decline: 'declined', expire: 'expired', cancel: 'cancelled' },
  signed: { look: 'signed' },
  declined: { look: 'declined' },
  expired: { look: 'expired' },
  cancelled: { look: 'cancelled' },
};

/** What a party's or the initiator's action makes of the whole; `sign` completes it when nobody is left. */
export const endOf = { decline: 'declined', expire: 'expired', cancel: 'cancelled' } as const satisfies Readonly<
  Record<'decline' | 'expire' | 'cancel', SessionState>
>;

/** @returns undefined when the action can't happen in this state */
export function afterAction(state: PartyState, action: PartyAction): PartyState | undefined {
  return partyLife[state][action];
}

export interface Turn {
  readonly turn: number;
  readonly state: PartyState;
}

/** Whose turn it is: all who have not signed, or in turn the first of them. Nobody's once the signing has ended. */
export function dueTurns(
  session: { readonly state: SessionState; readonly sequence: 'together' | 'in-turn' },
  parties: readonly Turn[],
): number[] {
  if (session.state !== 'open') return [];
  const waiting = parties
    .filter((p) => afterAction(p.state, 'sign'))
    .map((p) => p.turn)
    .sort((a, b) => a - b);
  return session.sequence === 'together' ? waiting : waiting.slice(0, 1);
}
