import { createReadStream, existsSync, mkdtempSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, extname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { deflateSync } from 'node:zlib';
import { WORK_SCOPES } from '@miaopi/contracts';
import react from '@vitejs/plugin-react';
import { build } from 'vite';
import { type FixtureCase, ME_NAME, makeCases, OFFICE, rowOf, viewOf } from './cases.ts';

const web = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

/** Builds the workbench alone, so that the tests look at what ships. */
export async function buildWorkbench(): Promise<string> {
  const out = mkdtempSync(join(tmpdir(), 'workbench-'));
  await build({
    configFile: false,
    root: web,
    logLevel: 'error',
    plugins: [
      {
        name: 'no-schemas',
        enforce: 'pre',
        resolveId: (source, importer) =>
          source === 'typebox' && importer?.includes('/packages/contracts/')
            ? resolve(web, 'src/app/no-schemas.ts')
            : null,
      },
      react(),
    ],
    worker: { format: 'es' },
    build: {
      outDir: out,
      emptyOutDir: true,
      assetsInlineLimit: 0,
      rolldownOptions: { input: resolve(web, 'workbench.html') },
    },
  });
  return out;
}

export interface World {
  cases: FixtureCase[];
  /** Who is signed in: an approver, an official without a role for cases, a citizen, nobody. */
  who: 'approver' | 'acceptor' | 'seal-keeper' | 'citizen' | 'nobody';
  /** Decisions as they arrived. */
  decisions: { requestId: string; outcome: string; reason: string; findings: unknown[]; grounds?: string[] }[];
  /** What fails: the list, the file, the answer to a decision (after it was made), the session. */
  fault?: 'list' | 'file' | 'lost-answer' | 'expired';
  /** Answers that never come. */
  hang?: 'list' | 'file';
  /** How often each case file was read. */
  opened: Record<string, number>;
  /** F064: shared and not yet looked at, by id; and what was decided about them. */
  shared: Record<string, string>;
  reviews: { id: string; publish: boolean; reason?: string }[];
  /** Saved views by name. */
  views: { name: string; filter: object }[];
  /** Acts on several cases and their previews, as they arrived. */
  manyAsked: ManyAsked[];
  /** Acts that are open to him besides, by the name of their ability. */
  may: string[];
  /** Acts on one case as they arrived. */
  acts: { verb: string; body: Record<string, unknown> }[];
  /** How often somebody has signed in; each session has its own token. */
  sessions: number;
}

export function newWorld(count = 12): World {
  return {
    cases: makeCases(count),
    who: 'approver',
    decisions: [],
    opened: {},
    shared: {},
    reviews: [],
    views: [],
    manyAsked: [],
    may: [],
    acts: [],
    sessions: 0,
  };
}

interface ManyAsked {
  act: string;
  cases: string[];
  requestId?: string;
  reason?: string;
  to?: string;
}

/** Why an act on several is refused for this one; the rules are the server's, these are some of them. */
function whyNot(act: string, one: FixtureCase): { zh: string; en: string } | undefined {
  if (act === 'claim')
    return one.claimedBy && one.claimedBy !== ME_NAME
      ? t(`已由 ${one.claimedBy} 领取`, `Taken by ${one.claimedBy}`)
      : undefined;
  if (one.claimedBy !== ME_NAME) return t('请先领取该办件', 'Take the case first');
  if (act !== 'grant' || one.kind === 'plain') return undefined;
  return t('有 2 项条件要逐条判断', '2 conditions are to be settled one by one');
}

function doOne(asked: ManyAsked, one: FixtureCase): void {
  if (asked.act === 'claim') one.claimedBy = ME_NAME;
  if (asked.act === 'release') one.claimedBy = undefined;
  if (asked.act === 'assign') one.claimedBy = '顾晓东';
  if (asked.act !== 'grant') return;
  one.outcome = 'granted';
  one.state = 'granted';
  one.reason = asked.reason ?? '';
}

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};
const t = (zh: string, en: string) => ({ zh, en });

