import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { todayInChina } from '@miaopi/scenarios';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildDistrict } from '../src/district/build.ts';
import {
  identityOf,
  issueOutsideKeys,
  type Outside,
  type PartyKeys,
  type SystemId,
  startOutside,
  trustOf,
} from '../src/outside/index.ts';

const DAY = 86_400_000;
const span = { from: new Date(Date.now() - DAY), to: new Date(Date.now() + 30 * DAY) };
const keys = issueOutsideKeys(span);
const district = buildDistrict({ today: todayInChina() });
const idOf = (key: string) => district.persons.find((person) => person.key === key)!.citizenId;
const FREE_PORTS = {
  police: 0,
  'social-insurance': 0,
  'traffic-police': 0,
  transport: 0,
  housing: 0,
  market: 0,
  sms: 0,
};
let outside: Outside;

beforeAll(async () => {
  outside = await startOutside({ data: district.registers, keys, ports: FREE_PORTS, latency: false });
});
afterAll(() => outside.close());

interface Sent {
  readonly requestId?: string;
  readonly sentAt?: string | null;
  readonly party?: PartyKeys;
  readonly tamper?: boolean;
  readonly unsigned?: boolean;
  /** ms */
  readonly patience?: number;
}

async function ask(system: SystemId, operation: string, params: Record<string, string>, how: Sent = {}) {
  const body = Buffer.from(
    JSON.stringify({
      requestId: how.requestId ?? randomUUID(),
      caller: '秒批平台',
      purpose: '测试：核验申请条件',
      ...(how.sentAt !== null && { sentAt: how.sentAt ?? new Date().toISOString() }),
      params,
    }),
  );
  const me = identityOf(how.party ?? keys.caller);
  const signature = Buffer.from(me.sign(body)).toString('base64');
  if (how.tamper) body[body.indexOf('测')] = 0xe5;
  const response = await fetch(`${outside.urls[system]}/v1/${operation}`, {
    method: 'POST',
    headers: how.unsigned ? {} : { 'x-signature': signature, 'x-certificate': me.certificate },
    body,
    signal: AbortSignal.timeout(how.patience ?? 10_000),
  });
  const bytes = new Uint8Array(await response.arrayBuffer());
  return { response, bytes, text: Buffer.from(bytes).toString('utf8') };
}

const trusted = (answer: Awaited<ReturnType<typeof ask>>) =>
  trustOf(keys.root)(
    answer.bytes,
    answer.response.headers.get('x-signature') ?? undefined,
    answer.response.headers.get('x-certificate') ?? undefined,
    Date.now(),
  );

const control = (system: SystemId, order: unknown) =>
  fetch(`${outside.urls[system]}/control`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(order),
  });

