import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { sm3Hex } from '@miaopi/gm';
import { FRESH_FOR, isRefusal, readRequest } from '../outside/envelope.ts';
import { identityOf, type PartyKeys, trustOf } from '../outside/signing.ts';
import type { OutsideRecord } from '../outside/systems.ts';
import { bodyOf, serve } from '../serve.ts';
import { consultationPage, departmentPage, MODES, type Settings } from './department-page.ts';
import { type Consultation, openBook, SAYS, type Says } from './ledger.ts';
import { drawOpinion } from './opinion-paper.ts';

/** The demo's department outside the installation, as the exchange names it. */
export const DEPARTMENT = {
  system: 'civil-defence',
  uscc: '11990100009900072Y',
  name: { zh: '云州市国防动员办公室（人民防空办公室）', en: 'Yunzhou Civil Defence Office' },
  official: { name: '戚守诚', number: 'RF0007' },
} as const;

const LARGEST = 1024 * 1024;
/** Tries to send an answer; then it waits to be asked for. */
const PUSHES = 4;

export interface DemoDepartment {
  readonly url: string;
  readonly consultations: ReadonlyMap<string, Consultation>;
  set(change: Partial<Settings>): void;
  /** Its official decides. @returns what is wrong with it, or undefined */
  answer(reference: string, says: Says, reasons: string): Promise<string | undefined>;
  /** A message of its own, signed, to whatever address: what a wrong program might send. */
  send(address: string, message: OutsideRecord): Promise<{ readonly status: number; readonly body: string }>;
  close(): Promise<void>;
}

