import type { CommandContext } from '../../kernel/command.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { ServerModule } from '../../kernel/module.ts';
import { type PaymentsDeps, type PaymentsPlugs, refundJob, watchJob } from './deps.ts';
import { officeRoutes } from './office-routes.ts';
import { paymentsRoutes } from './routes.ts';
import { billOfCase, billOfParcel } from './store/bills.ts';
import type { BillRow } from './store/rows.ts';
import { cancelBillOf, expireBills, takeBackParcelBill } from './use-cases/end-bill.ts';
import { issueBill, lastDay, type NewBill } from './use-cases/issue-bill.ts';
import { reconcileYesterday } from './use-cases/reconcile-day.ts';
import { sendRefund } from './use-cases/send-refund.ts';
import { watchAttempt } from './use-cases/watch-attempt.ts';

/** What a case needs to know of its bill. */
export interface BillBrief {
  readonly id: string;
  readonly number: string;
  /** 分 */
  readonly total: number;
  /** Paid; also when some of it went back since. */
  readonly settled: boolean;
  /** Ran out unpaid: to be made anew by the payer. */
  readonly void: boolean;
  /** Last day it can be paid on, `yyyy-mm-dd`. */
  readonly until: string;
}

/** What others may ask of this module and do through it. Emits `payments.paid {billId, caseId}`; of a courier's fee `payments.parcel_paid` or `payments.parcel_unpaid {parcelId}`. */
export interface Payments {
  readonly module: ServerModule;
  /** Makes the bill of an accepted case, or of a parcel, in its transaction. @returns undefined when nothing is owed */
  issue(ctx: CommandContext, bill: NewBill): Promise<BillBrief | undefined>;
  /** The bill of a case; undefined when it owes nothing. */
  ofCase(caseId: string): Promise<BillBrief | undefined>;
  /** The bill of a parcel that stands; undefined when it has none. */
  ofParcel(parcelId: string): Promise<BillBrief | undefined>;
  /** The parcel is not sent: an unpaid bill is void, what was paid goes back by itself. */
  takeBackParcel(ctx: CommandContext, parcelId: string): Promise<void>;
  /** The case is over: an unpaid bill is void. */
  cancel(ctx: CommandContext, caseId: string): Promise<void>;
}

export function createPayments(kernel: Kernel, plugs: PaymentsPlugs): Payments {
  const deps: PaymentsDeps = { kernel, ...plugs };
  return {
    module: {
      name: 'payments',
      routes: [...paymentsRoutes(deps), ...officeRoutes(deps)],
      jobs: {
        [watchJob]: (payload) => watchAttempt(deps, (payload as { attemptId: string }).attemptId),
        [refundJob]: (payload) => sendRefund(deps, (payload as { refundId: string }).refundId),
        'payments.expire': () => expireBills(deps),
        'payments.reconcile': () => reconcileYesterday(deps),
      },
      // statements of a day are there in the morning of the next, ten o'clock in China; asked for again until four in the afternoon
      schedule: { 'payments.expire': '*/10 * * * *', 'payments.reconcile': '20 2-8 * * *' },
    },
    async issue(ctx, bill) {
      const made = await issueBill(ctx, bill);
      return made && brief(made);
    },
    async ofCase(caseId) {
      const bill = await billOfCase(kernel.read, caseId);
      return bill && brief(bill);
    },
    async ofParcel(parcelId) {
      const bill = await billOfParcel(kernel.read, parcelId);
      return bill && brief(bill);
    },
    takeBackParcel: takeBackParcelBill,
    cancel: cancelBillOf,
  };
}

function brief(bill: BillRow): BillBrief {
  return {
    id: bill.id,
    number: bill.number,
    total: bill.total,
    settled: bill.state !== 'due' && bill.state !== 'cancelled',
    void: bill.state === 'cancelled',
    until: lastDay(bill),
  };
}
