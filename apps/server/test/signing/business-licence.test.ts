import { verifyOfd } from '@miaopi/ofd';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { sql } from '../../src/kernel/db/sql.ts';
import { firmNumber, type SigningWorld, startSigning } from './world.ts';

let w: SigningWorld;
beforeAll(async () => {
  w = await startSigning();
});
afterAll(() => w.stop());
beforeEach(() => {
  w.clock.set('2026-11-28T02:00:00Z');
  w.licences = 'ok';
  w.beforeLicenceSigns = undefined;
});

let n = 0;
const requestId = () => `licence-${++n}`;
async function call(who: string, method: 'GET' | 'POST', url: string, payload: object = {}) {
  const reply = await w.http.inject({ method, url, cookies: { who }, ...(method === 'POST' ? { payload } : {}) });
  return { status: reply.statusCode, body: reply.json() };
}
async function begin() {
  const { status, body } = await call('landlord', 'POST', '/api/signings', {
    requestId: requestId(),
    draftId: w.draft(),
    field: '租赁合同',
  });
  expect(status, body.code).toBe(201);
  return body as { id: string; sm3: string };
}
const scan = (s: { id: string; sm3: string }, who = 'tenant') =>
  call(who, 'POST', `/api/signings/${s.id}/licence-scan`, { requestId: requestId(), sm3: s.sm3 });
const result = (s: { id: string }, scanId: string, who = 'tenant') =>
  call(who, 'POST', `/api/signings/${s.id}/licence-scan/${scanId}/result`);
const view = async (s: { id: string }) => (await call('landlord', 'GET', `/api/signings/${s.id}`)).body;
const signByLandlord = async (s: { id: string; sm3: string }) =>
  call('landlord', 'POST', `/api/signings/${s.id}/signature`, {
    requestId: requestId(),
    sealId: 'seal-xu',
    password: 'carrier',
    proof: { password: 'account' },
    sm3: s.sm3,
  });

it('F141: the firm scans, its legal representative confirms in the app, and the document carries the licence’s signature', async () => {
  const s = await begin();
  await signByLandlord(s);
  const opened = await scan(s);
  expect(opened).toMatchObject({ status: 201, body: { state: 'waiting', silent: false } });
  expect((await scan(s)).body, 'asked again the same code is shown').toMatchObject({ id: opened.body.id });
  expect((await result(s, opened.body.id)).body.state).toBe('waiting');
  expect(w.confirm(opened.body.url, { password: '000000' })).toContain('密码不对');
  expect((await result(s, opened.body.id)).body.state, 'a wrong password signs nothing').toBe('waiting');
  expect(w.confirm(opened.body.url)).toBeNull();
  expect((await result(s, opened.body.id)).body.state).toBe('signed');

  const done = await view(s);
  expect(done).toMatchObject({ state: 'complete', version: 2, signed: 2 });
  expect(done.parties[1]).toMatchObject({
    by: 'business-licence',
    signedBy: '严正',
    sealName: '云州恒筑建设工程有限公司',
  });
  expect(done.checks.map((c: { ok: boolean }) => c.ok)).toEqual([true, true]);
  expect(done.events.find((e: { name: { zh: string }; who: string }) => e.who === '严正')?.name.zh).toBe('签署');
  const [brief] = await w.materials.briefsOf('p-xu', [done.file.fileId]);
  expect(brief).toMatchObject({ standing: 'original' });
  expect(brief?.signatures.map((x) => x.number)).toContain(firmNumber);
  const firm = { party: { name: '承租人' }, kind: 'firm', holder: '', number: firmNumber } as never;
  const seals = brief!.signatures.map((x) => x.sealId);
  expect(await w.signing.missing([firm], seals), 'the filing knows whose it is').toEqual([]);
  expect(await w.signing.missing([firm], ['99010100000001'])).toHaveLength(1);
});

it('F141: what was confirmed after the page was closed goes on by itself', async () => {
  const s = await begin();
  const { body } = await scan(s);
  w.confirm(body.url);
  await w.signing.module.jobs?.['signing.take_licences']?.({}, {} as never);
  expect(await view(s)).toMatchObject({ signed: 1, version: 1 });
  expect((await result(s, body.id)).body.state).toBe('signed');
});

