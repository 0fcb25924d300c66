import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32, deflateRawSync, gzipSync } from 'node:zlib';
import type { Client } from '@miaopi/client';
import * as c from '@miaopi/contracts';
import type { Field, FormDefinition } from '@miaopi/forms';
import type pg from 'pg';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from '../open-browser.ts';
import { newVisitor, signInOnPage } from './browser.ts';
import {
  actForFirm,
  district,
  fileCase,
  grants,
  idOf,
  newRequestId,
  openDraft,
  problemOf,
  type Slug,
} from './filing.ts';
import { dataFolder, openDatabaseOf, type RunningServer, signInAs, startFresh, startServer } from './server.ts';

const folder = dataFolder();
const items = dataFolder();
const env = { LATENCY: '0', LOG_LEVEL: 'info' };
const slug = 'social-insurance-statement';
const lawful = grants[slug].answers;
let server: RunningServer;
let browser: Browser;
let db: pg.Client;
let owner: Client;
/** Everything the servers of this file wrote. */
const outputs: string[] = [];

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(folder.path, env), openBrowser()]);
  db = await openDatabaseOf(folder.path);
  owner = await signInAs(server.url, idOf('chen-jing'));
});
afterAll(async () => {
  await browser?.close();
  await db?.end();
  await server?.stop();
  folder.remove();
  items.remove();
});

interface Answer {
  readonly status: number;
  readonly text: string;
  readonly json: Record<string, unknown>;
  readonly headers: Headers;
}

/** A request as an attacker sends it: any bytes, any headers. */
async function send(path: string, init: RequestInit = {}): Promise<Answer> {
  const reply = await fetch(`${server.url}${path}`, { redirect: 'manual', ...init });
  const text = await reply.text();
  const json = /json/.test(reply.headers.get('content-type') ?? '') ? JSON.parse(text) : {};
  return { status: reply.status, text, json, headers: reply.headers };
}

interface Session {
  readonly cookie: string;
  readonly csrf: string;
}
async function sessionOf(account: string): Promise<Session> {
  const reply = await send('/api/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ account, password: district.password }),
  });
  return { cookie: reply.headers.getSetCookie()[0]?.split(';')[0] ?? '', csrf: String(reply.json.csrf) };
}

function put(client: Client, draft: { id: string; revision: number }, answers: Record<string, unknown>) {
  return client.call(c.saveDraft, { params: { draftId: draft.id }, body: { revision: draft.revision, answers } });
}
function submit(
  client: Client,
  draft: { id: string; revision: number },
  answers?: Record<string, unknown>,
  requestId = newRequestId(),
) {
  return client.call(c.submitApplication, {
    params: { draftId: draft.id },
    query: { wait: 10_000 },
    body: { requestId, revision: draft.revision, declared: true, ...(answers ? { answers } : {}) },
  });
}

/** The applicant of an item who is granted, for his firm where it takes one. */
async function applicantOf(of: Slug): Promise<Client> {
  const given: { person: string; firm?: string } = grants[of];
  const client = await signInAs(server.url, idOf(given.person));
  if (given.firm) await actForFirm(client, given.firm);
  return client;
}

async function fieldsOf(client: Client, of: string): Promise<readonly Field[]> {
  const item = (await client.call(c.getClientItem, { params: { slug: of } })) as { core: { form: FormDefinition } };
  return item.core.form.sections.filter((s) => !s.repeat).flatMap((s) => s.fields);
}