/** A department with a program of its own: takes what it is asked, lets its official decide, signs the answer and sends it, or waits to be asked for it. */
export async function startDepartment(options: {
  readonly keys: PartyKeys;
  /** DER of the exchange's root, base64. */
  readonly root: string;
  readonly file?: string;
  readonly host?: string;
  readonly port?: number;
  readonly now?: () => number;
}): Promise<DemoDepartment> {
  const now = options.now ?? Date.now;
  const identity = identityOf(options.keys);
  const trust = trustOf(options.root);
  const book = openBook(options.file);
  const settings: Settings = { mode: 'ok', delayMs: 8000, auto: 'off', push: true };
  const iso = () => new Date(now()).toISOString();
  const sign = (body: Buffer, lie = false) => ({
    'content-type': 'application/json; charset=utf-8',
    'x-signature': Buffer.from(identity.sign(lie ? Buffer.concat([body, Buffer.from(' ')]) : body)).toString('base64'),
    'x-certificate': identity.certificate,
  });

  async function send(address: string, message: OutsideRecord) {
    const body = Buffer.from(JSON.stringify(message));
    const headers = sign(body, settings.mode === 'wrong');
    const reply = await fetch(address, { method: 'POST', headers, body, signal: AbortSignal.timeout(10_000) });
    return { status: reply.status, body: await reply.text() };
  }

  /** A conflict is an acknowledgement too: the lead office has what it needs. */
  async function push(one: Consultation): Promise<void> {
    for (let n = 0; n < PUSHES && settings.push && one.answer && !one.acknowledged; n++) {
      const reply = await send(String(one.params.回复地址), one.answer).catch(() => undefined);
      if (reply && (reply.status === 200 || reply.status === 409)) {
        one.acknowledged = true;
        book.keep();
      } else await sleep(500 * 2 ** n, undefined, { ref: false });
    }
  }

  const answering = new Set<string>();

  async function answer(reference: string, says: Says, reasons: string): Promise<string | undefined> {
    const one = book.all.get(reference);
    if (!one) return '没有这项征求意见';
    if (one.answer || answering.has(reference)) return '已经答复';
    if (!SAYS.includes(says)) return '意见不对';
    if (reasons.trim().length < 2) return '请写明理由';
    answering.add(reference);
    const 文书 = says === '退回' ? null : await paperOf(one, says, reasons.trim());
    one.answer = {
      业务编号: reference,
      办件编号: one.caseRef,
      意见: says,
      理由: reasons.trim(),
      承办人: DEPARTMENT.official.name,
      工号: DEPARTMENT.official.number,
      答复时间: iso(),
      文书,
    };
    answering.delete(reference);
    book.keep();
    void push(one);
    return undefined;
  }

  /** 审查意见书, as it goes with the answer. */
  async function paperOf(one: Consultation, says: Says, reasons: string): Promise<OutsideRecord> {
    const at = new Date(now());
    const [year, month, day] = new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 10).split('-').map(Number);
    const number = `云人防审〔${year}〕${one.receipt.slice(-3)}号`;
    const nameOf = (value: unknown): string => String((value as OutsideRecord | undefined)?.名称 ?? '');
    const pdf = await drawOpinion(
      {
        office: DEPARTMENT.name.zh,
        number,
        title: '审查意见书',
        lead: nameOf(one.params.牵头单位),
        text: `你单位关于${nameOf(one.params.申请人)}${nameOf(one.params.事项)}（办件编号${one.caseRef}）征求意见收悉。经审查，我单位意见为：${says}。${reasons}`,
        official: DEPARTMENT.official.name,
        date: `${year}年${month}月${day}日`,
      },
      at,
    );
    return {
      名称: '审查意见书',
      文号: number,
      类型: 'application/pdf',
      SM3: sm3Hex(pdf),
      内容: Buffer.from(pdf).toString('base64'),
    };
  }

  /** Each material from its address, again where it can't be reached (who asks may be starting); what does not fit its SM3 is not kept. */
  async function fetchMaterials(one: Consultation): Promise<void> {
    for (const material of (one.params.材料 ?? []) as readonly OutsideRecord[]) {
      const name = String(material.名称);
      for (let attempt = 1; attempt <= 5 && one.materials[name] !== 'fetched'; attempt++) {
        if (attempt > 1) await new Promise((resolve) => setTimeout(resolve, 1000 * attempt));
        const bytes = await fetch(String(material.地址), { signal: AbortSignal.timeout(20_000) })
          .then(async (r) => (r.ok ? Buffer.from(await r.arrayBuffer()) : undefined))
          .catch(() => undefined);
        one.materials[name] = bytes && sm3Hex(bytes) === material.SM3 ? 'fetched' : 'failed';
      }
      book.keep();
    }
  }

  function consult(params: OutsideRecord): OutsideRecord {
    const reference = String(params.业务编号);
    const known = book.all.get(reference);
    const one: Consultation = known ?? {
      reference,
      caseRef: String(params.办件编号),
      receipt: `RF${String(now()).slice(-8)}${String(book.all.size + 1).padStart(3, '0')}`,
      receivedAt: iso(),
      times: 0,
      params,
      materials: {},
    };
    one.times += 1;
    one.params = params;
    one.again = false;
    book.put(one);
    void fetchMaterials(one).then(() => {
      if (settings.auto !== 'off' && !one.answer) void answer(reference, settings.auto, `经审查，${settings.auto}。`);
    });
    return { 受理: true, 回执编号: one.receipt };
  }

  function respond(operation: string, params: OutsideRecord): OutsideRecord | undefined {
    if (operation === 'consult') return consult(params);
    const one = book.all.get(String(params.业务编号));
    if (!one) return undefined;
    if (operation === 'withdraw') {
      one.withdrawn = String(params.原因 ?? '');
      book.keep();
      return { 已撤回: true };
    }
    if (one.answer) {
      one.acknowledged = true;
      book.keep();
      return { 状态: '已答复', ...one.answer };
    }
    return { 状态: one.again ? '重新发送' : '办理中' };
  }

  async function call(operation: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(request, LARGEST);
    const refuse = (status: number, detail: string) => json(response, status, { detail });
    if (!body) return refuse(413, 'at most 1 MB');
    if (!['consult', 'result', 'withdraw'].includes(operation)) return refuse(404, 'no such operation');
    const untrusted = trust(body, request.headers['x-signature'], request.headers['x-certificate'], now());
    if (untrusted !== null) return refuse(401, untrusted);
    const asked = readRequest(body);
    if (isRefusal(asked)) return refuse(asked.status, asked.detail);
    if (Math.abs(now() - asked.sentAt) > FRESH_FOR) return refuse(401, 'too old');
    if (settings.mode === 'slow') await sleep(settings.delayMs, undefined, { ref: false });
    if (settings.mode === 'down') return refuse(503, 'the system is down');
    const data = respond(operation, asked.params);
    // it has it, and its answer is lost on the way
    if (settings.mode === 'lost') return void request.socket.destroy();
    const reply = Buffer.from(
      JSON.stringify({
        requestId: asked.requestId,
        system: DEPARTMENT.system,
        operation,
        status: data ? 'found' : 'none',
        data: data ?? null,
        issuedAt: iso(),
      }),
    );
    response.writeHead(200, sign(reply, settings.mode === 'wrong')).end(reply);
  }

  function set(change: Partial<Settings>): void {
    Object.assign(settings, change);
  }

  /** Orders of the page or of a program: only what they name is changed. */
  function control(order: Readonly<Record<string, unknown>>): void {
    const { mode, delayMs, auto, push: pushes } = order;
    if (MODES.includes(mode as never)) set({ mode: mode as Settings['mode'] });
    if (typeof delayMs === 'number' && delayMs >= 0 && delayMs <= 120_000) set({ delayMs });
    if (auto === 'off' || SAYS.includes(auto as never)) set({ auto: auto as Settings['auto'] });
    if (pushes !== undefined) set({ push: pushes === true || pushes === '1' });
  }

  async function route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = new URL(request.url ?? '/', 'http://department').pathname;
    if (path === '/healthz') return void response.writeHead(settings.mode === 'down' ? 503 : 200).end('ok');
    if (request.method === 'POST' && path.startsWith('/v1/')) return call(path.slice(4), request, response);
    const site = request.headers['sec-fetch-site'];
    const reference = decodeURIComponent(path.slice('/cases/'.length));
    if (request.method === 'POST') {
      if (site !== undefined && site !== 'same-origin') return json(response, 403, { detail: 'from this page only' });
      const body = (await bodyOf(request, LARGEST))?.toString('utf8') ?? '';
      const isJson = request.headers['content-type']?.startsWith('application/json') ?? false;
      const form = isJson ? parse(body) : Object.fromEntries(new URLSearchParams(body));
      if (path === '/control') control(form);
      const one = book.all.get(String(form.reference));
      if (path === '/again' && one) one.again = true;
      const wrong =
        path === '/answer'
          ? await answer(String(form.reference), String(form.says) as Says, String(form.reasons ?? ''))
          : undefined;
      if (isJson) return json(response, wrong ? 422 : 200, wrong ? { detail: wrong } : settings);
      if (wrong && one) return html(response, consultationPage(DEPARTMENT.name.zh, one, wrong));
      return void response.writeHead(303, { location: one ? `/cases/${one.reference}` : '/' }).end();
    }
    if (path === '/consultations') return json(response, 200, [...book.all.values()]);
    const one = path.startsWith('/cases/') ? book.all.get(reference) : undefined;
    if (one) return html(response, consultationPage(DEPARTMENT.name.zh, one, undefined));
    html(response, departmentPage(DEPARTMENT.name.zh, settings, [...book.all.values()].reverse()));
  }

  const served = await serve(route, options);
  // answers that were not acknowledged when the program ended
  for (const one of book.all.values()) if (one.answer && !one.acknowledged) void push(one);
  return {
    ...served,
    consultations: book.all,
    set,
    answer,
    send,
  };
}

function parse(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function json(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(value));
}

function html(response: ServerResponse, text: string): void {
  response.writeHead(200, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'",
  });
  response.end(text);
}
