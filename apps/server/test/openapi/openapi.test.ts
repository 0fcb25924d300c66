import { readFileSync } from 'node:fs';
import * as contracts from '@miaopi/contracts';
import { type FastifyInstance, fastify } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildOpenApi, listContracts, mountOpenApi } from '../../src/kernel/http/openapi.ts';

interface Operation {
  operationId: string;
  parameters: { name: string; in: string; required: boolean }[];
  responses: Record<string, { description: string }>;
  security: Record<string, unknown>[];
  'x-permission': string;
  'x-errors': string[];
}
interface Document {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, unknown> };
}
const document = JSON.parse(JSON.stringify(buildOpenApi())) as Document;
const operations = Object.entries(document.paths).flatMap(([path, verbs]) =>
  Object.entries(verbs).map(([verb, op]) => ({ path, verb, op })),
);

describe('OpenAPI document', () => {
  it('names every contract once, under its path, method and name', () => {
    const all = Object.values(contracts as Record<string, unknown>).filter(
      (v): v is contracts.RouteContract => typeof v === 'object' && v !== null && 'permission' in v && 'path' in v,
    );
    expect(operations.length).toBe(all.length);
    for (const c of all) {
      const op = document.paths[c.path.replace(/:(\w+)/g, '{$1}')]?.[c.method.toLowerCase()];
      expect(op?.operationId).toBe(c.name);
      expect(op?.['x-permission']).toBe(c.permission);
      expect(op?.['x-errors']).toEqual(c.errors);
      for (const code of c.errors) expect(op?.responses['4XX']?.description).toContain(code);
    }
    expect(new Set(operations.map((o) => o.op.operationId)).size).toBe(all.length);
  });

  it('declares each parameter of a path, and only those that stand in it', () => {
    for (const { path, op } of operations) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map((m) => m[1]).sort();
      expect(
        op.parameters
          .filter((p) => p.in === 'path')
          .map((p) => p.name)
          .sort(),
      ).toEqual(inPath);
      expect(op.parameters.filter((p) => p.in === 'path').every((p) => p.required)).toBe(true);
    }
  });

  it('asks for the session where one is needed, and for the token with every change', () => {
    for (const { verb, op } of operations) {
      if (op['x-permission'] === 'public') expect(op.security).toEqual([]);
      else expect(Object.keys(op.security[0] ?? {})).toEqual(verb === 'get' ? ['session'] : ['session', 'csrf']);
    }
  });

  it('refers only to schemas that are there, and none to itself at its top', () => {
    const text = JSON.stringify(document);
    const names = new Set([...text.matchAll(/#\/components\/schemas\/(\w+)/g)].map((m) => m[1]));
    expect(names.size).toBeGreaterThan(5);
    for (const name of names) expect(document.components.schemas).toHaveProperty([name ?? '']);
    for (const [name, schema] of Object.entries(document.components.schemas))
      expect(schema).not.toEqual({ $ref: `#/components/schemas/${name}` });
  });
});

describe('the page that reads it', () => {
  let app: FastifyInstance;
  beforeAll(async () => {
    app = fastify();
    await mountOpenApi(app);
  });
  afterAll(() => app?.close());

  it('has a Chinese name for every route and every group', () => {
    const zh = JSON.parse(readFileSync(new URL('../../assets/docs/zh.json', import.meta.url), 'utf8')) as Record<
      string,
      unknown
    > & { '#': Record<string, string> };
    const names = listContracts().map((c) => c.name);
    expect(names.filter((name) => typeof zh[name] !== 'string')).toEqual([]);
    expect(names.filter((name) => zh['#'][name.split('.')[0] ?? ''] === undefined)).toEqual([]);
    expect(Object.keys(zh).filter((key) => key !== '#' && !names.includes(key))).toEqual([]);
  });

  it('holds neither inline script nor inline style, and takes nothing from elsewhere', async () => {
    const page = (await app.inject('/api/docs')).body;
    expect(page).not.toMatch(/<style|style=|\son\w+=/);
    for (const [, attributes, content] of page.matchAll(/<script([^>]*)>([^<]*)<\/script>/g)) {
      expect(attributes).toContain('src="/api/docs/');
      expect(content).toBe('');
    }
    expect(page).not.toMatch(/(src|href)="(https?:)?\/\//);
    for (const [, path] of page.matchAll(/(?:src|href)="(\/api\/docs\/[^"]+)"/g))
      expect((await app.inject(path ?? '')).statusCode).toBe(200);
  });

  it('serves the document itself', async () => {
    const answer = await app.inject('/api/openapi.json');
    expect(answer.headers['content-type']).toContain('application/json');
    expect(answer.json()).toEqual(document);
  });
});