it('F140 F141: somebody else signs while the app does: both signatures stand, the licence confirmed once', async () => {
  const s = await begin();
  const { body } = await scan(s);
  w.confirm(body.url);
  w.beforeLicenceSigns = async () => {
    w.beforeLicenceSigns = undefined;
    expect((await signByLandlord(s)).status).toBe(200);
  };
  expect((await result(s, body.id)).body.state).toBe('signed');
  expect(await view(s)).toMatchObject({ state: 'complete', version: 2, signed: 2 });
  const file = await w.http.inject({ method: 'GET', url: `/api/signings/${s.id}/file`, cookies: { who: 'landlord' } });
  const report = verifyOfd(file.rawPayload, { anchors: [] });
  expect(report.signatures.every((x) => x.checks.find((c) => c.id === 'signature_value')?.ok)).toBe(true);
});

it('two who ask at the same moment make one signature', async () => {
  const s = await begin();
  const { body } = await scan(s);
  w.confirm(body.url);
  const states = await Promise.all([result(s, body.id), result(s, body.id)]);
  expect(states.some((r) => r.body.state === 'signed')).toBe(true);
  expect(states.every((r) => ['signed', 'waiting'].includes(r.body.state))).toBe(true);
  expect((await result(s, body.id)).body.state).toBe('signed');
  expect(await view(s)).toMatchObject({ signed: 1, version: 1 });
});

it('refused in the app, or not answered in time: nothing is signed, and a new code may be asked for', async () => {
  const s = await begin();
  const first = (await scan(s)).body;
  w.confirm(first.url, { refuse: true });
  expect((await result(s, first.id)).body.state).toBe('refused');
  const second = (await scan(s)).body;
  expect(second.id).not.toBe(first.id);
  w.clock.set('2026-11-28T02:11:00Z');
  expect((await result(s, second.id)).body.state).toBe('expired');
  expect(w.confirm(second.url), 'nor can it be confirmed later').not.toBeNull();
  expect(await view(s)).toMatchObject({ signed: 0, version: 0 });
});

it('a slow or failing licence system signs nothing and loses nothing: it is said so and asked again', async () => {
  const s = await begin();
  w.licences = 'failing';
  expect(await scan(s)).toMatchObject({ status: 409, body: { code: 'signing.licence_silent' } });
  w.licences = 'ok';
  const { body } = await scan(s);
  w.confirm(body.url);
  w.licences = 'slow';
  expect((await result(s, body.id)).body).toMatchObject({ state: 'waiting', silent: true });
  w.licences = 'forged';
  expect((await result(s, body.id)).body, 'a signature of other bytes is none').toMatchObject({
    state: 'waiting',
    silent: true,
  });
  expect(await view(s)).toMatchObject({ signed: 0 });
  w.licences = 'ok';
  expect((await result(s, body.id)).body.state).toBe('signed');
});

it('a confirmation with another firm’s licence is not taken', async () => {
  const s = await begin();
  const { body } = await scan(s);
  w.confirm(body.url);
  w.licences = 'another-firm';
  expect((await result(s, body.id)).body.state).toBe('failed');
  expect(await view(s)).toMatchObject({ signed: 0, version: 0 });
});

it('persons do not sign with a business licence, strangers find nothing, nobody signs what he has not seen', async () => {
  const s = await begin();
  expect(await scan(s, 'landlord')).toMatchObject({ status: 422, body: { code: 'signing.wrong_means' } });
  expect(await scan(s, 'stranger')).toMatchObject({ status: 404, body: { code: 'signing.session_missing' } });
  expect(await scan({ ...s, sm3: '0'.repeat(64) })).toMatchObject({ body: { code: 'signing.not_this_document' } });
  const { body } = await scan(s);
  expect(await result(s, body.id, 'stranger')).toMatchObject({ status: 404 });
  expect(await result(s, body.id, 'landlord')).toMatchObject({ status: 404, body: { code: 'signing.scan_missing' } });
  const rows = await w.t.db.rows(sql`select id from signing.licence_scan where session_id = ${s.id}`);
  expect(rows).toHaveLength(1);
});
