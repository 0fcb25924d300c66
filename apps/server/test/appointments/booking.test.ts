import type * as c from '@miaopi/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closeDays, remind } from '../../src/modules/appointments/use-cases/daily.ts';
import { type HallWorld, plan, requestId, startHalls } from './world.ts';

let world: HallWorld;
let hallId: string;
beforeAll(async () => {
  world = await startHalls();
  hallId = await world.hall();
});
afterAll(() => world?.stop());

const wednesday = '2026-11-25T02:00:00Z';
const thursday = '2026-11-26';
const wish = (from: string, date = thursday) => ({ requestId: requestId(), hallId, date, from });
const book = (who: string, from: string, slug = 'senior-card', date = thursday) =>
  world.call(who, 'POST', '/api/bookings', { ...wish(from, date), slug });
const code = (reply: { json: unknown }) => (reply.json as { code?: string }).code;
const own = (reply: { json: unknown }) => reply.json as c.OwnBooking;
const post = (who: string, id: string, what: 'cancel' | 'move', more: object = {}) =>
  world.call(who, 'POST', `/api/bookings/${id}/${what}`, { requestId: requestId(), ...more });
const mark = (who: string, id: string, as: string) =>
  world.call(who, 'POST', `/api/work/bookings/${id}/mark`, { requestId: requestId(), as });

describe('booking a time', () => {
  it('F154: answers with number, place, time, what to bring and until when it can be changed; the person is told, and it stands in the list', async () => {
    const reply = await book('p-1', '09:00');
    expect(reply.status).toBe(201);
    const { booking, bring, until, offers } = own(reply);
    expect(booking).toMatchObject({
      number: expect.stringMatching(/^Y\d{8}$/),
      slug: 'senior-card',
      date: thursday,
      from: '09:00',
      to: '09:30',
      state: 'booked',
      desk: { zh: '民政窗口' },
      hall: { id: hallId, address: plan.address },
      abilities: { move: { allowed: true }, cancel: { allowed: true } },
    });
    expect(bring.map((b) => b.name.zh)).toEqual(['本人有效身份证件原件', '本人近期照片']);
    expect(until).toBe('2026-11-25T23:00:00.000Z');
    expect(offers).toEqual([]);
    const [told] = await world.notices('p-1');
    expect(told).toMatchObject({ title: '预约成功', sms: true });
    expect(told?.body).toContain('11月26日（周四）09:00–09:30');
    expect(told?.body).toContain(booking.number);
    const list = (await world.call('p-1', 'GET', '/api/bookings')).json as { bookings: c.Booking[] };
    expect(list.bookings.map((b) => b.id)).toEqual([booking.id]);
    const ics = await world.call('p-1', 'GET', `/api/bookings/${booking.id}/calendar.ics`);
    expect(ics.text).toContain('DTSTART:20261126T010000Z');
  });

  it('the same request sent again is the same booking', async () => {
    const body = { ...wish('09:30'), slug: 'senior-card' };
    const first = await world.call('p-2', 'POST', '/api/bookings', body);
    const again = await world.call('p-2', 'POST', '/api/bookings', body);
    expect(own(again).booking.id).toBe(own(first).booking.id);
    expect(await world.notices('p-2')).toHaveLength(1);
  });

  it('F157: a person has one open booking for an item, and may book anew once it is cancelled; another item is no hindrance', async () => {
    expect(code(await book('p-2', '10:00'))).toBe('appointments.booked_already');
    expect((await book('p-2', '10:10', 'residence-registration')).status).toBe(409);
    expect((await book('p-2', '09:40', 'residence-registration')).status).toBe(201);
    const list = (await world.call('p-2', 'GET', '/api/bookings')).json as { bookings: c.Booking[] };
    const senior = list.bookings.find((b) => b.slug === 'senior-card')!;
    expect((await post('p-2', senior.id, 'cancel')).status).toBe(200);
    expect((await book('p-2', '10:00')).status).toBe(201);
  });

  it('F155: neither today nor in eight days, on no weekend, at no time that is no slot', async () => {
    for (const [from, date] of [
      ['14:30', '2026-11-25'],
      ['09:00', '2026-12-03'],
      ['09:00', '2026-11-28'],
      ['09:10', thursday],
      ['12:00', thursday],
    ] as const)
      expect(code(await book('p-3', from, 'senior-card', date)), `${date} ${from}`).toBe('appointments.slot_missing');
    expect((await book('p-3', '09:00', 'senior-card', '2026-02-30')).status).toBe(422);
  });

  it('an item that is not bookable, a hall without a desk for it and a firm without a mandate are each told so', async () => {
    expect(code(await book('p-3', '09:00', 'social-insurance-statement'))).toBe('appointments.item_not_bookable');
    expect(code(await book('p-3', '09:00', 'nothing'))).toBe('appointments.item_not_bookable');
    const none = await world.call('p-3', 'POST', '/api/bookings', {
      ...wish('09:00'),
      hallId: 'nothing',
      slug: 'senior-card',
    });
    expect(code(none)).toBe('appointments.hall_missing');
    const elsewhere = await world.hall((p) => ({ ...p, desks: p.desks.slice(0, 1) }));
    const unserved = { ...wish('09:00'), hallId: elsewhere, slug: 'residence-registration' };
    expect(code(await world.call('p-3', 'POST', '/api/bookings', unserved))).toBe('appointments.hall_missing');
    expect(code(await book('unmandated', '09:00'))).toBe('identity.no_mandate');
  });

  it('F154: an agent books on behalf of a firm; the counter sees both names', async () => {
    const reply = await book('agent', '13:30', 'residence-registration');
    expect(reply.status).toBe(201);
    expect(own(reply).booking.firm).toBe('云州某公司');
    const day = (await world.call('clerk', 'GET', `/api/work/halls/${hallId}/bookings?date=${thursday}&q=云州某`))
      .json as { bookings: c.HallBooking[] };
    expect(day.bookings).toMatchObject([{ person: '住民1', firm: '云州某公司' }]);
  });

  it('X12: beyond the published calendar it is refused, and the last known day is said', async () => {
    world.clock.set('2026-12-29T02:00:00Z');
    const reply = await book('p-4', '09:00', 'senior-card', '2027-01-04');
    expect(code(reply)).toBe('appointments.calendar_unknown');
    expect((reply.json as { detail: string }).detail).toContain('2026-12-31');
    world.clock.set(wednesday);
  });
});

