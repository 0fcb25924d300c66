import type { OfficeDelivery, OwnDelivery } from '@miaopi/contracts';
import type { Text } from '../../kernel/text.ts';
import type { DeliveryState } from './domain/delivery-life.ts';
import { abilitiesOf } from './policy.ts';
import type { DeliveryRow, EventRow } from './store/deliveries.ts';

export const stateNames: Readonly<Record<DeliveryState, Text>> = {
  unpaid: { zh: '待付寄费', en: 'The courier is to be paid' },
  ready: { zh: '待领取', en: 'Ready to be collected' },
  'to-send': { zh: '待揽收', en: 'To be picked up' },
  moving: { zh: '在途', en: 'On its way' },
  out: { zh: '派送中', en: 'Out for delivery' },
  delivered: { zh: '已送达', en: 'Delivered' },
  returned: { zh: '退回', en: 'Came back' },
  published: { zh: '公告送达中', en: 'Public notice' },
  withheld: { zh: '原件不一致，暂缓交付', en: 'Withheld: an original differs' },
};

const eventOf = (e: EventRow) => ({ at: e.at.toISOString(), text: e.text, ...(e.by ? { by: e.by } : {}) });

/** While it is the office that still has to do something: what waits at the counter, for its fee or in a public notice waits for its holder. */
const owedByOffice: readonly DeliveryState[] = ['to-send', 'moving', 'out', 'returned', 'withheld'];
const deliverBy = (d: DeliveryRow) => (d.deliverBy && owedByOffice.includes(d.state) ? { deliverBy: d.deliverBy } : {});

export function presentOwn(d: DeliveryRow, events: readonly EventRow[]): OwnDelivery {
  return {
    id: d.id,
    number: d.number,
    means: d.means,
    state: d.state,
    stateName: stateNames[d.state],
    result: d.result,
    ...(d.state === 'ready' || d.state === 'returned' || d.state === 'unpaid' ? { pickupCode: d.pickupCode } : {}),
    ...(d.waybill ? { waybill: d.waybill } : {}),
    ...(d.billId && d.fee !== null ? { bill: { id: d.billId, fee: d.fee, due: d.state === 'unpaid' } } : {}),
    ...(d.means === 'courier' ? { to: `${d.toName} ${d.toAddress}` } : {}),
    office: d.officeName,
    ...deliverBy(d),
    ...(d.deliveredAt ? { deliveredAt: d.deliveredAt.toISOString() } : {}),
    ...(d.receivedBy ? { receivedBy: d.receivedBy } : {}),
    events: events.map(eventOf),
  };
}

export function presentOffice(d: DeliveryRow, events: readonly EventRow[]): OfficeDelivery {
  return {
    id: d.id,
    number: d.number,
    caseNumber: d.caseNumber,
    itemName: d.itemName,
    result: d.result,
    resultNumber: d.resultNumber,
    holder: d.holderName,
    holderNumber: `${d.holderNumber.slice(0, 4)}**********${d.holderNumber.slice(-4)}`,
    means: d.means,
    state: d.state,
    stateName: stateNames[d.state],
    ...(d.toAddress ? { to: { name: d.toName, mobile: d.toMobile, address: d.toAddress } } : {}),
    ...(d.waybill ? { waybill: d.waybill } : {}),
    attempts: d.attempts,
    changedAt: d.changedAt.toISOString(),
    ...deliverBy(d),
    ...(d.deliveredAt ? { deliveredAt: d.deliveredAt.toISOString() } : {}),
    ...(d.receivedBy ? { receivedBy: d.receivedBy } : {}),
    ...(d.handedName ? { handedBy: d.handedName } : {}),
    ...(d.noticeUntil ? { noticeUntil: d.noticeUntil } : {}),
    events: events.map(eventOf),
    abilities: abilitiesOf(d),
  };
}
