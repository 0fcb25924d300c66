import type * as c from '@miaopi/contracts';
import { type DemoCarrier, startCarrier } from '@miaopi/scenarios';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor, PersonActor, StaffActor } from '../../src/kernel/actor.ts';
import { fixedClock } from '../../src/kernel/clock.ts';
import { newId } from '../../src/kernel/ids.ts';
import type { PapersAsked } from '../../src/modules/delivery/deps.ts';
import { type Carrier, createDelivery, type Delivery, httpCarrier } from '../../src/modules/delivery/index.ts';
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
  approver: staff('approver', office, 'approver'),
  stranger: staff('stranger', '11990101009901024M', 'acceptor'),
};
const proof = '住宿证明';
const permit = '居留许可';
const sendIn = {
  name: '户政窗口',
  phone: '0999-82110110',
  address: '云溪区行政中路 1 号一楼',
  paidBy: 'sender',
} as const;
const from = { name: '住民1', mobile: '13900000006', address: '云溪区柳岸路 2 号' };

let t: TestDatabase;
let delivery: Delivery;
let carrier: DemoCarrier;
let http: Awaited<ReturnType<typeof serveModule>>;
let n = 0;
/** A carrier that is only asked; what it does is up to each test. */
const refuses = async (): Promise<never> => {
  throw new Error('it is only asked');
};
const hill = {
  name: { zh: '山城快运', en: 'Hill Express' },
  alsoCalled: ['山城'],
  ...{ book: refuses, track: refuses, cancel: refuses },
};
let hillSays: Carrier['lookUp'] = refuses;
const known = new Map<string, PapersAsked>();
const received: { caseId: string; originals: readonly unknown[] }[] = [];

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
    otherCarriers: [{ ...hill, lookUp: (waybill, mobileEnd) => hillSays(waybill, mobileEnd) }],
    papers: {
      asked: async (caseId) => known.get(caseId),
      received: async (_ctx, _actor, caseId, given) => {
        received.push({ caseId, originals: given.originals });
        const asked = known.get(caseId);
        if (asked) known.set(caseId, { ...asked, purpose: undefined, papers: [] });
        return given.originals.every((o) => o.equal);
      },
    },
    signPaper: async (_office, pdf) => pdf,
    collection: { originals: async () => [], collected: async () => true },
  });
  http = await serveModule(delivery.module, actors, t.kernel.config);
});
afterAll(async () => {
  await http?.close();
  await carrier?.close();
  await t?.close();
});

/** A case that wants these papers. */
function wants(purpose: PapersAsked['purpose'], ...papers: string[]): string {
  const caseId = newId();
  known.set(caseId, {
    caseId,
    caseNumber: `2026${++n}`,
    region: '990100000000',
    office: { uscc: office, name: { zh: '云溪区公安局', en: 'Yunxi Police' } },
    itemName: { zh: '居住登记', en: 'Residence registration' },
    applicant: { kind: 'person', id: 'p-1', name: '住民1' },
    contactId: 'p-1',
    sendIn,
    purpose,
    papers: papers.map((zh) => ({ name: { zh, en: zh }, files: ['f1'] })),
    until: '2026-12-10',
  });
  return caseId;
}

interface Problem {
  readonly code: string;
  readonly issues?: readonly { readonly path: string }[];
}
async function call<T>(who: string, method: 'GET' | 'POST', url: string, payload?: object) {
  const reply = await http.inject({ method, url, cookies: { who }, ...(payload ? { payload } : {}) });
  return { status: reply.statusCode, json: reply.json() as T & Problem };
}
interface Own {
  readonly offer?: c.PapersOffer;
  readonly parcels: readonly c.OwnIncoming[];
}
const request = () => ({ requestId: `request-${++n}-incoming` });
const own = (caseId: string, who = 'one') => call<Own>(who, 'GET', `/api/cases/${caseId}/parcels`);
const send = (caseId: string, given: object, who = 'one') =>
  call<Own>(who, 'POST', `/api/cases/${caseId}/parcels`, { ...request(), ...from, ...given });
