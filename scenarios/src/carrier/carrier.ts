import { createHmac } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { escapeHtml, page } from '../outside/pages.ts';
import { bodyOf, serve } from '../serve.ts';

/** 待揽收 · 在途 · 派送 · 签收 · 退回 */
const STEPS = ['to-send', 'moving', 'out', 'delivered', 'returned'] as const;
export type ParcelState = (typeof STEPS)[number];

interface Parcel {
  readonly waybill: string;
  readonly reference: string;
  readonly name: string;
  readonly address: string;
  readonly content: string;
  /** Where it is picked up, when not at an office. */
  readonly pickUp?: string;
  /** Last four digits of the mobile numbers of sender and receiver, to whom its way is told. */
  readonly mobileEnds?: readonly string[];
  state: ParcelState;
  cancelled?: true;
  signedBy?: string;
  readonly events: {
    readonly at: string;
    readonly state: ParcelState;
    readonly text: { readonly zh: string; readonly en: string };
  }[];
}

const WORDS: Readonly<Record<ParcelState, { readonly zh: string; readonly en: string }>> = {
  'to-send': { zh: '等待揽收', en: 'Waiting to be picked up' },
  moving: { zh: '已揽收，运往云州', en: 'Picked up, on its way' },
  out: { zh: '正在派送', en: 'Out for delivery' },
  delivered: { zh: '已签收', en: 'Signed for' },
  returned: { zh: '收件人不在，已退回', en: 'Nobody there, sent back' },
};

export interface DemoCarrier {
  readonly url: string;
  /** Not answering, while true. */
  down: boolean;
  /** The courier goes on with a parcel. */
  move(waybill: string, state: ParcelState, signedBy?: string): boolean;
  /** Somebody hands one in at the carrier's counter. @returns its waybill */
  handIn(given: {
    readonly from: string;
    readonly mobile: string;
    readonly to: string;
    readonly address: string;
  }): string;
  readonly parcels: ReadonlyMap<string, Parcel>;
  close(): Promise<void>;
}

/** The demo's carrier 云州速递, a program of its own: books and tracks parcels over signed JSON; its page is the courier's round. */
export async function startCarrier(options: {
  readonly secret: string;
  readonly file?: string;
  readonly host?: string;
  readonly now?: () => number;
}): Promise<DemoCarrier> {
  const now = options.now ?? Date.now;
  const { file } = options;
  const parcels = new Map<string, Parcel>(
    file && existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as [string, Parcel][]) : [],
  );
  /** References that were taken back before they were booked, or after. */
  const refused = new Set([...parcels.values()].filter((p) => p.cancelled).map((p) => p.reference));
  const keep = () => {
    if (!file) return;
    writeFileSync(`${file}.new`, JSON.stringify([...parcels]), { mode: 0o600 });
    renameSync(`${file}.new`, file);
  };
  const mac = (text: string) => createHmac('sha256', options.secret).update(text).digest('hex');

  function move(waybill: string, state: ParcelState, signedBy?: string): boolean {
    const parcel = parcels.get(waybill);
    if (!parcel || parcel.cancelled || parcel.state === 'delivered' || parcel.state === 'returned') return false;
    parcel.state = state;
    if (state === 'delivered') parcel.signedBy = signedBy ?? parcel.name;
    parcel.events.push({ at: new Date(now()).toISOString(), state, text: WORDS[state] });
    keep();
    return true;
  }

  const nextWaybill = () => `YZ${String(now()).slice(-9)}${String(parcels.size + 1).padStart(4, '0')}`;

  function book(given: Record<string, unknown>): Parcel {
    const reference = String(given.reference);
    const known = [...parcels.values()].find((p) => p.reference === reference);
    if (known) return known;
    const pickUp = given.pickUp as Record<string, unknown> | undefined;
    const parcel: Parcel = {
      waybill: nextWaybill(),
      reference,
      name: String(given.name),
      address: String(given.address),
      content: String(given.content),
      ...(pickUp ? { pickUp: `${String(pickUp.name)} ${String(pickUp.address)}` } : {}),
      mobileEnds: [given.mobile, pickUp?.mobile].map((mobile) => String(mobile ?? '').slice(-4)),
      state: 'to-send',
      events: [{ at: new Date(now()).toISOString(), state: 'to-send', text: WORDS['to-send'] }],
    };
    parcels.set(parcel.waybill, parcel);
    keep();
    return parcel;
  }

  function handIn(given: Parameters<DemoCarrier['handIn']>[0]): string {
    const waybill = nextWaybill();
    parcels.set(waybill, {
      waybill,
      reference: `counter-${waybill}`,
      name: given.to,
      address: given.address,
      content: '文件',
      pickUp: `${given.from} 柜台交寄`,
      mobileEnds: [given.mobile.slice(-4)],
      state: 'moving',
      events: [{ at: new Date(now()).toISOString(), state: 'moving', text: WORDS.moving }],
    });
    keep();
    return waybill;
  }

  /** Taken back by who booked it, as long as it was not picked up. */
  function cancel(reference: string): boolean {
    const parcel = [...parcels.values()].find((p) => p.reference === reference);
    if (parcel && parcel.state !== 'to-send') return false;
    refused.add(reference);
    if (parcel) parcel.cancelled = true;
    keep();
    return true;
  }

  const demo = {
    down: false,
    parcels,
    move,
    handIn,
  };

  function answer(response: ServerResponse, value: unknown): void {
    const body = JSON.stringify(value);
    response.writeHead(200, { 'content-type': 'application/json', 'x-sign': mac(body) }).end(body);
  }

  async function route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? '/';
    const method = request.method ?? 'GET';
    const given = await bodyOf(request, 64_000);
    if (!given) return void response.writeHead(413).end();
    const body = given.toString('utf8');
    if (path === '/healthz') return void response.writeHead(200).end('ok');
    if (path.startsWith('/v1/')) {
      if (demo.down) return void response.writeHead(503).end();
      const time = String(request.headers['x-time'] ?? '');
      const fresh = Math.abs(now() / 1000 - Number(time)) < 300;
      if (!fresh || request.headers['x-sign'] !== mac(`${method}\n${path}\n${time}\n${body}`))
        return void response.writeHead(401).end();
      if (method === 'POST' && path === '/v1/parcels') {
        const given = JSON.parse(body) as Record<string, unknown>;
        if (refused.has(String(given.reference))) return void response.writeHead(409).end();
        return answer(response, { waybill: book(given).waybill });
      }
      if (method === 'POST' && path === '/v1/cancellations') {
        const { reference } = JSON.parse(body) as { reference?: unknown };
        return answer(response, { cancelled: cancel(String(reference)) });
      }
      if (method === 'POST' && path === '/v1/look-ups') {
        const { waybill, mobileEnd } = JSON.parse(body) as { waybill?: unknown; mobileEnd?: unknown };
        const found = parcels.get(String(waybill));
        const told = found?.mobileEnds?.includes(String(mobileEnd)) ? found : undefined;
        return answer(response, told ? { found: true, parcel: trackingOf(told) } : { found: false });
      }
      const parcel = parcels.get(decodeURIComponent(path.slice('/v1/parcels/'.length)));
      if (!parcel) return void response.writeHead(404).end();
      return answer(response, trackingOf(parcel));
    }
    const site = request.headers['sec-fetch-site'];
    if (method === 'POST' && (site === undefined || site === 'same-origin')) {
      const form = new URLSearchParams(body);
      const state = form.get('state') as ParcelState;
      if (path === '/move' && STEPS.includes(state)) move(form.get('waybill') ?? '', state);
      if (path === '/hand-in') {
        const field = (name: string) => (form.get(name) ?? '').trim().slice(0, 60);
        const given = { from: field('from'), mobile: field('mobile'), to: field('to'), address: field('address') };
        if (given.from && /^1\d{10}$/.test(given.mobile) && given.to) handIn(given);
      }
      if (path === '/down') demo.down = form.get('down') === '1';
      return void response.writeHead(303, { location: '/' }).end();
    }
    response.writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'",
    });
    response.end(path === '/counter' ? counterPage() : roundPage([...parcels.values()].reverse(), demo.down));
  }

  return Object.assign(demo, await serve(route, { host: options.host }));
}