describe('changing the own booking', () => {
  it('moves to another time, gives the old place back, and keeps its number', async () => {
    const first = own(await book('p-5', '14:00'));
    const moved = own(await post('p-5', first.booking.id, 'move', wish('14:30')));
    expect(moved.booking).toMatchObject({ number: first.booking.number, from: '14:30', state: 'booked' });
    const { rows } = await world.t.db.pool.query(
      `select starts, booked from appointments.slot where hall_id = $1 and date = $2 and starts in (840, 870) order by starts`,
      [hallId, thursday],
    );
    expect(rows).toEqual([
      { starts: 840, booked: 0 },
      { starts: 870, booked: 1 },
    ]);
  });

  it('F161: until two hours before the slot; then neither move nor cancel nor book', async () => {
    const { booking } = own(await book('p-6', '10:30'));
    world.clock.set('2026-11-26T00:31:00Z');
    for (const what of ['cancel', 'move'] as const)
      expect(code(await post('p-6', booking.id, what, what === 'move' ? wish('15:00', '2026-11-27') : {}))).toBe(
        'appointments.past_cut_off',
      );
    const seen = own(await world.call('p-6', 'GET', `/api/bookings/${booking.id}`));
    expect(seen.booking.abilities).toMatchObject({ move: { allowed: false }, cancel: { allowed: false } });
    world.clock.set(wednesday);
    expect((await post('p-6', booking.id, 'cancel')).status).toBe(200);
    expect(code(await post('p-6', booking.id, 'cancel'))).toBe('appointments.wrong_state');
  });

  it('F013: somebody else’s booking is not there', async () => {
    const { booking } = own(await book('p-7', '11:00'));
    for (const url of [`/api/bookings/${booking.id}`, `/api/bookings/${booking.id}/calendar.ics`])
      expect(code(await world.call('p-8', 'GET', url))).toBe('appointments.booking_missing');
    for (const what of ['cancel', 'move'] as const)
      expect(code(await post('p-8', booking.id, what, what === 'move' ? wish('15:00') : {}))).toBe(
        'appointments.booking_missing',
      );
    const list = (await world.call('p-8', 'GET', '/api/bookings')).text;
    expect(list).not.toContain(booking.id);
  });
});

