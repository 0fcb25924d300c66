import { CALENDAR_TABLE, createCalendar } from '@miaopi/identifiers';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calendarFile } from '../../src/modules/appointments/domain/calendar-file.ts';
import { issuesOfPlan } from '../../src/modules/appointments/domain/check-plan.ts';
import { faultOfHours, type Hours, type Week, within } from '../../src/modules/appointments/domain/hours.ts';
import { suspendedUntil } from '../../src/modules/appointments/domain/no-shows.ts';
import { offeredWeek } from '../../src/modules/appointments/domain/offer.ts';
import { bookableDates, hallDay } from '../../src/modules/appointments/domain/open-days.ts';
import type { Desk, HallPlan } from '../../src/modules/appointments/domain/plan.ts';
import { slotMinutes, slotsOf } from '../../src/modules/appointments/domain/slots.ts';

const calendar = createCalendar(CALENDAR_TABLE);

/** Hours as an office may write them: up to four pieces, apart from each other. */
const hours: fc.Arbitrary<Hours> = fc
  .uniqueArray(fc.integer({ min: 0, max: 288 }), { minLength: 0, maxLength: 8 })
  .map((at) => {
    const cuts = at.sort((a, b) => a - b).map((n) => n * 5);
    return cuts.flatMap((from, i) => {
      const to = cuts[i + 1];
      return i % 2 === 0 && to !== undefined ? [{ from, to }] : [];
    });
  });
const week = fc.tuple(hours, hours, hours, hours, hours) as fc.Arbitrary<Week>;
const desk: fc.Arbitrary<Desk> = fc.record({
  id: fc.constant('d'),
  name: fc.constant({ zh: '组', en: 'desk' }),
  minutes: fc.integer({ min: 5, max: 240 }),
  most: fc.option(fc.integer({ min: 1, max: 20 })),
  items: fc.constant(['an-item']),
  windows: fc.array(
    fc.record({
      label: fc.string(),
      week: fc.option(week),
      staff: fc.array(fc.constant({ id: 's', account: 's', name: 's' }), { maxLength: 2 }),
    }),
    { maxLength: 6 },
  ),
});
const plan: fc.Arbitrary<HallPlan> = fc.record({
  cutOffMinutes: fc.integer({ min: 0, max: 1440 }),
  walkInPercent: fc.integer({ min: 0, max: 90 }),
  week,
  desks: fc.tuple(desk),
});

