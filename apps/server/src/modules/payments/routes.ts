import * as c from '@miaopi/contracts';
import type { Actor, PersonActor } from '../../kernel/actor.ts';
import { type BoundRoute, route } from '../../kernel/module.ts';
import type { PaymentsDeps } from './deps.ts';
import { paymentsErrors } from './errors.ts';
import { signedReceipt } from './papers/signed-receipt.ts';
import { owns, sees } from './policy.ts';
import { presentBill, presentSummary } from './present.ts';
import { findBill, findReceipt, listOfPayer } from './store/bills.ts';
import type { BillRow } from './store/rows.ts';
import { beginPayment } from './use-cases/begin-payment.ts';
import { checkBill } from './use-cases/check-bill.ts';
import { reissueBill } from './use-cases/end-bill.ts';
import { takeNotification } from './use-cases/take-notification.ts';

/** More bills than a person has in years. */
const most = 200;

export function paymentsRoutes(deps: PaymentsDeps): BoundRoute[] {
  const { kernel } = deps;

  async function bill(actor: Actor, id: string): Promise<BillRow> {
    const row = await findBill(kernel.read, id);
    if (!row || !(owns(actor, row) || sees(actor, row))) throw paymentsErrors.bill_missing();
    return row;
  }
  const shown = async (actor: Actor, id: string) => presentBill(deps, actor, await bill(actor, id));

  return [
    route(c.listBills, async ({ actor }) => {
      const { kind, id } = (actor as PersonActor).principal;
      return { bills: (await listOfPayer(kernel.read, { kind, id, limit: most })).map(presentSummary) };
    }),
    route(c.getBill, ({ actor, params }) => shown(actor, params.billId)),
    route(c.beginPayment, async ({ actor, params, body, ip }) => {
      const { attempt, begun } = await beginPayment(deps, actor as PersonActor, params.billId, { ...body, ip });
      return {
        attemptId: attempt.id,
        expiresAt: attempt.expiresAt.toISOString(),
        ...(begun.kind === 'redirect' ? { redirect: begun.url } : {}),
        ...(begun.kind === 'qr' ? { code: begun.text } : {}),
      };
    }),
    route(c.checkBill, async ({ actor, params }) => {
      await checkBill(deps, actor as PersonActor, params.billId);
      return shown(actor, params.billId);
    }),
    route(c.reissueBill, async ({ actor, params, body }) =>
      shown(actor, await reissueBill(deps, actor as PersonActor, params.billId, body.requestId)),
    ),
    route(c.getReceipt, async ({ actor, params }) => {
      const row = await bill(actor, params.billId);
      const receipt = await findReceipt(kernel.read, row.id);
      if (!receipt) throw paymentsErrors.receipt_missing();
      return {
        mediaType: 'application/pdf',
        body: await signedReceipt(deps, row, receipt),
        fileName: `缴费凭证 ${receipt.number}.pdf`,
      };
    }),
    route(c.takeNotification, ({ params, sent }) => takeNotification(deps, params.provider, sent)),
  ];
}
