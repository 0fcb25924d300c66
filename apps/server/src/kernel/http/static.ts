import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Guide, getHome, ReplyOf } from '@miaopi/contracts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Config } from '../config.ts';
import { kernelErrors } from '../errors.ts';
import { root } from '../root.ts';
import { type Lang, langOf } from '../text.ts';
import { toProblem } from './problem.ts';

type Home = ReplyOf<typeof getHome>;

/** What the pages that are readable without script are drawn from. */
export interface PageSources {
  guide(slug: string): Promise<Guide | undefined>;
  home(): Promise<Home>;
}

/** `dist-ssr/guide.js` of apps/web: HTML for `#root`. */
interface ServerRendering {
  renderGuide(input: { guide: Guide; home?: Home; lang: Lang }): string;
  renderHome(input: { home: Home; lang: Lang }): string;
}

/** Where the built pages are; apps/web unless told. */
export interface PageFolders {
  readonly dist: string;
  readonly ssr: string;
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
};
const compressible = /^(text\/|application\/(json|manifest)|image\/svg)/;

/** Addresses of the portal (apps/web/src/portal/routes.tsx); others get the same page with status 404. */
const portalPaths =
  /^\/($|search$|items\/[^/]+(\/apply)?$|cases\/[^/]+(\/print\/(document|file)\/[^/]+)?$|licences\/[^/]+(\/show|\/print)?$|signings\/[^/]+$|files\/[^/]+\/print$|p\/[^/]+$|kiosk(\/apply|\/print)?$|verify(\/[^/]+)?$|v\/[^/]+$|query$|smart$|me(\/[^/]+)?$|confirm-email$|signin$|scan\/[^/]+$|about\/[^/]+$)/;

/** Seconds a drawn page is kept: its figures are living, and many read the same one. */
const keepSeconds = 10;

interface Asset {
  readonly body: Buffer;
  readonly type: string;
  readonly etag: string;
  readonly immutable: boolean;
  readonly encoded: Map<'br' | 'gzip', Promise<Buffer>>;
}

/**
 * Serves the built pages: hashed assets for a year, pages never without asking; the guides and the home as readable HTML with their data beside it.
 * Everything not found under `/api/` is a problem (RFC 9457). The files are held in memory: no path of a request ever reaches the file system.
 */
export async function mountStatic(
  app: FastifyInstance,
  _config: Config,
  sources: PageSources,
  folders: PageFolders = { dist: join(root, 'apps/web/dist'), ssr: join(root, 'apps/web/dist-ssr') },
): Promise<void> {
  const assets = readAssets(folders.dist);
  const portal = assets.get('/index.html')?.body.toString('utf8');
  const workbench = assets.get('/workbench.html')?.body.toString('utf8');
  const studio = assets.get('/studio.html')?.body.toString('utf8');
  const rendering = await loadRendering(folders.ssr);
  const drawn = new Map<string, { page: string | undefined; until: number }>();

  /** Undefined: there is no such item. */
  async function draw(path: string, lang: Lang): Promise<string | undefined> {
    const slug = /^\/items\/([A-Za-z0-9_-]{1,64})$/.exec(path)?.[1];
    if (path !== '/' && slug === undefined) return inLanguage(portal ?? '', lang);
    const key = `${lang} ${path}`;
    const known = drawn.get(key);
    if (known && known.until > Date.now()) return known.page;
    const page = await drawNow(slug, lang);
    if (drawn.size > 500) drawn.clear();
    drawn.set(key, { page, until: Date.now() + keepSeconds * 1000 });
    return page;
  }

  async function drawNow(slug: string | undefined, lang: Lang): Promise<string | undefined> {
    const shell = inLanguage(portal ?? '', lang);
    const [home, guide] = await Promise.all([sources.home(), slug === undefined ? undefined : sources.guide(slug)]);
    if (slug !== undefined && !guide) return undefined;
    const boot = { lang, home, ...(guide ? { guide } : {}) };
    const html = rendering
      ? guide
        ? rendering.renderGuide({ guide, home, lang })
        : rendering.renderHome({ home, lang })
      : '';
    return withContent(shell, html, boot, guide && { title: guide.name[lang], description: guide.summary[lang] });
  }

  async function answer(request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
    const path = pathOf(request.url);
    if ((request.method !== 'GET' && request.method !== 'HEAD') || path === '/api' || path.startsWith('/api/'))
      return notFound(request, reply);
    const asset = path.endsWith('.html') ? undefined : assets.get(path);
    if (asset) return sendAsset(asset, request, reply);
    // a missing file is not a page: an old page that asks for a script of an earlier build must see that it is gone
    if (path.startsWith('/assets/') || types[extname(path)] !== undefined) return notFound(request, reply);
    if (portal === undefined) return sendUnbuilt(reply);
    const lang = pageLang(request);
    if (path === '/work' || path.startsWith('/work/'))
      return sendPage(reply, request, 200, inLanguage(workbench ?? portal, lang));
    if (path === '/studio' || path.startsWith('/studio/'))
      return sendPage(reply, request, 200, inLanguage(studio ?? portal, lang));
    const page = portalPaths.test(path) ? await draw(path, lang) : undefined;
    return sendPage(reply, request, page === undefined ? 404 : 200, page ?? inLanguage(portal, lang));
  }

  app.setNotFoundHandler(answer);
}

