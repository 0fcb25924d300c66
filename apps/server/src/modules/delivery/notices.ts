import { inBoth, noticeTo, type Told, told } from '@miaopi/items';
import type { DomainEvent } from '../../kernel/command.ts';
import type { DeliveryRow } from './store/deliveries.ts';

const notice = (d: DeliveryRow, what: Told): DomainEvent =>
  noticeTo({ personId: d.personId }, what, { caseId: d.caseId, sms: true });

const thing = (d: DeliveryRow) => ({ result: d.result, office: d.officeName });

export const readyNotice = (d: DeliveryRow): DomainEvent =>
  notice(d, told('ready', { ...thing(d), code: inBoth(d.pickupCode ?? '—') }));

export const sentNotice = (d: DeliveryRow): DomainEvent =>
  notice(d, told('sent', { ...thing(d), waybill: inBoth(d.waybill ?? '—') }));

export const deliveredNotice = (d: DeliveryRow): DomainEvent =>
  notice(d, told('delivered', { ...thing(d), receivedBy: inBoth(d.receivedBy ?? '—') }));

export const returnedNotice = (d: DeliveryRow): DomainEvent =>
  notice(d, told('cameBack', { ...thing(d), code: inBoth(d.pickupCode ?? '—') }));