/** What is text for JavaScript and none for a database. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: NUL is meant
const unstorable = /\u0000|[\ud800-\udbff](?![\udc00-\udfff])/g;
const script = '<script>alert(1)</script><img src=x onerror=alert(1)>';
const texts: readonly (readonly [what: string, text: string])[] = [
  ['script', script],
  ['markup of a licence', '</ofd:TextCode><ofd:Evil/>&lt;&#0;]]>'],
  ['controls', 'a\u0001b\u0008c\u001b[31md\u007fe'],
  ['text that runs backwards', '张三\u202e四李\u2066\u200b\ufeff'],
  ['what XML has not', '住\ufffe\uffff址\ud800号'],
  ['SQL', "'; drop table cases.case; --"],
  ['FEEL', '" + string(申请人.身份号码) + "'],
  ['a NUL', 'a\u0000b'],
  ['200 kB', '长'.repeat(66_000)],
  ['signs beyond the plane', '𠮷野家👨‍👩‍👧‍👦'],
];

describe('text', () => {
  it.each(Object.keys(grants) as Slug[])(
    'X08: hostile text in every text field of %s is kept as text or refused by name, never more',
    async (of) => {
      const client = await applicantOf(of);
      const fields = await fieldsOf(client, of);
      const open = fields.filter(
        (f) => ['text', 'longText', 'address', 'mobile', 'date', 'citizenId', 'choice'].includes(f.type) && !f.compute,
      );
      expect(open.length).toBeGreaterThan(2);
      let draft: { id: string; revision: number } = await openDraft(client, of);
      for (const [what, text] of texts) {
        // 200 kB in every field at once is more than a form may hold
        const some = text.length > 10_000 ? open.slice(-1) : open;
        const saved = await put(client, draft, {
          ...grants[of].answers,
          ...Object.fromEntries(some.map((f) => [f.name, text])),
        });
        for (const issue of saved.issues) {
          expect(
            fields.some((f) => f.name === issue.path.split('.')[0]),
            `${what}: ${issue.path}`,
          ).toBe(true);
          expect(issue.message.zh.length).toBeLessThan(200);
        }
        const back = await client.call(c.getDraft, { params: { draftId: draft.id } });
        for (const f of some) {
          const value = back.answers[f.name];
          // a locked field keeps what the register says; what no database can hold is left out
          const kept = text.replace(unstorable, '');
          if (f.edit !== 'never' && !(f.edit === 'state'))
            expect(value === kept || value === text, `${what} in ${f.name}: ${String(value).slice(0, 60)}`).toBe(true);
        }
        draft = { id: draft.id, revision: saved.revision };
        const refused = await problemOf(submit(client, draft));
        expect(refused, what).toMatchObject({ status: 422, code: 'forms.incomplete' });
        expect(refused.issues?.length).toBeGreaterThan(0);
      }
    },
  );

  it('X08: what a field takes comes out as text: on the case, on the licence, in its picture and its files', async () => {
    const client = await applicantOf('senior-card');
    for (const [name, text] of [
      ['script', '<script>x()</script>'],
      ['brackets', ']]></ofd:TextCode>&amp;'],
      ['rare', '𠮷野👩‍🦳'],
      ['quotes', `"';--{{现住址}}`],
    ] as const) {
      const filed = await fileCase(client, 'senior-card', {
        ...grants['senior-card'].answers,
        紧急联系人: text,
        现住址: `云溪区${text}`,
      });
      expect(filed.state, name).toBe('closed');
      expect(JSON.stringify(filed.answers)).toContain(JSON.stringify(text).slice(1, -1));
      const svg = await client.raw(c.getLicenceFile, {
        params: { licenceId: filed.licence?.id ?? '' },
        query: { format: 'svg' },
      });
      expect(await svg.text()).not.toMatch(/<script|onerror=|\]\]>/);
      const ofd = await client.raw(c.getLicenceFile, {
        params: { licenceId: filed.licence?.id ?? '' },
        query: { format: 'ofd' },
      });
      const form = new FormData();
      form.set('file', await ofd.blob(), 'card.ofd');
      const checked = await send('/api/verify', { method: 'POST', body: form });
      expect(checked.json.verdict, `${name}: ${checked.text.slice(0, 300)}`).toBe('valid');
    }
  });

  it('wrong check digits, dates that do not exist and far too long names are named by their field', async () => {
    const client = await applicantOf('residence-registration');
    const draft = await openDraft(client, 'residence-registration');
    const id = idOf('chen-jing');
    const wrongId = id.slice(0, 17) + (id.endsWith('X') ? '1' : 'X');
    const answers = {
      ...grants['residence-registration'].answers,
      入住日期: '2026-02-30',
      手机号码: '12345678901',
      居住地址: '路'.repeat(66_000),
      带家人: true,
      家庭成员: [{ 姓名: '李四', 身份号码: wrongId, 关系: '配偶' }],
    };
    const problem = await problemOf(submit(client, draft, { ...draft.answers, ...answers }));
    expect(problem.status).toBe(422);
    const paths = problem.issues?.map((i) => i.path).join(' ') ?? '';
    for (const path of ['入住日期', '手机号码', '居住地址', '身份号码']) expect(paths).toContain(path);
  });
});

describe('shapes', () => {
  it('deep JSON, keys of prototypes, wrong types and too much are the caller’s mistake and change nothing', async () => {
    const session = await sessionOf(idOf('chen-jing'));
    const draft = await openDraft(owner, slug);
    const headers = { 'content-type': 'application/json', cookie: session.cookie, 'x-csrf': session.csrf };
    const to = `/api/drafts/${draft.id}`;
    const bodies = [
      `{"revision":${draft.revision},"answers":{"__proto__":{"polluted":1}}}`,
      `{"revision":${draft.revision},"answers":{"constructor":{"prototype":{"polluted":1}}}}`,
      `{"revision":${draft.revision},"answers":{"用途":{"__proto__":{"polluted":1}}}}`,
      `{"revision":${draft.revision},"answers":{"用途":${'['.repeat(5000)}${']'.repeat(5000)}}}`,
      `{"revision":${draft.revision},"answers":{"用途":${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}}}`,
      `{"revision":"1; drop table","answers":{}}`,
      `{"revision":1e400,"answers":{}}`,
      `{"revision":99999999999999999999,"answers":{}}`,
      `{"revision":${draft.revision},"answers":{"${'k'.repeat(100)}":1}}`,
      `{"revision":${draft.revision},"answers":{"选择险种":${JSON.stringify(Array(100_000).fill('x'))}}}`,
    ];
    for (const body of bodies) {
      const reply = await send(to, { method: 'PUT', headers, body });
      expect(reply.status, `${body.slice(0, 60)}: ${reply.text.slice(0, 200)}`).toBeLessThan(500);
    }
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    const after = await owner.call(c.getDraft, { params: { draftId: draft.id } });
    expect(JSON.stringify(after)).not.toContain('polluted');
    // compressed, in another character set, or with no length told
    for (const init of [
      {
        headers: { ...headers, 'content-encoding': 'gzip' },
        body: new Uint8Array(gzipSync('{"revision":1,"answers":{}}')),
      },
      {
        headers: { ...headers, 'content-type': 'application/json; charset=utf-16' },
        body: new Uint8Array(Buffer.from('{"revision":1}', 'utf16le')),
      },
      { headers: { ...headers, 'content-type': 'text/plain' }, body: '{"revision":1,"answers":{}}' },
    ]) {
      const reply = await send(to, { method: 'PUT', ...init });
      expect(reply.status).toBeGreaterThanOrEqual(400);
      expect(reply.status).toBeLessThan(500);
    }
  });

  it('search and addresses take any text', async () => {
    for (const q of [
      "' or 1=1 --",
      '"; drop table',
      '%',
      '_',
      '\\',
      '()|&!:*',
      '<script>',
      'a'.repeat(100),
      '参保\u202e',
      '\u0000',
      '🧓',
      "参保' & !",
    ]) {
      for (const path of [`/api/items?q=${encodeURIComponent(q)}`, `/api/items/suggest?q=${encodeURIComponent(q)}`]) {
        const reply = await send(path);
        expect(reply.status, `${path}: ${reply.text.slice(0, 200)}`).toBeLessThan(500);
        expect(reply.text).not.toContain('<script>');
      }
    }
    for (const path of [
      `/api/items?q=${'a'.repeat(100_000)}`,
      `/${'a/'.repeat(3000)}`,
      '/api/items/..%2f..%2fetc%2fpasswd',
      '/api/verify/%00%00%00%00%00%00%00%00',
      '/assets/..%2f..%2f..%2fpackage.json',
      '/..%2f..%2fpackage.json',
      '/%2e%2e/%2e%2e/etc/passwd',
      '/%ff%fe',
      '/api/cases/%E4%BD%A0',
      '/items/social-insurance-statement%00',
    ]) {
      const reply = await send(path);
      expect(reply.status, path.slice(0, 80)).toBeLessThan(500);
      expect(reply.text).not.toContain('"workspaces"');
      expect(reply.text).not.toContain('root:');
    }
  });
});

describe('twice', () => {
  it('F088: the same request id answers with the same case, a new one with draft_submitted and the case’s id', async () => {
    const draft = await openDraft(owner, slug);
    const answers = { ...draft.answers, ...lawful };
    const requestId = newRequestId();
    const first = await submit(owner, draft, answers, requestId);
    expect((await submit(owner, draft, answers, requestId)).id).toBe(first.id);
    expect(await problemOf(submit(owner, draft, answers))).toMatchObject({
      status: 409,
      code: 'forms.draft_submitted',
      caseId: first.id,
    });
    expect(await problemOf(put(owner, draft, answers))).toMatchObject({
      code: 'forms.draft_submitted',
      caseId: first.id,
    });
    expect(await problemOf(owner.call(c.deleteDraft, { params: { draftId: draft.id } }))).toMatchObject({
      code: 'forms.draft_submitted',
    });
  });

  it('20 submits of one draft at once make one case with one licence', async () => {
    const draft = await openDraft(owner, slug);
    const shared = newRequestId();
    const tries = await Promise.allSettled(
      Array.from({ length: 20 }, (_, i) =>
        submit(owner, draft, { ...draft.answers, ...lawful }, i % 2 ? shared : newRequestId()),
      ),
    );
    const filed = new Set(tries.flatMap((t) => (t.status === 'fulfilled' ? [t.value.id] : [])));
    expect(filed.size).toBe(1);
    for (const t of tries)
      if (t.status === 'rejected') expect(['forms.draft_submitted', 'kernel.busy']).toContain(t.reason.problem?.code);
    const [id] = filed;
    const count = async (text: string) => (await db.query(text, [id])).rows[0].n;
    expect(await count('select count(*)::int as n from licences.licence where case_id::text = $1')).toBe(1);
    expect(await count('select count(*)::int as n from forms.draft where case_id::text = $1')).toBe(1);
  });

  it('F076: of two tabs the slower is given the newer draft and loses nothing of it', async () => {
    const draft = await openDraft(owner, slug);
    const newer = await put(owner, draft, { ...draft.answers, 用途: '购房' });
    const conflict = await problemOf(put(owner, draft, { ...draft.answers, 用途: '落户' }));
    expect(conflict).toMatchObject({
      status: 409,
      code: 'forms.draft_changed',
      draft: { id: draft.id, revision: newer.revision },
    });
    expect((conflict.draft as c.Draft).answers.用途).toBe('购房');
    const both = await Promise.allSettled(
      ['求职应聘', '其他'].map((use) => put(owner, { id: draft.id, revision: newer.revision }, { 用途: use })),
    );
    expect(both.map((b) => b.status).sort()).toEqual(['fulfilled', 'rejected']);
  });
});

describe('somebody else’s', () => {
  it('X08: draft, case, licence, file and message answer as what is not there', async () => {
    const filed = await fileCase(owner, slug, lawful);
    const draft = await openDraft(owner, slug);
    const file = await owner.call(c.uploadFile, {
      file: { name: '合同.png', data: new Blob([new Uint8Array(png(2, 2))]) },
    });
    const { messages } = await owner.call(c.listMessages, {});
    const [licenceId, messageId] = [filed.licence?.id ?? '', messages[0]?.id ?? ''];
    expect(licenceId && messageId).toBeTruthy();
    const body = { revision: 1, answers: {} };
    const requests = (ids: { draft: string; case: string; licence: string; file: string; message: string }) =>
      [
        ['GET', `/api/drafts/${ids.draft}`],
        ['PUT', `/api/drafts/${ids.draft}`, body],
        ['POST', `/api/drafts/${ids.draft}/lookups`, body],
        ['POST', `/api/drafts/${ids.draft}/submit`, { requestId: newRequestId(), revision: 1, declared: true }],
        ['DELETE', `/api/drafts/${ids.draft}`],
        ['GET', `/api/cases/${ids.case}`],
        ['GET', `/api/cases/${ids.case}/events`],
        ['GET', `/api/licences/${ids.licence}`],
        ['GET', `/api/licences/${ids.licence}/file?format=ofd`],
        ['GET', `/api/licences/${ids.licence}/file?format=svg`],
        ['GET', `/api/files/${ids.file}`],
        ['DELETE', `/api/files/${ids.file}`],
        ['POST', `/api/messages/${ids.message}/read`],
      ] as const;
    const real = requests({
      draft: draft.id,
      case: filed.id,
      licence: licenceId,
      file: file.fileId,
      message: messageId,
    });
    const never = crypto.randomUUID();
    const nothing = requests({ draft: never, case: never, licence: never, file: never, message: never });
    const stranger = await sessionOf(idOf('lin-feng'));
    const ask = async ([method, path, json]: (typeof real)[number], by: Session) => {
      const reply = await send(path, {
        method,
        headers: { cookie: by.cookie, 'x-csrf': by.csrf, ...(json ? { 'content-type': 'application/json' } : {}) },
        ...(json ? { body: JSON.stringify(json) } : {}),
      });
      return { status: reply.status, body: { ...reply.json, requestId: '' } };
    };
    for (const [i, request] of real.entries()) {
      const answer = await ask(request, stranger);
      expect(answer.status, request.slice(0, 2).join(' ')).toBe(404);
      expect(answer).toEqual(await ask(nothing[i] as (typeof real)[number], stranger));
    }
    // nothing was done to them
    expect((await owner.call(c.getDraft, { params: { draftId: draft.id } })).revision).toBe(draft.revision);
    expect((await owner.call(c.listFiles, {})).map((f) => f.fileId)).toContain(file.fileId);

    // an official of another office neither sees nor decides it
    const official = await sessionOf('jt-shenpi1');
    for (const [method, path, json] of [
      ['GET', `/api/work/${filed.id}`, undefined],
      ['POST', `/api/work/${filed.id}/claim`, { requestId: newRequestId() }],
      [
        'POST',
        `/api/work/${filed.id}/decide`,
        { requestId: newRequestId(), outcome: 'grant', reason: '符合规定', findings: [] },
      ],
    ] as const)
      expect((await ask([method, path, json] as never, official)).status, path).toBe(404);
  });
});

describe('uploads', () => {
  async function upload(name: string, bytes: Uint8Array, type = 'application/octet-stream'): Promise<Answer> {
    const form = new FormData();
    form.set('file', new Blob([new Uint8Array(bytes)], { type }), name);
    const session = await uploader;
    return send('/api/files', {
      method: 'POST',
      headers: { cookie: session.cookie, 'x-csrf': session.csrf },
      body: form,
    });
  }
  let uploader: Promise<Session>;
  beforeAll(() => {
    uploader = sessionOf(idOf('chen-jing'));
  });

  it('X08: lies about the kind, bombs, huge pictures, nothing at all: each refused by what it is', async () => {
    const bomb = zip('Doc_0/Pages/Page_0/Content.xml', deflateRawSync(Buffer.alloc(60_000_000)), 60_000_000);
    const liar = zip('OFD.xml', deflateRawSync(Buffer.alloc(60_000_000)), 100);
    for (const [name, bytes, code] of [
      ['照片.pdf', png(2, 2), 'materials.lies_about_kind'],
      ['page.png', Buffer.from('<html><script>alert(1)</script>'), 'materials.lies_about_kind'],
      ['a.png', Buffer.from('MZ\x90\x00 program'), 'materials.lies_about_kind'],
      ['a.svg', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'), 'materials.kind_refused'],
      ['a.html', Buffer.from('<html></html>'), 'materials.kind_refused'],
      ['licence.ofd', bomb, 'materials.archive_unsafe'],
      ['licence.ofd', liar, 'materials.archive_unsafe'],
      ['huge.png', png(60_000, 60_000), 'materials.too_large'],
      ['empty.pdf', Buffer.alloc(0), 'materials.empty'],
      ['large.pdf', Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(21 * 1024 * 1024, 32)]), 'kernel.too_large'],
    ] as const) {
      const reply = await upload(name, bytes, 'image/png');
      expect(reply.json.code, `${name}: ${reply.text.slice(0, 200)}`).toBe(code);
      expect(reply.status).toBe(422);
    }
    // the same before the public check of files
    for (const bytes of [bomb, liar, Buffer.alloc(0), png(60_000, 60_000)]) {
      const form = new FormData();
      form.set('file', new Blob([new Uint8Array(bytes)]), 'x.ofd');
      const reply = await send('/api/verify', { method: 'POST', body: form });
      expect(reply.status, reply.text.slice(0, 200)).toBeLessThan(500);
      expect(reply.json.verdict).not.toBe('valid');
    }
  });

  it('tricks with paths and directions in a name end as a plain name', async () => {
    for (const name of [
      '../../../../etc/cron.d/x.png',
      '..\\..\\windows\\x.png',
      'a\u202egnp.exe.png',
      `${'长'.repeat(3000)}.png`,
      '.png',
      'CON\u0000.png',
      'a\r\nset-cookie: x=1.png',
      '"; filename="b.exe.png',
    ]) {
      const reply = await upload(name, png(2, 2), 'image/png');
      if (reply.status !== 201) expect(reply.status, `${JSON.stringify(name).slice(0, 60)}: ${reply.text}`).toBe(422);
      else {
        const kept = String(reply.json.name);
        expect(kept).toMatch(/^[^/\\<>:"|?*\p{Cc}\p{Cf}]{1,120}\.png$/u);
        const session = await uploader;
        const back = await send(`/api/files/${reply.json.fileId}`, { headers: { cookie: session.cookie } });
        expect(back.status).toBe(200);
        expect(back.headers.get('content-type')).toBe('image/png');
        expect(back.headers.get('x-content-type-options')).toBe('nosniff');
        expect(back.headers.get('set-cookie')).toBeNull();
      }
    }
  });
});

describe('forgery and headers', () => {
  it('a change without the session’s token is refused, whatever else is right; another origin is given nothing', async () => {
    const session = await sessionOf(idOf('chen-jing'));
    const draft = await openDraft(owner, slug);
    const request = (headers: Record<string, string>) =>
      send(`/api/drafts/${draft.id}`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json', cookie: session.cookie, ...headers },
        body: JSON.stringify({ revision: draft.revision, answers: {} }),
      });
    for (const headers of [
      {},
      { 'x-csrf': '' },
      { 'x-csrf': 'x'.repeat(43) },
      { origin: 'https://evil.example' },
    ] as Record<string, string>[]) {
      const reply = await request(headers);
      expect(reply.status).toBe(403);
      expect(reply.json.code).toBe('kernel.forged');
    }
    const preflight = await send(`/api/drafts/${draft.id}`, {
      method: 'OPTIONS',
      headers: {
        origin: 'https://evil.example',
        'access-control-request-method': 'PUT',
        'access-control-request-headers': 'x-csrf',
      },
    });
    expect(preflight.headers.get('access-control-allow-origin')).toBeNull();
    // what a page elsewhere can send without asking first: a form
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
      const reply = await send('/api/session', {
        method: 'POST',
        headers: { 'content-type': type, origin: 'https://evil.example' },
        body: JSON.stringify({ account: idOf('chen-jing'), password: district.password }),
      });
      expect(reply.status, type).toBeGreaterThanOrEqual(400);
      expect(reply.headers.getSetCookie()).toEqual([]);
    }
  });

  it('cookies are HttpOnly and SameSite; pages carry a policy without inline script', async () => {
    const reply = await send('/api/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ account: idOf('chen-jing'), password: district.password }),
    });
    for (const cookie of reply.headers.getSetCookie()) expect(cookie).toMatch(/HttpOnly.*SameSite=(Lax|Strict)/i);
    for (const path of [
      '/',
      `/items/${slug}`,
      `/items/${slug}/apply`,
      '/verify',
      '/work',
      '/signin',
      '/no-such-page',
      '/api/docs',
    ]) {
      const page = await send(path, { headers: { accept: 'text/html' } });
      const csp = page.headers.get('content-security-policy') ?? '';
      expect(csp, path).toContain("script-src 'self'");
      expect(csp).not.toMatch(/unsafe-|\*/);
      expect(page.text).not.toMatch(/<script(?![^>]*(src=|type="application\/(ld\+)?json"))[^>]*>|\son\w+="/);
    }
  });

  it('an expired session in mid-form: 401, and after signing in the answers are there', async () => {
    const client = await signInAs(server.url, idOf('he-xu'));
    const draft = await openDraft(client, slug);
    await put(client, draft, { ...draft.answers, ...lawful });
    await db.query(
      'delete from identity.session where person_id = (select id from identity.person where id_number = $1)',
      [idOf('he-xu')],
    );
    const readAgain = () => client.call(c.getDraft, { params: { draftId: draft.id } });
    await expect
      .poll(
        () =>
          readAgain().then(
            () => 'known',
            (error) => error.problem.code,
          ),
        { timeout: 5000 },
      )
      .toBe('kernel.sign_in_needed');
    const again = await signInAs(server.url, idOf('he-xu'));
    const found = await again.call(c.openDraft, { body: { requestId: newRequestId(), slug } });
    expect(found.id).toBe(draft.id);
    expect(found.answers).toMatchObject(lawful);
  });
});