const trackingOf = ({ state, signedBy, events }: Parcel) => ({ state, events, ...(signedBy ? { signedBy } : {}) });

const NAMES: Readonly<Record<ParcelState, string>> = {
  'to-send': '待揽收',
  moving: '在途',
  out: '派送',
  delivered: '签收',
  returned: '退回',
};

function roundPage(parcels: readonly Parcel[], down: boolean): string {
  const button = (p: Parcel, state: ParcelState) =>
    `<form method="post" action="/move"><input type="hidden" name="waybill" value="${p.waybill}"><input type="hidden" name="state" value="${state}"><button aria-pressed="${p.state === state}">${NAMES[state]}</button></form>`;
  const rows = parcels
    .slice(0, 50)
    .map(
      (p) =>
        `<div class="row"><b>${p.waybill} <span class="none">${escapeHtml(p.content)} · ${p.pickUp ? `${escapeHtml(p.pickUp)} → ` : ''}${escapeHtml(p.name)} · ${escapeHtml(p.address)}</span></b>${p.cancelled ? '<span class="none">已取消</span>' : STEPS.map((s) => button(p, s)).join(' ')}</div>`,
    )
    .join('');
  return page(
    '云州速递（演示）',
    10,
    `<h1>云州速递（演示）</h1><p class="sub">平台之外的物流系统：收件、派送、签收、退回。</p>
<section class="card"><h2>系统</h2><form method="post" action="/down"><input type="hidden" name="down" value="${down ? 0 : 1}"><button class="bad" aria-pressed="${down}">${down ? '恢复应答' : '停止应答'}</button></form></section>
<p><a href="/counter">柜台收件</a></p>
<section class="card"><h2>包裹</h2>${rows || '<p class="none">还没有包裹</p>'}</section>`,
  );
}

/** Where somebody hands a parcel in himself; the waybill stands at the top of the round afterwards. */
function counterPage(): string {
  const field = (name: string, label: string) =>
    `<p><label>${label} <input name="${name}" maxlength="60" required></label></p>`;
  return page(
    '云州速递柜台（演示）',
    undefined,
    `<h1>云州速递柜台（演示）</h1><p class="sub">有人自己来寄：收下后把运单号告诉他。</p>
<section class="card"><form method="post" action="/hand-in">${field('from', '寄件人')}${field('mobile', '寄件人手机号码')}${field('to', '收件人')}${field('address', '收件地址')}<button>收件</button></form></section>
<p><a href="/">包裹</a></p>`,
  );
}
