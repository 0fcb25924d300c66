import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { bodyOf } from '../serve.ts';
import { type AnswerFunction, OutsideRequestError } from './answers.ts';
import { createReplayGuard, FRESH_FOR, isRefusal, type OutsideRequest, type Refusal, readRequest } from './envelope.ts';
import type { LicenceApp } from './licence-app.ts';
import { licencePage } from './licence-pages.ts';
import { createMessageStore } from './messages.ts';
import { controlPage, lostPage, phonePage } from './pages.ts';
import { createRequestLog, maskSubject } from './request-log.ts';
import type { Identity, TrustCheck } from './signing.ts';
import { answerStatus, isStatusPath } from './status-routes.ts';
import { createSwitches } from './switches.ts';
import { type OutsideRecord, SYSTEMS, type SystemId } from './systems.ts';

/** A portrait in base64 is most of it. */
const LARGEST_BODY = 768 * 1024;

export interface ProgramOptions {
  readonly system: SystemId;
  readonly answer: AnswerFunction;
  readonly identity: Identity;
  /** Whom it answers. */
  readonly trust: TrustCheck;
  /** false: answer at once, for load. */
  readonly latency: boolean;
  /** Of the system `business-licence`. */
  readonly licences?: LicenceApp;
  /** ms since 1970. */
  readonly now: () => number;
}