describe('at the counter', () => {
  it('officials of the hall see all, those of an item’s office only theirs, others nothing; by number or name', async () => {
    const day = (who: string, q = '') =>
      world.call(who, 'GET', `/api/work/halls/${hallId}/bookings?date=${thursday}${q}`);
    const all = (await day('clerk')).json as { bookings: c.HallBooking[]; counts: { booked: number } };
    const civil = (await day('civil')).json as { bookings: c.HallBooking[]; counts: { booked: number } };
    expect(new Set(all.bookings.map((b) => b.slug))).toEqual(new Set(['senior-card', 'residence-registration']));
    expect(new Set(civil.bookings.map((b) => b.slug))).toEqual(new Set(['senior-card']));
    expect(all.counts.booked).toBe(all.bookings.length);
    expect(civil.counts.booked).toBe(civil.bookings.length);
    for (const who of ['transportHead', 'keeper']) expect(code(await day(who))).toBe('appointments.hall_missing');
    const one = all.bookings[0]!;
    for (const q of [one.number, one.number.replace(/^Y0*/, ''), one.person]) {
      const found = (await day('clerk', `&q=${encodeURIComponent(q)}`)).json as { bookings: c.HallBooking[] };
      expect(found.bookings.map((b) => b.id)).toContain(one.id);
    }
    expect(((await day('clerk', '&q=%25')).json as { bookings: unknown[] }).bookings).toEqual([]);
    expect((await day('clerk', '&q=%00%00')).status).toBe(200);
    const page = (await day('clerk', '&limit=1')).json as { bookings: c.HallBooking[]; next: string };
    const next = (await day('clerk', `&limit=1&after=${page.next}`)).json as { bookings: c.HallBooking[] };
    expect([page.bookings[0]?.id, next.bookings[0]?.id]).toEqual(all.bookings.slice(0, 2).map((b) => b.id));
  });

  it('notes arrival and handling on the day only; that somebody did not come once the slot has begun; what is handled is free to be booked again', async () => {
    const { booking } = own(await book('p-9', '15:00'));
    expect(code(await mark('clerk', booking.id, 'arrived'))).toBe('appointments.not_its_day');
    world.clock.set('2026-11-26T06:30:00Z');
    expect(code(await mark('clerk', booking.id, 'missed'))).toBe('appointments.not_its_day');
    expect(code(await mark('transportHead', booking.id, 'arrived'))).toBe('appointments.booking_missing');
    expect(code(await mark('keeper', booking.id, 'arrived'))).toBe('appointments.booking_missing');
    expect((await mark('clerk', booking.id, 'arrived')).json).toMatchObject({ state: 'arrived' });
    expect(code(await post('p-9', booking.id, 'cancel'))).toBe('appointments.wrong_state');
    expect((await mark('civil', booking.id, 'handled')).json).toMatchObject({ state: 'handled' });
    expect(code(await mark('clerk', booking.id, 'missed'))).toBe('appointments.wrong_state');
    expect((await book('p-9', '09:00', 'senior-card', '2026-11-27')).status).toBe(201);
    world.clock.set(wednesday);
  });

  it('a late-comer noted as missing may still arrive', async () => {
    const { booking } = own(await book('p-10', '15:30'));
    world.clock.set('2026-11-26T07:31:00Z');
    expect((await mark('clerk', booking.id, 'missed')).json).toMatchObject({ state: 'missed' });
    expect((await mark('clerk', booking.id, 'arrived')).json).toMatchObject({ state: 'arrived' });
    world.clock.set(wednesday);
  });
});

