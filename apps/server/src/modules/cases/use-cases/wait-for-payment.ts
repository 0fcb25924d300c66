import { type CaseInput, type CompiledItem, feeOf } from '@miaopi/items';
import type { CommandContext } from '../../../kernel/command.ts';
import type { BillBrief } from '../../payments/index.ts';
import { type CasesDeps, chainActor } from '../deps.ts';
import { stepTitles } from '../domain/steps.ts';
import { casesErrors } from '../errors.ts';
import { overtaken } from '../overtaken.ts';
import { changeCase } from '../store/cases.ts';
import type { CaseRow, Waiting } from '../store/rows.ts';

/** What the case waits for while its bill is not paid. */
export function paymentWait(bill: BillBrief, now: Date): Waiting {
  const since = now.toISOString();
  return { evidence: [], systems: [], offices: [], since, attempts: 0, retryAt: since, payment: { bill: bill.id } };
}

/** F202: the bill of a case, made in the transaction that accepts it; undefined when its item charges nothing, or everything is reduced. */
export async function billCase(
  { payments }: Pick<CasesDeps, 'payments'>,
  ctx: CommandContext,
  row: CaseRow,
  item: CompiledItem,
  input: CaseInput,
): Promise<BillBrief | undefined> {
  const { fee } = item.package.item;
  if (!fee.charged) return undefined;
  return payments.issue(ctx, {
    region: row.region,
    office: { uscc: row.office, name: row.officeName },
    caseId: row.id,
    caseNumber: row.number,
    slug: row.slug,
    itemName: row.itemName,
    payer: { kind: row.applicantKind, id: row.applicantId, name: row.applicantName },
    personId: row.contactId,
    dueFor: fee.due,
    days: fee.payDays,
    lines: feeOf(item, input),
  });
}

/** The bill a case still has to pay; undefined when it owes nothing, or it is paid. */
export async function unpaidBill(
  { payments }: Pick<CasesDeps, 'payments'>,
  row: Pick<CaseRow, 'id'>,
  item: CompiledItem,
): Promise<BillBrief | undefined> {
  if (!item.package.item.fee.charged) return undefined;
  const bill = await payments.ofCase(row.id);
  return bill?.settled ? undefined : bill;
}

/** Whether a fee that is due before the decision is still to be paid. */
export async function owesBeforeDecision(deps: CasesDeps, row: CaseRow, item: CompiledItem): Promise<boolean> {
  const { fee } = item.package.item;
  return fee.charged && fee.due === 'decision' && (await unpaidBill(deps, row, item)) !== undefined;
}

/** Nothing is granted before that. @throws cases.unpaid */
export async function mustBePaid(deps: CasesDeps, row: CaseRow, item: CompiledItem): Promise<void> {
  if (await owesBeforeDecision(deps, row, item)) throw casesErrors.unpaid();
}

/** Granted, and the licence waits for its fee; the case says so and goes on by itself when it is paid (`payments.paid`). */
export async function waitForPayment(deps: CasesDeps, row: CaseRow, bill: BillBrief): Promise<CaseRow> {
  const startedAt = deps.kernel.clock.now().toISOString();
  deps.progress.tell(row.id, { step: 'make', name: stepTitles.make, state: 'waiting', startedAt });
  if (row.waiting?.payment) return row;
  return deps.kernel.command('cases.wait_for_payment', { actor: chainActor }, async (ctx) => {
    const waiting = paymentWait(bill, ctx.now);
    if (!(await changeCase(ctx.tx, { row, now: ctx.now, set: { waiting } }))) throw overtaken();
    ctx.removeJob(`case:${row.id}`);
    ctx.audit({ action: 'cases.waits_for_payment', subject: `case:${row.id}`, data: { bill: bill.id } });
    return { ...row, waiting };
  });
}
