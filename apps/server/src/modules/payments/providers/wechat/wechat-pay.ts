import { createHash, type KeyObject, randomBytes } from 'node:crypto';
import {
  ask,
  type Notification,
  NotificationRefused,
  type PaymentProvider,
  ProviderRefused,
  ProviderUnavailable,
  type RefundState,
} from '../provider.ts';
import { authorization, type Caller, isSignedByWechat, jsapiParameters, openResource } from './signature.ts';
import { readStatement } from './statement.ts';

export interface WechatSettings {
  /** `https://api.mch.weixin.qq.com`; asked at each call, as the demo's cashier moves. */
  readonly base: () => Promise<string>;
  readonly appId: string;
  readonly caller: Caller;
  /** WeChat Pay's public keys by serial or id; several while it changes them. */
  readonly wechatKeys: Readonly<Record<string, KeyObject>>;
  /** APIv3 key, 32 bytes. */
  readonly apiKey: string;
  readonly now: () => Date;
}

interface Failure {
  readonly code?: string;
  readonly message?: string;
}

/** Seconds a message's time may be off ours. */
const freshFor = 300;

/** 微信支付 APIv3: native, H5 and JSAPI orders, query, close, refund, trade bill, notify. */
export function wechatPay(settings: WechatSettings): PaymentProvider {
  const stamp = () => ({
    timestamp: String(Math.floor(settings.now().getTime() / 1000)),
    nonce: randomBytes(16).toString('hex').toUpperCase(),
  });

  async function send(method: 'GET' | 'POST', url: URL, content?: object) {
    const body = content ? JSON.stringify(content) : '';
    const path = `${url.pathname}${url.search}`;
    return ask(url, {
      method,
      headers: {
        authorization: authorization(settings.caller, { method, path, body }, stamp()),
        accept: 'application/json',
        'user-agent': 'miaopi',
        ...(content ? { 'content-type': 'application/json' } : {}),
      },
      ...(content ? { body } : {}),
    });
  }

  /** @throws ProviderUnavailable when there is no answer that WeChat Pay signed */
  async function call<T>(method: 'GET' | 'POST', path: string, content?: object): Promise<{ status: number; json: T }> {
    const { status, headers, data } = await send(method, new URL(path, await settings.base()), content);
    const text = data.toString('utf8');
    const signed = isSignedByWechat(
      signedHeaders((name) => headers.get(name) ?? ''),
      text,
      settings.wechatKeys,
    );
    if (!signed) throw new ProviderUnavailable(`the answer to ${path.split('?')[0]} is not signed by WeChat Pay`);
    if (status === 429 || status >= 500) throw new ProviderUnavailable(`WeChat Pay answered ${status}`);
    return { status, json: (text ? JSON.parse(text) : {}) as T };
  }

  const merchant = `mchid=${encodeURIComponent(settings.caller.merchantId)}`;
  const orderPath = (orderNo: string) => `/v3/pay/transactions/out-trade-no/${encodeURIComponent(orderNo)}`;

  return {
    id: 'wechat',
    name: { zh: '微信支付', en: 'WeChat Pay' },
    ways: ['qr', 'h5', 'jsapi'],
    received: { mediaType: 'application/json', body: '{"code":"SUCCESS"}' },

    async begin(order, way) {
      const kind = way === 'qr' ? 'native' : way === 'h5' ? 'h5' : 'jsapi';
      if (way === 'jsapi' && !order.openid) throw new ProviderRefused('NO_OPENID', 'the payer is not known to WeChat');
      type Prepared = Failure & {
        readonly code_url?: string;
        readonly h5_url?: string;
        readonly prepay_id?: string;
      };
      const { status, json } = await call<Prepared>('POST', `/v3/pay/transactions/${kind}`, {
        appid: settings.appId,
        mchid: settings.caller.merchantId,
        description: order.subject.slice(0, 127),
        out_trade_no: order.orderNo,
        time_expire: `${new Date(order.expiresAt.getTime() + 8 * 3_600_000).toISOString().slice(0, 19)}+08:00`,
        notify_url: order.notifyUrl,
        amount: { total: order.amount, currency: 'CNY' },
        ...(way === 'h5' ? { scene_info: { payer_client_ip: order.ip, h5_info: { type: 'Wap' } } } : {}),
        ...(way === 'jsapi' ? { payer: { openid: order.openid } } : {}),
      });
      if (status === 200 && json.code_url) return { kind: 'qr', text: json.code_url };
      if (status === 200 && json.h5_url)
        return { kind: 'redirect', url: `${json.h5_url}&redirect_url=${encodeURIComponent(order.returnUrl)}` };
      if (status === 200 && json.prepay_id) {
        const parameters = jsapiParameters(settings.appId, json.prepay_id, settings.caller.key, stamp());
        return { kind: 'jsapi', parameters };
      }
      throw new ProviderRefused(json.code ?? String(status), json.message ?? 'refused');
    },

    async query(orderNo) {
      type Transaction = Failure & {
        readonly out_trade_no?: string;
        readonly trade_state?: string;
        readonly transaction_id?: string;
        readonly success_time?: string;
        readonly amount?: { readonly total?: number };
      };
      const { status, json } = await call<Transaction>('GET', `${orderPath(orderNo)}?${merchant}`);
      if (status === 404 || json.code === 'ORDER_NOT_EXIST' || json.code === 'ORDERNOTEXIST')
        return { state: 'missing' };
      if (status !== 200) throw new ProviderUnavailable(`query: ${json.code ?? status}`);
      if (json.out_trade_no !== orderNo) throw new ProviderUnavailable('query: an answer about another order');
      // REFUND: was paid, and some of it given back since
      if (json.trade_state === 'SUCCESS' || json.trade_state === 'REFUND') {
        const { transaction_id: transaction, amount, success_time } = json;
        if (!transaction || !Number.isSafeInteger(amount?.total)) throw new ProviderUnavailable('query: no sum');
        return {
          state: 'paid',
          transaction,
          amount: amount?.total as number,
          at: new Date(success_time ?? settings.now()),
        };
      }
      return { state: json.trade_state === 'CLOSED' || json.trade_state === 'REVOKED' ? 'closed' : 'open' };
    },

    async close(orderNo) {
      const { status, json } = await call<Failure>('POST', `${orderPath(orderNo)}/close`, {
        mchid: settings.caller.merchantId,
      });
      if (status !== 204 && !/ORDER_?PAID|ORDER_?CLOSED|ORDER_?NOT_?EXIST/.test(json.code ?? ''))
        throw new ProviderUnavailable(`close: ${json.code ?? status}`);
    },

    async refund({ orderNo, refundNo, amount, total, reason }) {
      const { status, json } = await call<RefundAnswer>('POST', '/v3/refund/domestic/refunds', {
        out_trade_no: orderNo,
        out_refund_no: refundNo,
        reason: reason.slice(0, 80),
        amount: { refund: amount, total, currency: 'CNY' },
      });
      if (status !== 200) return { state: 'refused', why: json.message ?? json.code ?? String(status) };
      return refundStateOf(json);
    },

    async queryRefund({ refundNo }) {
      const { status, json } = await call<RefundAnswer>(
        'GET',
        `/v3/refund/domestic/refunds/${encodeURIComponent(refundNo)}`,
      );
      if (status === 404) return { state: 'missing' };
      if (status !== 200) throw new ProviderUnavailable(`refund query: ${json.code ?? status}`);
      return refundStateOf(json);
    },

    async statement(day) {
      type Bill = Failure & { readonly hash_value?: string; readonly download_url?: string };
      const { status, json } = await call<Bill>('GET', `/v3/bill/tradebill?bill_date=${day}&bill_type=ALL`);
      if (json.code === 'NO_STATEMENT_EXIST') return [];
      if (status !== 200 || !json.download_url || !json.hash_value)
        throw new ProviderUnavailable(`statement: ${json.code ?? status}`);
      // the file itself carries no signature: its hash stands in the answer that does
      const file = await send('GET', new URL(json.download_url));
      if (createHash('sha1').update(file.data).digest('hex') !== json.hash_value.toLowerCase())
        throw new ProviderUnavailable('the statement is not the one WeChat Pay signed for');
      return readStatement(file.data.toString('utf8'));
    },

    readNotification({ data, headers }, now): Notification {
      const text = data.toString('utf8');
      const signed = signedHeaders((name) => String(headers[name] ?? ''));
      if (!isSignedByWechat(signed, text, settings.wechatKeys))
        throw new NotificationRefused('not signed by WeChat Pay');
      if (!(Math.abs(now.getTime() / 1000 - Number(signed.timestamp)) <= freshFor))
        throw new NotificationRefused('an old message');
      const message = JSON.parse(text) as {
        readonly id?: string;
        readonly event_type?: string;
        readonly resource?: Parameters<typeof openResource>[0] & { readonly algorithm?: string };
      };
      if (!message.id || message.resource?.algorithm !== 'AEAD_AES_256_GCM')
        throw new NotificationRefused('not a message of this interface');
      const body = opened(message.resource, settings.apiKey);
      if (message.event_type !== 'TRANSACTION.SUCCESS') return { id: message.id, body };
      const paid = JSON.parse(body) as {
        readonly mchid?: string;
        readonly appid?: string;
        readonly out_trade_no?: string;
        readonly transaction_id?: string;
        readonly trade_state?: string;
        readonly success_time?: string;
        readonly amount?: { readonly total?: number };
      };
      if (paid.mchid !== settings.caller.merchantId || paid.appid !== settings.appId)
        throw new NotificationRefused('not for this merchant');
      const { out_trade_no: orderNo, transaction_id: transaction, amount } = paid;
      if (paid.trade_state !== 'SUCCESS' || !orderNo || !transaction || !Number.isSafeInteger(amount?.total))
        return { id: message.id, body };
      return {
        id: message.id,
        body,
        payment: { orderNo, transaction, amount: amount?.total as number, at: new Date(paid.success_time ?? now) },
      };
    },
  };
}

interface RefundAnswer extends Failure {
  readonly refund_id?: string;
  readonly status?: string;
  readonly amount?: { readonly refund?: number };
}

function refundStateOf(json: RefundAnswer): RefundState {
  if (json.status === 'SUCCESS' && Number.isSafeInteger(json.amount?.refund))
    return { state: 'done', reference: json.refund_id ?? '', amount: json.amount?.refund as number };
  if (json.status === 'CLOSED' || json.status === 'ABNORMAL') return { state: 'refused', why: json.status };
  return { state: 'pending' };
}

function signedHeaders(of: (name: string) => string) {
  return {
    timestamp: of('wechatpay-timestamp'),
    nonce: of('wechatpay-nonce'),
    signature: of('wechatpay-signature'),
    serial: of('wechatpay-serial'),
  };
}

function opened(resource: Parameters<typeof openResource>[0], apiKey: string): string {
  try {
    return openResource(resource, apiKey);
  } catch (error) {
    throw new NotificationRefused('sealed with another key', { cause: error });
  }
}
