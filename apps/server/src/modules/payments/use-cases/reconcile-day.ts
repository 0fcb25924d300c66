import { isPlainDate } from '@miaopi/identifiers';
import type { StaffActor } from '../../../kernel/actor.ts';
import { newId } from '../../../kernel/ids.ts';
import { type PaymentsDeps, paymentsActor } from '../deps.ts';
import { compareStatement, type Difference, type Entry } from '../domain/compare-statement.ts';
import { paymentsErrors } from '../errors.ts';
import type { PaymentProvider, StatementLine } from '../providers/provider.ts';
import { findAttempt, paidBetween, reconcileBills, setReconciled } from '../store/attempts.ts';
import { findBill } from '../store/bills.ts';
import { findRefund, refundedBetween } from '../store/refunds.ts';
import type { DifferenceRow } from '../store/rows.ts';
import {
  isCompared,
  lockDifference,
  putDifference,
  putStatement,
  setSettled,
  settleVanished,
} from '../store/statements.ts';
import { takePayment } from './take-payment.ts';

interface Own extends Entry {
  readonly office: string;
}

const dayLength = 86_400_000;

/**
 * F202, daily reconciliation: the provider's statement of a day against what we took and gave back. What only the statement knows of our own orders is taken
 * at once, as if its message had arrived; every other difference stands in the list until somebody says how it was settled.
 * @returns the differences of the day, and how many of them are open
 * @throws ProviderUnavailable while the statement can't be had
 */
export async function reconcileDay(
  deps: PaymentsDeps,
  provider: PaymentProvider,
  day: string,
): Promise<{ readonly differences: number; readonly open: number }> {
  const { kernel } = deps;
  const lines = await provider.statement(day);
  const recovered = await takeMissed(deps, provider, lines);
  const ours = await ownEntries(deps, provider, day, lines);
  const theirs = lines.map(
    (l): Entry => ({
      subject: l.kind,
      reference: l.kind === 'refund' ? (l.refundNo ?? l.orderNo) : l.orderNo,
      transaction: l.transaction,
      amount: l.amount,
    }),
  );
  const { matched, differences } = compareStatement(ours, theirs);
  const sum = (kind: StatementLine['kind']) =>
    lines.filter((l) => l.kind === kind).reduce((all, l) => all + l.amount, 0);
  const officeOf = (d: Difference) =>
    ours.find((o) => o.subject === d.subject && o.reference === d.reference)?.office ?? null;
  return kernel.command('payments.reconcile', { actor: paymentsActor }, async (ctx) => {
    await putStatement(ctx.tx, {
      provider: provider.id,
      day,
      comparedAt: ctx.now,
      payments: lines.filter((l) => l.kind === 'payment').length,
      refunds: lines.filter((l) => l.kind === 'refund').length,
      received: sum('payment'),
      returned: sum('refund'),
    });
    const named = { provider: provider.id, day, now: ctx.now };
    for (const d of differences) await putDifference(ctx.tx, { ...d, ...named, id: newId(), office: officeOf(d) });
    for (const d of recovered)
      await putDifference(ctx.tx, { ...d, ...named, id: newId(), office: null, settled: takenLate });
    await settleVanished(ctx.tx, {
      ...named,
      still: [...differences, ...recovered].map((d) => `${d.subject} ${d.reference}`),
      how: { zh: '重新对账时两边已一致', en: 'Both sides agreed when compared again' },
    });
    const paid = matched.filter((m) => m.subject === 'payment').map((m) => m.reference);
    await setReconciled(ctx.tx, paid, day);
    await reconcileBills(ctx.tx, paid, ctx.now);
    ctx.audit({
      action: 'payments.reconciled',
      subject: `statement:${provider.id}`,
      data: { day, lines: lines.length, differences: differences.length, recovered: recovered.length },
    });
    return { differences: differences.length + recovered.length, open: differences.length };
  });
}

const takenLate = {
  zh: '支付平台的通知没有到达，按对账单补记',
  en: 'The provider’s message never arrived; taken from its statement',
};