describe('slots of a plan', () => {
  it('F156: never overlap, never leave the hall’s hours, hold whole handlings and never more than the staffed windows can do', () => {
    fc.assert(
      fc.property(plan, fc.integer({ min: 0, max: 4 }), (p, day) => {
        const one = p.desks[0]!;
        const open = p.week[day as 0];
        const slots = slotsOf(p, one, open, day);
        expect(slotMinutes(one.minutes) % one.minutes).toBe(0);
        expect(slotMinutes(one.minutes)).toBeGreaterThanOrEqual(30);
        let last = 0;
        for (const slot of slots) {
          expect(slot.from).toBeGreaterThanOrEqual(last);
          last = slot.to;
          expect(within(slot, open)).toBe(true);
          const staffed = one.windows.filter(
            (w) => w.staff.length > 0 && (w.week === null || within(slot, w.week[day as 0])),
          ).length;
          const whole = (staffed * (slot.to - slot.from)) / one.minutes;
          expect(slot.capacity).toBeGreaterThan(0);
          expect(slot.capacity).toBeLessThanOrEqual(Math.min(whole, one.most ?? whole));
          // the share of walk-ins is kept, as near as whole persons allow, and never takes the last place
          if (one.most === null && slot.capacity > 1)
            expect(Math.abs(whole - slot.capacity - (whole * p.walkInPercent) / 100)).toBeLessThanOrEqual(0.5);
        }
      }),
    );
  });

  it('F155: are offered from tomorrow for a week, on working days or special days only, and are past once the cut-off is', () => {
    const special = fc.option(fc.record({ offset: fc.integer({ min: 1, max: 7 }), hours }));
    fc.assert(
      fc.property(plan, special, fc.integer({ min: 0, max: 1439 }), (p, s, minute) => {
        const today = '2026-11-25';
        const now = new Date(Date.parse(`${today}T00:00:00+08:00`) + minute * 60_000);
        const set = s
          ? [{ date: bookableDates(today)[s.offset - 1]!, hours: s.hours, reason: { zh: '因', en: 'why' } }]
          : [];
        const days = offeredWeek({ plan: p, special: set }, 'an-item', { calendar, today, now }, () => 0);
        expect(days.map((d) => d.date)).toEqual([
          '2026-11-26',
          '2026-11-27',
          '2026-11-28',
          '2026-11-29',
          '2026-11-30',
          '2026-12-01',
          '2026-12-02',
        ]);
        for (const day of days) {
          const chosen = set.find((d) => d.date === day.date);
          if (!chosen && !calendar.isWorkingDay(day.date)) expect(day.slots).toEqual([]);
          for (const slot of day.slots) {
            expect(within(slot, day.hours)).toBe(true);
            const begins = Date.parse(`${day.date}T00:00:00+08:00`) + slot.from * 60_000;
            expect(slot.past).toBe(begins - p.cutOffMinutes * 60_000 <= now.getTime());
          }
        }
      }),
    );
  });

  it('F156: an item nobody serves, a window without staff and a desk’s own most each say so in the slots', () => {
    const at = { calendar, today: '2026-11-25', now: new Date('2026-11-25T02:00:00Z') };
    const hoursOf: Hours = [{ from: 540, to: 720 }];
    const one: Desk = {
      id: 'd',
      name: { zh: '组', en: 'desk' },
      minutes: 20,
      most: 3,
      items: ['an-item'],
      windows: [1, 2, 3].map((n) => ({
        label: `${n}`,
        week: null,
        staff: n === 3 ? [] : [{ id: `${n}`, account: `${n}`, name: '' }],
      })),
    };
    const p: HallPlan = {
      cutOffMinutes: 60,
      walkInPercent: 0,
      week: [hoursOf, hoursOf, hoursOf, hoursOf, hoursOf],
      desks: [one],
    };
    const [first] = offeredWeek({ plan: p, special: [] }, 'an-item', at, () => 1);
    // forty minutes hold two handlings at each of two windows; the desk wants three
    expect(first?.slots.map((s) => [s.from, s.to, s.capacity, s.left])).toEqual([
      [540, 580, 3, 2],
      [580, 620, 3, 2],
      [620, 660, 3, 2],
      [660, 700, 3, 2],
    ]);
    expect(offeredWeek({ plan: p, special: [] }, 'another', at, () => 0).every((d) => d.slots.length === 0)).toBe(true);
  });
});

describe('days of a hall', () => {
  const hoursOf: Hours = [{ from: 540, to: 720 }];
  const short: Hours = [{ from: 600, to: 660 }];
  const p: HallPlan = { cutOffMinutes: 0, walkInPercent: 0, week: [short, hoursOf, hoursOf, hoursOf, []], desks: [] };

  it('F155: follow the State Council’s calendar: weekends and holidays are closed with the reason, an exchanged Saturday keeps Monday’s hours', () => {
    expect(hallDay(p, undefined, calendar, '2026-11-28')).toMatchObject({ state: 'closed' });
    expect(hallDay(p, undefined, calendar, '2026-10-01').reason.zh).toContain('国庆节');
    expect(hallDay(p, undefined, calendar, '2026-10-10')).toMatchObject({ state: 'open', hours: short, weekday: 0 });
    expect(hallDay(p, undefined, calendar, '2026-11-24')).toMatchObject({ state: 'open', hours: hoursOf, weekday: 1 });
    expect(hallDay(p, undefined, calendar, '2026-11-27')).toMatchObject({ state: 'closed' });
  });

  it('X12: past the published calendar nothing is promised, and the last known day is named', () => {
    const day = hallDay(p, undefined, calendar, '2027-01-04');
    expect(day).toMatchObject({ state: 'unknown', hours: [] });
    expect(day.reason.zh).toContain('2026-12-31');
    expect(day.reason.en).toContain('2026-12-31');
  });

  it('a special day goes before the week and before the calendar, also past its end', () => {
    const reason = { zh: '周末延时服务', en: 'open at the weekend' };
    const set = (date: string, h: Hours) => hallDay(p, { date, hours: h, reason }, calendar, date);
    expect(set('2026-11-28', hoursOf)).toMatchObject({ state: 'open', hours: hoursOf, reason });
    expect(set('2026-11-24', [])).toMatchObject({ state: 'closed', reason });
    expect(set('2027-01-04', hoursOf)).toMatchObject({ state: 'open' });
  });
});

