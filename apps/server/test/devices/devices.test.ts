import type * as c from '@miaopi/contracts';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '../../src/kernel/db/sql.ts';
import { sweep } from '../../src/kernel/retention.ts';
import { createDevices } from '../../src/modules/devices/index.ts';
import { createLimits } from '../../src/modules/identity/limits.ts';
import { retention } from '../../src/retention.ts';
import { centre, type HallWorld, officials, requestId, startHalls } from '../appointments/world.ts';
import { serveModule } from '../forms/http.ts';

type DeviceReply = c.ReplyOf<typeof c.reportDevice>;
interface Entered {
  readonly device: c.HallDevice;
  readonly key: string;
}

const civilCase = { id: 'case-civil', slug: 'senior-card', office: '11990101009901024M' };
const ownCase = { id: 'case-centre', slug: 'something-else', office: centre };
const strangeCase = { id: 'case-strange', slug: 'ride-hailing-driver', office: '11990100009900013U' };
const citizenId = '990101199003071018';
const numbers = new Map([
  ['YX20261125000001', civilCase],
  ['YX20261125000002', ownCase],
  ['YX20261125000003', strangeCase],
]);

let world: HallWorld;
let http: FastifyInstance;
let hallId: string;

beforeAll(async () => {
  world = await startHalls();
  const { t } = world;
  for (const { id } of [civilCase, ownCase, strangeCase]) await insertCase(id);
  const limits = await createLimits(t.db.pool);
  const { module } = createDevices({
    kernel: t.kernel,
    appointments: world.appointments,
    identity: { serviceCentres: async () => [{ uscc: centre, region: '990101000000' }] },
    catalog: { item: (slug) => ({ package: { item: { name: { zh: `事项${slug}`, en: slug } } } }) as never },
    cases: { caseOfNumber: async (number) => numbers.get(number) },
    limits,
  });
  const seated = { ...officials.civil, staffId: 'staff-mz-shouli' };
  http = await serveModule(module, { ...officials, seated }, t.kernel.config);
  hallId = await world.hall();
}, 60_000);
afterAll(async () => {
  await http?.close();
  await world?.stop();
});

async function insertCase(id: string): Promise<void> {
  const { db, kernel } = world.t;
  const at = kernel.clock.now();
  await db.rows(sql`insert into cases.case (id, number, exchange_number, query_code, region, office, office_name, slug, item_version, item_name,
      handling_code, case_kind, applicant_kind, applicant_id, applicant_name, applicant_number, contact_id, contact_mobile, channel, state, submitted_at,
      actions)
    values (${id}, ${`N-${id}`}, ${`X-${id}`}, 'q', '990101000000', ${centre}, '{}'::jsonb, 'senior-card', 1, '{}'::jsonb, 'H1', '1', 'person', 'p-1',
      '陈静', '990101199003071018', 'p-1', '13900000001', 'portal', 'accepted', ${at}, 1)`);
}

async function call<R>(who: string, method: 'GET' | 'POST', url: string, body?: object) {
  const reply = await http.inject({ method, url, cookies: { who }, ...(body ? { payload: body } : {}) });
  return { status: reply.statusCode, json: reply.json() as R & c.Problem };
}
const enter = (who: string, kind: c.HallDeviceKind, name: string, more: object = {}, hall = hallId) =>
  call<Entered>(who, 'POST', `/api/studio/halls/${hall}/devices`, { requestId: requestId(), kind, name, ...more });
const change = (who: string, id: string, body: object) =>
  call<Entered>(who, 'POST', `/api/studio/devices/${id}`, { requestId: requestId(), ...body });
const report = (key: string, body: object = {}) =>
  call<DeviceReply>('', 'POST', '/api/devices/report', { key, state: 'ready', ...body });
const devicesOf = (who: string, hall = hallId) => call<c.HallDevices>(who, 'GET', `/api/work/halls/${hall}/devices`);

/** A device in a hall of its own. */
async function device(kind: c.HallDeviceKind, more: object = {}) {
  const hall = await world.hall();
  const { json } = await enter('head', kind, '一号设备', more, hall);
  return { hall, ...json };
}
const now = () => world.clock.now().toISOString();
const ago = (minutes: number) => new Date(world.clock.now().getTime() - minutes * 60_000).toISOString();
const later = (seconds: number) =>
  world.clock.set(new Date(world.clock.now().getTime() + seconds * 1000).toISOString());
