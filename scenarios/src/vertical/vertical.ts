import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { fromBase64, parseCertificate, sm2Verify, sm3Hex } from '@miaopi/gm';
import { FRESH_FOR, isRefusal, readRequest } from '../outside/envelope.ts';
import { identityOf, type PartyKeys, trustOf } from '../outside/signing.ts';
import type { OutsideRecord } from '../outside/systems.ts';
import { bodyOf, serve } from '../serve.ts';
import { type Filing, openFilings, type Stage } from './filings.ts';
import { receiptPdf } from './receipt-pdf.ts';
import { ACTS, type Act, filingPage, MODES, officePage, refusedPage, type Settings } from './vertical-pages.ts';

/** The demo's vertical system, as items and the exchange name it. */
export const VERTICAL = {
  system: 'population',
  uscc: '11990000009900128W',
  name: { zh: '人口管理信息系统（示范）', en: 'Population Management System (demo)' },
  official: { 姓名: '闻一舟', 工号: 'HJ0031', 单位: '云溪分局柳桥派出所' },
} as const;

const LARGEST = 1024 * 1024;
/** Tries to tell a message; then it waits to be asked for it. */
const PUSHES = 5;

/** What an act needs, and what it makes of a filing. */
const moves: Readonly<
  Record<Act | '已提交' | '已补正' | '已撤回', { readonly from: readonly Stage[]; readonly to: Stage }>
> = {
  已提交: { from: ['待提交'], to: '已提交' },
  受理: { from: ['已提交'], to: '已受理' },
  不予受理: { from: ['已提交', '待补正'], to: '已办结' },
  待补正: { from: ['已提交'], to: '待补正' },
  已补正: { from: ['待补正'], to: '已提交' },
  准予: { from: ['已受理'], to: '已准予' },
  不予: { from: ['已受理'], to: '已办结' },
  结果已出: { from: ['已准予'], to: '已办结' },
  已撤回: { from: ['待提交', '已提交', '待补正'], to: '已办结' },
};

/** What the applicant's page offers, by its address. */
const applicantActs: Readonly<Record<string, '已提交' | '已补正' | '已撤回' | undefined>> = {
  file: '已提交',
  correct: '已补正',
  withdraw: '已撤回',
};

export interface DemoVertical {
  readonly url: string;
  readonly filings: ReadonlyMap<string, Filing>;
  set(change: Partial<Settings>): void;
  /** Its official does something. @returns what is wrong with it, or undefined */
  act(caseNumber: string, act: Act): string | undefined;
  /** A message of its own, signed, to whatever address: what a wrong program might send. */
  send(address: string, message: OutsideRecord): Promise<{ readonly status: number; readonly body: string }>;
  close(): Promise<void>;
}

/**
 * A vertical system of the state as a program: takes who comes with a ticket of the platform, lets him finish here, lets its officials decide, and tells the platform
 * how far it is, or waits to be asked.
 */
