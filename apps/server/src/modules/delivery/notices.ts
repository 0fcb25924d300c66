import type { DomainEvent } from '../../kernel/command.ts';
import type { Text } from '../../kernel/text.ts';
import type { DeliveryRow } from './store/deliveries.ts';

function notice(d: DeliveryRow, title: Text, body: Text): DomainEvent {
  return { name: 'notice', payload: { personId: d.personId, caseId: d.caseId, sms: true, title, body } };
}

export function readyNotice(d: DeliveryRow): DomainEvent {
  return notice(
    d,
    { zh: '证件可以领取了', en: 'Ready to be collected' },
    {
      zh: `您的${d.result.zh}可以到${d.officeName.zh}窗口领取，请带身份证，或者出示取件码 ${d.pickupCode}。`,
      en: `Your ${d.result.en} can be collected at the desk of ${d.officeName.en}. Bring your identity card, or show the code ${d.pickupCode}.`,
    },
  );
}

export function sentNotice(d: DeliveryRow): DomainEvent {
  return notice(
    d,
    { zh: '证件已交寄', en: 'On its way to you' },
    {
      zh: `您的${d.result.zh}已交寄，运单号 ${d.waybill}，可以在办件页面查看进度。`,
      en: `Your ${d.result.en} has been sent, waybill ${d.waybill}; see the page of your case.`,
    },
  );
}

export function deliveredNotice(d: DeliveryRow): DomainEvent {
  return notice(
    d,
    { zh: '证件已签收', en: 'Delivered' },
    {
      zh: `您的${d.result.zh}已由${d.receivedBy ?? ''}签收。如非本人或家人签收，请联系${d.officeName.zh}。`,
      en: `Your ${d.result.en} was received by ${d.receivedBy ?? ''}. If that was not you or your family, contact ${d.officeName.en}.`,
    },
  );
}

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