const refusals = (reply: DeviceReply) => reply.events.map((e) => (e.kept ? 'kept' : `${e.code} ${e.field}`));

describe('F201: devices of a hall are entered by the head of the office that runs it', () => {
  it('the key is told once, kept as a digest only, and not told again to a repeated request', async () => {
    const body = { requestId: requestId(), kind: 'ticket-machine', name: '东门取号机' };
    const url = `/api/studio/halls/${hallId}/devices`;
    const first = await call<Entered>('head', 'POST', url, body);
    expect(first.status).toBe(201);
    expect(first.json.device).toMatchObject({ kind: 'ticket-machine', name: '东门取号机', standing: 'unheard' });
    const again = await call<Entered>('head', 'POST', url, body);
    expect(again.json.device.id).toBe(first.json.device.id);
    expect(again.json.key).toBeUndefined();
    const { rows } = await world.t.db.pool.query(`select d::text as text from devices.device d`);
    expect(JSON.stringify(rows)).not.toContain(first.json.key);
    const audit = await world.t.db.rows<{ action: string; body: string }>(
      sql`select action, body from audit.entry where subject = ${`device:${first.json.device.id}`}`,
    );
    expect(audit.map((entry) => entry.action)).toEqual(['devices.entered']);
    expect(audit[0]?.body).not.toContain(first.json.key);
  });

  it('nobody else enters, changes or finds them: 404', async () => {
    for (const who of ['clerk', 'civil', 'transportHead', 'keeper'])
      expect((await enter(who, 'call-screen', '别人的屏')).json.code, who).toBe('devices.hall_missing');
    const { json } = await enter('head', 'call-screen', '大厅呼叫屏');
    for (const who of ['clerk', 'transportHead'])
      expect((await change(who, json.device.id, { change: 'new-key' })).json.code, who).toBe('devices.device_missing');
    for (const who of ['transportHead', 'keeper']) {
      expect((await devicesOf(who)).status, who).toBe(404);
      expect((await call(who, 'GET', `/api/work/devices/${json.device.id}`)).status, who).toBe(404);
      expect((await call(who, 'GET', '/api/work/device-trouble')).json, who).toEqual([]);
    }
  });

  it('officials of the office and whoever sits at a window of the hall see them, without the buttons of its head', async () => {
    for (const who of ['clerk', 'seated']) {
      const { status, json } = await devicesOf(who);
      expect(status, who).toBe(200);
      expect(json.abilities.enter?.allowed, who).toBe(false);
    }
    expect((await devicesOf('head')).json.abilities.enter?.allowed).toBe(true);
  });

  it('heads of the service centre see every hall of its region, those in trouble first, and change nothing of others; other heads see none', async () => {
    const [quiet, troubled] = [await world.hall(), await world.hall()];
    const { json: sick } = await enter('head', 'kiosk', '坏的终端', {}, troubled);
    await report(sick.key, { state: 'fault', fault: '打印机卡纸' });
    await enter('head', 'kiosk', '新的终端', {}, quiet);
    await world.t.db.pool.query('update appointments.hall set office = $1 where id = any($2)', [
      '11990100009900013U',
      [quiet, troubled],
    ]);
    const { json: halls } = await call<c.HallStanding[]>('head', 'GET', '/api/work/device-halls');
    const place = (id: string) => halls.findIndex((one) => one.id === id);
    expect(halls[place(troubled)]).toMatchObject({ devices: 1, fault: 1, offline: 0 });
    expect(halls[place(quiet)]).toMatchObject({ devices: 1, fault: 0, offline: 0 });
    expect(place(troubled)).toBeLessThan(place(quiet));
    const { status, json } = await devicesOf('head', troubled);
    expect([status, json.abilities.enter?.allowed]).toEqual([200, false]);
    expect((await call('head', 'GET', `/api/work/devices/${sick.device.id}`)).status).toBe(200);
    expect((await change('head', sick.device.id, { change: 'new-key' })).json.code).toBe('devices.device_missing');
    for (const who of ['clerk', 'transportHead', 'keeper'])
      expect((await call(who, 'GET', '/api/work/device-halls')).json, who).toEqual([]);
    // of the same office as the hall now, he governs it
    expect((await devicesOf('transportHead', troubled)).json.abilities.enter?.allowed).toBe(true);
    expect((await devicesOf('clerk', troubled)).status).toBe(404);
  });

  it('a window of the hall is named or none, and a name once', async () => {
    expect((await enter('head', 'evaluator', '评价器', { window: '99号' })).json.code).toBe('devices.window_missing');
    expect((await enter('head', 'evaluator', '评价器', { window: '3号' })).json.device.window).toBe('3号');
    expect((await enter('head', 'evaluator', ' 评价器 ', { window: '4号' })).json.code).toBe('devices.name_taken');
    expect((await enter('head', 'evaluator', '   ')).json.code).toBe('kernel.invalid_request');
  });
});

