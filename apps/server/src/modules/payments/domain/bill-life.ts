/** 待缴 · 已缴 · 已对账 · 退款中 · 已退, and 已作废 for what ran out unpaid (domain.md §1.6). */
export const billStates = ['due', 'paid', 'reconciled', 'refunding', 'refunded', 'cancelled'] as const;
export type BillState = (typeof billStates)[number];

export interface BillSums {
  readonly state: BillState;
  /** 分 */
  readonly total: number;
  readonly refunded: number;
}

/** What becomes of money that arrived: it pays the bill, or it goes back whole. */
export type Arrival = 'counts' | 'wrong-amount' | 'paid-already' | 'too-late';

/**
 * A bill takes exactly its sum, once, while it is due. All else that arrives goes back by itself: another sum, a second payment, one that
 * raced with the end of the bill.
 */
export function arrivalOf(bill: BillSums, amount: number): Arrival {
  if (bill.state === 'cancelled') return 'too-late';
  if (bill.state !== 'due') return 'paid-already';
  return amount === bill.total ? 'counts' : 'wrong-amount';
}

/** 分 that can still go back; 0 while the bill is not paid or another refund runs. */
export function refundable(bill: BillSums): number {
  return bill.state === 'paid' || bill.state === 'reconciled' ? bill.total - bill.refunded : 0;
}

/** How the bill stands after a refund has ended. @param reconciled it had been before */
export function afterRefund(
  bill: BillSums,
  returned: number,
  reconciled: boolean,
): { readonly state: BillState; readonly refunded: number } {
  const refunded = bill.refunded + returned;
  return { refunded, state: refunded === bill.total ? 'refunded' : reconciled ? 'reconciled' : 'paid' };
}