/** Payments of our orders that nobody told us of. */
async function takeMissed(
  deps: PaymentsDeps,
  provider: PaymentProvider,
  lines: readonly StatementLine[],
): Promise<Difference[]> {
  const found: Difference[] = [];
  for (const line of lines) {
    if (line.kind !== 'payment') continue;
    const attempt = await findAttempt(deps.kernel.read, line.orderNo);
    if (!attempt || attempt.provider !== provider.id || attempt.state === 'paid') continue;
    const known = await provider.query(line.orderNo);
    if (known.state !== 'paid') continue;
    await deps.kernel.command('payments.take_statement', { actor: paymentsActor }, (ctx) =>
      takePayment(ctx, provider, { orderNo: line.orderNo, ...known }),
    );
    const { orderNo: reference, transaction, amount: theirs } = line;
    found.push({ kind: 'missing-here', subject: 'payment', reference, transaction, theirs });
  }
  return found;
}

/** What we have of the day, and whatever else the statement names: around midnight the two sides' days differ. */
async function ownEntries(
  { kernel }: PaymentsDeps,
  provider: PaymentProvider,
  day: string,
  lines: readonly StatementLine[],
): Promise<Own[]> {
  const from = new Date(`${day}T00:00:00+08:00`);
  const to = new Date(from.getTime() + dayLength);
  const [paid, refunded] = await Promise.all([
    paidBetween(kernel.read, provider.id, from, to),
    refundedBetween(kernel.read, provider.id, from, to),
  ]);
  const own = new Map<string, Own>();
  const put = (entry: Own) => void own.set(`${entry.subject} ${entry.reference}`, entry);
  for (const a of paid)
    put({
      subject: 'payment',
      reference: a.id,
      office: a.office,
      amount: a.paidAmount ?? 0,
      ...(a.transaction ? { transaction: a.transaction } : {}),
    });
  for (const r of refunded)
    put({ subject: 'refund', reference: r.id, office: r.office, amount: r.amount, transaction: r.transaction });
  for (const line of lines) {
    const reference = line.kind === 'refund' ? line.refundNo : line.orderNo;
    if (!reference || own.has(`${line.kind} ${reference}`)) continue;
    const refund = line.kind === 'refund' ? await findRefund(kernel.read, reference) : undefined;
    const attempt = await findAttempt(kernel.read, refund ? refund.attemptId : reference);
    if (!attempt || attempt.provider !== provider.id) continue;
    const amount = line.kind === 'refund' ? (refund?.state === 'done' ? refund.amount : undefined) : attempt.paidAmount;
    const bill = await findBill(kernel.read, attempt.billId);
    if (amount != null && bill) put({ subject: line.kind, reference, office: bill.office, amount });
  }
  return [...own.values()];
}

/** The day before, for each provider that was not compared yet. One that does not answer is asked again with the next run. */
export async function reconcileYesterday(deps: PaymentsDeps): Promise<void> {
  const { kernel } = deps;
  const today = Date.parse(`${kernel.clock.today()}T00:00:00Z`);
  for (const provider of deps.providers)
    for (let back = 3; back >= 1; back--) {
      const day = new Date(today - back * dayLength).toISOString().slice(0, 10);
      if (await isCompared(kernel.read, provider.id, day)) continue;
      await reconcileDay(deps, provider, day).catch((error: unknown) =>
        kernel.log.warn({ err: error, provider: provider.id, day }, 'a day could not be reconciled'),
      );
    }
}

/** A day that is over, within a year. @throws payments.day_wrong */
export function finishedDay(day: string, today: string): string {
  const oldest = new Date(Date.parse(`${today}T00:00:00Z`) - 366 * dayLength).toISOString().slice(0, 10);
  if (!isPlainDate(day) || day >= today || day < oldest) throw paymentsErrors.day_wrong();
  return day;
}

/** Somebody says how a difference was settled. */
export function settleDifference(
  { kernel }: PaymentsDeps,
  actor: StaffActor,
  id: string,
  given: { readonly requestId: string; readonly how: string },
): Promise<DifferenceRow> {
  return kernel.command('payments.settle_difference', { actor, requestId: given.requestId }, async (ctx) => {
    const row = await lockDifference(ctx.tx, id);
    if (!row) throw paymentsErrors.difference_missing();
    if (row.settledAt) throw paymentsErrors.difference_settled();
    const how = { zh: given.how.trim(), en: given.how.trim() };
    await setSettled(ctx.tx, id, { by: actor.staffId, name: actor.name, how, at: ctx.now });
    ctx.audit({
      action: 'payments.difference_settled',
      subject: `statement:${row.provider}`,
      data: { difference: id },
    });
    return { ...row, settledAt: ctx.now, settledName: actor.name, how };
  });
}
