import type { Bill, BillSummary, Difference } from '@miaopi/contracts';
import type { Actor } from '../../kernel/actor.ts';
import type { Text } from '../../kernel/text.ts';
import { type PaymentsDeps, providerOf } from './deps.ts';
import { type BillState, refundable } from './domain/bill-life.ts';
import { abilitiesOf, mayDecideRefund } from './policy.ts';
import { attemptsOf } from './store/attempts.ts';
import { billOfCase, findReceipt, linesOf } from './store/bills.ts';
import { refundsOf } from './store/refunds.ts';
import type { BillRow, DifferenceRow, RefundRow } from './store/rows.ts';

export const stateNames: Readonly<Record<BillState, Text>> = {
  due: { zh: '待缴', en: 'To be paid' },
  paid: { zh: '已缴', en: 'Paid' },
  reconciled: { zh: '已对账', en: 'Paid and reconciled' },
  refunding: { zh: '退款中', en: 'Being refunded' },
  refunded: { zh: '已退', en: 'Refunded' },
  cancelled: { zh: '已作废', en: 'Void' },
};

export function presentSummary(bill: BillRow): BillSummary {
  return {
    id: bill.id,
    number: bill.number,
    caseId: bill.caseId,
    caseNumber: bill.caseNumber,
    itemName: bill.itemName,
    office: bill.officeName,
    payer: bill.payerName,
    state: bill.state,
    stateName: stateNames[bill.state],
    total: bill.total,
    refunded: bill.refunded,
    madeAt: bill.madeAt.toISOString(),
    expiresAt: bill.expiresAt.toISOString(),
    ...(bill.paidAt ? { paidAt: bill.paidAt.toISOString() } : {}),
  };
}

export function providerName(deps: Pick<PaymentsDeps, 'providers'>, id: string): Text {
  return providerOf(deps, id)?.name ?? { zh: id, en: id };
}

export async function presentBill(deps: PaymentsDeps, actor: Actor, bill: BillRow): Promise<Bill> {
  const { read, clock } = deps.kernel;
  const [lines, attempts, refunds, receipt, standing] = await Promise.all([
    linesOf(read, bill.id),
    attemptsOf(read, bill.id),
    refundsOf(read, bill.id),
    findReceipt(read, bill.id),
    billOfCase(read, bill.caseId),
  ]);
  return {
    ...presentSummary(bill),
    dueFor: bill.dueFor,
    lines: lines.map(({ reduction, ...line }) => ({ ...line, ...(reduction ? { reduction } : {}) })),
    payments: attempts.map((a) => ({
      provider: providerName(deps, a.provider),
      state: a.state,
      openedAt: a.openedAt.toISOString(),
      amount: a.paidAmount ?? a.amount,
      ...(a.paidAt ? { paidAt: a.paidAt.toISOString() } : {}),
      ...(a.transaction ? { transaction: a.transaction } : {}),
      counted: a.counted,
    })),
    refunds: refunds.map((r) => presentRefund(actor, bill, r)),
    refundable: refundable(bill),
    ...(receipt ? { receipt: { number: receipt.number, at: receipt.at.toISOString() } } : {}),
    providers: deps.providers.map(({ id, name, ways }) => ({
      id,
      name,
      ways: ways.filter((way) => way !== 'jsapi'),
    })),
    abilities: abilitiesOf(actor, bill, standing, clock.now()),
  };
}

/** Who asked and decided is the office's own business, not the payer's; why nothing goes back is told to both. */
function presentRefund(actor: Actor, bill: BillRow, r: RefundRow): Bill['refunds'][number] {
  const official = actor.kind === 'staff';
  return {
    id: r.id,
    amount: r.amount,
    kind: r.kind,
    state: r.state,
    reason: r.reason,
    askedAt: r.askedAt.toISOString(),
    ...(official && r.askedName ? { askedBy: r.askedName } : {}),
    ...(official && r.decidedName ? { decidedBy: r.decidedName } : {}),
    ...(r.note && (official || r.state === 'rejected') ? { note: r.note } : {}),
    ...(r.doneAt ? { doneAt: r.doneAt.toISOString() } : {}),
    abilities: official ? { decide: mayDecideRefund(actor, bill, r) } : {},
  };
}

export function presentDifference(deps: Pick<PaymentsDeps, 'providers'>, d: DifferenceRow): Difference {
  return {
    id: d.id,
    provider: providerName(deps, d.provider),
    day: d.day,
    kind: d.kind,
    subject: d.subject,
    reference: d.reference,
    ...(d.transaction ? { transaction: d.transaction } : {}),
    ...(d.ours === null ? {} : { ours: d.ours }),
    ...(d.theirs === null ? {} : { theirs: d.theirs }),
    // from a repeated request it comes as JSON
    foundAt: new Date(d.foundAt).toISOString(),
    ...(d.settledAt && d.how
      ? { settled: { at: new Date(d.settledAt).toISOString(), by: d.settledName ?? '', how: d.how } }
      : {}),
  };
}
