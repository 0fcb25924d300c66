import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { apply } from '../../src/cli/apply.ts';

// just enough of the interface to see every ending; the real server is asked by tests/e2e
let server: Server;
let url: string;
let folder: string;
let sent: { at: string; body: string; csrf: unknown; cookie: unknown }[] = [];
/** What an official has made of it between the answer to the filing and the next look. */
let decidedMeanwhile: object | undefined;
let state: Record<string, unknown>;
let needed: readonly string[];
let realPerson: boolean;
let output: string;
let errors: string;

const t = (zh: string) => ({ zh, en: zh });
const me = {
  name: '陈静',
  csrf: 'token',
  principals: [
    { kind: 'person', id: 'p', name: '陈静', number: '9901**********1001' },
    { kind: 'firm', id: 'f', name: '恒筑建设', number: '9199**********001X' },
  ],
};
const person = { account: '990101199210131001', password: 'pw', name: '陈静', kind: 'person', story: t('') };
const options = [
  { value: '求职', label: t('求职') },
  { value: '入学', label: t('入学') },
];
const fields = [
  { name: '用途', label: t('用途'), type: 'choice', options },
  { name: '姓名', label: t('姓名'), type: 'text' },
];
const base = {
  id: 'c1',
  number: 'N1',
  itemName: t('证明'),
  applicant: '陈静',
  automatic: true,
  conditions: [],
  steps: [{ step: 'judge', name: t('判断'), state: 'done', milliseconds: 14 }],
};
const licence = { id: 'l1', identifier: 'Z', number: '证〔2026〕/1', name: t('证明'), state: 'valid' };
const problem = (code: string, issues?: unknown) => ({ title: '标题', status: 0, code, requestId: 'r1', issues });
const lastAnswers = () => JSON.parse(sent.findLast((s) => s.at.endsWith('/lookups'))?.body ?? '{}').answers;

const routes: Record<string, (body: string) => [number, unknown]> = {
  'GET /api/demo/people': () => [200, [person]],
  'POST /api/session': (body) =>
    JSON.parse(body).password === 'pw' ? [200, me] : [403, problem('identity.wrong_credentials')],
  'POST /api/me/acting-for': () => [200, me],
  'GET /api/items/thing': () => [200, { version: 3, realPerson }],
  'POST /api/me/person-checks': (body) => [200, { same: JSON.parse(body).portrait === 'anBn', score: 91 }],
  'GET /api/items/thing/form': () => [200, { core: { form: { sections: [{ fields }] } } }],
  'POST /api/items/thing/consent': () => [201, {}],
  'POST /api/drafts': () => [201, { id: 'd1', revision: 1, answers: { 手机: '1' } }],
  'POST /api/drafts/d1/lookups': (body) => [200, { id: 'd1', revision: 2, answers: JSON.parse(body).answers }],
  'POST /api/files': () => [201, { fileId: 'f1', name: 'a.pdf', mediaType: 'application/pdf', bytes: 3, sm3: 's' }],
  'POST /api/drafts/d1/submit': () => {
    const missing = needed.filter((name) => lastAnswers()[name] === undefined);
    const issues = missing.map((path) => ({ path, code: 'required', message: t('请填写此项。') }));
    return missing.length > 0 ? [422, problem('forms.incomplete', issues)] : [201, state];
  },
  'GET /api/cases/c1': () => [200, decidedMeanwhile ?? state],
  'GET /api/licences/l1/file': () => [200, 'bytes'],
  'DELETE /api/session': () => [204, undefined],
};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'miaopi-apply-'));
  server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const at = `${request.method} ${(request.url ?? '').split('?')[0]}`;
    const body = Buffer.concat(parts).toString('utf8');
    sent.push({ at, body, csrf: request.headers['x-csrf'], cookie: request.headers.cookie });
    const [status, reply] = routes[at]?.(body) ?? [404, problem('kernel.not_found')];
    response.writeHead(status, at === 'POST /api/session' ? { 'set-cookie': 's=1; Path=/' } : {});
    response.end(typeof reply === 'string' || reply === undefined ? reply : JSON.stringify(reply));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  vi.restoreAllMocks();
  server.close();
  server.closeAllConnections();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => {
  sent = [];
  needed = [];
  realPerson = false;
  output = '';
  errors = '';
  state = { ...base, state: 'closed', outcome: 'granted', stateName: t('已办结'), licence };
  vi.restoreAllMocks();
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    output += String(text);
    return true;
  });
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    errors += String(text);
    return true;
  });
});

const usual = () => ['--server', url, '--item', 'thing', '--as', '陈静', '--out', join(folder, 'out'), '--lang', 'zh'];
const run = (...more: string[]) => apply([...usual(), ...more]);

