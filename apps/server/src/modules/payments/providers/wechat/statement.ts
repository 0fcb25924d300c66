import { fenOf } from '../../domain/money.ts';
import { ProviderUnavailable, type StatementLine } from '../provider.ts';

/** 交易账单 `bill_type=ALL`: lines whose cells begin with a backtick, then two lines of sums. */
export function readStatement(text: string): StatementLine[] {
  const rows = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const head = (rows[0] ?? '').split(',').map((cell) => cell.trim());
  if (!head.includes('商户订单号')) throw new ProviderUnavailable('the statement has no head');
  const lines: StatementLine[] = [];
  for (const row of rows.slice(1)) {
    if (!row.startsWith('`')) break;
    const cells = row.slice(1).split(',`');
    const cell = (name: string) => (cells[head.indexOf(name)] ?? '').trim();
    const refund = cell('交易状态') === 'REFUND';
    const amount = fenOf(cell(refund ? '申请退款金额' : '订单金额'));
    if (amount === undefined) throw new ProviderUnavailable('a sum in the statement can not be read');
    const refundNo = cell('商户退款单号');
    lines.push({
      kind: refund ? 'refund' : 'payment',
      orderNo: cell('商户订单号'),
      transaction: cell('微信订单号'),
      ...(refund && refundNo ? { refundNo } : {}),
      amount,
    });
  }
  return lines;
}
