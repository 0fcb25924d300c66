import * as c from '@miaopi/contracts';
import type { StaffActor } from '../../kernel/actor.ts';
import { type BoundRoute, route } from '../../kernel/module.ts';
import { type PaymentsDeps, providerOf } from './deps.ts';
import { paymentsErrors } from './errors.ts';
import { handlesMoney } from './policy.ts';
import { presentBill, presentDifference, presentSummary, providerName } from './present.ts';
import { findBill, listOfOffice } from './store/bills.ts';
import { findRefund } from './store/refunds.ts';
import type { BillRow } from './store/rows.ts';
import { listDifferences, listStatements } from './store/statements.ts';
import { atProvider } from './use-cases/begin-payment.ts';
import { finishedDay, reconcileDay, settleDifference } from './use-cases/reconcile-day.ts';
import { askRefund, decideRefund } from './use-cases/refund.ts';

/** Bills and refunds of an office, and the reconciliation of the installation. */
export function officeRoutes(deps: PaymentsDeps): BoundRoute[] {
  const { kernel } = deps;
  const shown = async (actor: StaffActor, billId: string) =>
    presentBill(deps, actor, (await findBill(kernel.read, billId)) as BillRow);
  return [
    route(c.listOfficeBills, async ({ actor, query }) => {
      const staff = actor as StaffActor;
      if (!handlesMoney(staff)) throw paymentsErrors.not_yours();
      const limit = query.limit ?? 20;
      const after = parseCursor(query.after);
      // PostgreSQL refuses a zero byte, and no name has a control character
      const q = query.q?.replace(/\p{Cc}/gu, '').trim();
      const rows = await listOfOffice(kernel.read, {
        office: staff.office,
        limit: limit + 1,
        ...(query.state ? { state: query.state } : {}),
        ...(q ? { q } : {}),
        ...(after ? { after } : {}),
      });
      const last = rows.length > limit ? rows[limit - 1] : undefined;
      return {
        bills: rows.slice(0, limit).map(presentSummary),
        ...(last ? { next: `${last.madeAt.toISOString()}~${last.id}` } : {}),
      };
    }),
    route(c.askRefund, async ({ actor, params, body }) => {
      await askRefund(deps, actor as StaffActor, params.billId, body);
      return shown(actor as StaffActor, params.billId);
    }),
    route(c.decideRefund, async ({ actor, params, body }) => {
      await decideRefund(deps, actor as StaffActor, params.refundId, body);
      const refund = await findRefund(kernel.read, params.refundId);
      return shown(actor as StaffActor, refund?.billId ?? '');
    }),
    route(c.listFeeItems, async () => ({
      items: deps.feeItems().map(({ officeName, lines, office: _, ...item }) => ({
        ...item,
        office: officeName,
        lines: lines.map((line) => ({ ...line, reductions: [...line.reductions] })),
      })),
    })),
    route(c.listReconciliation, async () => {
      const [statements, differences] = await Promise.all([
        listStatements(kernel.read, 60),
        listDifferences(kernel.read, 200),
      ]);
      return {
        providers: deps.providers.map(({ id, name }) => ({ id, name })),
        statements: statements.map(({ provider, comparedAt, ...s }) => ({
          ...s,
          provider: providerName(deps, provider),
          comparedAt: comparedAt.toISOString(),
        })),
        differences: differences.map((d) => presentDifference(deps, d)),
      };
    }),
    route(c.reconcileDay, async ({ body }) => {
      const provider = providerOf(deps, body.provider);
      if (!provider) throw paymentsErrors.provider_unknown();
      const day = finishedDay(body.day, kernel.clock.today());
      return atProvider(() => reconcileDay(deps, provider, day));
    }),
    route(c.settleDifference, async ({ actor, params, body }) =>
      presentDifference(deps, await settleDifference(deps, actor as StaffActor, params.differenceId, body)),
    ),
  ];
}

function parseCursor(text: string | undefined): { at: Date; id: string } | undefined {
  const [at, id] = (text ?? '').split('~');
  const date = new Date(at ?? '');
  return id && !Number.isNaN(date.getTime()) ? { at: date, id } : undefined;
}
