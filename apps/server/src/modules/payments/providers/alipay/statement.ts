import { parse } from 'csv-parse/sync';
import { unzipSync } from 'fflate';
import { fenOf } from '../../domain/money.ts';
import { ProviderUnavailable, type StatementLine } from '../provider.ts';

/** 业务明细 of `bill_type=trade`: a zip of two CSV files in GBK; remarks begin with #, cells end with tabs. The one without 汇总 in its name has the lines. */
export function readStatement(zip: Uint8Array): StatementLine[] {
  const files = unzipSync(zip, { filter: (file) => file.originalSize < 50_000_000 });
  // names of the entries are GBK too, so that the file is known by its content
  for (const data of Object.values(files)) {
    const text = new TextDecoder('gbk').decode(data);
    const lines = text
      .split(/\r?\n/)
      .filter((line) => line.trim() !== '' && !line.startsWith('#'))
      .join('\n');
    const rows = parse(lines, { relax_column_count: true, trim: true, bom: true }) as string[][];
    const head = rows[0]?.map((cell) => cell.trim()) ?? [];
    if (head.includes('商户订单号') && head.includes('业务类型')) return rows.slice(1).map((row) => lineOf(head, row));
  }
  throw new ProviderUnavailable('the statement has no file of lines');
}

function lineOf(head: readonly string[], row: readonly string[]): StatementLine {
  const cell = (name: string) => {
    const at = head.findIndex((h) => h.startsWith(name));
    return at < 0 ? '' : (row[at] ?? '').trim();
  };
  const refund = cell('业务类型').includes('退款');
  const amount = fenOf(cell('订单金额').replace('-', ''));
  if (amount === undefined) throw new ProviderUnavailable('a sum in the statement can not be read');
  const refundNo = cell('退款批次号');
  return {
    kind: refund ? 'refund' : 'payment',
    orderNo: cell('商户订单号'),
    transaction: cell('支付宝交易号'),
    ...(refund && refundNo ? { refundNo } : {}),
    amount,
  };
}
