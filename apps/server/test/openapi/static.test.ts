import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import fastifyCookie from '@fastify/cookie';
import { type FastifyInstance, fastify } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../src/kernel/config.ts';
import { mountStatic } from '../../src/kernel/http/static.ts';

let app: FastifyInstance;
let folder: string;
let asked = 0;
const script = 'export const x = 1;\n'.repeat(200);
const guide = {
  slug: 'senior-card',
  name: { zh: '老年人优待证', en: 'Senior card' },
  summary: { zh: '</script><script>alert(1)</script>', en: 'For "people" of 60' },
};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'miaopi-static-'));
  mkdirSync(join(folder, 'dist/assets'), { recursive: true });
  mkdirSync(join(folder, 'dist/.vite'));
  mkdirSync(join(folder, 'ssr'));
  const page = (root: string) =>
    `<!doctype html><html lang="zh-CN"><head><meta name="description" content="d" /><title>秒批 · ${root}</title></head><body><div id="root"></div></body></html>`;
  writeFileSync(join(folder, 'dist/index.html'), page('portal'));
  writeFileSync(join(folder, 'dist/workbench.html'), page('workbench'));
  writeFileSync(join(folder, 'dist/assets/index-abc123.js'), script);
  writeFileSync(join(folder, 'dist/.vite/manifest.json'), '{}');
  writeFileSync(join(folder, 'secret.txt'), 'secret');
  writeFileSync(
    join(folder, 'ssr/guide.js'),
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the text of a program
    'export const renderGuide = ({ guide, lang }) => `<h1>${guide.name[lang]} $& $1</h1>`;\nexport const renderHome = ({ lang }) => `<h1>home ${lang}</h1>`;\n',
  );
  writeFileSync(join(folder, 'ssr/package.json'), '{"type":"module"}');
  app = fastify();
  await app.register(fastifyCookie);
  await mountStatic(
    app,
    readConfig({ PORT: '0' }),
    {
      guide: async (slug) => {
        asked++;
        return slug === guide.slug ? (guide as never) : undefined;
      },
      home: async () => ({ region: { zh: '云溪', en: 'Yunxi' } }) as never,
    },
    { dist: join(folder, 'dist'), ssr: join(folder, 'ssr') },
  );
});
afterAll(async () => {
  await app?.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('pages', () => {
  it('F055: a guide is readable without script, in the language asked for, with its data beside it', async () => {
    const zh = await app.inject('/items/senior-card');
    expect(zh.statusCode).toBe(200);
    expect(zh.body).toContain('<h1>老年人优待证 $& $1</h1>');
    expect(zh.body).toContain('<title>老年人优待证 · 秒批</title>');
    const en = await app.inject({ url: '/items/senior-card', cookies: { lang: 'en' } });
    expect(en.body).toContain('<html lang="en"');
    expect(en.body).toContain('<h1>Senior card');
    expect(en.body).toContain('content="For &#34;people&#34; of 60"');
    expect((await app.inject('/items/senior-card?lang=en')).body).toBe(en.body);
    const boot = /<script type="application\/json" id="boot">(.*?)<\/script>/s.exec(zh.body)?.[1] ?? '';
    expect(JSON.parse(boot)).toMatchObject({ lang: 'zh', guide, home: { region: { zh: '云溪' } } });
  });

  it('text of an item can’t end the data block or become a tag', async () => {
    const { body } = await app.inject('/items/senior-card');
    expect(body.match(/<script/g)?.length).toBe(1);
    expect(body).not.toContain('<script>alert');
  });

  it('is drawn once for many readers', async () => {
    const before = asked;
    await Promise.all(Array.from({ length: 20 }, () => app.inject('/items/senior-card')));
    expect(asked).toBe(before);
  });

  it('answers portal paths with the portal, /work with the workbench, others with the portal and 404', async () => {
    for (const path of ['/search?q=x', '/items/senior-card/apply', '/cases/abc', '/v/abc-1', '/me/licences', '/signin'])
      expect(await app.inject(path)).toMatchObject({ statusCode: 200, body: expect.stringContaining('portal') });
    for (const path of ['/work', '/work/abc'])
      expect(await app.inject(path)).toMatchObject({ statusCode: 200, body: expect.stringContaining('workbench') });
    for (const path of ['/nowhere', '/items/nope', '/workshop'])
      expect(await app.inject(path)).toMatchObject({ statusCode: 404, body: expect.stringContaining('portal') });
  });

  it('is asked for again each time, and answers 304 to whoever has it', async () => {
    const first = await app.inject('/');
    expect(first.headers['cache-control']).toBe('no-cache');
    const again = await app.inject({ url: '/', headers: { 'if-none-match': String(first.headers.etag) } });
    expect(again.statusCode).toBe(304);
    expect(again.body).toBe('');
  });
});

describe('files', () => {
  it('keeps hashed files for a year and compresses them', async () => {
    const answer = await app.inject({ url: '/assets/index-abc123.js', headers: { 'accept-encoding': 'gzip, br' } });
    expect(answer.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(answer.headers['content-encoding']).toBe('br');
    expect(answer.rawPayload.length).toBeLessThan(script.length / 10);
    expect(brotliDecompressSync(answer.rawPayload).toString()).toBe(script);
    expect((await app.inject('/assets/index-abc123.js')).body).toBe(script);
  });

  it('gives out nothing beside the folder, and no page in place of a script that is gone', async () => {
    for (const path of [
      '/assets/gone-123.js',
      '/../secret.txt',
      '/assets/../../secret.txt',
      '/..%2fsecret.txt',
      '/%2e%2e/secret.txt',
      '/.vite/manifest.json',
    ]) {
      const answer = await app.inject(path);
      expect(answer.statusCode, path).toBe(404);
      expect(answer.body, path).not.toContain('secret');
    }
  });

  it('answers what is not there under /api with a problem, whatever the method, in the caller’s language', async () => {
    const answer = await app.inject({ url: '/api/nope', headers: { 'accept-language': 'en' } });
    expect(answer.statusCode).toBe(404);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.json()).toMatchObject({ code: 'kernel.not_found', title: 'Not found', status: 404 });
    expect((await app.inject({ url: '/search', method: 'POST' })).statusCode).toBe(404);
  });
});
