import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RouteContract } from '@miaopi/contracts';
import * as contracts from '@miaopi/contracts';
import type { FastifyInstance } from 'fastify';
import { root } from '../root.ts';

type Json = Readonly<Record<string, unknown>>;
interface SchemaObject extends Json {
  readonly properties?: Readonly<Record<string, Json>>;
  readonly required?: readonly string[];
}

/** Every route there is, by its contract. */
export function listContracts(): RouteContract[] {
  return Object.values(contracts as Readonly<Record<string, unknown>>)
    .filter(isContract)
    .sort((a, b) => a.path.localeCompare(b.path) || a.method.localeCompare(b.method));
}

function isContract(value: unknown): value is RouteContract {
  const c = value as Partial<RouteContract> | null;
  return typeof c === 'object' && c !== null && typeof c.path === 'string' && typeof c.permission === 'string';
}

/** Codes any route may answer, by status (kernel errors). */
const kernelCodes: Readonly<Record<string, readonly string[]>> = {
  '401': ['kernel.sign_in_needed'],
  '403': ['kernel.not_permitted', 'kernel.forged'],
  '422': ['kernel.invalid_request', 'kernel.too_large'],
  '500': ['kernel.bug'],
};

/** The interface as OpenAPI 3.1, made from the contracts the server itself runs on. */
export function buildOpenApi(): Json {
  const named = namedSchemas();
  const paths: Record<string, Record<string, unknown>> = {};
  for (const c of listContracts()) {
    const path = c.path.replace(/:(\w+)/g, '{$1}');
    paths[path] ??= {};
    paths[path][c.method.toLowerCase()] = operation(c, named);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: '秒批 Miaopi',
      version: '0.1.0',
      summary: '政务服务智能审批开放平台 · open platform for government services with intelligent approval',
      description:
        'Sign in with `POST /api/session`; the answer carries `csrf`, to be sent back in header `x-csrf` with every change. Errors are problem details (RFC 9457) in the language of `Accept-Language` (zh, en). Calls with a `requestId` act once, however often they are sent.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    tags: [...new Set(listContracts().map(tagOf))].map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'miaopi_session' },
        csrf: { type: 'apiKey', in: 'header', name: 'x-csrf' },
      },
      schemas: Object.fromEntries(
        [...named].map(([json, name]) => [name, refer(JSON.parse(json), named, name)]).sort(byFirst),
      ),
    },
  };
}

/** Schemas that contracts export under a name: text of the schema → name. */
function namedSchemas(): Map<string, string> {
  const named = new Map<string, string>();
  for (const [name, value] of Object.entries(contracts as Readonly<Record<string, unknown>>)) {
    const schema = value as SchemaObject | null;
    if (typeof schema !== 'object' || schema === null || isContract(value) || !/^[A-Z]/.test(name)) continue;
    if (schema.type === 'object' && schema.properties) named.set(JSON.stringify(schema), name);
  }
  return named;
}

/** A schema with each named one in it replaced by a reference. */
function refer(schema: unknown, named: ReadonlyMap<string, string>, self?: string): unknown {
  if (typeof schema !== 'object' || schema === null) return schema;
  if (Array.isArray(schema)) return schema.map((s) => refer(s, named));
  const name = named.get(JSON.stringify(schema));
  if (name !== undefined && name !== self) return { $ref: `#/components/schemas/${name}` };
  return Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, refer(value, named)]));
}

function operation(c: RouteContract, named: ReadonlyMap<string, string>): Json {
  return {
    operationId: c.name,
    summary: c.summary,
    tags: [tagOf(c)],
    parameters: [...parameters(c.params, 'path', named), ...parameters(c.query, 'query', named)],
    ...(c.upload
      ? {
          requestBody: {
            required: true,
            content: {
              'multipart/form-data': {
                schema: {
                  type: 'object',
                  required: ['file'],
                  properties: { file: { type: 'string', contentMediaType: 'application/octet-stream' } },
                },
              },
            },
          },
        }
      : c.body
        ? { requestBody: { required: true, content: { 'application/json': { schema: refer(plain(c.body), named) } } } }
        : {}),
    responses: { [String(c.status ?? (c.reply === 'empty' ? 204 : 200))]: success(c, named), ...problems(c) },
    security: c.permission === 'public' ? [] : [c.method === 'GET' ? { session: [] } : { session: [], csrf: [] }],
    'x-permission': c.permission,
    'x-errors': [...c.errors],
  };
}

