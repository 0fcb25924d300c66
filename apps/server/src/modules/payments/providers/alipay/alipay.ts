import type { KeyObject } from 'node:crypto';
import { fenOf, yuan } from '../../domain/money.ts';
import {
  ask,
  chinaTime,
  instantOfChinaTime,
  type Notification,
  NotificationRefused,
  type PaymentProvider,
  ProviderRefused,
  ProviderUnavailable,
} from '../provider.ts';
import { isSigned, memberText, signedContent, signText } from './signature.ts';
import { readStatement } from './statement.ts';

export interface AlipaySettings {
  /** `https://openapi.alipay.com/gateway.do`; asked at each call, as the demo's cashier moves. */
  readonly gateway: () => Promise<string>;
  readonly appId: string;
  readonly sellerId: string;
  readonly privateKey: KeyObject;
  /** 支付宝公钥 */
  readonly alipayKey: KeyObject;
  readonly now: () => Date;
}

type Answer = Readonly<Record<string, string | undefined>>;

/** 支付宝 over its open platform's public interface: page pay and precreate, query, close, refund, bill download, notify; RSA2 both ways. */
export function alipay(settings: AlipaySettings): PaymentProvider {
  function parametersOf(method: string, content: object, more: Readonly<Record<string, string>> = {}) {
    const parameters: Record<string, string> = {
      app_id: settings.appId,
      method,
      format: 'JSON',
      charset: 'utf-8',
      sign_type: 'RSA2',
      timestamp: chinaTime(settings.now()),
      version: '1.0',
      ...more,
      biz_content: JSON.stringify(content),
    };
    return { ...parameters, sign: signText(signedContent(parameters, ['sign']), settings.privateKey) };
  }

  /** @throws ProviderUnavailable when there is no answer that Alipay signed */
  async function call(method: string, content: object, more?: Readonly<Record<string, string>>): Promise<Answer> {
    const { status, data } = await ask(await settings.gateway(), {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded;charset=utf-8' },
      body: new URLSearchParams(parametersOf(method, content, more)).toString(),
    });
    if (status !== 200) throw new ProviderUnavailable(`${method} answered ${status}`);
    const text = data.toString('utf8');
    const name = `${method.replaceAll('.', '_')}_response`;
    const signed = memberText(text, name);
    const sign = /"sign"\s*:\s*"([A-Za-z0-9+/=\\]+)"/.exec(text)?.[1]?.replaceAll('\\', '');
    if (!signed || !sign || !isSigned(signed, sign, settings.alipayKey))
      throw new ProviderUnavailable(`the answer to ${method} is not signed by Alipay`);
    return JSON.parse(signed) as Answer;
  }

  const failed = (answer: Answer) =>
    new ProviderRefused(answer.sub_code ?? answer.code ?? '', answer.sub_msg ?? answer.msg ?? 'refused');

  return {
    id: 'alipay',
    name: { zh: '支付宝', en: 'Alipay' },
    ways: ['page', 'qr'],
    received: { mediaType: 'text/plain', body: 'success' },

    async begin(order, way) {
      const content = {
        out_trade_no: order.orderNo,
        total_amount: yuan(order.amount),
        subject: order.subject.replace(/[/=&]/g, ' ').slice(0, 128),
        time_expire: chinaTime(order.expiresAt),
      };
      if (way === 'qr') {
        const answer = await call('alipay.trade.precreate', content, { notify_url: order.notifyUrl });
        if (answer.code !== '10000' || !answer.qr_code) throw failed(answer);
        return { kind: 'qr', text: answer.qr_code };
      }
      const url = new URL(await settings.gateway());
      url.search = new URLSearchParams(
        parametersOf(
          'alipay.trade.page.pay',
          { ...content, product_code: 'FAST_INSTANT_TRADE_PAY' },
          { notify_url: order.notifyUrl, return_url: order.returnUrl },
        ),
      ).toString();
      return { kind: 'redirect', url: url.href };
    },

    async query(orderNo) {
      const answer = await call('alipay.trade.query', { out_trade_no: orderNo });
      if (answer.sub_code === 'ACQ.TRADE_NOT_EXIST') return { state: 'missing' };
      if (answer.code !== '10000') throw new ProviderUnavailable(`query: ${answer.sub_code ?? answer.code}`);
      if (answer.out_trade_no !== orderNo) throw new ProviderUnavailable('query: an answer about another order');
      if (answer.trade_status === 'TRADE_SUCCESS' || answer.trade_status === 'TRADE_FINISHED') {
        const amount = fenOf(answer.total_amount ?? '');
        if (amount === undefined || !answer.trade_no) throw new ProviderUnavailable('query: no sum');
        const at = instantOfChinaTime(answer.send_pay_date ?? '') ?? settings.now();
        return { state: 'paid', transaction: answer.trade_no, amount, at };
      }
      return { state: answer.trade_status === 'TRADE_CLOSED' ? 'closed' : 'open' };
    },

    async close(orderNo) {
      const answer = await call('alipay.trade.close', { out_trade_no: orderNo });
      if (answer.code !== '10000' && !/TRADE_NOT_EXIST|TRADE_STATUS_ERROR/.test(answer.sub_code ?? ''))
        throw new ProviderUnavailable(`close: ${answer.sub_code ?? answer.code}`);
    },

    async refund({ orderNo, refundNo, amount, reason }) {
      const answer = await call('alipay.trade.refund', {
        out_trade_no: orderNo,
        refund_amount: yuan(amount),
        out_request_no: refundNo,
        refund_reason: reason.slice(0, 256),
      });
      if (answer.code === '20000' || answer.sub_code === 'ACQ.SYSTEM_ERROR')
        throw new ProviderUnavailable(`refund: ${answer.sub_code ?? answer.code}`);
      if (answer.code !== '10000') return { state: 'refused', why: answer.sub_msg ?? answer.msg ?? '' };
      // fund_change N says only that this call moved nothing: the query below is the last word
      return this.queryRefund({ orderNo, refundNo });
    },

    async queryRefund({ orderNo, refundNo }) {
      const answer = await call('alipay.trade.fastpay.refund.query', {
        out_trade_no: orderNo,
        out_request_no: refundNo,
      });
      if (answer.code !== '10000') {
        if (/TRADE_NOT_EXIST/.test(answer.sub_code ?? '')) return { state: 'missing' };
        throw new ProviderUnavailable(`refund query: ${answer.sub_code ?? answer.code}`);
      }
      if (answer.refund_status === 'REFUND_SUCCESS') {
        const amount = fenOf(answer.refund_amount ?? '');
        if (amount === undefined) throw new ProviderUnavailable('refund query: no sum');
        return { state: 'done', reference: answer.trade_no ?? refundNo, amount };
      }
      // an answer without a status: Alipay knows of no such refund
      return { state: answer.refund_amount ? 'pending' : 'missing' };
    },

    async statement(day) {
      const answer = await call('alipay.data.dataservice.bill.downloadurl.query', {
        bill_type: 'trade',
        bill_date: day,
      });
      // a day without trade has no bill
      if (/bill_not_exist/i.test(answer.sub_code ?? '')) return [];
      if (answer.code !== '10000' || !answer.bill_download_url)
        throw new ProviderUnavailable(`statement: ${answer.sub_code ?? answer.code}`);
      const { status, data } = await ask(answer.bill_download_url);
      if (status !== 200) throw new ProviderUnavailable(`statement: ${status}`);
      return readStatement(data);
    },

    readNotification({ data }): Notification {
      const body = data.toString('utf8');
      const parameters = Object.fromEntries(new URLSearchParams(body)) as Record<string, string>;
      const { sign = '', sign_type = '' } = parameters;
      if (sign_type !== 'RSA2' || !isSigned(signedContent(parameters, ['sign', 'sign_type']), sign, settings.alipayKey))
        throw new NotificationRefused('not signed by Alipay');
      if (parameters.app_id !== settings.appId || (parameters.seller_id ?? settings.sellerId) !== settings.sellerId)
        throw new NotificationRefused('not for this app');
      const paid = /^TRADE_(SUCCESS|FINISHED)$/.test(parameters.trade_status ?? '');
      const amount = fenOf(parameters.total_amount ?? '');
      const { out_trade_no: orderNo, trade_no: transaction, notify_id: id } = parameters;
      if (!id) throw new NotificationRefused('without a notify_id');
      // a refund repeats TRADE_SUCCESS with gmt_refund; that payment is known
      if (!paid || amount === undefined || !orderNo || !transaction) return { id, body };
      const at = instantOfChinaTime(parameters.gmt_payment ?? '') ?? settings.now();
      return { id, body, payment: { orderNo, transaction, amount, at } };
    },
  };
}