describe('limits', () => {
  it('F018: wrong passwords are counted over all processes: proof of work after three, an end after ten', async () => {
    const second = await startFresh(folder.path, env, ['--role', 'web']);
    try {
      const account = idOf('wang-lei');
      const attempt = async (url: string, captcha?: string, password = 'wrong') => {
        const reply = await fetch(`${url}/api/session`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ account, password, ...(captcha ? { captcha } : {}) }),
        });
        return ((await reply.json()) as { code?: string }).code;
      };
      const urls = [server.url, second.url];
      for (let i = 0; i < 3; i++) expect(await attempt(urls[i % 2] ?? '')).toBe('identity.wrong_credentials');
      for (const url of urls) expect(await attempt(url)).toBe('identity.captcha_wrong');
      for (let i = 3; i < 10; i++)
        expect(await attempt(urls[i % 2] ?? '', await solve(urls[(i + 1) % 2] ?? ''))).toBe(
          'identity.wrong_credentials',
        );
      for (const url of urls) expect(await attempt(url, await solve(url), district.password)).toBe('identity.too_many');
      // one proof serves once
      const proof = await solve(server.url);
      const code = (captcha: string) =>
        send('/api/session/code', {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ account: idOf('sun-li'), captcha }),
        });
      expect((await code(proof)).status).toBe(200);
      expect((await code(proof)).json.code).toBe('identity.captcha_wrong');
    } finally {
      outputs.push(second.output());
      await second.stop();
    }
  });
});

