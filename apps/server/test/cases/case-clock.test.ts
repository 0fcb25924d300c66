import { addDays, CALENDAR_TABLE, createCalendar } from '@miaopi/identifiers';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ClockFacts, dueDay, type Pause } from '../../src/modules/cases/domain/case-clock.ts';

const calendar = createCalendar(CALENDAR_TABLE);
const name = { zh: '实地核查', en: 'On-site check' };
const limit = (amount: number, unit = '工作日') => ({ amount, unit });
const day = fc.integer({ min: 0, max: 500 }).map((n) => addDays('2024-06-03', n));

/** Procedures one after another, each ended early, on time, late or not at all (the last one only). */
const history = fc
  .record({
    from: day,
    amount: fc.integer({ min: 1, max: 60 }),
    unit: fc.constantFrom('工作日', '自然日'),
    extendedBy: fc.integer({ min: 0, max: 10 }),
    pauses: fc.array(
      fc.record({
        gap: fc.integer({ min: 0, max: 12 }),
        told: fc.integer({ min: 1, max: 30 }),
        took: fc.integer({ min: 0, max: 40 }),
      }),
      { maxLength: 4 },
    ),
    open: fc.boolean(),
  })
  .map(({ from, amount, unit, extendedBy, pauses, open }): ClockFacts => {
    const made: Pause[] = [];
    let at = from;
    for (const [i, { gap, told, took }] of pauses.entries()) {
      const began = addDays(at, gap);
      const ended = addDays(began, took);
      const runs = open && i === pauses.length - 1;
      made.push({ name, from: began, expectedTo: addDays(began, told), to: runs ? undefined : ended });
      at = ended;
    }
    return { from, limit: limit(amount, unit), extendedBy, pauses: made };
  });

