import type { CarrierState } from './delivery-life.ts';

/** 来件: 待付寄费 · 待揽收 · 在途 · 派送 · 已到达 · 已开拆 · 退回寄件人 · 丢失 · 已取消. */
export const incomingStates = [
  'unpaid',
  'to-send',
  'moving',
  'out',
  'arrived',
  'opened',
  'returned',
  'lost',
  'cancelled',
] as const;
export type IncomingState = (typeof incomingStates)[number];

/** Picked up by our carrier, or sent by the applicant with any. */
export type How = 'pick-up' | 'own';
/** How one paper was found when the parcel was opened: as announced, not there, something else than its name says, not announced. */
export type Found = 'there' | 'missing' | 'wrong' | 'extra';

/**
 * Whether its carrier tells where a parcel is: `none` nobody can be asked, `asked` no answer yet, `known` he tells, `unknown` he knows no such number, or not with the sender's mobile.
 */
export type TrackingOf = 'none' | 'asked' | 'known' | 'unknown';

export type IncomingAct = 'open' | 'lose';

const acts: Readonly<Record<IncomingState, readonly IncomingAct[]>> = {
  unpaid: [],
  // nobody has it yet: its sender takes it back
  'to-send': [],
  // what lies on the table may be opened, whatever its carrier says of it
  moving: ['open', 'lose'],
  out: ['open', 'lose'],
  arrived: ['open'],
  opened: [],
  returned: [],
  // it turned up
  lost: ['open'],
  cancelled: [],
};

export function mayActOn(state: IncomingState, act: IncomingAct, how: How): boolean {
  // one that its sender took to the carrier may lie on the table before the carrier has entered it
  return acts[state].includes(act) || (act === 'open' && how === 'own' && state === 'to-send');
}

/** Before anybody has it; of an own one, as long as it has not arrived: its number may have been mistyped. */
export function mayCancel(state: IncomingState, how: How): boolean {
  return how === 'own' ? isUnderWay(state) : state === 'unpaid' || state === 'to-send';
}

export const underWayStates = ['to-send', 'moving', 'out'] as const satisfies readonly IncomingState[];

export function isUnderWay(state: IncomingState): boolean {
  return (underWayStates as readonly IncomingState[]).includes(state);
}

/** What our carrier says of a parcel on its way to us; signed for means that it is in the house. */
export function afterCarrierIn(state: IncomingState, told: CarrierState): IncomingState {
  return isUnderWay(state) ? (told === 'delivered' ? 'arrived' : told) : state;
}

/** Days without a word after which a parcel counts as late. */
export const lateDays = 7;

/** How far back an applicant may say that he has posted a parcel of his own. */
export const postedWithinDays = 60;