describe('personal data', () => {
  it('stands in no address that the browser asks for, and in no log', async () => {
    const person = district.persons.find((p) => p.key === 'chen-jing');
    const secrets = [person?.citizenId, person?.mobile, person?.name, district.password].filter((s) => s !== undefined);
    expect(secrets).toHaveLength(4);
    // what the tests above left open would be found again
    for (const { id } of await owner.call(c.listDrafts, {}))
      await owner.call(c.deleteDraft, { params: { draftId: id } });
    const { page, context, faults } = await newVisitor(browser);
    const addresses: string[] = [];
    page.on('request', (r) => addresses.push(`${r.url()} ${r.headers().referer ?? ''}`));
    page.on('framenavigated', (f) => addresses.push(f.url()));
    await page.goto(`${server.url}/items/${slug}/apply`);
    await signInOnPage(page, idOf('chen-jing'));
    await page.getByLabel('基本养老保险').check();
    await page.getByLabel('全部记录').check();
    await page.getByLabel('求职应聘').check();
    await page.getByRole('button', { name: '下一步：核对全部内容' }).click();
    await page.getByRole('checkbox', { name: /我已核对以上内容/ }).check();
    await page.getByRole('button', { name: /提交/ }).last().click();
    await page.getByRole('heading', { name: '办好了' }).waitFor();
    await page.goto(`${server.url}/me`);
    await page.getByText('个人参保证明').first().waitFor();
    expect(addresses.length).toBeGreaterThan(10);
    for (const address of addresses)
      for (const secret of secrets) expect(decodeURIComponent(address)).not.toContain(secret);
    expect(faults).toEqual([]);
    await context.close();

    // what goes wrong must not tell either: a wrong password, an account that is not there, a refused form
    for (const account of [idOf('chen-jing'), '990101199001011234'])
      await problemOf(signInAs(server.url, account, 'Wrong-2026'));
    outputs.push(server.output());
    for (const name of readdirSync(folder.path).filter((n) => n.endsWith('.log')))
      outputs.push(readFileSync(join(folder.path, name), 'utf8'));
    // the greeting's table of demo people is no log
    const logs = outputs.flatMap((text) =>
      text.split('\n').filter((line) => !/^ {2}(个人|企业经办|工作人员|演示账号)/.test(line)),
    );
    expect(logs.length).toBeGreaterThan(3);
    for (const line of logs)
      for (const secret of [...secrets, '990101199001011234', 'Wrong-2026', 'drop table', '购房'])
        expect(line).not.toContain(secret);
  });
});