/** One outside system as an HTTP program: the wire protocol, its switches and its page. Not yet listening. */
export function createProgram(options: ProgramOptions): Server {
  const { system, now, licences } = options;
  const switches = createSwitches(system);
  const log = createRequestLog();
  const messages = createMessageStore();
  const replays = createReplayGuard();
  const iso = () => new Date(now()).toISOString();
  let lies = 0;

  async function ask(operation: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const began = performance.now();
    const body = await bodyOf(request, LARGEST_BODY);
    if (!body) return refuse(response, { status: 413, code: 'too-large', detail: 'at most 768 kB' });
    const admitted = admit(operation, request, body);
    if (isRefusal(admitted)) {
      note(operation, null, `拒绝：${admitted.code}`, began);
      return refuse(response, admitted);
    }
    const { mode, delayMs } = switches.of(operation);
    if (mode === 'slow') await sleep(delayMs, undefined, { ref: false });
    else if (options.latency) await sleep(usualLatency(system, admitted.requestId));
    if (response.destroyed) return note(operation, admitted, '对方已断开', began);
    if (mode === 'down') {
      note(operation, admitted, '停机', began);
      return fail(response, 'down', 'the system is down');
    }
    const found = respond(operation, admitted, request);
    note(operation, admitted, OUTCOMES[found.status], began);
    if (found.status === 'unavailable')
      return fail(response, 'record-unavailable', 'this record is not available at the moment');
    const reply = Buffer.from(
      JSON.stringify({
        requestId: admitted.requestId,
        system,
        operation,
        status: found.status,
        data: found.status === 'found' ? found.data : null,
        issuedAt: iso(),
      }),
    );
    send(response, reply, mode === 'wrong');
  }

  function admit(operation: string, request: IncomingMessage, body: Buffer): OutsideRequest | Refusal {
    if (!Object.hasOwn(SYSTEMS[system].operations, operation)) {
      return {
        status: 404,
        code: 'unknown-operation',
        detail: `${system} has no operation "${operation.slice(0, 60)}"`,
      };
    }
    const untrusted = options.trust(body, request.headers['x-signature'], request.headers['x-certificate'], now());
    if (untrusted !== null) return { status: 401, code: 'untrusted', detail: untrusted };
    const asked = readRequest(body);
    if (isRefusal(asked)) return asked;
    if (Math.abs(now() - asked.sentAt) > FRESH_FOR) {
      return { status: 401, code: 'stale', detail: 'the request is more than five minutes off this clock' };
    }
    const missing = SYSTEMS[system].operations[operation]?.required.find(
      (name) => typeof asked.params[name] !== 'string',
    );
    if (missing !== undefined)
      return { status: 400, code: 'missing-parameter', detail: `params.${missing} is missing` };
    if (!replays.admit(asked.requestId, now())) {
      return { status: 401, code: 'replayed', detail: 'this requestId was answered before; ask again under a new one' };
    }
    return asked;
  }

  function respond(operation: string, request: OutsideRequest, { headers }: IncomingMessage) {
    if (licences) return licences.answer(operation, request, `http://${headers.host ?? '127.0.0.1'}`);
    if (system === 'sms') {
      const sent = messages.add(
        String(request.params.手机号码),
        String(request.params.内容),
        iso(),
        typeof request.params.业务编号 === 'string' ? request.params.业务编号 : undefined,
      );
      return { status: 'found', data: { 短信编号: sent.id, 已受理: true } } as const;
    }
    try {
      return options.answer(system, operation, request.params);
    } catch (error) {
      if (error instanceof OutsideRequestError) return { status: 'none' } as const;
      throw error;
    }
  }

  function send(response: ServerResponse, reply: Buffer, lie: boolean): void {
    let body = reply;
    let signed = reply;
    if (lie) {
      // By turns a signature that belongs to other bytes, and half a document that is truly signed.
      lies += 1;
      if (lies % 2 === 1) signed = Buffer.concat([reply, Buffer.from(' ')]);
      else body = signed = reply.subarray(0, reply.length >> 1);
    }
    response.writeHead(200, {
      'content-type': 'application/json; charset=utf-8',
      'content-length': body.length,
      'x-signature': Buffer.from(options.identity.sign(signed)).toString('base64'),
      'x-certificate': options.identity.certificate,
    });
    response.end(body);
  }

  function note(operation: string, request: OutsideRequest | null, outcome: string, began: number): void {
    log.add({
      at: iso(),
      operation,
      caller: request?.caller ?? '—',
      purpose: request?.purpose ?? '—',
      caseRef: request?.caseRef ?? '',
      subject: subjectOf(request?.params),
      outcome,
      ms: performance.now() - began,
    });
  }

  async function control(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const site = request.headers['sec-fetch-site'];
    if (site !== undefined && site !== 'same-origin' && site !== 'none') {
      return json(response, 403, { detail: 'switches are set from this page or by a program' });
    }
    const body = (await bodyOf(request, LARGEST_BODY))?.toString('utf8') ?? '';
    const fromPage = request.headers['content-type']?.startsWith('application/x-www-form-urlencoded') ?? false;
    const wrong = switches.set(fromPage ? Object.fromEntries(new URLSearchParams(body)) : parseJson(body));
    if (wrong !== null) return json(response, 422, { detail: wrong });
    if (!fromPage) return json(response, 200, { id: system, ...switches.all() });
    response.writeHead(303, { location: '/' }).end();
  }

  /** The form of the licence app: sent from its own page, or by a program. */
  async function decide(ticket: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const site = request.headers['sec-fetch-site'];
    if (!licences || (site !== undefined && site !== 'same-origin'))
      return json(response, 403, { detail: 'confirmed in the app only' });
    const form = new URLSearchParams((await bodyOf(request, LARGEST_BODY))?.toString('utf8') ?? '');
    const wrong = licences.decide(ticket, {
      person: form.get('person') ?? '',
      password: form.get('password') ?? '',
      confirm: form.get('answer') === 'confirm',
    });
    return html(response, licencePage(licences, ticket, wrong));
  }

  /** A licence is reported lost: from the system's page, or by a program. */
  async function reportLost(app: LicenceApp, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const site = request.headers['sec-fetch-site'];
    if (site !== undefined && site !== 'same-origin') return json(response, 403, { detail: 'from this page only' });
    const form = new URLSearchParams((await bodyOf(request, LARGEST_BODY))?.toString('utf8') ?? '');
    if (!app.reportLost(form.get('uscc') ?? '')) return json(response, 404, { detail: 'no such licence' });
    response.writeHead(303, { location: '/' }).end();
  }

  async function route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://outside');
    const path = url.pathname;
    if (licences && isStatusPath(path))
      return answerStatus(licences.status, request, response, {
        path,
        body: (await bodyOf(request, LARGEST_BODY)) ?? Buffer.alloc(0),
        setting: switches.all().system,
      });
    if (licences && path === '/lost')
      return request.method === 'POST'
        ? reportLost(licences, request, response)
        : html(response, lostPage(licences.status.revoked.length));
    if (request.method === 'POST' && path.startsWith('/v1/')) return ask(path.slice(4), request, response);
    if (request.method === 'POST' && path === '/control') return control(request, response);
    if (request.method === 'POST' && path.startsWith('/scan/')) return decide(path.slice(6), request, response);
    if (request.method !== 'GET') return json(response, 405, { detail: 'not allowed' });
    if (path === '/')
      return html(response, controlPage(system, switches, log.list(), messages.numbers(), licences?.waiting()));
    const scan = licences && /^\/scan\/([\w-]{22})$/.exec(path)?.[1];
    if (scan) return html(response, licencePage(licences, scan, null));
    if (path === '/control') return json(response, 200, { id: system, ...switches.all() });
    if (path === '/healthz') {
      const { mode } = switches.all().system;
      return json(response, mode === 'down' ? 503 : 200, { system, mode });
    }
    if (system === 'sms' && path === '/messages')
      return json(response, 200, messages.of(url.searchParams.get('mobile') ?? ''));
    if (system === 'sms' && /^\/phone\/\d{11}$/.test(path)) {
      const mobile = path.slice(7);
      return html(response, phonePage(mobile, messages.of(mobile), iso()));
    }
    return json(response, 404, { detail: 'nothing here' });
  }

  const server = createServer((request, response) => {
    route(request, response).catch((error: unknown) => {
      if (!response.headersSent) json(response, 500, { detail: error instanceof Error ? error.message : 'error' });
      else response.destroy();
    });
  });
  server.keepAliveTimeout = 60_000;
  return server;
}

const OUTCOMES = { found: '有记录', none: '无记录', unavailable: '暂不可用' } as const;

function subjectOf(params: OutsideRecord | undefined): string {
  return maskSubject(params?.身份号码 ?? params?.统一社会信用代码 ?? params?.手机号码);
}

/** Always the same for the same request id, so that a run can be repeated. */
function usualLatency(system: SystemId, requestId: string): number {
  const [from, to] = SYSTEMS[system].latency;
  let hash = 2_166_136_261;
  for (let i = 0; i < requestId.length; i++) hash = Math.imul(hash ^ requestId.charCodeAt(i), 16_777_619);
  return from + ((hash >>> 0) % (to - from + 1));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function json(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(value));
}

function refuse(response: ServerResponse, refusal: Refusal): void {
  json(response, refusal.status, { code: refusal.code, detail: refusal.detail });
}

/** `down` is the system, `record-unavailable` one record only: a breaker for the whole system should not count the latter. */
function fail(response: ServerResponse, code: 'down' | 'record-unavailable', detail: string): void {
  json(response, 503, { code, detail });
}

function html(response: ServerResponse, text: string): void {
  response.writeHead(200, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'",
    'cache-control': 'no-store',
  });
  response.end(text);
}