describe('F201: a device reports with its key', () => {
  it('a wrong key, a replaced one and that of a retired device are refused with 401', async () => {
    const { device: d, key } = await device('kiosk');
    expect((await report(key)).status).toBe(200);
    expect((await report('mdv_wrong')).status).toBe(401);
    const changed = await change('head', d.id, { change: 'new-key' });
    expect(changed.json.key).not.toBe(key);
    expect((await report(key)).json.code).toBe('devices.key_refused');
    expect((await report(changed.json.key)).status).toBe(200);
    expect((await change('head', d.id, { change: 'retire' })).json.code).toBe('devices.reason_needed');
    expect((await change('head', d.id, { change: 'retire', reason: '设备报废' })).json.device).toMatchObject({
      standing: 'retired',
      retired: { reason: '设备报废' },
    });
    expect((await report(changed.json.key)).status).toBe(401);
    expect((await change('head', d.id, { change: 'new-key' })).json.code).toBe('devices.retired');
  });

  it('unknown fields are refused naming them, so that nothing personal comes in', async () => {
    const { key } = await device('kiosk');
    const withName = await report(key, {
      events: [{ id: 'e1', kind: 'cards-read', at: now(), count: 1, name: '陈静' }],
    });
    expect(withName.status).toBe(422);
    expect(withName.json.issues?.map((issue) => issue.path)).toContain('body.events.0.name');
    const withNumber = await report(key, { idNumber: '990101195001011234' });
    expect(withNumber.json.issues?.map((issue) => issue.path)).toContain('body.idNumber');
    const inTicket = await report(key, {
      events: [{ id: 'e2', kind: 'ticket-taken', at: now(), desk: 'd', number: '990101195001011234' }],
    });
    expect(inTicket.json.issues?.map((issue) => issue.path)).toContain('body.events.0.number');
    const inId = await report(key, {
      events: [
        { id: `card-${citizenId}-1`, kind: 'cards-read', at: now(), count: 1 },
        { id: '20261126100000123-000000000000000001', kind: 'cards-read', at: now(), count: 1 },
      ],
    });
    expect(refusals(inId.json)).toEqual(['field_unfit id', 'kept']);
  });

  it('a fault is told in words, and without the number of a person', async () => {
    const { key } = await device('kiosk');
    const wordless = await report(key, { state: 'fault' });
    expect([wordless.json.code, wordless.json.issues?.[0]?.path]).toEqual(['devices.fault_unfit', 'body.fault']);
    const personal = await report(key, { state: 'fault', fault: '卡片 990101 19500101 1234 卡住' });
    expect(personal.json.code).toBe('devices.fault_unfit');
    expect((await report(key, { state: 'fault', fault: '打印机缺纸' })).status).toBe(200);
  });

  it('a device that reports more than 240 times in a minute is told to wait, the others are heard; so is an address that guesses keys', async () => {
    const [busy, other] = [await device('kiosk'), await device('kiosk')];
    const code = async (key: string) => (await report(key)).json.code ?? 'kept';
    const guess = `mdv_${'x'.repeat(43)}`;
    expect([await code(busy.key), await code(other.key), await code(guess)]).toEqual([
      'kept',
      'kept',
      'devices.key_refused',
    ]);
    // as many as one more would be the last of the minute, or of the ten
    const spent = (key: string, points: number) =>
      world.t.db.pool.query('update kernel.rate_limit set points = $2, expire = $3 where key = $1', [
        key,
        points,
        Date.now() + 600_000,
      ]);
    await spent(`device:${busy.device.id}`, 239);
    await spent('deviceFailed:127.0.0.1', 119);
    expect([await code(busy.key), await code(busy.key), await code(busy.key)]).toEqual([
      'kept',
      'identity.too_many',
      'identity.too_many',
    ]);
    expect(await code(other.key)).toBe('kept');
    expect([await code(guess), await code(guess)]).toEqual(['devices.key_refused', 'identity.too_many']);
    // nobody is kept out by another’s guesses; only a flood from one address is
    expect(await code(other.key)).toBe('kept');
    await spent('deviceAddress:127.0.0.1', 12_000);
    expect(await code(other.key)).toBe('identity.too_many');
    await world.t.db.pool.query(`delete from kernel.rate_limit where key like 'device%'`);
  });

  it('reports leave no audit entry', async () => {
    const { device: d, key } = await device('camera');
    await report(key, { events: [{ id: 'e', kind: 'pages-captured', at: now(), count: 3 }] });
    const entries = await world.t.db.rows(sql`select 1 from audit.entry where subject = ${`device:${d.id}`}`);
    expect(entries).toHaveLength(1);
  });
});

