import type { CommandContext } from '../../../kernel/command.ts';
import { newId } from '../../../kernel/ids.ts';
import type { Text } from '../../../kernel/text.ts';
import { billMadeNotice } from '../notices.ts';
import { insertBill, takeNumber } from '../store/bills.ts';
import type { BillLine, BillRow } from '../store/rows.ts';

export interface NewBill {
  readonly region: string;
  readonly office: { readonly uscc: string; readonly name: Text };
  readonly caseId: string;
  readonly caseNumber: string;
  readonly slug: string;
  readonly itemName: Text;
  readonly payer: { readonly kind: 'person' | 'firm'; readonly id: string; readonly name: string };
  /** Who is told. */
  readonly personId: string;
  readonly dueFor: BillRow['dueFor'];
  /** Of a courier's fee: the parcel it is for. */
  readonly parcelId?: string;
  /** Days there are to pay it. */
  readonly days: number;
  readonly lines: readonly BillLine[];
}

/**
 * F202: makes the bill of an accepted case, in the transaction that accepts it; or of a parcel (F111), in the one that orders it.
 * @returns undefined when everything is reduced to nothing: then nothing is owed
 */
export async function issueBill(ctx: CommandContext, given: NewBill): Promise<BillRow | undefined> {
  const total = given.lines.reduce((sum, line) => sum + line.amount, 0);
  if (total === 0) {
    ctx.audit({ action: 'payments.nothing_owed', subject: `case:${given.caseId}` });
    return undefined;
  }
  const year = Number(ctx.today.slice(0, 4));
  const n = await takeNumber(ctx.tx, { office: given.office.uscc, kind: 'bill', year });
  const row: BillRow = {
    id: newId('bill'),
    number: `${given.office.uscc.slice(8, 17)}${year}${String(n).padStart(7, '0')}`,
    region: given.region,
    office: given.office.uscc,
    officeName: given.office.name,
    caseId: given.caseId,
    caseNumber: given.caseNumber,
    slug: given.slug,
    itemName: given.itemName,
    payerKind: given.payer.kind,
    payerId: given.payer.id,
    payerName: given.payer.name,
    personId: given.personId,
    dueFor: given.dueFor,
    parcelId: given.parcelId ?? null,
    state: 'due',
    total,
    refunded: 0,
    madeAt: ctx.now,
    expiresAt: endOfDay(ctx.today, given.days),
    paidAt: null,
    reconciledAt: null,
    closedAt: null,
    needlessAt: null,
  };
  insertBill(ctx.tx, row, given.lines);
  ctx.audit({
    action: 'payments.bill_made',
    subject: `case:${given.caseId}`,
    data: { bill: row.id, total, reduced: given.lines.reduce((sum, line) => sum + line.reduced, 0) },
  });
  ctx.emit(billMadeNotice(row, lastDay(row)));
  return row;
}

/** Midnight in China after the last of so many days from today. */
function endOfDay(today: string, days: number): Date {
  return new Date(Date.parse(`${today}T00:00:00+08:00`) + (days + 1) * 86_400_000);
}

/** The last day a bill can be paid on, `yyyy-mm-dd`. */
export function lastDay(bill: Pick<BillRow, 'expiresAt'>): string {
  return new Date(new Date(bill.expiresAt).getTime() + 8 * 3_600_000 - 1).toISOString().slice(0, 10);
}
