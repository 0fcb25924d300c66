import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { bodyOf } from '../serve.ts';
import { createSealKeys, type SealToken } from './seal-keys.ts';

/** A 智能密码钥匙 as the bridge sees it: what it shows, and a signature for its PIN. */
export interface BridgeToken {
  readonly id: string;
  readonly label: string;
  /** DER in base64. */
  readonly certificate: string;
  /** Signature over the message; undefined when the PIN is wrong. */
  sign(pin: string, message: Uint8Array): Promise<Uint8Array | undefined> | Uint8Array | undefined;
}

export interface BridgeOptions {
  /** Of the sites that may ask, e.g. `https://portal.example`; nobody else gets an answer. */
  readonly origins: readonly string[];
  readonly tokens: () => readonly BridgeToken[] | Promise<readonly BridgeToken[]>;
  /** Those that keep keys of seals. */
  readonly sealTokens?: () => readonly SealToken[];
}

const LARGEST_BODY = 8 * 1024;
/** A hundred TBS_Sign, each with the seal and its picture in it. */
const LARGEST_SEALING = 32 * 1024 * 1024;
const MOST_WRONG = 5;

/**
 * The program on a person's own computer through which a page reaches his key (protocol: docs/guides/signing.md). Answers the sites it was told of and nobody
 * else; signs only what says which site asks, so that no page can have another site's words signed. Not yet listening: bind it to 127.0.0.1.
 */
export function createBridge({ origins, tokens, sealTokens = () => [] }: BridgeOptions): Server {
  const sealKeys = createSealKeys(sealTokens);
  const wrong = new Map<string, number>();

  async function sign(request: IncomingMessage, response: ServerResponse, origin: string): Promise<void> {
    const asked = parse(await textOf(request));
    const { id, pin, message } = asked ?? {};
    if (typeof id !== 'string' || typeof pin !== 'string' || typeof message !== 'string')
      return json(response, 400, { code: 'malformed' });
    if (!/^miaopi [a-z-]{1,20} \S{1,200} [\w-]{16,100}$/.test(message) || siteOf(message) !== origin)
      return json(response, 403, { code: 'another-site' });
    const token = (await tokens()).find((one) => one.id === id);
    if (!token) return json(response, 404, { code: 'no-key' });
    const tried = wrong.get(id) ?? 0;
    if (tried >= MOST_WRONG) return json(response, 423, { code: 'locked' });
    wrong.set(id, tried + 1);
    const signature = await token.sign(pin, new TextEncoder().encode(message));
    if (!signature) return json(response, 403, { code: 'wrong-pin', left: MOST_WRONG - tried - 1 });
    wrong.delete(id);
    return json(response, 200, { signature: Buffer.from(signature).toString('base64') });
  }

  async function route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { origin } = request.headers;
    if (origin === undefined || !origins.includes(origin)) return json(response, 403, { code: 'origin' });
    response.setHeader('access-control-allow-origin', origin);
    response.setHeader('vary', 'origin');
    if (request.method === 'OPTIONS') {
      response.setHeader('access-control-allow-methods', 'GET, POST');
      response.setHeader('access-control-allow-headers', 'content-type');
      // asked for by browsers before a public page reaches a private address
      response.setHeader('access-control-allow-private-network', 'true');
      response.writeHead(204).end();
      return;
    }
    if (request.method === 'GET' && request.url === '/v1/keys')
      return json(
        response,
        200,
        (await tokens()).map(({ id, label, certificate }) => ({ id, label, certificate })),
      );
    if (request.method === 'POST' && request.url === '/v1/sign') return sign(request, response, origin);
    if (request.method === 'GET' && request.url === '/v1/seal-tokens') return json(response, 200, sealKeys.list());
    if (request.method === 'POST') {
      const asked = parse(await textOf(request, LARGEST_SEALING));
      const reply = asked ? await sealKeys.ask(request.url ?? '', asked) : { status: 400, body: { code: 'malformed' } };
      if (reply) return json(response, reply.status, reply.body);
    }
    return json(response, 404, { code: 'nothing-here' });
  }

  return createServer((request, response) => {
    route(request, response).catch(() => {
      if (!response.headersSent) json(response, 500, { code: 'failed' });
      else response.destroy();
    });
  });
}

/** The site's origin, as a page of it names itself to us. */
function siteOf(message: string): string | undefined {
  const site = message.split(' ')[2] ?? '';
  return URL.canParse(site) ? new URL(site).origin : undefined;
}

async function textOf(request: IncomingMessage, largest = LARGEST_BODY): Promise<string> {
  return (await bodyOf(request, largest))?.toString('utf8') ?? '';
}

function parse(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

function json(response: ServerResponse, status: number, value: unknown): void {
  response
    .writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' })
    .end(JSON.stringify(value));
}
