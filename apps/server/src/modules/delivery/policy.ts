import type { Abilities } from '@miaopi/contracts';
import type { Actor, StaffActor } from '../../kernel/actor.ts';
import { type Act, mayAct } from './domain/delivery-life.ts';
import type { DeliveryRow } from './store/deliveries.ts';

/** Whose result it is. Others get 404. */
export function owns(actor: Actor, d: DeliveryRow): boolean {
  return actor.kind === 'person' && actor.principal.kind === d.holderKind && actor.principal.id === d.holderId;
}

/** Officials who hand results over. */
export function delivers(actor: StaffActor): boolean {
  return actor.roles.some((r) => r === 'acceptor' || r === 'approver' || r === 'head');
}

/** Those of the issuing office. Others get 404. */
export function sees(actor: Actor, d: DeliveryRow): boolean {
  return actor.kind === 'staff' && actor.office === d.office && delivers(actor);
}

const notNow = { zh: '当前状态不能这样处理', en: 'Not as it stands now' };

export function abilitiesOf(d: DeliveryRow): Abilities {
  const one = (act: Act) => (mayAct(d.state, act) ? { allowed: true } : { allowed: false, reason: notNow });
  return {
    handOver: one('handOver'),
    sendAgain: one('sendAgain'),
    toCounter: one('toCounter'),
    publish: one('publish'),
  };
}