describe('what the hall changes', () => {
  const putDay = (who: string, hall: string, date: string, hours: object[]) =>
    world.call(who, 'PUT', `/api/studio/halls/${hall}/days/${date}`, {
      requestId: requestId(),
      hours,
      reason: { zh: '电力检修', en: 'Power maintenance' },
    });

  it('a closing day calls off what was booked, tells the people why and which times are free, and they take another', async () => {
    const hall = await world.hall();
    const at = { hallId: hall, date: '2026-11-27', from: '10:00', requestId: requestId() };
    const made = own(await world.call('p-11', 'POST', '/api/bookings', { ...at, slug: 'senior-card' }));
    const closed = await putDay('head', hall, '2026-11-27', []);
    expect(closed.json).toMatchObject({ calledOff: 1 });
    const told = (await world.notices('p-11')).at(-1);
    expect(told).toMatchObject({ title: '预约因大厅调整取消', sms: true });
    expect(told?.body).toContain('电力检修');
    expect(told?.body).toContain('11月26日（周四）09:00–09:30');
    const now = own(await world.call('p-11', 'GET', `/api/bookings/${made.booking.id}`));
    expect(now.booking).toMatchObject({ state: 'called-off', reason: { zh: '电力检修' } });
    expect(now.offers[0]).toMatchObject({ hallId: hall, date: thursday, from: '09:00' });
    const days = (await world.call('p-11', 'GET', `/api/appointments/items/senior-card/halls/${hall}/slots`)).json as {
      days: c.BookingDay[];
    };
    expect(days.days[1]).toMatchObject({ date: '2026-11-27', state: 'closed', reason: { zh: '电力检修' }, slots: [] });
    const moved = await post('p-11', made.booking.id, 'move', { hallId: hall, date: thursday, from: '09:00' });
    expect(own(moved).booking).toMatchObject({ state: 'booked', number: made.booking.number });
  });

  it('a special opening on a Saturday can be booked; taken back, its bookings are called off', async () => {
    const hall = await world.hall();
    await putDay('head', hall, '2026-11-28', [{ from: '09:00', to: '10:00' }]);
    const at = { hallId: hall, date: '2026-11-28', from: '09:30', requestId: requestId() };
    expect((await world.call('p-12', 'POST', '/api/bookings', { ...at, slug: 'senior-card' })).status).toBe(201);
    const cleared = await world.call('head', 'DELETE', `/api/studio/halls/${hall}/days/2026-11-28`);
    expect(cleared.json).toMatchObject({ calledOff: 1 });
  });

  it('fewer windows refuse new bookings and keep those made; other hours call off only what no longer fits', async () => {
    const hall = await world.hall();
    for (const [who, from] of [
      ['p-13', '09:00'],
      ['p-14', '09:00'],
      ['p-15', '15:00'],
    ] as const)
      await world.call(who, 'POST', '/api/bookings', {
        hallId: hall,
        date: thursday,
        from,
        slug: 'senior-card',
        requestId: requestId(),
      });
    const before = (await world.call('head', 'GET', `/api/studio/halls/${hall}`)).json as c.HallDetail;
    const mornings = before.plan.week.map(() => [{ from: '09:00', to: '12:00' }]);
    const fewer: c.GivenPlan = {
      ...before.plan,
      week: mornings,
      desks: before.plan.desks.map((d) => ({ ...d, windows: d.windows.slice(0, 1) })),
    };
    const seen = await world.call('head', 'POST', `/api/studio/halls/${hall}/preview`, fewer);
    expect(seen.json).toMatchObject({ affected: 1 });
    const saved = await world.call('head', 'PUT', `/api/studio/halls/${hall}`, {
      requestId: requestId(),
      revision: before.revision,
      plan: fewer,
    });
    expect(saved.json).toMatchObject({ calledOff: 1, hall: { revision: before.revision + 1 } });
    const full = await world.call('p-16', 'POST', '/api/bookings', {
      hallId: hall,
      date: thursday,
      from: '09:00',
      slug: 'senior-card',
      requestId: requestId(),
    });
    expect(code(full)).toBe('appointments.slot_full');
    const stale = await world.call('head', 'PUT', `/api/studio/halls/${hall}`, {
      requestId: requestId(),
      revision: before.revision,
      plan: fewer,
    });
    expect(code(stale)).toBe('appointments.plan_changed');
    const versions = await world.t.db.pool.query(
      'select revision from appointments.hall_plan where hall_id = $1 order by revision',
      [hall],
    );
    expect(versions.rows.map((r) => r.revision)).toEqual([1, 2, 3]);
  });

  it('only the head of its office sets it up; for others it is not there', async () => {
    for (const who of ['clerk', 'transportHead', 'civil']) {
      expect(code(await world.call(who, 'GET', `/api/studio/halls/${hallId}`))).toBe('appointments.hall_missing');
      expect(code(await putDay(who, hallId, '2026-11-27', []))).toBe('appointments.hall_missing');
    }
    const opened = await world.call('clerk', 'POST', '/api/studio/halls', {
      requestId: requestId(),
      name: plan.name,
      address: plan.address,
      phone: plan.phone,
    });
    expect(opened.status).toBe(403);
  });

  it('a plan with faults is refused with all of them; a day that is over or far away too', async () => {
    const detail = (await world.call('head', 'GET', `/api/studio/halls/${hallId}`)).json as c.HallDetail;
    const wrong = await world.call('head', 'PUT', `/api/studio/halls/${hallId}`, {
      requestId: requestId(),
      revision: detail.revision,
      plan: {
        ...detail.plan,
        desks: [
          {
            ...detail.plan.desks[0],
            items: ['social-insurance-statement'],
            windows: [{ label: '9号', staff: ['nobody'] }],
          },
        ],
      },
    });
    expect(wrong.status).toBe(422);
    expect(
      (wrong.json as { issues: { path: string; code: string }[] }).issues.map((i) => `${i.path} ${i.code}`),
    ).toEqual(['desks.0.items.0 item_not_bookable', 'desks.0.windows.0.staff.0 staff_missing']);
    for (const date of ['2026-11-25', '2026-11-01', '2028-01-01'])
      expect(code(await putDay('head', hallId, date, []))).toBe('appointments.day_past');
    expect(code(await putDay('head', hallId, '2026-11-27', [{ from: '10:00', to: '09:00' }]))).toBe(
      'appointments.plan_wrong',
    );
  });
});