describe('miaopi apply', () => {
  it('F029: takes the portrait for an item that asks for it; without one it says so, not the same ends it', async () => {
    realPerson = true;
    expect(await run()).toBe(0);
    expect(output).toContain('--portrait');
    expect(sent.map((s) => s.at)).not.toContain('POST /api/me/person-checks');
    const portrait = join(folder, 'me.jpg');
    writeFileSync(portrait, 'jpg');
    expect(await run('--portrait', portrait)).toBe(0);
    expect(output).toContain('91');
    expect(sent.map((s) => s.at)).toContain('POST /api/me/person-checks');
    sent = [];
    writeFileSync(portrait, 'other');
    expect(await run('--portrait', portrait)).toBe(2);
    expect(errors).toContain('不符');
    expect(sent.map((s) => s.at)).not.toContain('POST /api/drafts/d1/submit');
    expect(await run('--portrait', join(folder, 'nowhere.jpg'))).toBe(2);
  });

  it('signs in by name, consents, submits, and leaves OFD and PDF under a safe name: exit 0', async () => {
    expect(await run()).toBe(0);
    expect(sent.map((s) => s.at)).toEqual([
      'GET /api/demo/people',
      'POST /api/session',
      'GET /api/items/thing',
      'POST /api/items/thing/consent',
      'POST /api/drafts',
      'POST /api/drafts/d1/lookups',
      'POST /api/drafts/d1/submit',
      'GET /api/licences/l1/file',
      'GET /api/licences/l1/file',
      'DELETE /api/session',
    ]);
    expect(sent[3]).toMatchObject({ csrf: 'token', cookie: 's=1', body: expect.stringContaining('"version":3') });
    expect(output).toContain('N1');
    expect(output).toContain('判断  0.014 s');
    for (const end of ['ofd', 'pdf'])
      expect(readFileSync(join(folder, `out/证〔2026〕-1.${end}`), 'utf8')).toBe('bytes');
  });

  it('exit 3 with an official or waiting for another office, 4 refused', async () => {
    state = { ...base, state: 'review', stateName: t('人工审核中'), automatic: null };
    expect(await run()).toBe(3);
    decidedMeanwhile = { ...base, state: 'closed', outcome: 'refused', stateName: t('不予'), reason: '不符' };
    expect(await run()).toBe(4);
    decidedMeanwhile = undefined;
    state = { ...base, state: 'waiting', stateName: t('等待'), waiting: { text: t('公安系统没有应答'), since: '' } };
    expect(await run()).toBe(3);
    expect(output).toContain('公安系统没有应答');
    output = '';
    state = { ...base, state: 'closed', outcome: 'refused', stateName: t('不予'), reason: '不符' };
    expect(await run('--json')).toBe(4);
    expect(JSON.parse(output)).toMatchObject({ number: 'N1', outcome: 'refused', files: [] });
  });

  it('takes the first option of a choice when nothing was given, and says so; with answers it guesses nothing', async () => {
    needed = ['用途'];
    expect(await run()).toBe(0);
    expect(output).toContain('未给出“用途”，取：求职');
    const file = join(folder, 'answers.yaml');
    writeFileSync(file, '手机: "2"\n');
    expect(await run('--answers', file)).toBe(2);
    expect(errors).toContain('用途: 请填写此项。 [求职 | 入学]');
  });

  it('never makes up a name: exit 2 with what is missing', async () => {
    needed = ['姓名'];
    expect(await run()).toBe(2);
    expect(errors).toContain('还有 1 项需要填写或更正');
    expect(errors).toContain('姓名: 请填写此项。');
  });

  it('merges answers from a file and uploads the files they name, found beside it', async () => {
    writeFileSync(join(folder, 'a.pdf'), 'pdf');
    const file = join(folder, 'with-file.yaml');
    writeFileSync(file, '入住日期: 2026-01-02\n合同:\n  - { file: a.pdf }\n');
    expect(await run('--answers', file)).toBe(0);
    expect(lastAnswers()).toEqual({
      手机: '1',
      入住日期: '2026-01-02',
      合同: [{ fileId: 'f1', name: 'a.pdf', mediaType: 'application/pdf', bytes: 3, sm3: 's' }],
    });
    expect(sent.find((s) => s.at === 'POST /api/files')?.body).toContain('filename="a.pdf"');
    writeFileSync(file, '{"合同":{"file":"nowhere.pdf"}}');
    expect(await run('--answers', file)).toBe(2);
    expect(errors).toContain('nowhere.pdf');
  });

  it('acts for a firm by its name or credit code; for another it says for whom one may', async () => {
    expect(await run('--for', '恒筑建设')).toBe(0);
    expect(await run('--for', '91990100MA0000001X')).toBe(0);
    expect(sent.find((s) => s.at === 'POST /api/me/acting-for')?.body).toBe('{"principal":"f"}');
    expect(await run('--for', '别的公司')).toBe(2);
    expect(errors).toContain('可代办：恒筑建设');
  });

  it('has plain words for an unknown person, a wrong password, a server that is not there and missing arguments', async () => {
    expect(await run('--as', '张三丰')).toBe(2);
    expect(errors).toContain('没有叫“张三丰”的演示人员');
    expect(await run('--password', 'wrong')).toBe(2);
    expect(errors).toContain('identity.wrong_credentials');
    expect(await run('--server', 'http://127.0.0.1:1')).toBe(2);
    expect(errors).toContain('无法连接 http://127.0.0.1:1');
    await expect(apply(['--item', 'thing'])).rejects.toThrow(/--server, --item, --as and --out/);
  });
});
