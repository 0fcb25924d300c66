import type * as c from '@miaopi/contracts';
import { type DemoCarrier, startCarrier } from '@miaopi/scenarios';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor, PersonActor, StaffActor } from '../../src/kernel/actor.ts';
import { fixedClock } from '../../src/kernel/clock.ts';
import { newId } from '../../src/kernel/ids.ts';
import { createDelivery, type Delivery, httpCarrier, type ResultDue } from '../../src/modules/delivery/index.ts';
import { startTestDatabase, type TestDatabase } from '../database.ts';
import { serveModule } from '../forms/http.ts';

const office = '119901000099000569';
const clock = fixedClock('2026-11-25T02:00:00Z');
const person = (n: number): PersonActor => ({
  kind: 'person',
  personId: `p-${n}`,
  sessionId: 's',
  name: `住民${n}`,
  principal: { kind: 'person', id: `p-${n}`, role: 'self' },
});
const staff = (id: string, of: string, ...roles: string[]): StaffActor => ({
  kind: 'staff',
  staffId: id,
  sessionId: 's',
  name: `官员${id}`,
  number: id,
  office: of,
  region: '990100000000',
  roles,
});
const actors: Readonly<Record<string, Actor>> = {
  one: person(1),
  two: person(2),
  clerk: staff('clerk', office, 'acceptor'),
  auditor: staff('auditor', office, 'auditor'),
  stranger: staff('stranger', '11990101009901024M', 'acceptor'),
};
const holderNumber = '990101199201011067';
const signature = [Array.from({ length: 20 }, (_, i) => [100 + i * 10, 100 + (i % 5) * 12, i * 16])];

let t: TestDatabase;
let delivery: Delivery;
let carrier: DemoCarrier;
let http: Awaited<ReturnType<typeof serveModule>>;
let n = 0;
/** Cases that want to see an original when their result is collected. */
const wanted = new Set<string>();

beforeAll(async () => {
  t = await startTestDatabase(clock);
  await t.db.pool.query(`insert into identity.person (id, name, id_number, birth_date, gender, verified_by)
    select 'p-' || n, '住民' || n, 'number-' || n, '1950-01-01', '女', 'test' from generate_series(1, 2) n`);
  const now = () => clock.now();
  carrier = await startCarrier({ secret: 'shared', now: () => now().getTime() });
  delivery = createDelivery(t.kernel, {
    carrier: httpCarrier({
      name: { zh: '云州速递', en: 'Express' },
      base: async () => carrier.url,
      secret: 'shared',
      now,
    }),
    papers: { asked: async () => undefined, received: async () => true },
    signPaper: async (_office, pdf) => pdf,
    collection: {
      originals: async (caseId) => (wanted.has(caseId) ? [{ name: { zh: '身份证', en: 'ID card' }, files: [] }] : []),
      collected: async (_ctx, _actor, _caseId, given) => given.originals.every((o) => o.equal),
    },
  });
  http = await serveModule(delivery.module, actors, t.kernel.config);
});
afterAll(async () => {
  await http?.close();
  await carrier?.close();
  await t?.close();
});

/** A case closes, and its applicant wants the result this way. */
async function due(means: ResultDue['destination']['means'], times = 1): Promise<{ caseId: string; id: string }> {
  const caseId = newId();
  const payload: ResultDue = {
    caseId,
    caseNumber: `2026${++n}`,
    region: '990100000000',
    office: { uscc: office, name: { zh: '云州市公安局交通警察支队', en: 'Traffic Police' } },
    itemName: { zh: '机动车驾驶证补领', en: 'Driving licence replacement' },
    result: { name: { zh: '机动车驾驶证', en: 'Driving licence' }, number: '990100202600001X' },
    holder: { kind: 'person', id: 'p-1', name: '住民1', number: holderNumber },
    personId: 'p-1',
    deliverBy: '2026-12-04',
    destination: { means, name: '住民1', mobile: '13900000006', address: '云溪区柳岸路 2 号', paidBy: 'state' },
  };
  for (let i = 0; i < times; i++)
    await delivery.module.subscribers?.['cases.result_due']?.(
      [{ id: newId(), name: 'cases.result_due', payload: payload as never, at: clock.now() }],
      undefined as never,
    );
  const { id } = (await t.db.pool.query(`select id from delivery.delivery where case_id = $1`, [caseId])).rows[0];
  return { caseId, id };
}

