import type * as c from '@miaopi/contracts';
import { CARRIER_TARIFF, type DemoCarrier, startCarrier } from '@miaopi/scenarios';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor, PersonActor, StaffActor } from '../../src/kernel/actor.ts';
import { newId } from '../../src/kernel/ids.ts';
import type { PapersAsked } from '../../src/modules/delivery/deps.ts';
import { feeFor, tariffFault } from '../../src/modules/delivery/domain/tariff.ts';
import { createDelivery, type Delivery, httpCarrier } from '../../src/modules/delivery/index.ts';
import { serveModule } from '../forms/http.ts';
import { office, type PayWorld, startPayments } from '../payments/world.ts';

const one: PersonActor = {
  kind: 'person',
  personId: 'p-1',
  sessionId: 's',
  name: '住民1',
  principal: { kind: 'person', id: 'p-1', role: 'self' },
};
const clerk: StaffActor = {
  kind: 'staff',
  staffId: 'clerk',
  sessionId: 's',
  name: '官员',
  number: '1',
  office,
  region: '990100000000',
  roles: ['acceptor'],
};
const actors: Readonly<Record<string, Actor>> = { one, clerk };
const proof = { zh: '住宿证明', en: 'Declaration' };
const from = { name: '住民1', mobile: '13900000006', address: '示范省云州市云溪区柳岸路 2 号' };

let w: PayWorld;
let delivery: Delivery;
let carrier: DemoCarrier;
let http: Awaited<ReturnType<typeof serveModule>>;
let n = 0;
const known = new Map<string, PapersAsked>();

beforeAll(async () => {
  w = await startPayments();
  carrier = await startCarrier({ secret: 'shared', now: () => w.clock.now().getTime() });
  delivery = createDelivery(w.t.kernel, {
    carrier: httpCarrier({
      name: { zh: '云州速递', en: 'Express' },
      base: async () => carrier.url,
      secret: 'shared',
      tariff: CARRIER_TARIFF,
      now: () => w.clock.now(),
    }),
    payments: w.payments,
    papers: { asked: async (caseId) => known.get(caseId), received: async () => true },
    signPaper: async (_office, pdf) => pdf,
    collection: { originals: async () => [], collected: async () => true },
  });
  http = await serveModule(delivery.module, actors, w.t.kernel.config);
});
afterAll(async () => {
  await http?.close();
  await carrier?.close();
  await w?.stop();
});

const asked = (caseId: string, paidBy: 'state' | 'sender'): PapersAsked => ({
  caseId,
  caseNumber: `2026${++n}`,
  region: '990100000000',
  office: { uscc: office, name: { zh: '云州市公安局交通警察支队', en: 'Traffic Police' } },
  itemName: { zh: '居住登记', en: 'Residence registration' },
  applicant: { kind: 'person', id: 'p-1', name: '住民1' },
  contactId: 'p-1',
  sendIn: { name: '户政窗口', phone: '0999-82110110', address: '云溪区行政中路 1 号一楼', paidBy },
  purpose: 'originals',
  papers: [{ name: proof, files: [] }],
  until: '2026-12-10',
});
interface Own {
  readonly code?: string;
  readonly offer?: c.PapersOffer;
  readonly parcels: readonly c.OwnIncoming[];
}
async function call<T>(who: string, method: 'GET' | 'POST', url: string, payload?: object): Promise<T> {
  return (await http.inject({ method, url, cookies: { who }, ...(payload ? { payload } : {}) })).json();
}
const request = () => ({ requestId: `request-${++n}-courier-fee` });
const parcelsOf = (caseId: string) => call<Own>('one', 'GET', `/api/cases/${caseId}/parcels`);
async function order(paidBy: 'state' | 'sender' = 'sender', address = from.address) {
  const caseId = newId();
  known.set(caseId, asked(caseId, paidBy));
  const body = { ...request(), ...from, address, how: 'pick-up', pay: 'online', papers: [proof.zh] };
  const reply = await call<Own>('one', 'POST', `/api/cases/${caseId}/parcels`, body);
  return { caseId, reply, parcel: reply.parcels?.[0] as c.OwnIncoming };
}
const run = (job: string, id: string) => delivery.module.jobs?.[job]?.({ id }, undefined as never);
const booked = (reference: string) => [...carrier.parcels.values()].filter((p) => p.reference.startsWith(reference));
/** Hands what payments has told to the module that listens, as often as asked. */
async function hear(name: string, parcelId: string, times = 1): Promise<number> {
  const events = await w.rows<{ payload: object }>(
    `select payload from kernel.outbox where name = $1 and payload->>'parcelId' = $2`,
    [name, parcelId],
  );
  for (let i = 0; i < times; i++)
    for (const { payload } of events)
      await delivery.module.subscribers?.[name]?.(
        [{ id: newId(), name, payload: payload as never, at: w.clock.now() }],
        undefined as never,
      );
  return events.length;
}
async function pay(billId: string, parcelId: string, times = 1): Promise<void> {
  await w.cashier.pay(await w.begin(billId));
  await w.call('one', 'POST', `/api/bills/${billId}/check`);
  expect(await hear('payments.parcel_paid', parcelId, times)).toBe(1);
}
/** A case closes, and its applicant wants the result by courier and pays it online. */
async function result(address = from.address) {
  const caseId = newId();
  const payload = {
    caseId,
    caseNumber: `2026${++n}`,
    region: '990100000000',
    office: { uscc: office, name: { zh: '云州市公安局交通警察支队', en: 'Traffic Police' } },
    itemName: { zh: '机动车驾驶证补领', en: 'Driving licence replacement' },
    result: { name: { zh: '机动车驾驶证', en: 'Driving licence' }, number: '1' },
    holder: { kind: 'person', id: 'p-1', name: '住民1', number: '990101199201011067' },
    personId: 'p-1',
    destination: { means: 'courier', name: '住民1', mobile: from.mobile, address, paidBy: 'online' },
  };
  const told = () =>
    delivery.module.subscribers?.['cases.result_due']?.(
      [{ id: newId(), name: 'cases.result_due', payload: payload as never, at: w.clock.now() }],
      undefined as never,
    );
  await Promise.all([told(), told()]);
  return { caseId, own: () => call<c.OwnDelivery>('one', 'GET', `/api/cases/${caseId}/delivery`) };
}

