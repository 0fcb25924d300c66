import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';

/** What the cashier's side knows: orders, payments, refunds. Times in ms since 1970, sums in 分. */
export interface CashierOrder {
  readonly orderNo: string;
  readonly interface: 'alipay' | 'wechat';
  readonly subject: string;
  readonly amount: number;
  readonly expiresAt: number;
  readonly notifyUrl: string;
  readonly returnUrl: string;
  readonly openedAt: number;
  state: 'open' | 'paid' | 'closed';
  transaction?: string;
  /** May differ from the amount when the cashier is told to be wrong. */
  paidAmount?: number;
  paidAt?: number;
  readonly refunds: CashierRefund[];
}

export interface CashierRefund {
  readonly refundNo: string;
  readonly reference: string;
  readonly amount: number;
  readonly at: number;
  state: 'done' | 'pending';
}

/**
 * How the cashier misbehaves: as usual · late · not at all · each order can be paid although it was paid by another one at the same time (never by itself) ·
 * tells before it answers · never tells · takes another sum · says the refund takes time.
 */
export const FAULTS = [
  'ok',
  'slow',
  'down',
  'unsigned',
  'notify-lost',
  'notify-twice',
  'notify-late',
  'amount-differs',
  'ignores-closing',
  'refund-pending',
] as const;
export type Fault = (typeof FAULTS)[number];

export interface Ledger {
  readonly orders: Map<string, CashierOrder>;
  fault: Fault;
  /** ms that `slow` takes. */
  delay: number;
  now(): number;
  open(order: Omit<CashierOrder, 'state' | 'refunds' | 'openedAt'>): CashierOrder;
  /** The person pays. @returns undefined when the order takes no money any more */
  pay(orderNo: string): CashierOrder | undefined;
  close(orderNo: string): 'closed' | 'paid' | 'missing';
  refund(order: CashierOrder, refundNo: string, amount: number): CashierRefund | undefined;
}

/** @param file where the books are kept, so that they outlive the program; in memory only when absent */
export function createLedger(now: () => number = Date.now, file?: string): Ledger {
  const orders = new Map<string, CashierOrder>(
    file && existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as [string, CashierOrder][]) : [],
  );
  const keep = () => {
    if (!file) return;
    writeFileSync(`${file}.new`, JSON.stringify([...orders]), { mode: 0o600 });
    renameSync(`${file}.new`, file);
  };
  let serial = 0;
  const number = (prefix: string) =>
    `${prefix}${new Date(now()).toISOString().slice(0, 10).replaceAll('-', '')}${String((now() % 86_400_000) * 1000 + (++serial % 1000)).padStart(14, '0')}`;
  return {
    orders,
    fault: 'ok',
    delay: 3000,
    now,
    open(given) {
      const known = orders.get(given.orderNo);
      if (known) return known;
      const order: CashierOrder = { ...given, openedAt: now(), state: 'open', refunds: [] };
      orders.set(order.orderNo, order);
      keep();
      return order;
    },
    pay(orderNo) {
      const order = orders.get(orderNo);
      const late = order && (order.state === 'closed' || order.expiresAt <= now());
      if (!order || order.state === 'paid' || (late && this.fault !== 'ignores-closing')) return undefined;
      order.state = 'paid';
      order.transaction = number(order.interface === 'alipay' ? '2088' : '4200');
      order.paidAmount = order.amount + (this.fault === 'amount-differs' ? 100 : 0);
      order.paidAt = now();
      keep();
      return order;
    },
    close(orderNo) {
      const order = orders.get(orderNo);
      if (!order) return 'missing';
      if (order.state === 'open') order.state = 'closed';
      keep();
      return order.state === 'paid' ? 'paid' : 'closed';
    },
    refund(order, refundNo, amount) {
      const known = order.refunds.find((r) => r.refundNo === refundNo);
      if (known) return known.amount === amount ? known : undefined;
      const before = order.refunds.reduce((sum, r) => sum + r.amount, 0);
      if (order.state !== 'paid' || before + amount > (order.paidAmount ?? 0)) return undefined;
      const state = this.fault === 'refund-pending' ? 'pending' : 'done';
      const refund: CashierRefund = { refundNo, reference: number('5030'), amount, at: now(), state };
      order.refunds.push(refund);
      keep();
      return refund;
    },
  };
}

/** yyyy-mm-dd in China. */
export function chinaDay(at: number): string {
  return new Date(at + 8 * 3_600_000).toISOString().slice(0, 10);
}

/** yyyy-mm-dd hh:mm:ss in China. */
export function chinaTime(at: number): string {
  return new Date(at + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
}