export async function startVertical(options: {
  readonly keys: PartyKeys;
  /** DER of the exchange's root, and of the platform's certificate, base64. */
  readonly root: string;
  readonly platform: string;
  readonly file?: string;
  readonly host?: string;
  readonly port?: number;
  readonly now?: () => number;
}): Promise<DemoVertical> {
  const now = options.now ?? Date.now;
  const identity = identityOf(options.keys);
  const trust = trustOf(options.root);
  const platform = parseCertificate(fromBase64(options.platform)).publicKey;
  const book = openFilings(options.file);
  const settings: Settings = { mode: 'ok', delayMs: 8000, autoMs: 1500, push: true, reversed: false };
  const pushing = new Set<string>();
  const name = VERTICAL.name.zh;
  const iso = () => new Date(now()).toISOString();
  const sign = (body: Buffer) => ({
    'content-type': 'application/json; charset=utf-8',
    'x-signature': Buffer.from(
      identity.sign(settings.mode === 'wrong' ? Buffer.concat([body, Buffer.from(' ')]) : body),
    ).toString('base64'),
    'x-certificate': identity.certificate,
  });

  async function send(address: string, message: OutsideRecord) {
    const body = Buffer.from(JSON.stringify(message));
    const reply = await fetch(address, {
      method: 'POST',
      headers: sign(body),
      body,
      signal: AbortSignal.timeout(10_000),
    });
    return { status: reply.status, body: await reply.text() };
  }

  /** What was not acknowledged, in its order. A conflict is an acknowledgement too: the platform has what it needs. */
  async function push(one: Filing): Promise<void> {
    if (pushing.has(one.caseNumber)) return;
    pushing.add(one.caseNumber);
    try {
      for (let n = 0; n < PUSHES && settings.push && settings.mode !== 'down'; n++) {
        const open = one.told.filter((t) => !t.acknowledged);
        if (open.length === 0) return;
        for (const told of settings.reversed ? open.reverse() : open) {
          const reply = await send(one.messages, told.message).catch(() => undefined);
          if (reply && (reply.status === 200 || reply.status === 409)) told.acknowledged = true;
        }
        book.keep();
        if (one.told.some((t) => !t.acknowledged)) await sleep(500 * 2 ** n, undefined, { ref: false });
      }
    } finally {
      pushing.delete(one.caseNumber);
    }
  }

  function tell(one: Filing, state: keyof typeof moves, more: OutsideRecord = {}): void {
    const seq = one.told.length + 1;
    const message = {
      消息编号: `${one.caseNumber}-${seq}`,
      办件编号: one.caseNumber,
      顺序号: seq,
      状态: state,
      时间: iso(),
      ...more,
    };
    one.told.push({ message, acknowledged: false });
    one.stage = moves[state].to;
    book.keep();
    void push(one);
  }

  const allowed = (one: Filing, state: keyof typeof moves) => moves[state].from.includes(one.stage);

  function act(caseNumber: string, what: Act): string | undefined {
    const one = book.all.get(caseNumber);
    if (!one) return '没有这件申请';
    if (!allowed(one, what)) return `当前为“${one.stage}”，不能${what}`;
    const reasons: Partial<Record<Act, string>> = {
      不予受理: '常住户口不在本辖区，请向户口所在地公安机关申请。',
      待补正: '丢失经过写得不清楚，请补充在哪里、怎样丢失的。',
      不予: '经核实，该证件没有丢失，已由本人领回。',
    };
    const opinion = reasons[what] ?? (what === '结果已出' ? undefined : `经审查，${what}。`);
    if (reasons[what]) one.reason = reasons[what];
    tell(one, what, {
      经办人: VERTICAL.official,
      ...(opinion ? { 意见: opinion } : {}),
      ...(what === '结果已出' ? { 结果: resultOf(one) } : {}),
    });
    return undefined;
  }

  function resultOf(one: Filing): OutsideRecord {
    const today = iso().slice(0, 10);
    const file = receiptPdf([
      'Population Management System (demo)',
      `Case ${one.caseNumber}`,
      `Identity card issued on ${today}`,
      'The former card is invalid.',
    ]);
    return {
      名称: '居民身份证',
      编号: `SFZ${sm3Hex(Buffer.from(one.caseNumber)).slice(0, 10).toUpperCase()}`,
      颁发机关: '云州市公安局云溪分局',
      有效期起: today,
      有效期止: `${Number(today.slice(0, 4)) + 20}${today.slice(4) === '-02-29' ? '-02-28' : today.slice(4)}`,
      内容: { 姓名: String(one.data.姓名 ?? ''), 签发次数: '补领' },
      领取: '请凭本人面部信息核验到派出所窗口领取，或者等待快递送达。',
      文件: {
        文件名: '领证回执.pdf',
        类型: 'application/pdf',
        SM3: sm3Hex(file),
        内容: file.toString('base64'),
      },
    };
  }

  /** Its officials by themselves, one step after the other. */
  async function goOn(one: Filing): Promise<void> {
    for (const what of ['受理', '准予', '结果已出'] as const) {
      if (settings.autoMs === 0) return;
      await sleep(settings.autoMs, undefined, { ref: false });
      if (settings.autoMs === 0 || act(one.caseNumber, what)) return;
    }
  }

  /** Who comes over: the ticket's signature, time, system, and that it was not seen; then what the platform hands over for it. */
  async function enter(ticket: string): Promise<Filing | string> {
    const [body = '', signature = ''] = ticket.split('.');
    const bytes = Buffer.from(body, 'base64url');
    if (!sm2Verify(Buffer.from(signature, 'base64url'), bytes, platform)) return '票据的签名不是政务服务平台的。';
    const read = JSON.parse(bytes.toString('utf8')) as Readonly<Record<string, string>>;
    if (read.系统 !== VERTICAL.system) return '票据不是给本系统的。';
    if (Date.parse(String(read.有效期至)) < now()) return '票据已过期。';
    if (!book.firstSight(String(read.票据编号))) return '票据已经用过。';
    const reply = await send(String(read.兑换地址), { 票据: ticket });
    if (reply.status !== 200) return '政务服务平台没有确认这张票据，可能已经用过或者办件已经结束。';
    const handed = JSON.parse(reply.body) as OutsideRecord;
    const data = handed.资料 as OutsideRecord;
    // the digest binds it to the person whose data came
    if (sm3Hex(Buffer.from(`${data.公民身份号码}|${read.票据编号}`)) !== read.本人摘要) return '票据与本人不符。';
    const caseNumber = String(handed.办件编号);
    const known = book.all.get(caseNumber);
    const session = randomBytes(18).toString('base64url');
    const one: Filing = known ?? {
      caseNumber,
      item: String((handed.事项 as OutsideRecord).名称),
      data,
      messages: String(handed.消息地址),
      back: String(handed.返回地址),
      session,
      stage: '待提交',
      told: [],
    };
    one.session = session;
    book.put(one);
    return one;
  }

  /** The exchange asks: everything that was told about a case, in its order. */
  async function call(operation: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(request, LARGEST);
    const refuse = (status: number, detail: string) => json(response, status, { detail });
    if (!body) return refuse(413, 'at most 1 MB');
    if (operation !== 'status') return refuse(404, 'no such operation');
    const untrusted = trust(body, request.headers['x-signature'], request.headers['x-certificate'], now());
    if (untrusted !== null) return refuse(401, untrusted);
    const asked = readRequest(body);
    if (isRefusal(asked)) return refuse(asked.status, asked.detail);
    if (Math.abs(now() - asked.sentAt) > FRESH_FOR) return refuse(401, 'too old');
    const one = book.all.get(String(asked.params.办件编号));
    const reply = Buffer.from(
      JSON.stringify({
        requestId: asked.requestId,
        system: VERTICAL.system,
        operation,
        status: one ? 'found' : 'none',
        data: one ? { 消息: one.told.map((t) => t.message) } : null,
        issuedAt: iso(),
      }),
    );
    response.writeHead(200, sign(reply)).end(reply);
  }

  function set(change: Partial<Settings>): void {
    Object.assign(settings, change);
    for (const one of book.all.values()) void push(one);
  }

  function control(order: Readonly<Record<string, unknown>>): void {
    const { mode, delayMs, autoMs, push: pushes, reversed } = order;
    const on = (value: unknown) => value === true || value === '1';
    if (MODES.includes(mode as never)) set({ mode: mode as Settings['mode'] });
    if (typeof delayMs === 'number' && delayMs >= 0 && delayMs <= 120_000) set({ delayMs });
    if (autoMs !== undefined && Number(autoMs) >= 0 && Number(autoMs) <= 60_000) set({ autoMs: Number(autoMs) });
    if (pushes !== undefined) set({ push: on(pushes) });
    if (reversed !== undefined) set({ reversed: on(reversed) });
  }

  /** What the applicant does on his page. */
  function byApplicant(one: Filing, what: string | undefined): void {
    const state = applicantActs[String(what)];
    if (!state || !allowed(one, state)) return;
    if (state === '已撤回') one.reason = '您已撤回申请。';
    tell(one, state);
    if (state !== '已撤回') void goOn(one);
  }

  async function route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://vertical');
    const path = url.pathname;
    if (path === '/healthz') return void response.writeHead(settings.mode === 'down' ? 503 : 200).end('ok');
    const site = request.headers['sec-fetch-site'];
    const posted = request.method === 'POST';
    if (posted && (path === '/control' || path === '/acts')) {
      if (site !== undefined && site !== 'same-origin') return json(response, 403, { detail: 'from this page only' });
      const body = (await bodyOf(request, LARGEST))?.toString('utf8') ?? '';
      const isJson = request.headers['content-type']?.startsWith('application/json') ?? false;
      const form = isJson
        ? (JSON.parse(body) as Record<string, unknown>)
        : Object.fromEntries(new URLSearchParams(body));
      if (path === '/control') control(form);
      const wrong =
        path === '/acts' && ACTS.includes(form.act as Act) ? act(String(form.case), form.act as Act) : undefined;
      if (isJson) return json(response, wrong ? 422 : 200, wrong ? { detail: wrong } : settings);
      return void response.writeHead(303, { location: '/' }).end();
    }
    if (path === '/filings.json') return json(response, 200, [...book.all.values()]);
    if (settings.mode === 'slow') await sleep(settings.delayMs, undefined, { ref: false });
    if (settings.mode === 'down' && path !== '/') return json(response, 503, { detail: 'the system is down' });
    if (posted && path.startsWith('/v1/')) return call(path.slice(4), request, response);
    const [, , session, what] = path.split('/');
    if (path.startsWith('/filings/')) {
      const one = [...book.all.values()].find((f) => f.session === session);
      if (!one) return html(response, refusedPage(name, '没有这次会话，可能已从别处重新进入。'), 404);
      if (!posted) return html(response, filingPage(name, one));
      byApplicant(one, what);
      return void response.writeHead(303, { location: `/filings/${one.session}` }).end();
    }
    const ticket = url.searchParams.get('ticket');
    if (path === '/enter' && ticket) {
      const one = await enter(ticket).catch(() => '票据读不出来。');
      if (typeof one === 'string') return html(response, refusedPage(name, one), 403);
      return void response
        .writeHead(303, { location: `/filings/${one.session}`, 'referrer-policy': 'no-referrer' })
        .end();
    }
    if (path !== '/') return json(response, 404, { detail: 'there is nothing here' });
    html(response, officePage(name, settings, [...book.all.values()].reverse()));
  }

  const served = await serve(route, options);
  // what was not acknowledged when the program ended
  for (const one of book.all.values()) void push(one);
  return {
    ...served,
    filings: book.all,
    set,
    act,
    send,
  };
}

function json(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(value));
}

function html(response: ServerResponse, text: string, status = 200): void {
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'",
    'referrer-policy': 'no-referrer',
  });
  response.end(text);
}