describe('the courier’s tariff', () => {
  it.each([
    ['示范省云州市云溪区柳岸路 2 号', 1000],
    ['云 溪 区柳岸路 2 号', 1000],
    ['示范省云山市一号', 1500],
    ['北京市东城区一号', 2200],
  ])('F111: for %s is %i 分', (address, fee) => {
    expect(feeFor(CARRIER_TARIFF, address).fee).toBe(fee);
  });

  it.each([
    [undefined, /regions/],
    [{ ...CARRIER_TARIFF, regions: [{ name: { zh: '市', en: 'c' }, words: [], fee: 1 }] }, /regions\[0\]/],
    [{ ...CARRIER_TARIFF, regions: [{ name: { zh: '市', en: 'c' }, words: ['市'], fee: 9.5 }] }, /regions\[0\]/],
    [{ ...CARRIER_TARIFF, elsewhere: { name: { zh: '外', en: 'o' }, fee: 0 } }, /elsewhere/],
  ])('F111: says what is wrong with one that is described badly (%#)', (given, fault) => {
    expect(tariffFault(CARRIER_TARIFF)).toBeUndefined();
    expect(tariffFault(given)).toMatch(fault);
  });
});

describe('papers in, paid online', () => {
  it('F111 F203: the prices stand beside the offer; nothing is booked before the bill is paid, and then once, however often that is told', async () => {
    const { caseId, parcel } = await order();
    expect((await parcelsOf(caseId)).offer?.tariff?.map((p) => p.fee)).toEqual([1000, 1500, 2200]);
    expect(parcel).toMatchObject({ state: 'unpaid', paidBy: 'online', bill: { fee: 1000, due: true } });
    await run('delivery.incoming', parcel.id);
    expect(booked(parcel.id)).toEqual([]);
    // not on the office's table either
    const list = await call<{ parcels: { id: string }[] }>('clerk', 'GET', '/api/work/parcels');
    expect(list.parcels.map((p) => p.id)).not.toContain(parcel.id);
    // and the case has no bill that it would wait for
    expect(await w.payments.ofCase(caseId)).toBeUndefined();
    await pay(parcel.bill?.id ?? '', parcel.id, 2);
    await Promise.all([run('delivery.incoming', parcel.id), run('delivery.incoming', parcel.id)]);
    expect(booked(parcel.id)).toHaveLength(1);
    expect((await parcelsOf(caseId)).parcels[0]).toMatchObject({ state: 'to-send', bill: { due: false } });
    const bill = await w.see(parcel.bill?.id ?? '');
    expect(bill).toMatchObject({
      state: 'paid',
      dueFor: 'courier',
      lines: [{ code: 'COURIER', standard: { zh: '云州市内，每件' }, amount: 1000 }],
      receipt: { number: expect.stringContaining('缴字') },
    });
  });

  it('F111: taken back before it left, the fee goes back whole by itself, once, and the day’s reconciliation finds both', async () => {
    const { parcel } = await order('sender', '北京市东城区一号 1 层');
    const billId = parcel.bill?.id ?? '';
    await pay(billId, parcel.id);
    await run('delivery.incoming', parcel.id);
    const cancel = () => call<Own>('one', 'POST', `/api/parcels/${parcel.id}/cancel`, request());
    const twice = await Promise.all([cancel(), cancel()]);
    expect(twice.filter((r) => r.code === undefined)).toHaveLength(1);
    await w.sendRefunds();
    const bill = await w.see(billId);
    expect(bill).toMatchObject({ state: 'refunded', total: 2200, refunded: 2200 });
    expect(bill.refunds).toMatchObject([{ kind: 'unsent', state: 'done', amount: 2200 }]);
    w.advance(86_400_000);
    const day = { provider: 'alipay', day: '2026-11-25' };
    const compared = await w.call('operator', 'POST', '/api/studio/reconciliation', day);
    expect(compared.json).toEqual({ differences: 0, open: 0 });
    const [statement] = await w.rows<{ payments: number; refunds: number; returned: string }>(
      `select payments, refunds, returned from payments.statement where provider = 'alipay'`,
    );
    expect(statement).toMatchObject({ refunds: 1, returned: 2200 });
  });

  it('F111: one that has left keeps its fee', async () => {
    const { caseId, parcel } = await order();
    await pay(parcel.bill?.id ?? '', parcel.id);
    await run('delivery.incoming', parcel.id);
    carrier.move((await parcelsOf(caseId)).parcels[0]?.waybill ?? '', 'moving');
    const refused = await call<Own>('one', 'POST', `/api/parcels/${parcel.id}/cancel`, request());
    expect(refused.code).toBe('delivery.picked_up');
    expect(await w.see(parcel.bill?.id ?? '')).toMatchObject({ state: 'paid', refunds: [] });
  });

  it('F111: not paid in a week, or taken back unpaid, the bill is void and nobody comes; it is not made anew', async () => {
    const back = await order();
    await call<Own>('one', 'POST', `/api/parcels/${back.parcel.id}/cancel`, request());
    expect((await w.see(back.parcel.bill?.id ?? '')).state).toBe('cancelled');
    const { caseId, parcel } = await order();
    w.advance(8 * 86_400_000);
    await w.run('payments.expire');
    expect(await hear('payments.parcel_unpaid', parcel.id)).toBe(1);
    expect((await parcelsOf(caseId)).parcels[0]?.state).toBe('cancelled');
    const bill = await w.see(parcel.bill?.id ?? '');
    expect(bill).toMatchObject({ state: 'cancelled', abilities: { reissue: { allowed: false } } });
    const anew = await w.call<{ code: string }>('one', 'POST', `/api/bills/${bill.id}/reissue`, request());
    expect(anew.json.code).toBe('payments.bill_not_due');
  });

  it('F111: where the state pays, nobody is billed', async () => {
    const { reply } = await order('state');
    expect(reply.code).toBe('delivery.not_paid_online');
  });
});