function readAssets(folder: string): Map<string, Asset> {
  const assets = new Map<string, Asset>();
  if (!existsSync(folder)) return assets;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const full = join(entry.parentPath, entry.name);
    const path = `/${full.slice(folder.length + 1).replaceAll('\\', '/')}`;
    if (path.startsWith('/.') || /\.(br|gz|map)$/.test(path)) continue;
    const body = readFileSync(full);
    const encoded = new Map<'br' | 'gzip', Promise<Buffer>>();
    if (existsSync(`${full}.br`)) encoded.set('br', Promise.resolve(readFileSync(`${full}.br`)));
    if (existsSync(`${full}.gz`)) encoded.set('gzip', Promise.resolve(readFileSync(`${full}.gz`)));
    assets.set(path, {
      body,
      type: types[extname(path)] ?? 'application/octet-stream',
      etag: etagOf(body),
      immutable: path.startsWith('/assets/'),
      encoded,
    });
  }
  return assets;
}

async function loadRendering(folder: string): Promise<ServerRendering | undefined> {
  const file = join(folder, 'guide.js');
  return existsSync(file) ? ((await import(pathToFileURL(file).href)) as ServerRendering) : undefined;
}

const brotli = promisify(brotliCompress);
const gzipped = promisify(gzip);

/** Compressed once, when first asked for, unless the build has done it. */
function encode(body: Buffer, encoding: 'br' | 'gzip'): Promise<Buffer> {
  return encoding === 'br'
    ? brotli(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_SIZE_HINT]: body.length } })
    : gzipped(body, { level: 9 });
}

function encodingOf(request: FastifyRequest): 'br' | 'gzip' | undefined {
  const accepted = request.headers['accept-encoding'] ?? '';
  return /\bbr\b/.test(accepted) ? 'br' : /\bgzip\b/.test(accepted) ? 'gzip' : undefined;
}

async function sendAsset(asset: Asset, request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
  reply.header('cache-control', asset.immutable ? 'public, max-age=31536000, immutable' : 'public, max-age=3600');
  reply.header('etag', asset.etag);
  if (request.headers['if-none-match'] === asset.etag) return reply.status(304).send();
  reply.type(asset.type);
  const encoding = compressible.test(asset.type) && asset.body.length > 512 ? encodingOf(request) : undefined;
  reply.header('vary', 'accept-encoding');
  if (!encoding) return reply.status(200).send(asset.body);
  let body = asset.encoded.get(encoding);
  if (!body) {
    body = encode(asset.body, encoding);
    asset.encoded.set(encoding, body);
  }
  return reply
    .status(200)
    .header('content-encoding', encoding)
    .send(await body);
}

async function sendPage(
  reply: FastifyReply,
  request: FastifyRequest,
  status: 200 | 404,
  page: string,
): Promise<unknown> {
  const body = Buffer.from(page);
  const etag = etagOf(body);
  reply.header('cache-control', 'no-cache').header('vary', 'accept-encoding, accept-language, cookie');
  if (status === 200) reply.header('etag', etag);
  if (status === 200 && request.headers['if-none-match'] === etag) return reply.status(304).send();
  reply.status(status).type('text/html; charset=utf-8');
  // a page is drawn for each answer: only the quick encoding
  if (encodingOf(request) && body.length > 1024)
    return reply.header('content-encoding', 'gzip').send(await gzipped(body, { level: 4 }));
  return reply.send(body);
}

function sendUnbuilt(reply: FastifyReply): unknown {
  return reply
    .status(503)
    .type('text/html; charset=utf-8')
    .send(
      '<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>秒批</title><p>页面尚未构建：请运行 <code>npm run build</code> 后重新启动。</p><p lang="en">The pages are not built: run <code>npm run build</code> and start again.</p></html>',
    );
}

function notFound(request: FastifyRequest, reply: FastifyReply): unknown {
  const problem = toProblem(kernelErrors.not_found(), langOf(request.headers['accept-language']), request.id);
  return reply.status(404).header('x-request-id', request.id).type('application/problem+json').send(problem);
}

/** `?lang=`, then the cookie of the switch on each page, then what the browser prefers. */
function pageLang(request: FastifyRequest): Lang {
  const asked = new URLSearchParams(request.url.split('?')[1] ?? '').get('lang');
  const chosen = asked ?? request.cookies?.lang;
  return chosen === 'en' || chosen === 'zh' ? chosen : langOf(request.headers['accept-language']);
}

function pathOf(url: string): string {
  const path = url.split(/[?#]/, 1)[0] ?? '/';
  try {
    const decoded = decodeURIComponent(path);
    return decoded.length > 1 ? decoded.replace(/\/+$/, '') || '/' : decoded;
  } catch {
    return path;
  }
}

function etagOf(body: Buffer): string {
  return `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
}

function inLanguage(page: string, lang: Lang): string {
  return lang === 'zh' ? page : page.replace(/<html lang="[^"]*"/, '<html lang="en"');
}

/** The page with its content and, beside it, the data it was drawn from, so that the script need not ask again. */
function withContent(
  shell: string,
  html: string,
  boot: unknown,
  head: { readonly title: string; readonly description: string } | undefined,
): string {
  // `<` can't be within the data: the block could be ended by it
  const data = JSON.stringify(boot)
    .replaceAll('<', '\\u003c')
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029');
  const page = shell.replace(
    '<div id="root"></div>',
    () => `<div id="root">${html}</div>\n    <script type="application/json" id="boot">${data}</script>`,
  );
  if (!head) return page;
  return page
    .replace(/<title>[^<]*<\/title>/, () => `<title>${escapeHtml(head.title)} · 秒批</title>`)
    .replace(
      /<meta name="description" content="[^"]*"/,
      () => `<meta name="description" content="${escapeHtml(head.description)}"`,
    );
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
}