async function call<T = never>(who: string, method: 'GET' | 'POST', url: string, payload?: object) {
  const reply = await http.inject({ method, url, cookies: { who }, ...(payload ? { payload } : {}) });
  const isJson = /json/.test(String(reply.headers['content-type']));
  return { status: reply.statusCode, json: (isJson ? reply.json() : undefined) as T, data: reply.rawPayload };
}
const act = (who: string, id: string, what: string, body: object = {}) =>
  call<c.OfficeDelivery & { code: string }>(who, 'POST', `/api/work/deliveries/${id}/${what}`, {
    requestId: `request-${++n}-delivery`,
    ...body,
  });
const follow = async (id: string) => {
  clock.set(new Date(clock.now().getTime() + 60_000).toISOString());
  await delivery.module.jobs?.['delivery.parcel']?.({ id }, undefined as never);
};
const own = (caseId: string, who = 'one') => call<c.OwnDelivery>(who, 'GET', `/api/cases/${caseId}/delivery`);

describe('the register of deliveries', () => {
  it('F204: told twice, a result stands in it once, with a number of its own; an electronic one is delivered at once, with its proof', async () => {
    const { caseId, id } = await due('electronic', 2);
    const seen = await own(caseId);
    expect(seen.json).toMatchObject({
      means: 'electronic',
      state: 'delivered',
      number: expect.stringMatching(/达字〔2026〕第\d{6}号$/),
    });
    const proof = await call('one', 'GET', `/api/deliveries/${id}/proof`);
    expect(proof.data.subarray(0, 5).toString()).toBe('%PDF-');
  });

  it('is the holder’s and the office’s; to anybody else it is not there', async () => {
    const { caseId, id } = await due('counter');
    expect((await own(caseId, 'two')).status).toBe(404);
    expect((await act('stranger', id, 'counter')).json.code).toBe('delivery.delivery_missing');
    expect((await act('auditor', id, 'notice')).json.code).toBe('delivery.not_yours');
    expect((await call('two', 'GET', `/api/deliveries/${id}/proof`)).status).toBe(404);
    expect((await call<{ code: string }>('one', 'GET', `/api/deliveries/${id}/proof`)).json.code).toBe(
      'delivery.not_delivered',
    );
  });
});

describe('F223 行政许可法第四十四条: the day by which a result is to be handed over', () => {
  it('is told to holder and office while the office has to send it, and no more when it waits for its holder or is there', async () => {
    const sent = await due('courier');
    expect((await own(sent.caseId)).json).toMatchObject({ state: 'to-send', deliverBy: '2026-12-04' });
    const { json } = await call<c.ReplyOf<typeof c.listDeliveries>>('clerk', 'GET', '/api/work/deliveries?list=moving');
    expect(json.deliveries.find((d) => d.id === sent.id)).toMatchObject({ deliverBy: '2026-12-04' });
    for (const means of ['counter', 'electronic'] as const)
      expect((await own((await due(means)).caseId)).json).not.toHaveProperty('deliverBy');
  });
});

describe('the counter', () => {
  it.each(['id', 'code'] as const)(
    'F112 F204: hands over to who shows the right %s and signs, and keeps the signature',
    async (by) => {
      const { caseId, id } = await due('counter');
      const { pickupCode } = (await own(caseId)).json;
      expect(pickupCode).toMatch(/^\d{6}$/);
      const value = by === 'id' ? holderNumber : (pickupCode ?? '');
      const wrong = await act('clerk', id, 'hand-over', {
        by,
        value: by === 'id' ? '990101199201011068' : '000000x',
        signature,
      });
      expect(wrong.json.code).toBe('delivery.identity_wrong');
      expect((await act('clerk', id, 'hand-over', { by, value, signature: [] })).json.code).toBe(
        'delivery.signature_missing',
      );
      expect((await own(caseId)).json.state).toBe('ready');
      const done = await act('clerk', id, 'hand-over', { by, value, signature });
      expect(done.json).toMatchObject({ state: 'delivered', receivedBy: '住民1', handedBy: '官员clerk' });
      expect((await act('clerk', id, 'hand-over', { by, value, signature })).json.code).toBe('delivery.wrong_state');
      const { rows } = await t.db.pool.query(`select checked, signature from delivery.delivery where id = $1`, [id]);
      expect(rows[0]).toEqual({ checked: by, signature });
      expect((await call('clerk', 'GET', `/api/deliveries/${id}/proof`)).data.subarray(0, 5).toString()).toBe('%PDF-');
    },
  );
});

