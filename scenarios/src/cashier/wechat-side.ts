import { createCipheriv, createHash, createSign, createVerify, randomBytes, randomUUID } from 'node:crypto';
import { ofDay } from './alipay-side.ts';
import type { CashierKeys } from './keys.ts';
import { type CashierOrder, chinaTime, type Ledger } from './ledger.ts';

export interface WechatReply {
  readonly status: number;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** WeChat Pay's side of APIv3, after its public documents: `Authorization` is verified, answers and messages are signed, resources are sealed. */
export interface WechatSide {
  answer(call: {
    readonly method: string;
    /** With its query. */
    readonly path: string;
    readonly authorization: string;
    readonly body: string;
    readonly base: string;
  }): WechatReply;
  notification(order: CashierOrder): WechatReply;
}

const rfc3339 = (at: number) => `${chinaTime(at).replace(' ', 'T')}+08:00`;

export function wechatSide(ledger: Ledger, keys: CashierKeys['wechat']): WechatSide {
  function signed(status: number, body: string): WechatReply {
    const timestamp = String(Math.floor(ledger.now() / 1000));
    const nonce = randomBytes(16).toString('hex');
    const text = `${timestamp}\n${nonce}\n${ledger.fault === 'unsigned' ? `${body} ` : body}\n`;
    return {
      status,
      body,
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'wechatpay-timestamp': timestamp,
        'wechatpay-nonce': nonce,
        'wechatpay-serial': keys.wechatSerial,
        'wechatpay-signature': createSign('RSA-SHA256').update(text).sign(keys.wechatPrivate, 'base64'),
      },
    };
  }
  const ok = (value: unknown) => signed(200, JSON.stringify(value));
  const failure = (status: number, code: string, message: string) => signed(status, JSON.stringify({ code, message }));

  function isOurs(method: string, path: string, authorization: string, body: string): boolean {
    const m = /^WECHATPAY2-SHA256-RSA2048 (.+)$/.exec(authorization);
    const field = (name: string) => new RegExp(`(?:^|,)${name}="([^"]*)"`).exec(m?.[1] ?? '')?.[1] ?? '';
    if (field('mchid') !== keys.merchantId || field('serial_no') !== keys.merchantSerial) return false;
    if (Math.abs(ledger.now() / 1000 - Number(field('timestamp'))) > 300) return false;
    return createVerify('RSA-SHA256')
      .update(`${method}\n${path}\n${field('timestamp')}\n${field('nonce_str')}\n${body}\n`)
      .verify(keys.merchantPublic, field('signature'), 'base64');
  }

  const transaction = (order: CashierOrder) => ({
    appid: keys.appId,
    mchid: keys.merchantId,
    out_trade_no: order.orderNo,
    transaction_id: order.transaction,
    trade_type: 'NATIVE',
    trade_state: order.state === 'paid' ? 'SUCCESS' : order.state === 'closed' ? 'CLOSED' : 'NOTPAY',
    trade_state_desc: order.state,
    bank_type: 'OTHERS',
    ...(order.paidAt ? { success_time: rfc3339(order.paidAt) } : {}),
    amount: { total: order.paidAmount ?? order.amount, payer_total: order.paidAmount ?? order.amount, currency: 'CNY' },
  });

  function refundOf(order: CashierOrder, refundNo: string) {
    const refund = order.refunds.find((r) => r.refundNo === refundNo);
    return (
      refund && {
        refund_id: refund.reference,
        out_refund_no: refundNo,
        transaction_id: order.transaction,
        out_trade_no: order.orderNo,
        status: refund.state === 'done' ? 'SUCCESS' : 'PROCESSING',
        amount: { total: order.paidAmount, refund: refund.amount, currency: 'CNY' },
      }
    );
  }

  function statement(day: string): string {
    const head =
      '交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注';
    const yuan = (fen: number) => (fen / 100).toFixed(2);
    const rows = ofDay(ledger, day, 'wechat').map(({ order, refund }) => {
      const paid = refund ? 0 : (order.paidAmount ?? 0);
      return [
        chinaTime(refund?.at ?? order.paidAt ?? 0),
        keys.appId,
        keys.merchantId,
        '0',
        '',
        order.transaction,
        order.orderNo,
        'o-demo',
        'NATIVE',
        refund ? 'REFUND' : 'SUCCESS',
        'OTHERS',
        'CNY',
        yuan(paid),
        '0.00',
        refund?.reference ?? '0',
        refund?.refundNo ?? '0',
        yuan(refund?.amount ?? 0),
        '0.00',
        refund ? 'ORIGINAL' : '',
        refund ? 'SUCCESS' : '',
        order.subject,
        '',
        '0.00000',
        '0.00%',
        yuan(paid),
        yuan(refund?.amount ?? 0),
        '',
      ]
        .map((cell) => `\`${cell}`)
        .join(',');
    });
    const sums = '总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额';
    return [`\uFEFF${head}`, ...rows, sums, `\`${rows.length},\`0.00,\`0.00,\`0.00,\`0.00,\`0.00,\`0.00`, ''].join(
      '\r\n',
    );
  }

