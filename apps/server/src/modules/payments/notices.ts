import { inBoth, noticeTo, onDay, type Told, told } from '@miaopi/items';
import type { DomainEvent } from '../../kernel/command.ts';
import type { Text } from '../../kernel/text.ts';
import { money } from './domain/money.ts';
import type { BillRow } from './store/rows.ts';

type Bill = Pick<BillRow, 'id' | 'caseId' | 'personId' | 'number' | 'itemName' | 'caseNumber' | 'total' | 'dueFor'>;

const notice = (bill: Bill, what: Told, sms = true): DomainEvent =>
  noticeTo({ personId: bill.personId }, what, { caseId: bill.caseId, sms });

const of = (bill: Bill) => ({ item: bill.itemName, number: inBoth(bill.caseNumber), bill: inBoth(bill.number) });
const sum = (amount: number) => inBoth(money(amount));

export const billMadeNotice = (bill: Bill, until: string): DomainEvent =>
  notice(
    bill,
    told(bill.dueFor === 'courier' ? 'courierDue' : 'billDue', {
      ...of(bill),
      amount: sum(bill.total),
      due: onDay(until),
    }),
  );

export const paidNotice = (bill: Bill): DomainEvent =>
  notice(bill, told('billPaid', { ...of(bill), amount: sum(bill.total) }), false);

export const extraNotice = (bill: Bill, amount: number, reason: Text): DomainEvent =>
  notice(bill, told('paidTooMuch', { ...of(bill), amount: sum(amount), reason }));

export const refundedNotice = (bill: Bill, amount: number): DomainEvent =>
  notice(bill, told('refunded', { ...of(bill), amount: sum(amount) }));

export const expiredNotice = (bill: Bill): DomainEvent =>
  notice(bill, told(bill.dueFor === 'courier' ? 'courierUnpaid' : 'billExpired', of(bill)));

/** To whoever had asked for it. */
export const refundFailedNotice = (bill: Pick<Bill, 'number'>, staffId: string, why: string): DomainEvent =>
  noticeTo({ staffId }, told('refundFailed', { bill: inBoth(bill.number), reason: inBoth(why) }));