const pickUp = (caseId: string, ...papers: string[]) => send(caseId, { how: 'pick-up', papers });
const act = (who: string, id: string, what: string, body: object = {}) =>
  call<c.OfficeIncoming>(who, 'POST', `/api/work/parcels/${id}/${what}`, { ...request(), ...body });
const list = (who: string, query = '') =>
  call<{ parcels: c.OfficeIncoming[]; counts: Record<string, number> }>(who, 'GET', `/api/work/parcels${query}`);
const wait = (ms: number) => clock.set(new Date(clock.now().getTime() + ms).toISOString());
const follow = async (id: string) => {
  wait(60_000);
  await delivery.module.jobs?.['delivery.incoming']?.({ id }, undefined as never);
};
/** The newest parcel of a case. */
const newest = async (caseId: string) => (await own(caseId)).json.parcels[0] as c.OwnIncoming;
const there = (...names: string[]) => names.map((name) => ({ name, found: 'there' }));
const equal = (...names: string[]) => names.map((material) => ({ material, copies: 0, equal: true }));
const told = async (caseId: string) =>
  (
    await t.db.pool.query(
      `select payload->'title'->>'zh' as title, payload->'body'->>'zh' as body from kernel.outbox where name = 'notice' and payload->>'caseId' = $1 order by id`,
      [caseId],
    )
  ).rows as { title: string; body: string }[];