describe('a form that changed while a draft was open', () => {
  it('F085: a draft of the old version is not filed but walked: answers kept, what changed told, then filed under the new one', async () => {
    const draft = await openDraft(owner, slug);
    const saved = await put(owner, draft, { ...draft.answers, ...lawful });
    const copy = join(items.path, slug);
    mkdirSync(copy, { recursive: true });
    cpSync(`items/${slug}`, copy, { recursive: true });
    const edit = (file: string, from: string, to: string) => {
      const text = readFileSync(join(copy, file), 'utf8');
      expect(text).toContain(from);
      writeFileSync(join(copy, file), text.replace(from, to));
    };
    edit('item.yaml', '\nversion: 4\n', '\nversion: 5\n');
    edit(
      'form.yaml',
      '      - name: 用途\n',
      '      - name: 备注\n        label: { zh: 备注, en: Remark }\n        type: text\n        maxLength: 60\n      - name: 用途\n',
    );
    await db.end();
    expect(await server.stop()).toBe(0);
    server = await startServer(folder.path, { ...env, ITEMS_DIR: items.path });
    db = await openDatabaseOf(folder.path);
    expect(server.output()).not.toContain('item package refused');

    const client = await signInAs(server.url, idOf('chen-jing'));
    const refused = await problemOf(submit(client, { id: draft.id, revision: saved.revision }));
    expect(refused).toMatchObject({ status: 409, code: 'forms.version_changed', from: 4, to: 5 });
    expect(JSON.stringify(refused.changes)).toContain('备注');
    const walked = await client.call(c.openDraft, { body: { requestId: newRequestId(), slug } });
    expect(walked).toMatchObject({ id: draft.id, itemVersion: 5, answers: lawful, formChanged: { from: 4, to: 5 } });
    const filed = await submit(client, walked, { ...walked.answers, 备注: '请尽快' });
    expect(filed).toMatchObject({ state: 'closed', outcome: 'granted', itemVersion: 5 });
  });
});

