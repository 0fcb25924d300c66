import { createSign, createVerify, randomUUID } from 'node:crypto';
import { toGbk } from './gbk.ts';
import type { CashierKeys } from './keys.ts';
import { type CashierOrder, chinaDay, chinaTime, type Ledger } from './ledger.ts';
import { storedZip } from './stored-zip.ts';

/** The gateway's side of the Alipay open platform, after its public documents: what an app sends is verified, what it is told is signed (RSA2). */
export interface AlipaySide {
  /** A signed request, of a form or an address. @returns the page to show for page pay, else the signed JSON */
  answer(parameters: URLSearchParams, base: string): { readonly page: string } | { readonly json: string };
  /** The form that tells the app of a payment. */
  notification(order: CashierOrder): string;
  statement(day: string): Buffer;
}

const yuan = (fen: number) => (fen / 100).toFixed(2);
const fen = (text: unknown) => Math.round(Number(text) * 100);

/** The string to sign: every parameter but those left out, sorted by name, `k=v` joined by `&`. */
function toSign(parameters: URLSearchParams, without: readonly string[]): string {
  const pairs = [...parameters].filter(([key, value]) => !without.includes(key) && value !== '');
  pairs.sort(([x], [y]) => (x < y ? -1 : 1));
  return pairs.map(([key, value]) => `${key}=${value}`).join('&');
}