describe('F097 F099 X12: the clock of a case', () => {
  it('counts working days from the day after acceptance, over holidays and exchanged days', () => {
    // 国庆节 2026: 1–7 October off, 20 September and 10 October worked
    expect(dueDay(calendar, { from: '2026-09-30', limit: limit(3), extendedBy: 0, pauses: [] }).day).toBe('2026-10-10');
  });

  it('stands still from the day after a special procedure began to the day it ended, and says so for each day', () => {
    const pauses = [{ name, from: '2026-11-10', expectedTo: '2026-11-20', to: '2026-11-13' }];
    const { day: due, derivation } = dueDay(calendar, { from: '2026-11-09', limit: limit(5), extendedBy: 0, pauses });
    // 10th counts; 11th–13th do not; 16th–19th do
    expect(due).toBe('2026-11-19');
    const still = derivation.filter((d) => d.why.zh.includes('特别程序'));
    expect(still.map((d) => d.day)).toEqual(['2026-11-11', '2026-11-12', '2026-11-13']);
    expect(still.every((d) => !d.counted && d.why.zh.includes('实地核查'))).toBe(true);
  });

  it('counts again what a procedure takes beyond the time the applicant was told', () => {
    const over = [{ name, from: '2026-11-10', expectedTo: '2026-11-12', to: '2026-11-25' }];
    const kept = [{ name, from: '2026-11-10', expectedTo: '2026-11-12', to: '2026-11-12' }];
    const facts = { from: '2026-11-09', limit: limit(5), extendedBy: 0 };
    expect(dueDay(calendar, { ...facts, pauses: over })).toEqual(dueDay(calendar, { ...facts, pauses: kept }));
  });

  it('adds the days of an extension behind the limit, named as such', () => {
    const { day: due, derivation } = dueDay(calendar, {
      from: '2026-11-09',
      limit: limit(5),
      extendedBy: 2,
      pauses: [],
    });
    expect(due).toBe('2026-11-18');
    expect(derivation.filter((d) => d.why.zh.includes('延长的第')).map((d) => d.day)).toEqual([
      '2026-11-17',
      '2026-11-18',
    ]);
  });

  it('says that it can’t know beyond the published calendar', () => {
    const { day: due, unknown } = dueDay(calendar, { from: '2026-12-20', limit: limit(20), extendedBy: 0, pauses: [] });
    expect(due).toBeUndefined();
    expect(unknown?.zh).toContain('2026年12月31日');
    expect(unknown?.en).toContain('31 December 2026');
  });

  it('of any history: exactly the limit and its extension is counted, every day once and in order, none of them within a pause', () => {
    fc.assert(
      fc.property(history, (facts) => {
        const { day: due, derivation } = dueDay(calendar, facts);
        if (due === undefined) return;
        const counted = derivation.filter((d) => d.counted);
        expect(counted).toHaveLength(facts.limit.amount + facts.extendedBy);
        expect(counted.at(-1)?.day).toBe(due);
        derivation.forEach((d, i) => {
          expect(d.day).toBe(addDays(facts.from, i + 1));
        });
        for (const { from, expectedTo, to } of facts.pauses)
          for (const d of counted)
            expect(d.day > from && d.day <= expectedTo && (to === undefined || d.day <= to)).toBe(false);
      }),
      { numRuns: 400 },
    );
  });

  it('of any history: the same facts give the same answer, and a pause or an extension more never makes it earlier', () => {
    fc.assert(
      fc.property(history, fc.integer({ min: 0, max: 40 }), fc.integer({ min: 1, max: 20 }), (facts, after, told) => {
        const now = dueDay(calendar, facts);
        expect(dueDay(calendar, structuredClone(facts))).toEqual(now);
        const began = addDays(facts.pauses.at(-1)?.from ?? facts.from, after);
        const longer = dueDay(calendar, {
          ...facts,
          pauses: [...facts.pauses, { name, from: began, expectedTo: addDays(began, told), to: undefined }],
        });
        const prolonged = dueDay(calendar, { ...facts, extendedBy: facts.extendedBy + 1 });
        if (now.day === undefined) return;
        if (longer.day !== undefined) expect(longer.day >= now.day).toBe(true);
        if (prolonged.day !== undefined) expect(prolonged.day > now.day).toBe(true);
      }),
      { numRuns: 400 },
    );
  });

  it('of any history: a day under two pauses stands still once: to say a pause twice changes nothing', () => {
    fc.assert(
      fc.property(history, (facts) => {
        expect(dueDay(calendar, { ...facts, pauses: [...facts.pauses, ...facts.pauses] })).toEqual(
          dueDay(calendar, facts),
        );
      }),
      { numRuns: 200 },
    );
  });
});

describe('X12: what is told of the limit', () => {
  it('a limit of hours, or of none, is kept at once: no day of it is counted', () => {
    for (const immediate of [limit(2, '小时'), limit(1, '当场'), limit(0)]) {
      const { day: due, derivation } = dueDay(calendar, {
        from: '2026-11-23',
        limit: immediate,
        extendedBy: 3,
        pauses: [],
      });
      expect([due, derivation.map((d) => `${d.day} ${d.counted}`)]).toEqual(['2026-11-23', ['2026-11-23 false']]);
    }
  });

  it('days of an extension are numbered from the first', () => {
    const { derivation } = dueDay(calendar, { from: '2026-11-23', limit: limit(2), extendedBy: 2, pauses: [] });
    expect(derivation.map((d) => d.why.zh)).toEqual([
      '星期二，工作日',
      '星期三，工作日',
      '星期四，工作日（延长的第 1 日）',
      '星期五，工作日（延长的第 2 日）',
    ]);
    expect(derivation[3]?.why.en).toContain('day 2 of the extension');
  });

  it('a calendar that fails otherwise than by its end is not taken for one that ends', () => {
    const broken = {
      ...calendar,
      explain: () => {
        throw new RangeError('no such table');
      },
    };
    expect(() => dueDay(broken, { from: '2026-11-23', limit: limit(2), extendedBy: 0, pauses: [] })).toThrow(
      'no such table',
    );
  });
});