describe('outside systems over HTTP', () => {
  it('F060: a signed question gets an answer whose signature holds under the root of the exchange', async () => {
    const answer = await ask('police', 'person', { 身份号码: idOf('chen-jing') });
    expect(answer.response.status).toBe(200);
    expect(trusted(answer)).toBeNull();
    expect(JSON.parse(answer.text)).toMatchObject({
      system: 'police',
      operation: 'person',
      status: 'found',
      data: { 姓名: '陈静' },
    });
    answer.bytes[20]! ^= 1;
    expect(trusted(answer)).toContain('not of these bytes');
  });

  it('F060: an unknown number is answered none, signed as well', async () => {
    const answer = await ask('social-insurance', 'insured', { 身份号码: idOf('zhao-min') });
    expect(JSON.parse(answer.text)).toMatchObject({ status: 'none', data: null });
    expect(trusted(answer)).toBeNull();
  });

  it('refuses unsigned, changed and foreign requests with 401', async () => {
    const params = { 身份号码: idOf('chen-jing') };
    expect((await ask('police', 'person', params, { unsigned: true })).response.status).toBe(401);
    expect((await ask('police', 'person', params, { tamper: true })).response.status).toBe(401);
    const stranger = issueOutsideKeys(span).caller;
    const foreign = await ask('police', 'person', params, { party: stranger });
    expect(foreign.response.status).toBe(401);
    expect(foreign.text).not.toContain('陈静');
  });

  it('refuses a request that is stale, without time, or sent a second time', async () => {
    const params = { 身份号码: idOf('chen-jing') };
    const old = new Date(Date.now() - 6 * 60_000).toISOString();
    expect(JSON.parse((await ask('police', 'person', params, { sentAt: old })).text).code).toBe('stale');
    expect(JSON.parse((await ask('police', 'person', params, { sentAt: null })).text).code).toBe('no-time');
    const requestId = randomUUID();
    expect((await ask('police', 'person', params, { requestId })).response.status).toBe(200);
    const again = await ask('police', 'person', params, { requestId });
    expect(again.response.status).toBe(401);
    expect(JSON.parse(again.text).code).toBe('replayed');
  });

  it('takes the time of a version 7 UUID where sentAt is left out', async () => {
    const hex = Date.now().toString(16).padStart(12, '0');
    const requestId = `${hex.slice(0, 8)}-${hex.slice(8)}-7abc-8def-0123456789ab`;
    const answer = await ask('police', 'person', { 身份号码: idOf('chen-jing') }, { requestId, sentAt: null });
    expect(answer.response.status).toBe(200);
  });

  it('answers 404 and 400 for operations and parameters that are not there', async () => {
    expect((await ask('police', 'toString', {})).response.status).toBe(404);
    expect((await ask('police', 'person', {})).response.status).toBe(400);
  });

  it('switches work for the whole system and for one operation', async () => {
    const params = { 身份号码: idOf('lin-feng') };
    expect((await control('police', { mode: 'down', operation: 'driver-background' })).status).toBe(200);
    expect((await ask('police', 'driver-background', params)).response.status).toBe(503);
    expect((await ask('police', 'person', params)).response.status).toBe(200);
    await control('police', { mode: 'down' });
    expect((await fetch(`${outside.urls.police}/healthz`)).status).toBe(503);
    expect((await ask('police', 'person', params)).response.status).toBe(503);
    await control('police', { mode: 'ok' });
    expect((await ask('police', 'driver-background', params)).response.status).toBe(200);
    expect((await control('police', { mode: 'sleepy' })).status).toBe(422);
    expect((await control('police', { mode: 'ok', operation: 'nothing' })).status).toBe(422);
  });

  it('a slow system keeps the caller waiting until he gives up', async () => {
    const params = { 统一社会信用代码: district.firms[0]!.uscc };
    await control('market', { mode: 'slow', delayMs: 60_000 });
    await expect(ask('market', 'enterprise', params, { patience: 100 })).rejects.toThrow(/timeout|aborted/i);
    await control('market', { mode: 'slow', delayMs: 1 });
    expect(JSON.parse((await ask('market', 'enterprise', params)).text).status).toBe('found');
    await control('market', { mode: 'ok' });
  });

  it('a lying system sends by turns a signature of other bytes and half a document', async () => {
    await control('transport', { mode: 'wrong' });
    const params = { 身份号码: idOf('lin-feng') };
    const forged = await ask('transport', 'driver-exam', params);
    expect(trusted(forged)).toContain('not of these bytes');
    const half = await ask('transport', 'driver-exam', params);
    expect(() => JSON.parse(half.text)).toThrow();
    await control('transport', { mode: 'ok' });
    expect(trusted(await ask('transport', 'driver-exam', params))).toBeNull();
  });

  it('a record that cannot be had is answered 503, not none', async () => {
    const answer = await ask('social-insurance', 'insured', { 身份号码: idOf('liu-yang') });
    expect(answer.response.status).toBe(503);
    expect(JSON.parse(answer.text).code).toBe('record-unavailable');
  });

  it('F195: a short message is kept and stands on the phone of its number, script in it is dead', async () => {
    const mobile = '19900001001';
    await ask('sms', 'send', { 手机号码: mobile, 内容: '验证码 482913，五分钟内有效。<script>alert(1)</script>' });
    const kept = await (await fetch(`${outside.urls.sms}/messages?mobile=${mobile}`)).json();
    expect(kept).toMatchObject([{ mobile, text: expect.stringContaining('482913') }]);
    const phone = await (await fetch(`${outside.urls.sms}/phone/${mobile}`)).text();
    expect(phone).toContain('<b>482913</b>');
    expect(phone).not.toContain('<script>');
  });

  it('the control page shows purpose and result of the last requests, but no citizen number', async () => {
    await ask('police', 'person', { 身份号码: idOf('sun-li') });
    const page = await (await fetch(`${outside.urls.police}/`)).text();
    expect(page).toContain('测试：核验申请条件');
    expect(page).toContain('有记录');
    expect(page).not.toContain(idOf('sun-li'));
    expect(page).toContain('9901**********');
  });

  it('the switches are not to be set by another site through the browser of somebody', async () => {
    const response = await fetch(`${outside.urls.police}/control`, {
      method: 'POST',
      headers: { 'sec-fetch-site': 'cross-site', 'content-type': 'application/x-www-form-urlencoded' },
      body: 'mode=down',
    });
    expect(response.status).toBe(403);
    expect((await fetch(`${outside.urls.police}/healthz`)).status).toBe(200);
  });

  it('a page button switches and leads back to the page', async () => {
    const response = await fetch(`${outside.urls.housing}/control`, {
      method: 'POST',
      redirect: 'manual',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'operation=confirm-change&mode=slow',
    });
    expect(response.status).toBe(303);
    expect(await (await fetch(`${outside.urls.housing}/control`)).json()).toMatchObject({
      operations: { 'confirm-change': { mode: 'slow' } },
    });
    await control('housing', { mode: 'ok' });
  });

  it('F029: a portrait is compared by the demo’s rule, and the answer is signed like any other', async () => {
    const who = district.persons.find((p) => p.key === 'chen-jing')!;
    const photoOf = (citizenId: string): string => {
      const found = district.registers.find('police', 'person', { 身份号码: citizenId });
      return String(found.status === 'found' ? found.data.照片 : '');
    };
    const compare = async (照片: string, 姓名 = who.name) => {
      const answer = await ask('police', 'portrait', { 身份号码: who.citizenId, 姓名, 照片 });
      expect(trusted(answer)).toBeNull();
      return JSON.parse(answer.text) as { status: string; data: object };
    };
    const own = photoOf(who.citizenId);
    expect(await compare(own)).toMatchObject({ status: 'found', data: { 相似度: 100, 同一人: true } });
    const other = district.persons.map((p) => photoOf(p.citizenId)).find((photo) => photo !== '' && photo !== own)!;
    expect(await compare(other)).toMatchObject({ status: 'found', data: { 相似度: 12, 同一人: false } });
    const camera = readFileSync(new URL('../../apps/server/test/licences/portrait.jpg', import.meta.url));
    const seen = await compare(camera.toString('base64'));
    expect(seen).toMatchObject({ status: 'found', data: { 姓名: who.name, 状态: '正常', 同一人: true } });
    expect(await compare(camera.toString('base64'))).toMatchObject({ data: seen.data });
    for (const no of [Buffer.from('no picture'), camera.subarray(0, 500)])
      expect(await compare(no.toString('base64'))).toMatchObject({ data: { 相似度: 0, 同一人: false } });
    expect(await compare(own, '别人')).toMatchObject({ data: { 相似度: 0, 同一人: false } });
  });

  it('a body beyond 768 kB is refused', async () => {
    const answer = await ask('police', 'person', { 身份号码: 'x'.repeat(800_000) });
    expect(answer.response.status).toBe(413);
  });
});