export function alipaySide(ledger: Ledger, keys: CashierKeys['alipay']): AlipaySide {
  const sign = (text: string) => createSign('RSA-SHA256').update(text, 'utf8').sign(keys.alipayPrivate, 'base64');

  function signed(method: string, content: Record<string, unknown>): { json: string } {
    const node = JSON.stringify(content);
    const signature = sign(ledger.fault === 'unsigned' ? `${node} ` : node);
    // the gateway escapes slashes, and the signature is over what it wrote
    return { json: `{"${method.replaceAll('.', '_')}_response":${node},"sign":"${signature.replaceAll('/', '\\/')}"}` };
  }
  const failure = (method: string, sub_code: string, sub_msg: string) =>
    signed(method, { code: '40004', msg: 'Business Failed', sub_code, sub_msg });

  function refundAnswer(method: string, order: CashierOrder, content: Record<string, unknown>) {
    const refund = ledger.refund(order, String(content.out_request_no), fen(content.refund_amount));
    if (!refund) return failure(method, 'ACQ.REFUND_AMT_NOT_EQUAL_TOTAL', '退款金额超限');
    return signed(method, {
      code: '10000',
      msg: 'Success',
      out_trade_no: order.orderNo,
      trade_no: order.transaction,
      refund_fee: yuan(refund.amount),
      fund_change: 'Y',
    });
  }

  return {
    answer(parameters, base) {
      const method = parameters.get('method') ?? '';
      const trusted =
        parameters.get('sign_type') === 'RSA2' &&
        parameters.get('app_id') === keys.appId &&
        createVerify('RSA-SHA256')
          .update(toSign(parameters, ['sign']), 'utf8')
          .verify(keys.merchantPublic, parameters.get('sign') ?? '', 'base64');
      if (!trusted)
        return signed(method, {
          code: '40002',
          msg: 'Invalid Arguments',
          sub_code: 'isv.invalid-signature',
          sub_msg: '验签出错',
        });
      const content = JSON.parse(parameters.get('biz_content') ?? '{}') as Record<string, unknown>;
      const orderNo = String(content.out_trade_no ?? '');
      const order = ledger.orders.get(orderNo);
      if (method === 'alipay.trade.page.pay' || method === 'alipay.trade.precreate') {
        const expiresAt = Date.parse(`${String(content.time_expire).replace(' ', 'T')}+08:00`);
        const opened = ledger.open({
          orderNo,
          interface: 'alipay',
          subject: String(content.subject),
          amount: fen(content.total_amount),
          expiresAt,
          notifyUrl: parameters.get('notify_url') ?? '',
          returnUrl: parameters.get('return_url') ?? '',
        });
        if (method === 'alipay.trade.page.pay') return { page: opened.orderNo };
        return signed(method, {
          code: '10000',
          msg: 'Success',
          out_trade_no: orderNo,
          qr_code: `${base}/pay/${orderNo}`,
        });
      }
      if (method === 'alipay.data.dataservice.bill.downloadurl.query') {
        const day = String(content.bill_date);
        if (ofDay(ledger, day).length === 0) return failure(method, 'isp.bill_not_exist', '账单不存在');
        return signed(method, { code: '10000', msg: 'Success', bill_download_url: `${base}/alipay/bill?day=${day}` });
      }
      if (!order) return failure(method, 'ACQ.TRADE_NOT_EXIST', '交易不存在');
      switch (method) {
        case 'alipay.trade.query': {
          const over = order.state === 'closed' || (order.state === 'open' && order.expiresAt <= ledger.now());
          return signed(method, {
            code: '10000',
            msg: 'Success',
            out_trade_no: orderNo,
            trade_no: order.transaction ?? '',
            total_amount: yuan(order.paidAmount ?? order.amount),
            trade_status: order.state === 'paid' ? 'TRADE_SUCCESS' : over ? 'TRADE_CLOSED' : 'WAIT_BUYER_PAY',
            ...(order.paidAt ? { send_pay_date: chinaTime(order.paidAt) } : {}),
          });
        }
        case 'alipay.trade.close':
          return ledger.close(orderNo) === 'paid'
            ? failure(method, 'ACQ.TRADE_STATUS_ERROR', '交易状态不合法')
            : signed(method, { code: '10000', msg: 'Success', out_trade_no: orderNo });
        case 'alipay.trade.refund':
          return refundAnswer(method, order, content);
        case 'alipay.trade.fastpay.refund.query': {
          const refund = order.refunds.find((r) => r.refundNo === content.out_request_no);
          return signed(method, {
            code: '10000',
            msg: 'Success',
            ...(refund
              ? {
                  out_trade_no: orderNo,
                  trade_no: order.transaction,
                  out_request_no: refund.refundNo,
                  refund_amount: yuan(refund.amount),
                  total_amount: yuan(order.paidAmount ?? 0),
                  ...(refund.state === 'done' ? { refund_status: 'REFUND_SUCCESS' } : {}),
                }
              : {}),
          });
        }
        default:
          return signed(method, { code: '40001', msg: 'Missing Method', sub_code: 'isv.invalid-method' });
      }
    },

    notification(order) {
      const form = new URLSearchParams({
        notify_time: chinaTime(ledger.now()),
        notify_type: 'trade_status_sync',
        notify_id: randomUUID().replaceAll('-', ''),
        app_id: keys.appId,
        seller_id: keys.sellerId,
        charset: 'utf-8',
        version: '1.0',
        out_trade_no: order.orderNo,
        trade_no: order.transaction ?? '',
        trade_status: 'TRADE_SUCCESS',
        total_amount: yuan(order.paidAmount ?? 0),
        subject: order.subject,
        gmt_payment: chinaTime(order.paidAt ?? 0),
      });
      form.set('sign', sign(toSign(form, ['sign', 'sign_type'])));
      form.set('sign_type', 'RSA2');
      return form.toString();
    },

    statement(day) {
      const head =
        '支付宝交易号,商户订单号,业务类型,商品名称,创建时间,完成时间,门店编号,门店名称,操作员,终端号,对方账户,订单金额（元）,商家实收（元）,支付宝红包（元）,集分宝（元）,支付宝优惠（元）,商家优惠（元）,券核销金额（元）,券名称,商家红包消费金额（元）,卡消费金额（元）,退款批次号/请求号,服务费（元）,分润（元）,备注';
      const rows = ofDay(ledger, day).map(({ order, refund }) => {
        const amount = refund ? -refund.amount : (order.paidAmount ?? 0);
        const at = chinaTime(refund?.at ?? order.paidAt ?? 0);
        const cells = [
          order.transaction,
          order.orderNo,
          refund ? '退款' : '交易',
          order.subject,
          at,
          at,
          '',
          '',
          '',
          '',
          '***',
        ];
        return [
          ...cells,
          yuan(amount),
          yuan(amount),
          '0.00',
          '0.00',
          '0.00',
          '0.00',
          '0.00',
          '',
          '0.00',
          '0.00',
          refund?.refundNo ?? '',
          '0.00',
          '0.00',
          '',
        ]
          .map((cell) => `${cell}\t`)
          .join(',');
      });
      const text = [
        '#支付宝业务明细查询',
        `#账号：[${keys.sellerId}0156]`,
        `#起始日期：[${day} 00:00:00]`,
        '#-----------------------------------------业务明细列表----------------------------------------',
        head,
        ...rows,
        '#-----------------------------------------业务明细列表结束------------------------------------',
      ].join('\r\n');
      const name = `${keys.sellerId}0156_${day.replaceAll('-', '')}_业务明细`;
      return storedZip([
        {
          name: toGbk(`${name}(汇总).csv`),
          data: toGbk('#支付宝业务汇总查询\r\n门店编号,交易订单总笔数\r\n合计,1\r\n'),
        },
        { name: toGbk(`${name}.csv`), data: toGbk(text) },
      ]);
    },
  };
}

/** Payments and refunds of a day of one interface. */
export function ofDay(ledger: Ledger, day: string, of: CashierOrder['interface'] = 'alipay') {
  const lines = [];
  for (const order of ledger.orders.values()) {
    if (order.interface !== of) continue;
    if (order.paidAt && chinaDay(order.paidAt) === day) lines.push({ order, refund: undefined });
    for (const refund of order.refunds)
      if (refund.state === 'done' && chinaDay(refund.at) === day) lines.push({ order, refund });
  }
  return lines;
}