  return {
    answer({ method, path, authorization, body, base }) {
      if (!isOurs(method, path, authorization, body)) return failure(401, 'SIGN_ERROR', '签名错误');
      const url = new URL(path, 'http://cashier');
      const given = (body ? JSON.parse(body) : {}) as Record<string, never>;
      const kind = /^\/v3\/pay\/transactions\/(native|h5|jsapi)$/.exec(url.pathname)?.[1];
      if (method === 'POST' && kind) {
        const amount = (given.amount as { total?: unknown } | undefined)?.total;
        if (given.appid !== keys.appId || given.mchid !== keys.merchantId || !Number.isInteger(amount))
          return failure(400, 'PARAM_ERROR', '参数错误');
        const order = ledger.open({
          orderNo: String(given.out_trade_no),
          interface: 'wechat',
          subject: String(given.description),
          amount: amount as number,
          expiresAt: Date.parse(String(given.time_expire)),
          notifyUrl: String(given.notify_url),
          returnUrl: '',
        });
        if (order.state === 'paid') return failure(400, 'ORDERPAID', '该订单已支付');
        if (kind === 'jsapi') return ok({ prepay_id: `wx${order.orderNo}` });
        return ok(
          kind === 'native'
            ? { code_url: `${base}/pay/${order.orderNo}` }
            : { h5_url: `${base}/pay/${order.orderNo}?h5=1` },
        );
      }
      const [, orderNo, closing] =
        /^\/v3\/pay\/transactions\/out-trade-no\/([^/]+)(\/close)?$/.exec(url.pathname) ?? [];
      if (orderNo) {
        const order = ledger.orders.get(decodeURIComponent(orderNo));
        if (!order) return failure(404, 'ORDER_NOT_EXIST', '订单不存在');
        if (!closing) return ok(transaction(order));
        return ledger.close(order.orderNo) === 'paid' ? failure(400, 'ORDERPAID', '该订单已支付') : signed(204, '');
      }
      if (method === 'POST' && url.pathname === '/v3/refund/domestic/refunds') {
        const order = ledger.orders.get(String(given.out_trade_no));
        const { refund, total } = given.amount as unknown as { refund: number; total: number };
        if (!order || total !== order.paidAmount || !ledger.refund(order, String(given.out_refund_no), refund))
          return failure(400, 'NOT_ENOUGH', '退款金额错误');
        return ok(refundOf(order, String(given.out_refund_no)));
      }
      const refundNo = /^\/v3\/refund\/domestic\/refunds\/([^/]+)$/.exec(url.pathname)?.[1];
      if (refundNo) {
        for (const order of ledger.orders.values()) {
          const found = order.interface === 'wechat' && refundOf(order, decodeURIComponent(refundNo));
          if (found) return ok(found);
        }
        return failure(404, 'RESOURCE_NOT_EXISTS', '退款单不存在');
      }
      if (url.pathname === '/v3/bill/tradebill') {
        const day = url.searchParams.get('bill_date') ?? '';
        if (ofDay(ledger, day, 'wechat').length === 0) return failure(400, 'NO_STATEMENT_EXIST', '账单文件不存在');
        const hash_value = createHash('sha1').update(statement(day)).digest('hex');
        return ok({ hash_type: 'SHA1', hash_value, download_url: `${base}/v3/billdownload/file?token=${day}` });
      }
      if (url.pathname === '/v3/billdownload/file')
        return {
          status: 200,
          body: statement(url.searchParams.get('token') ?? ''),
          headers: { 'content-type': 'text/plain' },
        };
      return failure(404, 'NOT_FOUND', '没有这个接口');
    },

    notification(order) {
      const nonce = randomBytes(6).toString('hex');
      const cipher = createCipheriv('aes-256-gcm', Buffer.from(keys.apiKey), Buffer.from(nonce));
      cipher.setAAD(Buffer.from('transaction'));
      const sealed = Buffer.concat([
        cipher.update(JSON.stringify(transaction(order)), 'utf8'),
        cipher.final(),
        cipher.getAuthTag(),
      ]);
      return signed(
        200,
        JSON.stringify({
          id: randomUUID(),
          create_time: rfc3339(ledger.now()),
          resource_type: 'encrypt-resource',
          event_type: 'TRANSACTION.SUCCESS',
          summary: '支付成功',
          resource: {
            original_type: 'transaction',
            algorithm: 'AEAD_AES_256_GCM',
            ciphertext: sealed.toString('base64'),
            associated_data: 'transaction',
            nonce,
          },
        }),
      );
    },
  };
}
