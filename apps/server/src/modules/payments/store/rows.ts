import type { Text } from '../../../kernel/text.ts';
import type { BillState } from '../domain/bill-life.ts';
import type { Begun, Way } from '../providers/provider.ts';

export interface BillRow {
  readonly id: string;
  readonly number: string;
  readonly region: string;
  readonly office: string;
  readonly officeName: Text;
  readonly caseId: string;
  readonly caseNumber: string;
  readonly slug: string;
  readonly itemName: Text;
  readonly payerKind: 'person' | 'firm';
  readonly payerId: string;
  readonly payerName: string;
  readonly personId: string;
  readonly dueFor: 'decision' | 'licence' | 'courier';
  /** Of a courier's fee: the parcel. */
  readonly parcelId: string | null;
  readonly state: BillState;
  /** 分 */
  readonly total: number;
  readonly refunded: number;
  readonly madeAt: Date;
  readonly expiresAt: Date;
  readonly paidAt: Date | null;
  readonly reconciledAt: Date | null;
  readonly closedAt: Date | null;
  /** Since when its case is over without what it was for; only of a void one. */
  readonly needlessAt: Date | null;
}

/** A line of a bill: 收费项目, standard, legal basis, reduction. Sums in 分. */
export interface BillLine {
  readonly code: string;
  readonly name: Text;
  readonly standard: Text;
  readonly basis: { readonly law: string; readonly article: string };
  readonly quantity: number;
  readonly price: number;
  readonly reduced: number;
  readonly reduction: { readonly name: Text; readonly law: string; readonly article: string } | null;
  readonly amount: number;
}

export interface AttemptRow {
  readonly id: string;
  readonly billId: string;
  readonly provider: string;
  readonly way: Way;
  readonly amount: number;
  readonly state: 'open' | 'paid' | 'closed';
  readonly begun: Begun | null;
  readonly openedAt: Date;
  readonly expiresAt: Date;
  readonly transaction: string | null;
  readonly paidAmount: number | null;
  readonly paidAt: Date | null;
  readonly counted: boolean;
}

export interface RefundRow {
  readonly id: string;
  readonly billId: string;
  readonly attemptId: string;
  readonly amount: number;
  readonly kind: 'asked' | 'extra' | 'unsent';
  readonly state: 'asked' | 'rejected' | 'approved' | 'done' | 'failed';
  readonly reason: Text;
  readonly askedBy: string | null;
  readonly askedName: string | null;
  readonly askedAt: Date;
  readonly decidedBy: string | null;
  readonly decidedName: string | null;
  readonly decidedAt: Date | null;
  readonly note: string | null;
  readonly doneAt: Date | null;
  readonly failure: string | null;
}

export interface ReceiptRow {
  readonly number: string;
  readonly at: Date;
  readonly content: {
    readonly payer: string;
    readonly office: string;
    readonly item: string;
    readonly caseNumber: string;
    readonly billNumber: string;
    readonly lines: readonly BillLine[];
    readonly total: number;
    readonly provider: string;
    readonly transaction: string;
    readonly paidAt: string;
  };
}

export interface DifferenceRow {
  readonly id: string;
  readonly provider: string;
  readonly day: string;
  readonly kind: 'missing-here' | 'missing-there' | 'amount';
  readonly subject: 'payment' | 'refund';
  readonly reference: string;
  readonly transaction: string | null;
  readonly office: string | null;
  readonly ours: number | null;
  readonly theirs: number | null;
  readonly foundAt: Date;
  readonly settledAt: Date | null;
  readonly settledName: string | null;
  readonly how: Text | null;
}