describe('F201: what happened at a device', () => {
  it('an event sent twice is kept once, in one report or in two, and answered as kept each time', async () => {
    const { device: d, key } = await device('kiosk');
    const events = [
      { id: 'once', kind: 'session-begun', at: now() },
      { id: 'once', kind: 'session-begun', at: now() },
    ];
    expect(refusals((await report(key, { events })).json)).toEqual(['kept', 'kept']);
    later(86_400);
    expect(refusals((await report(key, { events: events.slice(1) })).json)).toEqual(['kept']);
    const { json } = await call<c.HallDeviceDetail>('head', 'GET', `/api/work/devices/${d.id}`);
    expect(json.events.map((e) => e.id)).toEqual(['once']);
  });

  it('two reports at the same moment keep an event once', async () => {
    const { device: d, key } = await device('kiosk');
    const events = [{ id: 'both', kind: 'pages-printed', at: now(), count: 2 }];
    const answers = await Promise.all(Array.from({ length: 6 }, () => report(key, { events })));
    expect(answers.map((a) => refusals(a.json))).toEqual(answers.map(() => ['kept']));
    const { json } = await call<c.HallDeviceDetail>('head', 'GET', `/api/work/devices/${d.id}`);
    expect(json.events).toHaveLength(1);
  });

  it('one that can’t be kept says why and does not keep the others from being so', async () => {
    const { key } = await device('call-screen');
    const at = now();
    const { json } = await report(key, {
      events: [
        { id: '1', kind: 'number-called', at, number: 'A001', window: '3号' },
        { id: '2', kind: 'number-called', at, number: 'A002', window: '没有的' },
        { id: '3', kind: 'number-called', at, number: 'A003' },
        { id: '4', kind: 'rated', at, case: 'YX20261125000001', level: 5 },
        { id: '5', kind: 'no-show', at, number: 'A001', level: 3 },
        { id: '6', kind: 'number-called', at: ago(-5), number: 'A004', window: '3号' },
        { id: '7', kind: 'number-called', at: ago(8 * 24 * 60), number: 'A005', window: '3号' },
        { id: '8', kind: 'number-called', at: '2026-11-25 10:00', number: 'A006', window: '3号' },
        { id: '9', kind: 'number-called', at: ago(-1), number: 'A007', window: '4号' },
      ],
    });
    expect(refusals(json)).toEqual([
      ...['kept', 'window_missing window', 'field_missing window', 'kind_unfit kind', 'field_unfit level'],
      ...['time_wrong at', 'time_wrong at', 'time_wrong at', 'kept'],
    ]);
    expect(json.events[1]?.message).toEqual({ zh: '大厅没有这个窗口', en: 'The hall has no such window' });
    expect(json.called).toEqual([
      { number: 'A007', window: '4号', at: ago(-1) },
      { number: 'A001', window: '3号', at },
    ]);
  });

  it('a ticket machine learns its desks and whether they are open, and a number is given once a day in a hall', async () => {
    world.clock.set('2026-11-26T02:00:00Z');
    const { hall, key } = await device('ticket-machine');
    const { json } = await report(key);
    expect(json.desks?.map((d) => [d.name.zh, d.open, d.items.map((i) => i.slug)])).toEqual([
      ['民政窗口', true, ['senior-card']],
      ['户政窗口', true, ['residence-registration']],
    ]);
    const desk = json.desks?.[0]?.id;
    const second = (await enter('head', 'ticket-machine', '二号设备', {}, hall)).json.key;
    const ticket = (id: string) => ({ id, kind: 'ticket-taken', at: now(), number: 'A001', desk, item: 'senior-card' });
    expect(refusals((await report(key, { events: [ticket('1')] })).json)).toEqual(['kept']);
    expect(refusals((await report(second, { events: [ticket('1')] })).json)).toEqual(['number_taken number']);
    const wrong = [
      { ...ticket('2'), number: 'A002', desk: 'no-desk' },
      { ...ticket('3'), number: 'A003', item: 'residence-registration' },
      { ...ticket('4'), number: 'A004', booking: 'Y00000999' },
    ];
    expect(refusals((await report(key, { events: wrong })).json)).toEqual([
      ...['desk_missing desk', 'item_missing item', 'booking_missing booking'],
    ]);
    expect((await report(second)).json.desks?.map((d) => d.last)).toEqual(['A001', undefined]);
    // at noon the windows are closed
    world.clock.set('2026-11-26T04:30:00Z');
    expect((await report(key)).json.desks?.map((d) => d.open)).toEqual([false, false]);
    world.clock.set('2026-11-27T02:00:00Z');
    expect(refusals((await report(key, { events: [ticket('5')] })).json)).toEqual(['kept']);
  });

  it('the figures of the day: taken, called, waiting and the average wait of each desk', async () => {
    world.clock.set('2026-11-30T02:00:00Z');
    const { hall, key } = await device('ticket-machine');
    const screen = (await enter('head', 'call-screen', '呼叫屏', {}, hall)).json.key;
    const desk = (await report(key)).json.desks?.[0]?.id;
    const number = (n: number) => `A00${n}`;
    const booking = await bookToday(hall);
    const taken = [1, 2, 3, 4].map((n) => ({
      ...{ id: `t${n}`, kind: 'ticket-taken', at: ago(40 - n), number: number(n), desk },
      ...(n === 1 ? { booking } : {}),
    }));
    expect(refusals((await report(key, { events: taken })).json)).toEqual(['kept', 'kept', 'kept', 'kept']);
    const events = [
      { id: 'c1', kind: 'number-called', at: ago(29), number: number(1), window: '3号' },
      // called again: the first call is what counts
      { id: 'c2', kind: 'number-called', at: ago(25), number: number(1), window: '3号' },
      { id: 'c3', kind: 'number-called', at: ago(18), number: number(2), window: '4号' },
      { id: 's1', kind: 'number-served', at: ago(10), number: number(1) },
      { id: 'n3', kind: 'no-show', at: ago(9), number: number(3) },
    ];
    expect(refusals((await report(screen, { events })).json)).toEqual(events.map(() => 'kept'));
    const { json } = await devicesOf('clerk', hall);
    expect(json.today.desks[0]).toMatchObject({ taken: 4, booked: 1, called: 2, waiting: 1, waitMinutes: 15 });
    expect(json.today.desks[1]).toEqual({
      ...{ name: { zh: '户政窗口', en: 'Households' }, taken: 0, booked: 0, called: 0, waiting: 0 },
    });
  });

  /** A booking of today: made for tomorrow, the day before. */
  async function bookToday(hall: string): Promise<string> {
    const at = now();
    const day = at.slice(0, 10);
    world.clock.set(new Date(world.clock.now().getTime() - 3 * 86_400_000).toISOString());
    const made = await world.call('p-1', 'POST', '/api/bookings', {
      ...{ requestId: requestId(), slug: 'senior-card', hallId: hall, date: day, from: '09:00' },
    });
    world.clock.set(at);
    return (made.json as c.OwnBooking).booking.number;
  }
});

