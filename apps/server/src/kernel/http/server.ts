import fastifyCookie from '@fastify/cookie';
import fastifyHelmet from '@fastify/helmet';
import fastifyMultipart from '@fastify/multipart';
import { DEVICE_BRIDGE, type RouteContract, UKEY_BRIDGE } from '@miaopi/contracts';
import { type FastifyInstance, type FastifyReply, type FastifyRequest, fastify } from 'fastify';
import { type Actor, anonymous } from '../actor.ts';
import type { Config } from '../config.ts';
import { AppError, kernelErrors } from '../errors.ts';
import { newId } from '../ids.ts';
import type { Logger } from '../log.ts';
import type { BoundRoute } from '../module.ts';
import { langOf } from '../text.ts';
import { toProblem } from './problem.ts';
import type { EventStream, RawReply, RouteInput } from './route.ts';
import { validatorsOnDemand } from './validators.ts';

/**
 * Tells who calls, from the request's cookies; the identity module implements it. Checks the CSRF token of changing requests, and whether the route is open
 * to such callers at the moment (F041).
 */
export type Authenticate = (request: {
  readonly route: Pick<RouteContract, 'name' | 'path' | 'permission' | 'method'>;
  readonly cookies: Readonly<Record<string, string | undefined>>;
  readonly csrf: string | undefined;
  /** A visit at an official's window: he calls for the person who stands there. */
  readonly desk?: string | undefined;
  readonly changing: boolean;
}) => Promise<Actor>;

const megabyte = 1024 * 1024;

/** The HTTP server without its routes: headers, cookies, uploads, problem details. */
export async function createHttp(config: Config, log: Logger): Promise<FastifyInstance> {
  const app = fastify({
    loggerInstance: log as never,
    logController: new fastify.LogController({ disableRequestLogging: true }),
    trustProxy: config.trustProxy,
    bodyLimit: 2 * megabyte,
    genReqId: () => newId(),
    requestIdHeader: false,
    forceCloseConnections: 'idle',
    // an OCSP request in an address (RFC 6960 A.1) is longer than the framework's hundred
    routerOptions: { maxParamLength: 400 },
    schemaController: { compilersFactory: { buildValidator: validatorsOnDemand() } },
    ajv: { customOptions: { coerceTypes: 'array', removeAdditional: false, allErrors: true, useDefaults: true } },
  });
  await app.register(fastifyCookie);
  await app.register(fastifyMultipart, {
    limits: { fileSize: 20 * megabyte, files: 1, fields: 4, fieldSize: 10_000, headerPairs: 50 },
  });
  await app.register(fastifyHelmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: ["'self'", 'data:'],
        // the programs on the same computer that reach a person's key, and the devices of a window; nothing else outside
        connectSrc: ["'self'", UKEY_BRIDGE, DEVICE_BRIDGE],
        workerSrc: ["'self'", 'blob:'],
        objectSrc: ["'none'"],
        baseUri: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    referrerPolicy: { policy: 'same-origin' },
    strictTransportSecurity: config.secureCookies ? { maxAge: 31_536_000 } : false,
  });
  app.setErrorHandler((error, request, reply) => {
    const problem = toProblem(error, langOf(request.headers['accept-language']), request.id);
    if (problem.status >= 500)
      log.error(
        { err: error, cause: (error as Error).cause, requestId: request.id, route: request.routeOptions.url },
        'request failed',
      );
    else if (error instanceof AppError)
      log.debug({ code: error.code, requestId: request.id, note: error.message }, 'request refused');
    void reply.status(problem.status).header('x-request-id', request.id).type('application/problem+json').send(problem);
  });
  return app as unknown as FastifyInstance;
}

/** Longest a running request is waited for at the end, in ms: the longest that a submission may ask to wait for its chain, and some more. */
const patience = 15_000;

/** Takes no more requests; resolves when those that run are answered. Streams of events, which would run on, are cut then. */
export async function closeHttp(app: FastifyInstance): Promise<void> {
  // a connection that was busy when the server closed would else be kept for its caller's next request, for more than a minute
  const idle = setInterval(() => app.server.closeIdleConnections(), 100);
  const all = setTimeout(() => app.server.closeAllConnections(), patience);
  try {
    await app.close();
  } finally {
    clearInterval(idle);
    clearTimeout(all);
  }
}

const actors = new WeakMap<FastifyRequest, Actor>();

/** Mounts a route: permission, schemas and the reply's form all come from its contract. */
export function mountRoute(
  app: FastifyInstance,
  { contract, handle }: BoundRoute,
  authenticate: Authenticate,
  config: Config,
): void {
  if (!contract.raw) {
    mount(app, { contract, handle }, authenticate, config);
    return;
  }
  void app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(
      '*',
      { parseAs: 'buffer', bodyLimit: contract.rawLimit ?? 256 * 1024 },
      (_request, body, done) => done(null, body),
    );
    mount(scope as unknown as FastifyInstance, { contract, handle }, authenticate, config);
  });
}

