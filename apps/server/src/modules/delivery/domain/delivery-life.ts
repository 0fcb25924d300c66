/** 待付寄费 · 待领取 · 待揽收 · 在途 · 派送 · 签收 · 退回 · 公告中 (domain.md §1.7) · 暂缓交付: an original differed at the counter. */
export const deliveryStates = [
  'unpaid',
  'ready',
  'to-send',
  'moving',
  'out',
  'delivered',
  'returned',
  'published',
  'withheld',
] as const;
export type DeliveryState = (typeof deliveryStates)[number];
export type Means = 'electronic' | 'counter' | 'courier' | 'public-notice';

/** What an official of the office may do with it. */
export type Act = 'handOver' | 'sendAgain' | 'toCounter' | 'publish';

const acts: Readonly<Record<DeliveryState, readonly Act[]>> = {
  // who comes for it need not wait for a courier
  unpaid: ['handOver', 'toCounter'],
  // who comes to the counter is served, also when it came back
  ready: ['handOver', 'publish'],
  'to-send': [],
  moving: [],
  out: [],
  delivered: [],
  returned: ['handOver', 'sendAgain', 'toCounter', 'publish'],
  published: ['handOver'],
  // until an official of the case has settled what differs
  withheld: [],
};

export function mayAct(state: DeliveryState, act: Act): boolean {
  return acts[state].includes(act);
}

/** What a carrier says of a parcel; later words of its life win, and one that ended stays ended. */
export const carrierStates = ['to-send', 'moving', 'out', 'delivered', 'returned'] as const;
export type CarrierState = (typeof carrierStates)[number];

export function afterCarrier(state: DeliveryState, told: CarrierState): DeliveryState {
  return state === 'to-send' || state === 'moving' || state === 'out' ? told : state;
}

/** Days after which a public notice counts as delivery (行政诉讼和民事诉讼的公告期，三十日). */
export const noticeDays = 30;