/** A picture of one colour, 2 by 2, as PNG. */
function png(): Buffer {
  const crcTable = Array.from({ length: 256 }, (_, n) => {
    let c = n;
    for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
    return c >>> 0;
  });
  const chunk = (kind: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(kind), data]);
    let crc = 0xffffffff;
    for (const byte of body) crc = (crcTable[(crc ^ byte) & 255] ?? 0) ^ (crc >>> 8);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    const sum = Buffer.alloc(4);
    sum.writeUInt32BE((crc ^ 0xffffffff) >>> 0);
    return Buffer.concat([length, body, sum]);
  };
  const head = Buffer.from([0, 0, 0, 2, 0, 0, 0, 2, 8, 2, 0, 0, 0]);
  const rows = Buffer.from([0, 120, 160, 210, 120, 160, 210, 0, 200, 180, 150, 200, 180, 150]);
  return Buffer.concat([
    Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** The pages and an answering server of contract shapes over a world that a test may change at any time. */
export async function serve(pages: string, held: { world: World }): Promise<{ url: string; server: Server }> {
  const server = createServer((request, response) => {
    void answer(request, response, pages, held.world);
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}

async function answer(request: IncomingMessage, response: ServerResponse, pages: string, world: World): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const path = decodeURIComponent(url.pathname);
  const chunks: Buffer[] = [];
  for await (const part of request) chunks.push(part as Buffer);
  const send = (value: unknown, status = 200) => {
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(value ?? null));
  };
  const problem = (status: number, code: string, title: string, detail?: string) =>
    send({ type: 'about:blank', title, status, code, requestId: 'req-4711', ...(detail ? { detail } : {}) }, status);
  if (!path.startsWith('/api/')) {
    const file = join(pages, path);
    const found = extname(path) && existsSync(file) ? file : join(pages, 'workbench.html');
    response.writeHead(200, {
      'content-type': TYPES[extname(found)] ?? 'application/octet-stream',
      'content-security-policy':
        "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; frame-ancestors 'none'",
    });
    createReadStream(found).pipe(response);
    return;
  }
  const staff = world.who !== 'citizen' && world.who !== 'nobody';
  const me = {
    account: staff ? 'staff' : 'person',
    name: staff ? ME_NAME : '林晚秋',
    number: '9901**********1234',
    principals: [],
    csrf: `x${world.sessions}`,
    unread: 0,
    ...(staff
      ? { staff: { office: '11990100009900013U', officeName: OFFICE, roles: [world.who], number: 'JT0002' } }
      : {}),
  };
  if (path === '/api/me') return send(world.who === 'nobody' ? null : me);
  if (path === '/api/session' && request.method === 'POST') {
    if (world.who === 'nobody') world.who = 'approver';
    if (world.fault === 'expired') world.fault = undefined;
    const { account } = me;
    world.sessions += 1;
    return send({
      ...me,
      csrf: `x${world.sessions}`,
      account: world.who === 'approver' ? 'staff' : account,
      name: ME_NAME,
      staff: { office: '11990100009900013U', officeName: OFFICE, roles: [world.who], number: 'JT0002' },
    });
  }
  if (path === '/api/session') return send(null, 204);
  if (path === '/api/demo/people')
    return send([
      { account: 'jt-shenpi1', password: 'x', name: ME_NAME, kind: 'staff', story: t('交通运输局审批', 'Approver') },
    ]);
  if (path === '/api/items')
    return send({
      items: [
        { slug: 'ride-hailing-driver', name: t('网络预约出租汽车驾驶员证', 'Ride-hailing driver’s certificate') },
      ],
      total: 1,
      facets: { themes: [], offices: [] },
    });
  if (/^\/api\/items\/[^/]+$/.test(path))
    return send({
      appeal: {
        review: t('云州市人民政府', 'People’s Government of Yunzhou'),
        court: t('云州市云溪区人民法院', 'People’s Court of Yunxi District'),
      },
    });
  if (path.startsWith('/api/files/')) {
    const scan = path.endsWith('scan');
    response.writeHead(200, { 'content-type': scan ? 'application/pdf' : 'image/png' });
    response.end(scan ? '%PDF-1.4' : png());
    return;
  }
  if (world.fault === 'expired' && path.startsWith('/api/work'))
    return problem(401, 'kernel.sign_in_needed', '请先登录');
  const reviewed = /^\/api\/work\/experiences\/([^/]+)\/review$/.exec(path)?.[1];
  if (reviewed) {
    const { publish, reason } = JSON.parse(Buffer.concat(chunks).toString()) as { publish: boolean; reason?: string };
    world.reviews.push({ id: reviewed, publish, ...(reason ? { reason } : {}) });
    delete world.shared[reviewed];
    return send({});
  }
  if (path === '/api/work/experiences') {
    const shared = url.searchParams.get('state') === 'pending' ? Object.entries(world.shared) : [];
    return send({
      pending: Object.keys(world.shared).length,
      experiences: shared.map(([id, text]) => ({
        id,
        slug: 'ride-hailing-driver',
        itemName: t('网络预约出租汽车驾驶员证', 'Ride-hailing driver’s certificate'),
        text,
        by: t('林**', '林**'),
        sharedAt: '2026-11-20T03:00:00.000Z',
        state: 'pending',
      })),
    });
  }
  if (path === '/api/work') {
    if (world.hang === 'list') return;
    if (world.fault === 'list') return problem(500, 'kernel.bug', '系统出了问题');
    const scope = url.searchParams.get('scope') ?? 'office';
    const words = url.searchParams.get('q') ?? '';
    const item = url.searchParams.get('item');
    const limit = Number(url.searchParams.get('limit') ?? 20);
    const from = Number(url.searchParams.get('after') || 0);
    const ofScope = (one: string) =>
      world.cases.filter((c) =>
        one === 'done'
          ? c.outcome
          : one === 'joined'
            ? c.reason
            : one === 'followed'
              ? c.followed
              : c.state === 'review' && (one === 'office' || c.claimedBy === ME_NAME),
      );
    const { due } = Object.fromEntries(url.searchParams);
    const found = ofScope(scope).filter(
      (c) =>
        (c.applicant.includes(words) || c.number.startsWith(words)) &&
        (!item || item === 'ride-hailing-driver') &&
        (!due || due === 'later'),
    );
    return send({
      cases: found.slice(from, from + limit).map(rowOf),
      counts: Object.fromEntries(WORK_SCOPES.map((one) => [one, ofScope(one).length])),
      ...(found.length > from + limit ? { next: String(from + limit) } : {}),
    });
  }
  if (path === '/api/work/events') {
    // an open line on which nothing is told
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(': nothing yet\n\n');
    return;
  }
  if (path.startsWith('/api/work-views')) {
    if (request.method === 'PUT') {
      const { name, filter } = JSON.parse(Buffer.concat(chunks).toString()) as World['views'][number];
      world.views = [...world.views.filter((v) => v.name !== name), { name, filter }];
      return send({ id: `view-${name}`, name, filter, savedOn: '2026-11-28' });
    }
    if (request.method === 'DELETE') {
      world.views = world.views.filter((v) => path !== `/api/work-views/${encodeURIComponent(`view-${v.name}`)}`);
      return void response.writeHead(204).end();
    }
    return send({ views: world.views.map((v) => ({ id: `view-${v.name}`, ...v, savedOn: '2026-11-28' })) });
  }
  if (path === '/api/work/colleagues')
    return send({
      officials: [{ id: 'staff-2', name: '顾晓东', number: 'JT0003', roles: ['approver'] }],
      offices: [{ uscc: '11990100009900019H', name: t('云州市公安局', 'Public Security Bureau of Yunzhou') }],
    });
  if (path.startsWith('/api/work/many')) {
    const asked = JSON.parse(Buffer.concat(chunks).toString()) as ManyAsked;
    const cases = asked.cases.map((caseId) => {
      const found = world.cases.find((c) => c.id === caseId);
      const why = found ? whyNot(asked.act, found) : t('没有找到该办件', 'There is no such case');
      if (path.endsWith('/preview')) return { caseId, can: !why, ...(why ? { why } : {}) };
      if (found && !why) doOne(asked, found);
      return { caseId, done: !why, ...(why ? { code: 'cases.not_yours', why } : {}) };
    });
    world.manyAsked.push(asked);
    return send({ cases });
  }
  const [, id, verb] = /^\/api\/work\/([^/]+)(?:\/([a-z-]+))?$/.exec(path) ?? [];
  const one = world.cases.find((c) => c.id === id);
  if (!one) return problem(404, 'cases.case_missing', '没有找到该办件');
  const approver = world.who === 'approver';
  const shown = (seen: FixtureCase) => {
    const view = viewOf(seen, approver);
    const may = Object.fromEntries(world.may.map((name) => [name, { allowed: true }]));
    return { ...view, abilities: { ...view.abilities, ...may } };
  };
  if (verb === 'follow') {
    one.followed = request.method === 'PUT';
    return void response.writeHead(204).end();
  }
  if (!verb) {
    if (world.hang === 'file') return;
    if (world.fault === 'file') return problem(500, 'kernel.bug', '系统出了问题');
    world.opened[one.id] = (world.opened[one.id] ?? 0) + 1;
    if (one.outcome && one.state !== 'closed') {
      one.after += 1;
      if (one.after > 3) one.state = 'closed';
    }
    return send(shown(one));
  }
  if (verb === 'clock') return send({ due: '2026-12-31' });
  const body = JSON.parse(Buffer.concat(chunks).toString()) as World['decisions'][number];
  world.acts.push({ verb, body: { ...body } });
  if (verb === 'claim') {
    if (one.claimedBy && one.claimedBy !== ME_NAME)
      return problem(409, 'cases.claimed_by_other', '该办件已由其他同事领取', `已由 ${one.claimedBy} 领取`);
    one.claimedBy = ME_NAME;
  }
  if (verb === 'release') one.claimedBy = undefined;
  if (verb === 'decide') {
    const repeated = world.decisions.some((d) => d.requestId === body.requestId);
    if (!repeated) {
      if (one.claimedBy !== ME_NAME || one.state !== 'review')
        return problem(409, 'cases.wrong_state', '办件当前状态不能进行此操作', `已由 ${one.claimedBy ?? '同事'} 领取`);
      one.outcome = body.outcome === 'grant' ? 'granted' : 'refused';
      one.state = one.outcome;
      one.reason = body.reason;
    }
    world.decisions.push(body);
    if (world.fault === 'lost-answer') {
      world.fault = undefined;
      // Broken off in the middle: a connection closed before any answer would be tried again by the browser itself.
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write('{', () => request.socket.destroy());
      return;
    }
  }
  return send(shown(one));
}