function mount(
  app: FastifyInstance,
  { contract, handle }: BoundRoute,
  authenticate: Authenticate,
  config: Config,
): void {
  app.route({
    method: contract.method,
    url: contract.path,
    schema: {
      operationId: contract.name,
      summary: contract.summary,
      tags: [contract.name.split('.')[0] ?? ''],
      ...(contract.params ? { params: contract.params } : {}),
      ...(contract.query ? { querystring: contract.query } : {}),
      ...(contract.body && !contract.upload ? { body: contract.body } : {}),
    },
    // who may call comes before what is sent: a stranger learns nothing of the schema
    async preValidation(request) {
      const actor = await authenticate({
        route: contract,
        cookies: request.cookies,
        csrf: request.headers['x-csrf'] as string | undefined,
        desk: contract.atDesk ? deskOf(request.query) : undefined,
        changing: contract.method !== 'GET' && contract.permission !== 'public',
      });
      permit(contract, actor);
      actors.set(request, actor);
    },
    async handler(request, reply) {
      const actor = actors.get(request) ?? anonymous;
      const input: RouteInput<RouteContract> = {
        params: request.params as never,
        query: request.query as never,
        body: request.body as never,
        file: (contract.upload ? await readUpload(request) : undefined) as never,
        sent: (contract.raw ? readSent(request) : undefined) as never,
        actor,
        lang: langOf(request.headers['accept-language']),
        requestId: request.id,
        ip: request.ip,
        signal: contract.reply === 'events' ? leavingOf(reply) : stays,
        cookies: request.cookies,
        setCookie: (name, value, options) =>
          void reply.setCookie(name, value, {
            path: '/',
            sameSite: 'lax',
            httpOnly: options.httpOnly ?? true,
            secure: config.secureCookies,
            maxAge: options.maxAge,
          }),
      };
      const result: unknown = await handle(input as never);
      reply.header('x-request-id', request.id);
      return send(contract, reply, result);
    },
  });
}

/** Of a request that is answered at once nobody asks whether its reader has left. */
const stays = new AbortController().signal;

function leavingOf(reply: FastifyReply): AbortSignal {
  const left = new AbortController();
  reply.raw.on('close', () => left.abort());
  return left.signal;
}

function permit(contract: RouteContract, actor: Actor): void {
  if (contract.permission === 'public') return;
  if (actor.kind === 'anonymous') throw kernelErrors.sign_in_needed();
  const allowed =
    contract.permission === 'applicant'
      ? actor.kind === 'person' || (actor.kind === 'staff' && contract.alsoOfficials === true)
      : contract.permission === 'official'
        ? actor.kind === 'staff'
        : actor.kind === 'staff' && actor.roles.includes('operator');
  if (!allowed) throw kernelErrors.not_permitted();
}

function deskOf(query: unknown): string | undefined {
  const { desk } = (query ?? {}) as { readonly desk?: unknown };
  return typeof desk === 'string' && desk.length <= 100 ? desk : undefined;
}

async function readUpload(request: FastifyRequest) {
  if (!request.isMultipart()) throw kernelErrors.invalid_request({ log: 'upload is not multipart' });
  const part = await request.file();
  if (!part) throw kernelErrors.invalid_request({ log: 'upload has no file' });
  const data = await part.toBuffer();
  // `toBuffer` throws only while bytes come: what is cut off when the rest arrives by itself would pass for the whole file
  if (part.file.truncated) throw kernelErrors.too_large();
  return { name: part.filename, mediaType: part.mimetype, data };
}

function readSent(request: FastifyRequest) {
  return { data: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0), headers: request.headers };
}

async function send(contract: RouteContract, reply: FastifyReply, result: unknown): Promise<unknown> {
  if (contract.reply === 'empty') return reply.status(204).send();
  if (contract.reply === 'events') return sendEvents(reply, result as EventStream);
  if (contract.reply === 'binary' || contract.reply === 'html' || contract.reply === 'svg') {
    const raw = result as RawReply;
    reply.type(raw.mediaType);
    reply.header(
      'cache-control',
      raw.cacheSeconds ? `${raw.shared ? 'public' : 'private'}, max-age=${raw.cacheSeconds}` : 'no-store',
    );
    if (raw.etag) reply.header('etag', `"${raw.etag}"`);
    if (raw.fileName)
      reply.header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(raw.fileName)}`);
    return reply.send(raw.body instanceof Uint8Array && !Buffer.isBuffer(raw.body) ? Buffer.from(raw.body) : raw.body);
  }
  reply.header('cache-control', 'no-store');
  return reply.status(contract.status ?? 200).send(result === undefined ? null : result);
}

async function sendEvents(reply: FastifyReply, events: EventStream): Promise<unknown> {
  const { raw } = reply;
  reply.hijack();
  raw.writeHead(200, {
    ...(reply.getHeaders() as Record<string, string>),
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  });
  const beat = setInterval(() => raw.write(': still here\n\n'), 15_000);
  try {
    for await (const { event, data } of events) {
      if (raw.destroyed) break;
      raw.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
    }
  } finally {
    clearInterval(beat);
    raw.end();
  }
  return reply;
}