describe('checking a plan', () => {
  it('finds every fault at its place: hours, an item at two desks, one that cannot be booked, a window twice, an official at two windows', () => {
    const bad: Hours = [
      { from: 600, to: 540 },
      { from: 700, to: 720 },
    ];
    const touching: Hours = [
      { from: 540, to: 600 },
      { from: 600, to: 660 },
    ];
    const seat = { id: 's', account: 's', name: '某人' };
    const d = (name: string, items: string[]): Desk => ({
      id: name,
      name: { zh: name, en: name },
      minutes: 10,
      most: null,
      items,
      windows: [{ label: '1号', week: null, staff: [seat] }],
    });
    const issues = issuesOfPlan(
      {
        cutOffMinutes: 0,
        walkInPercent: 0,
        week: [bad, touching, [], [], []],
        desks: [d('甲', ['good']), d('乙', ['good', 'bad'])],
      },
      (slug) => slug === 'good',
    );
    expect(issues.map((i) => `${i.path} ${i.code}`)).toEqual([
      'week.0 hours_order',
      'week.1 hours_overlap',
      'desks.1.items.0 item_twice',
      'desks.1.items.1 item_not_bookable',
      'desks.1.windows.0.label window_twice',
      'desks.1.windows.0.staff.0 staff_twice',
    ]);
  });

  it('takes what the generator of hours makes', () => {
    fc.assert(
      fc.property(hours, (h) => faultOfHours(h.filter((x, i) => i === 0 || x.from > h[i - 1]!.to)) === undefined),
    );
  });
});

describe('F162: missed appointments', () => {
  it('more than three within 30 days suspend, until so many have aged away', () => {
    const missed = ['2026-11-02', '2026-11-05', '2026-11-10', '2026-11-20'];
    expect(suspendedUntil(missed.slice(1), '2026-11-25')).toBeUndefined();
    expect(suspendedUntil(missed, '2026-11-25')).toBe('2026-12-02');
    expect(suspendedUntil(missed, '2026-12-01')).toBe('2026-12-02');
    expect(suspendedUntil(missed, '2026-12-02')).toBeUndefined();
  });

  it('a suspension ends on the day it names, whatever was missed', () => {
    const days = fc.array(
      fc.integer({ min: 1, max: 25 }).map((n) => `2026-11-${String(n).padStart(2, '0')}`),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(days, (missed) => {
        const until = suspendedUntil(missed, '2026-11-25');
        expect(until === undefined).toBe(missed.length <= 3);
        if (until) expect(suspendedUntil(missed, until)).toBeUndefined();
      }),
    );
  });
});

describe('calendar file (RFC 5545)', () => {
  const entry = {
    uid: 'b-1@miaopi',
    sequence: 2,
    stamp: new Date('2026-11-25T02:00:00Z'),
    begins: new Date('2026-11-26T01:00:00Z'),
    ends: new Date('2026-11-26T01:30:00Z'),
    title: '老年人优待证; Y00000001',
    place: '云溪区政务服务中心, 一楼\\东',
    note: `请带${'身份证、'.repeat(30)}\nEND:VEVENT`,
    cancelled: false,
  };

  it('F154: has lines of at most 75 octets ended by CRLF, escaped texts and times in UTC; unfolded it reads as it was given', () => {
    const file = calendarFile(entry);
    const lines = file.split('\r\n');
    expect(lines.at(-1)).toBe('');
    expect(file.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    for (const line of lines) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    const unfolded = file.replace(/\r\n /g, '').split('\r\n');
    expect(unfolded).toContain('DTSTART:20261126T010000Z');
    expect(unfolded).toContain('SUMMARY:老年人优待证\\; Y00000001');
    expect(unfolded).toContain('LOCATION:云溪区政务服务中心\\, 一楼\\\\东');
    expect(unfolded.filter((l) => l === 'END:VEVENT')).toHaveLength(1);
    expect(unfolded).toContain('SEQUENCE:2');
    expect(unfolded).toContain('STATUS:CONFIRMED');
  });

  it('a cancelled one takes itself out of the calendar and rings no more', () => {
    const file = calendarFile({ ...entry, cancelled: true });
    expect(file).toContain('METHOD:CANCEL\r\n');
    expect(file).toContain('STATUS:CANCELLED\r\n');
    expect(file).not.toContain('VALARM');
  });
});