describe('the result out, paid online', () => {
  it('F111: is billed once though told twice, goes out when it is paid, on our account with the carrier', async () => {
    const { caseId, own } = await result();
    const due = await own();
    expect(due).toMatchObject({ means: 'courier', state: 'unpaid', bill: { fee: 1000, due: true } });
    const bills = await w.rows(`select 1 from payments.bill where case_id = $1`, [caseId]);
    expect(bills).toHaveLength(1);
    await run('delivery.parcel', due.id);
    expect(booked(due.id)).toEqual([]);
    await pay(due.bill?.id ?? '', due.id, 2);
    await run('delivery.parcel', due.id);
    expect(booked(due.id)).toHaveLength(1);
    expect(await own()).toMatchObject({ state: 'to-send', waybill: expect.any(String), bill: { due: false } });
  });

  it('F111 F112: who comes for it instead pays nothing; not paid, it waits at the counter', async () => {
    const came = await result();
    const row = await came.own();
    const signature = [Array.from({ length: 20 }, (_, i) => [100 + i * 10, 100, i * 16])];
    const handed = await call<c.OfficeDelivery>('clerk', 'POST', `/api/work/deliveries/${row.id}/hand-over`, {
      ...{ ...request(), by: 'code', value: row.pickupCode, signature },
    });
    expect(handed.state).toBe('delivered');
    expect((await w.see(row.bill?.id ?? '')).state).toBe('cancelled');
    const left = await result();
    const unpaid = await left.own();
    w.advance(8 * 86_400_000);
    await w.run('payments.expire');
    await hear('payments.parcel_unpaid', unpaid.id);
    expect(await left.own()).toMatchObject({ state: 'ready', means: 'counter', pickupCode: expect.any(String) });
  });
});
