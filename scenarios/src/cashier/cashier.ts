import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { bodyOf, serve } from '../serve.ts';
import { type AlipaySide, alipaySide } from './alipay-side.ts';
import { cashierPage, noOrderPage, orderPage } from './cashier-pages.ts';
import type { CashierKeys } from './keys.ts';
import { type CashierOrder, createLedger, FAULTS, type Fault, type Ledger } from './ledger.ts';
import { type WechatSide, wechatSide } from './wechat-side.ts';

const LARGEST = 256 * 1024;

export interface Cashier {
  readonly url: string;
  readonly ledger: Ledger;
  readonly alipay: AlipaySide;
  readonly wechat: WechatSide;
  /** The person pays on the cashier's page; resolves when the app has been told, as far as it is told. */
  pay(orderNo: string): Promise<boolean>;
  close(): Promise<void>;
}

/**
 * The demo's cashier, a program of its own: the gateways of both payment interfaces, the page on which a person pays, and switches for everything that goes
 * wrong with payments: late, lost and double messages, another sum, payments after the closing, no or unsigned answers.
 */
export async function startCashier(options: {
  readonly keys: CashierKeys;
  readonly port?: number;
  readonly host?: string;
  readonly now?: () => number;
  /** Where its books are kept. */
  readonly file?: string;
}): Promise<Cashier> {
  const ledger = createLedger(options.now, options.file);
  const alipay = alipaySide(ledger, options.keys.alipay);
  const wechat = wechatSide(ledger, options.keys.wechat);
  let base = '';

  /** Told once, or as the fault says. A message that was not taken is told again, a few times. */
  async function tell(order: CashierOrder): Promise<void> {
    const { fault } = ledger;
    if (fault === 'notify-lost') return;
    if (fault === 'notify-late') await sleep(ledger.delay, undefined, { ref: false });
    const message =
      order.interface === 'alipay'
        ? { body: alipay.notification(order), headers: { 'content-type': 'application/x-www-form-urlencoded' } }
        : wechat.notification(order);
    for (let i = 0, taken = 0; i < 5 && taken < (fault === 'notify-twice' ? 2 : 1); i++) {
      const reply = await fetch(order.notifyUrl, {
        method: 'POST',
        headers: message.headers,
        body: message.body,
        signal: AbortSignal.timeout(5000),
      }).catch(() => undefined);
      const text = await reply?.text();
      if (reply?.ok && (order.interface === 'wechat' || text === 'success')) taken++;
      else await sleep(500 * (i + 1), undefined, { ref: false });
    }
  }

  async function pay(orderNo: string): Promise<boolean> {
    const order = ledger.pay(orderNo);
    if (!order) return false;
    await tell(order);
    return true;
  }

  async function route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? '/';
    const url = new URL(path, 'http://cashier');
    const given = await bodyOf(request, LARGEST);
    if (!given) return void response.writeHead(413).end();
    const body = given.toString('utf8');
    const orderNo = /^\/pay\/([\w-]{1,64})$/.exec(url.pathname)?.[1];
    const order = orderNo ? ledger.orders.get(orderNo) : undefined;
    if (url.pathname === '/healthz') return void response.writeHead(200).end('ok');
    if (url.pathname === '/' || url.pathname === '/control') {
      const fault = new URLSearchParams(body).get('fault') as Fault | null;
      if (request.method === 'POST' && fault && FAULTS.includes(fault) && sameSite(request)) {
        ledger.fault = fault;
        return void response.writeHead(303, { location: '/' }).end();
      }
      return html(response, cashierPage(ledger));
    }
    if (order && request.method === 'POST') {
      if (!sameSite(request)) return void response.writeHead(403).end();
      const again = order.state === 'paid';
      const telling = pay(order.orderNo);
      // the person sees the outcome whether or not the app has been told
      await Promise.race([telling, sleep(1500)]);
      const back = url.searchParams.get('redirect_url') ?? order.returnUrl;
      return html(response, orderPage(order, ledger.now(), back, again));
    }
    if (order)
      return html(response, orderPage(order, ledger.now(), url.searchParams.get('redirect_url') ?? order.returnUrl));

    if (orderNo) return html(response, noOrderPage(), 404);

    if (ledger.fault === 'slow') await sleep(ledger.delay, undefined, { ref: false });
    if (ledger.fault === 'down') return void response.writeHead(503).end('down');
    if (url.pathname === '/gateway.do') {
      const answer = alipay.answer(request.method === 'POST' ? new URLSearchParams(body) : url.searchParams, base);
      if ('page' in answer) return void response.writeHead(302, { location: `/pay/${answer.page}` }).end();
      return void response.writeHead(200, { 'content-type': 'application/json;charset=utf-8' }).end(answer.json);
    }
    if (url.pathname === '/alipay/bill')
      return void response
        .writeHead(200, { 'content-type': 'application/zip' })
        .end(alipay.statement(url.searchParams.get('day') ?? ''));
    if (url.pathname.startsWith('/v3/')) {
      const { authorization = '' } = request.headers;
      const answer = wechat.answer({ method: request.method ?? 'GET', path, authorization, body, base });
      return void response.writeHead(answer.status, answer.headers).end(answer.body);
    }
    response.writeHead(404).end();
  }

  const served = await serve(route, options);
  base = served.url;
  return {
    ...served,
    ledger,
    alipay,
    wechat,
    pay,
  };
}

function sameSite(request: IncomingMessage): boolean {
  const site = request.headers['sec-fetch-site'];
  return site === undefined || site === 'same-origin';
}

function html(response: ServerResponse, text: string, status = 200): void {
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'",
    'cache-control': 'no-store',
  });
  response.end(text);
}