describe('F201: ratings given at a counter', () => {
  const rated = (id: string, number: string, level: number, more: object = {}) => ({
    ...{ id, kind: 'rated', at: now(), case: number, level },
    ...more,
  });

  it('only for cases of this hall: its office’s own, and those of items received there', async () => {
    const { key } = await device('evaluator', { window: '3号' });
    const { json } = await report(key, {
      events: [
        rated('1', 'YX20261125000001', 5),
        rated('2', 'YX20261125000002', 4),
        rated('3', 'YX20261125000003', 5),
        rated('4', 'YX00000000000000', 5),
      ],
    });
    expect(refusals(json)).toEqual(['kept', 'kept', 'case_missing case', 'case_missing case']);
    expect(json.events[2]?.message).toEqual(json.events[3]?.message);
  });

  it('once for a case and a day; a low level needs a reason of the list, a higher one has none', async () => {
    later(2 * 86_400);
    const { hall, device: d, key } = await device('evaluator', { window: '4号' });
    const { json } = await report(key, {
      events: [
        rated('1', 'YX20261125000001', 2),
        rated('2', 'YX20261125000001', 4, { reasons: ['slow'] }),
        rated('3', 'YX20261125000001', 1, { reasons: ['slow', 'attitude'] }),
        rated('4', 'YX20261125000001', 5),
      ],
    });
    expect(refusals(json)).toEqual([...['reason_needed reasons', 'field_unfit reasons', 'kept', 'rated_already case']]);
    expect((await report(key, { events: [rated('5', 'YX20261125000001', 2, { reasons: ['因为'] })] })).status).toBe(
      422,
    );
    expect((await devicesOf('head', hall)).json.today.ratings).toEqual(
      [5, 4, 3, 2, 1].map((level) => ({ level, count: level === 1 ? 1 : 0 })),
    );
    const kept = await world.t.db.rows(
      sql`select case_id, level, reasons, window_label from devices.rating where device_id = ${d.id}`,
    );
    expect(kept).toEqual([{ case_id: 'case-civil', level: 1, reasons: ['slow', 'attitude'], window_label: '4号' }]);
    const page = await call<c.HallDeviceDetail>('seated', 'GET', `/api/work/devices/${d.id}`);
    expect(JSON.stringify(page.json)).not.toContain('YX2026');
    later(86_400);
    expect(refusals((await report(key, { events: [rated('6', 'YX20261125000001', 5)] })).json)).toEqual(['kept']);
  });
});

