import type { DomainEvent } from '../../kernel/command.ts';
import type { Text } from '../../kernel/text.ts';
import { money } from './domain/money.ts';
import type { BillRow } from './store/rows.ts';

type Told = Pick<BillRow, 'id' | 'caseId' | 'personId' | 'number' | 'itemName' | 'caseNumber' | 'total'>;

function notice(bill: Told, sms: boolean, title: Text, body: Text): DomainEvent {
  return { name: 'notice', payload: { personId: bill.personId, caseId: bill.caseId, sms, title, body } };
}

export function billMadeNotice(bill: Told, until: string): DomainEvent {
  return notice(
    bill,
    true,
    { zh: '请缴费', en: 'Please pay' },
    {
      zh: `“${bill.itemName.zh}”（${bill.caseNumber}）已受理，应缴 ${money(bill.total)}，请在 ${until} 前于“我的缴费”中缴纳。缴清后自动继续办理。`,
      en: `“${bill.itemName.en}” (${bill.caseNumber}) has been accepted. Please pay ${money(bill.total)} by ${until} under “My payments”; the case then goes on by itself.`,
    },
  );
}

export function paidNotice(bill: Told): DomainEvent {
  return notice(
    bill,
    false,
    { zh: '缴费成功', en: 'Payment received' },
    {
      zh: `缴款单 ${bill.number}（${money(bill.total)}）已缴清，缴费凭证可在“我的缴费”下载。`,
      en: `Bill ${bill.number} (${money(bill.total)}) is paid. Its receipt is under “My payments”.`,
    },
  );
}

export function extraNotice(bill: Told, amount: number, why: Text): DomainEvent {
  return notice(
    bill,
    true,
    { zh: '多收的款正在退回', en: 'Money is on its way back to you' },
    {
      zh: `缴款单 ${bill.number} 收到 ${money(amount)}，${why.zh}，将原路全额退回，无需您操作。`,
      en: `${money(amount)} arrived for bill ${bill.number}: ${why.en}. All of it goes back the way it came; there is nothing for you to do.`,
    },
  );
}

export function refundedNotice(bill: Told, amount: number): DomainEvent {
  return notice(
    bill,
    true,
    { zh: '退款已完成', en: 'Refund made' },
    {
      zh: `缴款单 ${bill.number} 的 ${money(amount)} 已原路退回。`,
      en: `${money(amount)} of bill ${bill.number} went back the way it came.`,
    },
  );
}

export function expiredNotice(bill: Told): DomainEvent {
  return notice(
    bill,
    true,
    { zh: '缴款单已过期', en: 'The bill has run out' },
    {
      zh: `“${bill.itemName.zh}”（${bill.caseNumber}）的缴款单 ${bill.number} 未按时缴纳，已作废。需要继续办理的，请在“我的缴费”中重新开具。`,
      en: `Bill ${bill.number} of “${bill.itemName.en}” (${bill.caseNumber}) was not paid in time and is void. To go on, ask for a new one under “My payments”.`,
    },
  );
}
