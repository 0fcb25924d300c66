import type { PaymentsDeps } from '../deps.ts';
import type { BillRow, ReceiptRow } from '../store/rows.ts';
import { receiptPdf } from './receipt-paper.ts';

/** The receipt of a bill as PDF signed by its office: made when first asked for and kept, so that everybody gets the same file. */
export async function signedReceipt(
  { kernel, signPaper }: Pick<PaymentsDeps, 'kernel' | 'signPaper'>,
  bill: BillRow,
  receipt: ReceiptRow,
): Promise<Uint8Array> {
  const key = `receipts/${receipt.at.toISOString().slice(0, 7).replace('-', '/')}/${bill.id}.pdf`;
  const kept = await kernel.files.get(key).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (kept) return kept;
  const { pdf, seal } = await receiptPdf(receipt);
  const signed = await signPaper({ uscc: bill.office, name: bill.officeName.zh }, pdf, {
    reason: `缴费凭证 ${receipt.number}`,
    ...(seal ? { seal } : {}),
  });
  await kernel.files.put(key, signed);
  return signed;
}