describe('papers sent by courier', () => {
  it('F203: the page says what is wanted, where to and until when; the carrier fetches it at the applicant’s door, once however often it is booked', async () => {
    const caseId = wants('originals', proof);
    expect((await own(caseId)).json.offer).toEqual({
      purpose: 'originals',
      papers: [{ zh: proof, en: proof }],
      until: '2026-12-10',
      to: { name: sendIn.name, phone: sendIn.phone, address: sendIn.address },
      carrier: { zh: '云州速递', en: 'Express' },
      tracked: [
        { zh: '云州速递', en: 'Express' },
        { zh: '山城快运', en: 'Hill Express' },
      ],
      paidBy: 'sender',
    });
    const asked = { how: 'pick-up', papers: [proof], requestId: 'one-request-sent-twice', ...from };
    const url = `/api/cases/${caseId}/parcels`;
    const twice = await Promise.all([call<Own>('one', 'POST', url, asked), call<Own>('one', 'POST', url, asked)]);
    expect(twice.map((r) => r.status)).toEqual([201, 201]);
    const { id } = await newest(caseId);
    expect((await own(caseId)).json.parcels).toHaveLength(1);
    carrier.down = true;
    await expect(follow(id)).rejects.toThrow();
    carrier.down = false;
    await Promise.all([follow(id), follow(id)]);
    const booked = [...carrier.parcels.values()].filter((p) => p.reference === id);
    expect(booked).toMatchObject([
      { name: sendIn.name, address: sendIn.address, pickUp: `${from.name} ${from.address}` },
    ]);
    expect(await newest(caseId)).toMatchObject({ state: 'to-send', waybill: booked[0]?.waybill });
  });

  it('F203: is followed to the office’s table, and the day it was picked up is the day it was posted', async () => {
    const caseId = wants('originals', proof);
    await pickUp(caseId, proof);
    const { id } = await newest(caseId);
    await follow(id);
    const { waybill = '' } = await newest(caseId);
    expect(await delivery.postedOn(caseId)).toBeUndefined();
    carrier.move(waybill, 'moving');
    await follow(id);
    expect(await newest(caseId)).toMatchObject({
      state: 'moving',
      postedOn: '2026-11-25',
      abilities: { cancel: { allowed: false } },
    });
    expect(await delivery.postedOn(caseId)).toBe('2026-11-25');
    carrier.move(waybill, 'delivered', '收发室');
    await follow(id);
    expect((await newest(caseId)).state).toBe('arrived');
    expect((await list('clerk', '?list=arrived')).json.parcels.map((p) => p.id)).toContain(id);
    expect(await delivery.postedOn(caseId)).toBe('2026-11-25');
    await act('clerk', id, 'open', { papers: there(proof), originals: equal(proof) });
    expect(await delivery.postedOn(caseId)).toBeUndefined();
  });

  it('F203: one sent with another carrier is told by its number and day; what is wrong with it is named at once', async () => {
    const caseId = wants('correction', proof, permit);
    const refused = await send(caseId, { how: 'own', papers: [proof, '房产证'], postedOn: '2026-11-30' });
    expect(refused.json.code).toBe('delivery.parcel_wrong');
    expect(refused.json.issues?.map((e) => e.path)).toEqual([
      'body.papers.1',
      'body.carrier',
      'body.waybill',
      'body.postedOn',
    ]);
    const sent = await send(caseId, {
      ...{ how: 'own', papers: [proof], carrier: '邮政特快', waybill: 'ea123456789cn', postedOn: '2026-11-24' },
    });
    expect(sent.json.parcels).toMatchObject([
      { how: 'own', waybill: 'EA123456789CN', state: 'moving', postedOn: '2026-11-24' },
    ]);
    expect(await delivery.postedOn(caseId)).toBe('2026-11-24');
    // a number that was mistyped is taken back
    const { id } = await newest(caseId);
    const back = await call<Own>('one', 'POST', `/api/parcels/${id}/cancel`, request());
    expect(back.json.parcels[0]?.state).toBe('cancelled');
    expect(await delivery.postedOn(caseId)).toBeUndefined();
  });

  it('F203: of one handed in at the carrier’s counter its way is told to who knows the number and the sender’s mobile; the carrier’s day of posting counts', async () => {
    const caseId = wants('originals', proof);
    const waybill = carrier.handIn({ from: from.name, mobile: from.mobile, to: sendIn.name, address: sendIn.address });
    const postedOn = '2026-11-20';
    // somebody else’s mobile: nothing is told
    const wrong = { how: 'own', papers: [proof], carrier: ' 云州 速递', waybill, postedOn, mobile: '13900000099' };
    expect((await send(caseId, wrong)).json.parcels).toMatchObject([{ tracking: 'asked', state: 'moving', postedOn }]);
    const first = (await newest(caseId)).id;
    await follow(first);
    await follow(first);
    const unknown = await newest(caseId);
    expect(unknown).toMatchObject({ tracking: 'unknown', state: 'moving', postedOn });
    expect(unknown.events.filter((e) => e.text.zh.includes('查不到'))).toHaveLength(1);
    expect(unknown.abilities.cancel?.allowed).toBe(true);
    await call('one', 'POST', `/api/parcels/${first}/cancel`, request());
    await send(caseId, { ...wrong, mobile: from.mobile });
    const { id } = await newest(caseId);
    await follow(id);
    const day = new Date(clock.now().getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
    expect(await newest(caseId)).toMatchObject({ tracking: 'known', state: 'moving', postedOn: day });
    expect(await delivery.postedOn(caseId)).toBe(day);
    carrier.move(waybill, 'delivered');
    await follow(id);
    expect((await list('clerk', '?list=arrived')).json.parcels.find((p) => p.id === id)).toMatchObject({
      ...{ tracking: 'known', state: 'arrived' },
    });
  });

  it('F203: a carrier that is slow or does not answer holds nobody up: the parcel stands there, is opened, and a late answer changes nothing', async () => {
    const caseId = wants('correction', proof);
    await send(caseId, { how: 'own', papers: [proof], carrier: '山城', waybill: 'SC000001', postedOn: '2026-11-24' });
    const sent = await newest(caseId);
    expect(sent).toMatchObject({ tracking: 'asked', carrier: hill.name });
    hillSays = refuses;
    await expect(follow(sent.id)).rejects.toThrow('only asked');
    await delivery.module.jobs?.['delivery.follow_all']?.({}, undefined as never);
    expect(await newest(caseId)).toMatchObject({ tracking: 'asked', state: 'moving' });
    const asked: string[] = [];
    let answer: (told: Awaited<ReturnType<Carrier['lookUp']>>) => void = () => undefined;
    hillSays = (waybill, mobileEnd) => {
      asked.push(`${waybill} ${mobileEnd}`);
      return new Promise((resolve) => {
        answer = resolve;
      });
    };
    const asking = follow(sent.id);
    await expect.poll(() => asked).toEqual(['SC000001 0006']);
    expect((await act('clerk', sent.id, 'open', { papers: there(proof) })).json.state).toBe('opened');
    answer({ state: 'returned', events: [{ at: clock.now(), state: 'returned', text: { zh: '退回', en: 'Back' } }] });
    await asking;
    const after = await newest(caseId);
    expect(after.state).toBe('opened');
    expect(after.events.at(-1)?.text.zh).toMatch(/^已开拆/);
    expect((await told(caseId)).map((m) => m.title)).not.toContain('您寄出的材料被退回');
  });

  it('F203: of a carrier nobody can ask nothing is asked, and the page says so; it is opened when it is there', async () => {
    const caseId = wants('originals', proof);
    await send(caseId, {
      ...{ how: 'own', papers: [proof], carrier: '邮政特快', waybill: 'EA123456789CN', postedOn: '2026-11-24' },
    });
    const { id } = await newest(caseId);
    hillSays = refuses;
    await follow(id);
    expect(await newest(caseId)).toMatchObject({ tracking: 'none', state: 'moving', carrier: { zh: '邮政特快' } });
    expect((await act('clerk', id, 'open', { papers: there(proof), originals: equal(proof) })).json.state).toBe(
      'opened',
    );
  });

  it('F203: one whose carrier has it booked and not in hand is not posted; what lies on the table is opened all the same', async () => {
    const caseId = wants('originals', proof);
    hillSays = async () => ({ state: 'to-send', events: [] });
    await send(caseId, { how: 'own', papers: [proof], carrier: '山城', waybill: 'SC000002', postedOn: '2026-11-24' });
    const { id } = await newest(caseId);
    await follow(id);
    expect((await newest(caseId)).state).toBe('to-send');
    expect(await delivery.postedOn(caseId)).toBeUndefined();
    expect((await act('clerk', id, 'open', { papers: there(proof), originals: equal(proof) })).json.state).toBe(
      'opened',
    );
  });

  it('F203: is taken back before anybody has fetched it, and not afterwards; the carrier does not come for it', async () => {
    const caseId = wants('originals', proof);
    await pickUp(caseId, proof);
    const first = (await newest(caseId)).id;
    await follow(first);
    const { waybill = '' } = await newest(caseId);
    carrier.move(waybill, 'moving');
    const cancel = (id: string, who = 'one') => call<Own>(who, 'POST', `/api/parcels/${id}/cancel`, request());
    expect((await cancel(first)).json.code).toBe('delivery.picked_up');
    await pickUp(caseId, proof);
    const second = (await newest(caseId)).id;
    expect((await cancel(second, 'two')).json.code).toBe('delivery.parcel_missing');
    carrier.down = true;
    expect((await cancel(second)).json.code).toBe('delivery.carrier_silent');
    carrier.down = false;
    expect((await cancel(second)).json.parcels[0]?.state).toBe('cancelled');
    await follow(second);
    expect([...carrier.parcels.values()].some((p) => p.reference === second)).toBe(false);
  });

  it('is not taken where nothing is wanted or the item takes none, and never more than ten', async () => {
    expect((await pickUp(wants(undefined), proof)).json.code).toBe('delivery.papers_not_wanted');
    const brought = wants('originals', proof);
    known.set(brought, { ...(known.get(brought) as PapersAsked), sendIn: undefined });
    expect((await pickUp(brought, proof)).json.code).toBe('delivery.papers_not_wanted');
    expect((await own(brought)).json.offer).toBeUndefined();
    const many = wants('originals', proof);
    for (let i = 0; i < 10; i++) expect((await pickUp(many, proof)).status).toBe(201);
    expect((await pickUp(many, proof)).json.code).toBe('delivery.parcels_full');
  });
});

describe('a parcel on the office’s table', () => {
  async function arrived(purpose: PapersAsked['purpose'], announced: string[], ...papers: string[]) {
    const caseId = wants(purpose, ...papers);
    await pickUp(caseId, ...announced);
    const { id } = await newest(caseId);
    await follow(id);
    carrier.move((await newest(caseId)).waybill ?? '', 'delivered');
    await follow(id);
    return { caseId, id };
  }

  it('F203: is another office’s to nobody else, and opened by who receives papers', async () => {
    const { caseId, id } = await arrived('originals', [proof], proof);
    expect((await own(caseId, 'two')).json.code).toBe('delivery.case_missing');
    expect((await pickUp(caseId, proof)).status).toBe(201);
    expect((await call<Problem>('stranger', 'GET', `/api/work/parcels/${id}`)).status).toBe(404);
    expect((await list('stranger')).json).toMatchObject({ parcels: [], counts: { arrived: 0, done: 0 } });
    const body = { papers: there(proof), originals: equal(proof) };
    expect((await act('stranger', id, 'open', body)).json.code).toBe('delivery.parcel_missing');
    expect((await act('approver', id, 'open', body)).json.code).toBe('delivery.not_yours');
  });

  it('F203: each paper is ticked; what is missing, something else or unannounced is written down and told, and the case waits', async () => {
    const { caseId, id } = await arrived('originals', [proof, permit], proof, permit);
    const wrong = await act('clerk', id, 'open', {
      papers: [{ name: proof, found: 'wrong' }, ...there('护照')],
      originals: equal(proof, permit),
    });
    expect(wrong.json.code).toBe('delivery.papers_wrong');
    expect(wrong.json.issues?.map((e) => e.path)).toEqual([
      'body.papers.0.note',
      'body.papers.1.name',
      'body.papers',
      'body.originals',
    ]);
    const opened = await act('clerk', id, 'open', {
      papers: [{ name: permit, found: 'wrong', note: '是复印件' }, ...there(proof)],
      extras: [{ name: '户口簿' }],
    });
    expect(opened.json).toMatchObject({
      state: 'opened',
      papers: [
        { name: { zh: proof }, found: 'there', receivedBy: '官员clerk' },
        { name: { zh: permit }, found: 'wrong', note: '是复印件' },
        { name: { zh: '户口簿' }, found: 'extra' },
      ],
    });
    expect(received.filter((r) => r.caseId === caseId)).toEqual([]);
    expect((await told(caseId)).at(-1)?.body).toMatch(/收到：住宿证明。与申报的不符：居留许可。另有：户口簿。.*再寄来/);
    expect((await act('clerk', id, 'open', { papers: there(proof) })).json.code).toBe('delivery.wrong_state');
    // the rest comes in a second parcel: now all are there, and are compared
    await pickUp(caseId, permit);
    const second = (await newest(caseId)).id;
    await follow(second);
    carrier.move((await newest(caseId)).waybill ?? '', 'delivered');
    await follow(second);
    const seen = await call<{ wanted: { here: boolean }[] }>('clerk', 'GET', `/api/work/parcels/${second}`);
    expect(seen.json.wanted.map((w) => w.here)).toEqual([true, false]);
    await act('clerk', second, 'open', { papers: there(permit), originals: equal(proof, permit) });
    expect(received.filter((r) => r.caseId === caseId)).toHaveLength(1);
  });

  it('F203: two who open it at once count it once', async () => {
    const { caseId, id } = await arrived('originals', [proof], proof);
    const body = { papers: there(proof), originals: equal(proof) };
    const both = await Promise.all([act('clerk', id, 'open', body), act('clerk', id, 'open', body)]);
    expect(both.map((r) => r.status).sort()).toEqual([200, 409]);
    expect(received.filter((r) => r.caseId === caseId)).toHaveLength(1);
  });

  it('F203: what was opened is on the list of what is to be given back, until somebody has it', async () => {
    const { caseId, id } = await arrived('originals', [proof], proof);
    await act('clerk', id, 'open', { papers: there(proof), originals: equal(proof) });
    expect((await list('clerk', '?list=keeping')).json.parcels.map((p) => p.id)).toContain(id);
    const back = await act('clerk', id, 'back', { how: 'counter', to: '住民1' });
    expect(back.json.papers).toMatchObject([{ returnedHow: 'counter', returnedTo: '住民1' }]);
    expect((await list('clerk', '?list=keeping')).json.parcels.map((p) => p.id)).not.toContain(id);
    expect((await list('clerk', '?list=done')).json.parcels.map((p) => p.id)).toContain(id);
    expect((await act('clerk', id, 'back', { how: 'counter', to: '住民1' })).json.code).toBe('delivery.wrong_state');
    expect((await told(caseId)).at(-1)?.title).toBe('您的原件已退还');
  });

  it('F203: one that is silent for a week, lost or sent back is on the list of trouble, and its sender is told once', async () => {
    const caseId = wants('originals', proof);
    await send(caseId, {
      how: 'own',
      papers: [proof],
      carrier: '邮政特快',
      waybill: 'EA000000001CN',
      postedOn: '2026-11-25',
    });
    const { id } = await newest(caseId);
    const all = () => delivery.module.jobs?.['delivery.follow_all']?.({}, undefined as never);
    wait(6 * 86_400_000);
    await all();
    expect((await newest(caseId)).late).toBe(false);
    wait(2 * 86_400_000);
    await all();
    await all();
    expect(await newest(caseId)).toMatchObject({ state: 'moving', late: true });
    expect((await told(caseId)).map((m) => m.title)).toEqual(['您寄出的材料还没有到']);
    expect((await list('clerk', '?list=trouble')).json.parcels.map((p) => p.id)).toContain(id);
    expect((await act('clerk', id, 'lost', { note: '邮局确认丢失' })).json.state).toBe('lost');
    expect((await told(caseId)).at(-1)?.title).toBe('您寄出的材料丢失');
    expect((await list('clerk', '?list=trouble')).json.parcels.map((p) => p.id)).toContain(id);
    // and if it turns up after all
    expect((await act('clerk', id, 'open', { papers: there(proof), originals: equal(proof) })).json.state).toBe(
      'opened',
    );

    const other = wants('originals', proof);
    await pickUp(other, proof);
    const back = (await newest(other)).id;
    await follow(back);
    carrier.move((await newest(other)).waybill ?? '', 'returned');
    await follow(back);
    expect((await told(other)).at(-1)?.title).toBe('您寄出的材料被退回');
    expect((await list('clerk', '?list=trouble')).json.parcels.map((p) => p.id)).toContain(back);
  });

  it.each([true, false])(
    'F091 F203: originals for a result that waits at the counter: when they agree (%s) it goes out with them, else it is withheld',
    async (agree) => {
      const caseId = wants('collection', proof);
      // not before there is a result
      expect((await own(caseId)).json.offer).toBeUndefined();
      const asked = known.get(caseId) as PapersAsked;
      await delivery.module.subscribers?.['cases.result_due']?.(
        [
          {
            id: newId(),
            name: 'cases.result_due',
            at: clock.now(),
            payload: {
              caseId,
              caseNumber: asked.caseNumber,
              region: asked.region,
              office: asked.office,
              itemName: asked.itemName,
              result: { name: { zh: '驾驶证', en: 'Licence' }, number: '1' },
              holder: { kind: 'person', id: 'p-1', name: '住民1', number: '990101199201011067' },
              personId: 'p-1',
              destination: { means: 'counter', name: '', mobile: '', address: '', paidBy: 'state' },
            } as never,
          },
        ],
        undefined as never,
      );
      await pickUp(caseId, proof);
      const { id } = await newest(caseId);
      await follow(id);
      carrier.move((await newest(caseId)).waybill ?? '', 'delivered');
      await follow(id);
      const originals = agree ? equal(proof) : [{ material: proof, copies: 0, equal: false, note: '不是本人' }];
      await act('clerk', id, 'open', { papers: there(proof), originals });
      const result = () => call<c.OwnDelivery>('one', 'GET', `/api/cases/${caseId}/delivery`);
      if (!agree) {
        expect((await result()).json.state).toBe('withheld');
        return;
      }
      expect((await result()).json).toMatchObject({ state: 'to-send', means: 'courier', to: `住民1 ${from.address}` });
      wait(60_000);
      await delivery.module.jobs?.['delivery.parcel']?.({ id: (await result()).json.id }, undefined as never);
      const { waybill } = (await result()).json;
      expect((await newest(caseId)).papers).toMatchObject([{ returnedHow: 'with-result', returnedTo: waybill }]);
    },
  );
});