function parameters(schema: unknown, place: 'path' | 'query', named: ReadonlyMap<string, string>): Json[] {
  const object = plain(schema) as SchemaObject | undefined;
  return Object.entries(object?.properties ?? {}).map(([name, property]) => {
    const { description, ...rest } = property;
    return {
      name,
      in: place,
      required: place === 'path' || (object?.required ?? []).includes(name),
      ...(description ? { description } : {}),
      schema: refer(rest, named),
    };
  });
}

const mediaOf = {
  binary: 'application/octet-stream',
  svg: 'image/svg+xml',
  html: 'text/html',
  events: 'text/event-stream',
} as const;

function success(c: RouteContract, named: ReadonlyMap<string, string>): Json {
  if (c.reply === 'empty') return { description: 'done' };
  const media = typeof c.reply === 'string' ? mediaOf[c.reply as keyof typeof mediaOf] : undefined;
  if (media !== undefined)
    return {
      description: c.reply === 'events' ? 'server-sent events; `data` of each is this' : 'the file',
      content: { [media]: { schema: c.event ? refer(plain(c.event), named) : { type: 'string' } } },
    };
  return { description: 'done', content: { 'application/json': { schema: refer(plain(c.reply), named) } } };
}

/** Problem details by status; the codes of the route's module stand under 4XX, for a code has one status only. */
function problems(c: RouteContract): Json {
  const at = (codes: readonly string[]) => ({
    description: codes.join(', '),
    content: {
      'application/problem+json': {
        schema: { allOf: [{ $ref: '#/components/schemas/Problem' }, { properties: { code: { enum: [...codes] } } }] },
      },
    },
  });
  const applies = (status: string) =>
    status === '401' || status === '403'
      ? c.permission !== 'public'
      : status !== '422' ||
        c.params !== undefined ||
        c.query !== undefined ||
        c.body !== undefined ||
        c.upload === true;
  return {
    ...Object.fromEntries(
      Object.entries(kernelCodes)
        .filter(([status]) => applies(status))
        .map(([status, codes]) => [status, at(codes)]),
    ),
    ...(c.errors.length > 0 ? { '4XX': at(c.errors) } : {}),
  };
}

function plain(schema: unknown): unknown {
  return schema === undefined ? undefined : JSON.parse(JSON.stringify(schema));
}

function tagOf(c: RouteContract): string {
  return c.name.split('.')[0] ?? c.name;
}

function byFirst(a: readonly unknown[], b: readonly unknown[]): number {
  return String(a[0]).localeCompare(String(b[0]));
}

const pages = {
  '/api/docs': { file: 'index.html', type: 'text/html; charset=utf-8' },
  '/api/docs/docs.css': { file: 'docs.css', type: 'text/css; charset=utf-8' },
  '/api/docs/docs.js': { file: 'docs.js', type: 'text/javascript; charset=utf-8' },
  '/api/docs/zh.json': { file: 'zh.json', type: 'application/json' },
} as const;

/** `GET /api/openapi.json`, and a page to read it at `/api/docs`. */
export async function mountOpenApi(app: FastifyInstance): Promise<void> {
  const document = JSON.stringify(buildOpenApi());
  app.get('/api/openapi.json', (_, reply) =>
    reply.type('application/json').header('cache-control', 'no-cache').send(document),
  );
  for (const [path, { file, type }] of Object.entries(pages)) {
    const body = readFileSync(join(root, 'apps/server/assets/docs', file));
    app.get(path, (_, reply) => reply.type(type).header('cache-control', 'no-cache').send(body));
  }
}
