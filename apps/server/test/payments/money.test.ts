import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Arrival,
  afterRefund,
  arrivalOf,
  type BillState,
  refundable,
} from '../../src/modules/payments/domain/bill-life.ts';
import { compareStatement, type Entry } from '../../src/modules/payments/domain/compare-statement.ts';
import { fenOf, money, yuan } from '../../src/modules/payments/domain/money.ts';

describe('sums', () => {
  it('go to the cashier and back without losing a fen, and nothing that is no sum is taken for one', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 10 ** 13 }), (fen) => fenOf(yuan(fen)) === fen));
    for (const text of ['', '-1.00', '1.005', '1e3', '1,000.00', '.5', 'NaN', '10.0.0'])
      expect(fenOf(text)).toBeUndefined();
    expect(money(128_000_005)).toBe('¥1,280,000.05');
  });
});

describe('a bill', () => {
  it('F202: over any arrivals and refunds, never counts more than once and never gives back more than it took', () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constant('pay' as const), amount: fc.constantFrom(1000, 999, 1100) }),
      fc.record({ kind: fc.constant('refund' as const), amount: fc.integer({ min: 1, max: 1000 }) }),
      fc.record({ kind: fc.constant('cancel' as const), amount: fc.constant(0) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        let bill: { state: BillState; total: number; refunded: number } = { state: 'due', total: 1000, refunded: 0 };
        let counted = 0;
        let back = 0;
        for (const s of steps) {
          if (s.kind === 'pay') {
            const arrival: Arrival = arrivalOf(bill, s.amount);
            if (arrival === 'counts') {
              counted += s.amount;
              bill = { ...bill, state: 'paid' };
            }
          } else if (s.kind === 'cancel') {
            if (bill.state === 'due') bill = { ...bill, state: 'cancelled' };
          } else if (s.amount <= refundable(bill)) {
            back += s.amount;
            bill = { ...bill, ...afterRefund(bill, s.amount, false) };
          }
        }
        return (counted === 0 || counted === 1000) && back <= counted && back === bill.refunded;
      }),
    );
  });
});

describe('reconciliation', () => {
  const entry = fc.record({
    subject: fc.constantFrom('payment' as const, 'refund' as const),
    reference: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
    amount: fc.integer({ min: 1, max: 3 }),
  });
  const once = (list: Entry[]) => [...new Map(list.map((e) => [`${e.subject} ${e.reference}`, e])).values()];

  it('F202: every entry of either side is matched or stands in the list, once, and the difference of the sums is explained by the list', () => {
    fc.assert(
      fc.property(fc.array(entry), fc.array(entry), (a, theirs) => {
        const ours = once(a);
        const { matched, differences } = compareStatement(ours, theirs);
        const sum = (list: readonly { amount: number }[]) => list.reduce((all, e) => all + e.amount, 0);
        const listed = differences.reduce((all, d) => all + (d.ours ?? 0) - (d.theirs ?? 0), 0);
        const keys = [...matched, ...differences].map((e) => `${e.subject} ${e.reference}`);
        expect(new Set(keys).size).toBe(keys.length);
        expect(listed).toBe(sum(ours) - sum(theirs));
      }),
    );
  });

  it('money taken twice for one order shows as another sum', () => {
    const ours = [{ subject: 'payment' as const, reference: 'a', amount: 10 }];
    const { differences } = compareStatement(ours, [...ours, ...ours]);
    expect(differences).toEqual([{ kind: 'amount', subject: 'payment', reference: 'a', ours: 10, theirs: 20 }]);
  });
});