describe('day after day', () => {
  it('F160: who comes tomorrow is reminded once, the evening before', async () => {
    const { booking } = own(await book('p-17', '16:00', 'senior-card', '2026-11-27'));
    await remind(world.t.kernel);
    expect(await world.notices('p-17')).toHaveLength(1);
    world.clock.set('2026-11-26T10:05:00Z');
    await remind(world.t.kernel);
    await remind(world.t.kernel);
    const told = await world.notices('p-17');
    expect(told.map((n) => n.title)).toEqual(['预约成功', '明天有预约']);
    expect(told[1]).toMatchObject({ sms: true });
    expect(told[1]?.body).toContain(booking.number);
    world.clock.set(wednesday);
  });

  it('F162: after the day who did not come has missed it; the fourth within 30 days suspends, and says until when', async () => {
    const pool = world.t.db.pool;
    const made: string[] = [];
    for (const [day, next] of [
      ['2026-11-26', '2026-11-27T02:00:00Z'],
      ['2026-11-30', '2026-12-01T02:00:00Z'],
      ['2026-12-02', '2026-12-03T02:00:00Z'],
      ['2026-12-04', '2026-12-05T02:00:00Z'],
    ] as const) {
      const reply = await book('p-20', '16:30', 'senior-card', day);
      expect(reply.status, day).toBe(201);
      made.push(own(reply).booking.id);
      world.clock.set(next);
      await closeDays(world.t.kernel);
    }
    const { rows } = await pool.query('select state from appointments.booking where id = any($1)', [made]);
    expect(rows.map((r) => r.state)).toEqual(['missed', 'missed', 'missed', 'missed']);
    const refused = await book('p-20', '16:30', 'senior-card', '2026-12-08');
    expect(refused.status).toBe(403);
    expect(code(refused)).toBe('appointments.suspended');
    expect((refused.json as { detail: string }).detail).toContain('2026年12月26日');
    const list = (await world.call('p-20', 'GET', '/api/bookings')).json as { abilities: c.Abilities };
    expect(list.abilities.book).toMatchObject({
      allowed: false,
      reason: { zh: expect.stringContaining('2026年12月26日') },
    });
    expect((await world.notices('p-20')).at(-1)?.body).toContain('2026年12月26日');
    // the calendar reaches the end of the year; by then the first has aged away
    world.clock.set('2026-12-26T02:00:00Z');
    expect((await book('p-20', '16:30', 'senior-card', '2026-12-29')).status).toBe(201);
    world.clock.set(wednesday);
  });

  it('who arrived is taken as handled when the day is over', async () => {
    const { booking } = own(await book('p-21', '09:40', 'residence-registration', '2026-11-27'));
    world.clock.set('2026-11-27T02:00:00Z');
    await mark('clerk', booking.id, 'arrived');
    world.clock.set('2026-11-27T17:00:00Z');
    await closeDays(world.t.kernel);
    expect(own(await world.call('p-21', 'GET', `/api/bookings/${booking.id}`)).booking.state).toBe('handled');
    world.clock.set(wednesday);
  });
});

describe('finding a place', () => {
  it('lists items that can be booked, the halls of each with the next free time, and the week of a hall', async () => {
    const items = (await world.call('', 'GET', '/api/appointments/items')).json as { slug: string; halls: number }[];
    expect(items.map((i) => i.slug)).toEqual(['senior-card', 'residence-registration']);
    expect(items[0]?.halls).toBeGreaterThan(0);
    const halls = (await world.call('', 'GET', '/api/appointments/items/residence-registration/halls')).json as {
      halls: { hall: c.Hall; minutes: number; next?: { date: string } }[];
    };
    expect(halls.halls.find((h) => h.hall.id === hallId)).toMatchObject({ minutes: 40, next: { date: thursday } });
    expect(code(await world.call('', 'GET', '/api/appointments/items/social-insurance-statement/halls'))).toBe(
      'appointments.item_not_bookable',
    );
  });

  it('every change stands in the audit', async () => {
    const { rows } = await world.t.db.pool.query(
      `select distinct action from audit.entry where action like 'appointments.%' order by 1`,
    );
    expect(rows.map((r) => r.action)).toEqual(
      [
        'booked',
        'moved',
        'cancelled',
        'arrived',
        'handled',
        'missed',
        'called_off',
        'hall_opened',
        'hall_saved',
        'day_set',
        'day_cleared',
      ]
        .map((a) => `appointments.${a}`)
        .sort(),
    );
  });
});