describe('F201: how a device stands', () => {
  it('is what it said last; three intervals of silence are offline, worked out on reading', async () => {
    const { hall, device: d, key } = await device('kiosk');
    const standing = async () => {
      const [one] = (await devicesOf('head', hall)).json.devices;
      return [one?.standing, one?.fault];
    };
    expect(await standing()).toEqual(['unheard', undefined]);
    await report(key, { version: '2.4.1' });
    expect(await standing()).toEqual(['ready', undefined]);
    later(90);
    expect(await standing()).toEqual(['ready', undefined]);
    later(1);
    expect(await standing()).toEqual(['offline', undefined]);
    await report(key, { state: 'fault', fault: '打印机缺纸' });
    expect(await standing()).toEqual(['fault', '打印机缺纸']);
    const trouble = await call<c.ReplyOf<typeof c.listDeviceTrouble>>('seated', 'GET', '/api/work/device-trouble');
    expect(trouble.json.find((one) => one.id === d.id)).toMatchObject({ standing: 'fault', fault: '打印机缺纸' });
    later(60);
    await report(key, { state: 'fault', fault: '打印机缺纸' });
    later(30);
    await report(key);
    const { json } = await call<c.HallDeviceDetail>('head', 'GET', `/api/work/devices/${d.id}`);
    const seconds = json.spells.map((s) => [s.standing, (Date.parse(s.to) - Date.parse(s.from)) / 1000, s.fault]);
    expect(seconds).toEqual([
      ['offline', 91, undefined],
      ['fault', 90, '打印机缺纸'],
    ]);
  });

  it('those that need somebody stand first', async () => {
    const { hall, key } = await device('kiosk');
    const silent = (await enter('head', 'call-screen', '没有声音的屏', {}, hall)).json.key;
    const faulty = (await enter('head', 'ticket-machine', '卡纸的取号机', {}, hall)).json.key;
    await enter('head', 'camera', '还没装的高拍仪', {}, hall);
    await report(silent);
    later(200);
    await report(key);
    await report(faulty, { state: 'fault', fault: '卡纸' });
    const { json } = await devicesOf('head', hall);
    expect(json.devices.map((one) => one.standing)).toEqual(['fault', 'offline', 'unheard', 'ready']);
  });

  it('what it said and did is kept for 90 days, its newest word and ratings for good', async () => {
    const { device: d, key } = await device('evaluator');
    const count = async (table: 'spell' | 'event' | 'rating') => {
      const { rows } = await world.t.db.pool.query(`select 1 from devices.${table} where device_id = $1`, [d.id]);
      return rows.length;
    };
    later(86_400);
    await report(key, { state: 'busy' });
    later(60);
    await report(key, { events: [{ id: 'r', kind: 'rated', at: now(), case: 'YX20261125000002', level: 5 }] });
    const rules = retention.filter((rule) => rule.table.startsWith('devices.'));
    later(89 * 86_400);
    for (const rule of rules) await sweep(world.t.kernel, rule);
    expect([await count('spell'), await count('event')]).toEqual([2, 1]);
    later(2 * 86_400);
    for (const rule of rules) await sweep(world.t.kernel, rule);
    expect([await count('spell'), await count('event'), await count('rating')]).toEqual([1, 0, 1]);
  });
});
