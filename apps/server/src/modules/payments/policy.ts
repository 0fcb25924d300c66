import type { Abilities } from '@miaopi/contracts';
import type { Actor, StaffActor } from '../../kernel/actor.ts';
import type { Text } from '../../kernel/text.ts';
import { refundable } from './domain/bill-life.ts';
import type { BillRow, RefundRow } from './store/rows.ts';

type Answer = { readonly allowed: true } | { readonly allowed: false; readonly reason: Text };
const yes: Answer = { allowed: true };
const no = (zh: string, en: string): Answer => ({ allowed: false, reason: { zh, en } });

/** Whose bill it is. Others get 404. */
export function owns(actor: Actor, bill: BillRow): boolean {
  return actor.kind === 'person' && actor.principal.kind === bill.payerKind && actor.principal.id === bill.payerId;
}

/** Officials of the office it is owed to, who handle cases. Others get 404. */
export function sees(actor: Actor, bill: Pick<BillRow, 'office'>): boolean {
  return actor.kind === 'staff' && actor.office === bill.office && handlesMoney(actor);
}

export function handlesMoney(actor: StaffActor): boolean {
  return actor.roles.some((r) => r === 'acceptor' || r === 'approver' || r === 'head');
}

export function mayPay(bill: BillRow, now: Date): Answer {
  if (bill.state !== 'due') return no('缴款单不是待缴状态', 'The bill is not due');
  return bill.expiresAt > now ? yes : no('缴款单已过期，请重新开具', 'The bill has run out; ask for a new one');
}

/** Whether a bill that ran out unpaid is made anew. @param standing the bill of its case that counts now */
export function mayReissue(bill: BillRow, standing: Pick<BillRow, 'id'> | undefined): Answer {
  if (bill.dueFor === 'courier') return no('请在办件页面重新寄送', 'Send it anew on the page of the case');
  if (bill.state !== 'cancelled') return no('缴款单仍然有效', 'The bill stands');
  if (standing?.id !== bill.id) return no('已经另外开具了缴款单', 'Another bill was made in its place');
  return bill.needlessAt ? no('办件已经结束，这笔费用不用缴纳', 'The case is over: this need not be paid') : yes;
}

export function mayAskRefund(actor: Actor, bill: BillRow): Answer {
  if (!sees(actor, bill)) return no('由收费单位的工作人员提出', 'Officials of the office ask for it');
  return refundable(bill) > 0 ? yes : no('只能退已缴且没有退款在办的缴款单', 'Nothing can go back now');
}

/** The head of the office, who must be another person than the one who asked. */
export function mayDecideRefund(actor: Actor, bill: Pick<BillRow, 'office'>, refund: RefundRow): Answer {
  if (actor.kind !== 'staff' || actor.office !== bill.office || !actor.roles.includes('head'))
    return no('由本单位负责人审核', 'The head of the office decides');
  if (refund.askedBy === actor.staffId) return no('提出退款的人不能自己审核', 'Another person than who asked');
  return refund.state === 'asked' ? yes : no('已经审核', 'Decided already');
}

export function abilitiesOf(
  actor: Actor,
  bill: BillRow,
  standing: Pick<BillRow, 'id'> | undefined,
  now: Date,
): Abilities {
  return owns(actor, bill)
    ? { pay: mayPay(bill, now), reissue: mayReissue(bill, standing) }
    : { refund: mayAskRefund(actor, bill) };
}