describe('originals at the counter', () => {
  const look = (equal: boolean) => [{ material: '身份证', copies: 0, equal, ...(equal ? {} : { note: '照片不符' }) }];

  it('F091: one that differs withholds the result until an official of the case has settled it; then it is handed over', async () => {
    const { caseId, id } = await due('counter');
    wanted.add(caseId);
    const due2 = await call<{ originals: { name: { zh: string } }[] }>(
      'clerk',
      'GET',
      `/api/work/deliveries/${id}/originals`,
    );
    expect(due2.json.originals.map((o) => o.name.zh)).toEqual(['身份证']);
    expect((await call('stranger', 'GET', `/api/work/deliveries/${id}/originals`)).status).toBe(404);
    const hand = (equal: boolean) =>
      act('clerk', id, 'hand-over', { by: 'id', value: holderNumber, signature, originals: look(equal) });
    expect((await hand(false)).json).toMatchObject({ state: 'withheld' });
    expect((await hand(true)).json.code).toBe('delivery.wrong_state');
    const failed = await call<{ deliveries: c.OfficeDelivery[] }>('clerk', 'GET', '/api/work/deliveries?list=failed');
    expect(failed.json.deliveries.map((d) => d.id)).toContain(id);
    const release = () =>
      delivery.module.subscribers?.['cases.result_released']?.(
        [{ id: newId(), name: 'cases.result_released', payload: { caseId, by: '审批员' } as never, at: clock.now() }],
        undefined as never,
      );
    await release();
    await release();
    expect((await own(caseId)).json.events.filter((e) => e.text.zh.includes('已核实'))).toHaveLength(1);
    expect((await hand(true)).json).toMatchObject({ state: 'delivered' });
  });
});

describe('the courier', () => {
  it('F111 F203: a parcel is booked once however often the job runs, followed through its states, and signed for', async () => {
    const { caseId, id } = await due('courier');
    carrier.down = true;
    await expect(follow(id)).rejects.toThrow();
    carrier.down = false;
    await Promise.all([follow(id), follow(id)]);
    const { waybill = '' } = (await own(caseId)).json;
    expect([...carrier.parcels.values()].filter((p) => p.reference.startsWith(id))).toHaveLength(1);
    for (const state of ['moving', 'out'] as const) {
      carrier.move(waybill, state);
      await follow(id);
      expect((await own(caseId)).json.state).toBe(state);
    }
    await follow(id);
    carrier.move(waybill, 'delivered', '门卫');
    await follow(id);
    const end = (await own(caseId)).json;
    expect(end).toMatchObject({ state: 'delivered', receivedBy: '门卫' });
    const texts = end.events.map((e) => e.text.zh);
    expect(new Set(texts).size).toBe(texts.length);
    expect(texts.at(-1)).toBe('已签收');
  });

  it('F203 F204: what comes back is on the office’s list, goes out again under another waybill, and at last by public notice that counts when its days are over', async () => {
    const { caseId, id } = await due('courier');
    await follow(id);
    const first = (await own(caseId)).json.waybill ?? '';
    carrier.move(first, 'returned');
    await follow(id);
    const failed = await call<{ deliveries: c.OfficeDelivery[]; counts: { failed: number } }>(
      'clerk',
      'GET',
      '/api/work/deliveries?list=failed',
    );
    expect(failed.json.deliveries.map((d) => d.id)).toEqual([id]);
    expect(failed.json.counts.failed).toBe(1);
    await act('clerk', id, 'send-again', { name: '住民1', mobile: '13900000006', address: '云溪区新址 9 号' });
    await follow(id);
    const second = (await own(caseId)).json.waybill ?? '';
    expect(second).not.toBe(first);
    expect(carrier.parcels.get(second)?.address).toBe('云溪区新址 9 号');
    carrier.move(second, 'returned');
    await follow(id);
    expect((await act('clerk', id, 'counter')).json.state).toBe('ready');
    expect((await act('clerk', id, 'notice')).json).toMatchObject({ state: 'published', noticeUntil: '2026-12-25' });
    const notices = await call<{ notices: { holder: string }[] }>('', 'GET', '/api/public-notices');
    expect(notices.json.notices).toMatchObject([{ holder: expect.not.stringContaining('住民1') }]);
    await delivery.module.jobs?.['delivery.end_notices']?.({}, undefined as never);
    expect((await own(caseId)).json.state).toBe('published');
    clock.set('2026-12-26T02:00:00Z');
    await delivery.module.jobs?.['delivery.end_notices']?.({}, undefined as never);
    expect((await own(caseId)).json.state).toBe('delivered');
  });
});
