import { fillNotice, type NoticeEvent, type NoticeFill, noticeDefinition } from '@miaopi/items';
import type { DomainEvent } from '../../kernel/command.ts';
import type { Text } from '../../kernel/text.ts';
import type { DeliveryRow } from './store/deliveries.ts';

function notice(d: DeliveryRow, title: Text, body: Text): DomainEvent {
  return { name: 'notice', payload: { personId: d.personId, caseId: d.caseId, sms: true, title, body } };
}

/** An occasion that an operator may have other words for. */
function occasion(d: DeliveryRow, event: NoticeEvent, more: NoticeFill): DomainEvent {
  const values: NoticeFill = { result: d.result, office: d.officeName, ...more };
  const { title, body } = noticeDefinition(event);
  const told = notice(d, fillNotice(title, values), fillNotice(body, values));
  return { ...told, payload: { ...(told.payload as object), template: { event, values } } };
}

const same = (text: string | null | undefined): Text => ({ zh: text ?? '', en: text ?? '' });

export const readyNotice = (d: DeliveryRow): DomainEvent => occasion(d, 'ready', { code: same(d.pickupCode) });

export const sentNotice = (d: DeliveryRow): DomainEvent => occasion(d, 'sent', { waybill: same(d.waybill) });

export const deliveredNotice = (d: DeliveryRow): DomainEvent =>
  occasion(d, 'delivered', { receivedBy: same(d.receivedBy) });

export function returnedNotice(d: DeliveryRow): DomainEvent {
  return notice(
    d,
    { zh: '证件没有送到', en: 'It could not be delivered' },
    {
      zh: `您的${d.result.zh}没有送到，已退回${d.officeName.zh}。工作人员会联系您重新寄送；也可以带身份证或者凭取件码 ${d.pickupCode} 到窗口领取。`,
      en: `Your ${d.result.en} could not be delivered and came back to ${d.officeName.en}. They will contact you; you may also collect it with your identity card or the code ${d.pickupCode}.`,
    },
  );
}