/** A PNG of that size by its header; its pixels are one row of nothing. */
function png(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 0, 0, 0, 0], 8);
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const around = Buffer.alloc(8);
    around.writeUInt32BE(data.length, 0);
    around.writeUInt32BE(crc32(body), 4);
    return Buffer.concat([around.subarray(0, 4), body, around.subarray(4)]);
  };
  const pixels = Buffer.from('789c636000000002000148afa471', 'hex');
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', pixels),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** An archive of one deflated part that says to hold `size` bytes. */
function zip(name: string, deflated: Buffer, size: number): Buffer {
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(20, 4);
  local.writeUInt16LE(8, 8);
  local.writeUInt32LE(deflated.length, 18);
  local.writeUInt32LE(size, 22);
  local.writeUInt16LE(name.length, 26);
  const central = Buffer.alloc(46);
  central.writeUInt32LE(0x02014b50, 0);
  central.writeUInt16LE(20, 4);
  central.writeUInt16LE(20, 6);
  local.copy(central, 10, 8, 30);
  central.writeUInt16LE(name.length, 28);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(46 + name.length, 12);
  end.writeUInt32LE(30 + name.length + deflated.length, 16);
  return Buffer.concat([local, Buffer.from(name), deflated, central, Buffer.from(name), end]);
}

/** The proof of work, as the page's worker does it. */
async function solve(url: string): Promise<string> {
  const challenge = (await (await fetch(`${url}/api/captcha`)).json()) as {
    algorithm: string;
    challenge: string;
    salt: string;
    signature: string;
    maxnumber: number;
  };
  const hash = challenge.algorithm.replace('-', '').toLowerCase();
  for (let number = 0; number <= challenge.maxnumber; number++)
    if (createHash(hash).update(`${challenge.salt}${number}`).digest('hex') === challenge.challenge)
      return Buffer.from(JSON.stringify({ ...challenge, number })).toString('base64');
  throw new Error('no answer to the proof of work');
}
