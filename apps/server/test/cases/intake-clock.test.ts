import { addDays, CALENDAR_TABLE, createCalendar } from '@miaopi/identifiers';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type DatedAction,
  intakeDue,
  leadIn,
  noticeDays,
  stretchesOf,
} from '../../src/modules/cases/domain/intake-clock.ts';

const calendar = createCalendar(CALENDAR_TABLE);
const day = fc.integer({ min: 0, max: 500 }).map((n) => addDays('2024-06-03', n));

/** What really happens to a case: filed, received, told or not, corrected, received again, and so on; it may stand anywhere. */
const history = fc
  .record({
    filed: day,
    rounds: fc.array(
      fc.record({
        looked: fc.integer({ min: 0, max: 9 }),
        days: fc.integer({ min: 3, max: 90 }),
        took: fc.integer({ min: 0, max: 120 }),
        how: fc.constantFrom('correct' as const, 'correct-on-spot' as const),
      }),
      { maxLength: 4 },
    ),
    // not accepted, and looked at anew by order some days later
    anew: fc.option(fc.record({ rejected: fc.integer({ min: 0, max: 9 }), ordered: fc.integer({ min: 0, max: 60 }) })),
    end: fc.constantFrom('open' as const, 'waits' as const, 'accept' as const, 'withdraw' as const),
  })
  .map(({ filed, rounds, anew, end }) => {
    const acts: DatedAction[] = [
      { kind: 'submit', on: filed },
      { kind: 'receive', on: filed },
    ];
    let at = filed;
    for (const { looked, days, took, how } of rounds) {
      at = addDays(at, looked);
      if (how === 'correct') {
        acts.push({ kind: 'ask-correction', on: at, until: addDays(at, days) });
        at = addDays(at, took);
      }
      acts.push({ kind: how, on: at }, { kind: 'receive', on: at });
    }
    if (anew) {
      at = addDays(at, anew.rejected);
      acts.push({ kind: 'reject', on: at });
      at = addDays(at, anew.ordered);
      // entered two days after the order came
      acts.push({ kind: 'receive-anew', on: addDays(at, 2), from: at });
      at = addDays(at, end === 'open' ? 0 : 2);
    }
    if (end === 'waits') acts.push({ kind: 'ask-correction', on: addDays(at, 2), until: addDays(at, 20) });
    if (end === 'accept' || end === 'withdraw') acts.push({ kind: end, on: addDays(at, 3) });
    return { acts, last: at, end, anew };
  });

describe('F099 F223 X12: the clock before the acceptance, over random histories', () => {
  it('counts five working days from the day after a filing came in, over holidays and exchanged days', () => {
    const due = (from: string) =>
      intakeDue(calendar, [{ kind: 'receipt', from, to: undefined, until: undefined }])?.day;
    expect(due('2026-11-23')).toBe('2026-11-30');
    // 国庆节 2026: 1–7 October off, 10 October worked
    expect(due('2026-09-30')).toBe('2026-10-13');
  });

  it('never runs backwards, shows each day once and in order, and gives the same answer to the same history', () => {
    fc.assert(
      fc.property(history, ({ acts }) => {
        const stretches = stretchesOf(acts);
        for (const [i, s] of stretches.entries()) {
          expect(s.to === undefined || s.to >= s.from).toBe(true);
          const next = stretches[i + 1];
          if (next) expect(next.from).toBe(s.to);
        }
        const days = (intakeDue(calendar, stretches)?.derivation ?? leadIn(stretches)).map((d) => d.day);
        expect(days).toEqual([...new Set(days)].sort());
        expect(intakeDue(calendar, stretchesOf([...acts]))).toEqual(intakeDue(calendar, stretches));
      }),
    );
  });

  it('the office has five days of its own after each filing, and nothing it waits for is counted', () => {
    fc.assert(
      fc.property(history, ({ acts, last, end }) => {
        const due = intakeDue(calendar, stretchesOf(acts));
        const counted = due?.derivation.filter((d) => d.counted) ?? [];
        if (end === 'accept' || end === 'withdraw') expect(due).toBeUndefined();
        else if (end === 'waits') {
          expect(due?.day).toBe(addDays(last, 20));
          expect(counted).toEqual([]);
        } else {
          expect(counted).toHaveLength(noticeDays);
          expect(counted.every((d) => d.day > last && calendar.isWorkingDay(d.day))).toBe(true);
          expect(due?.day).toBe(counted.at(-1)?.day);
        }
      }),
    );
  });

  it('F124: looked at anew by order it counts from the day after the order came, as many days as the order sets, and shows nothing of the round before', () => {
    fc.assert(
      fc.property(history, fc.integer({ min: 1, max: 30 }), ({ acts, last }, days) => {
        const order = addDays(last, 9);
        const all: DatedAction[] = [...acts, { kind: 'receive-anew', on: addDays(order, 3), from: order, days }];
        const due = intakeDue(calendar, stretchesOf(all));
        expect(due?.derivation.filter((d) => d.counted)).toHaveLength(days);
        expect(due?.derivation[0]?.day).toBe(addDays(order, 1));
      }),
    );
  });

  it('of two notices the later to be answered is never due earlier', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 60 }), (from, a, b) => {
        const due = (n: number) =>
          intakeDue(
            calendar,
            stretchesOf([
              { kind: 'submit', on: from },
              { kind: 'receive', on: from },
              { kind: 'ask-correction', on: from, until: addDays(from, 90) },
              { kind: 'correct', on: addDays(from, n) },
            ]),
          )?.day ?? '';
        expect(due(Math.min(a, b)) <= due(Math.max(a, b))).toBe(true);
      }),
    );
  });

  it('a case no office ever received has no such clock', () => {
    expect(
      stretchesOf([
        { kind: 'submit', on: '2026-11-23' },
        { kind: 'accept', on: '2026-11-23' },
      ]),
    ).toEqual([]);
    expect(intakeDue(calendar, [])).toBeUndefined();
  });
});

describe('F090 F099 X12: waiting for originals', () => {
  const acts: readonly DatedAction[] = [
    { kind: 'submit', on: '2026-11-23' },
    { kind: 'receive', on: '2026-11-23' },
    { kind: 'pre-check', on: '2026-11-25', until: '2026-12-05' },
    { kind: 'see-originals', on: '2026-11-27' },
  ];

  it('is a stretch of its own, due on its last day; shown, the office’s days begin anew, and every day is told once', () => {
    expect(stretchesOf(acts).map((s) => `${s.kind} ${s.from} ${s.to}`)).toEqual([
      'receipt 2026-11-23 2026-11-25',
      'originals 2026-11-25 2026-11-27',
      'receipt 2026-11-27 undefined',
    ]);
    const waiting = intakeDue(calendar, stretchesOf(acts.slice(0, 3)));
    expect(waiting?.day).toBe('2026-12-05');
    const after = intakeDue(calendar, stretchesOf(acts));
    // Friday; Monday to Friday of the week after
    expect(after?.day).toBe('2026-12-04');
    const days = after?.derivation.map((d) => d.day) ?? [];
    expect(days.slice(0, 5)).toEqual(['2026-11-23', '2026-11-24', '2026-11-25', '2026-11-26', '2026-11-27']);
    expect(new Set(days).size).toBe(days.length);
    expect(leadIn(stretchesOf(acts).slice(0, 2)).map((d) => d.day)).toEqual(days.slice(0, 5));
  });

  it('looked at where nothing is waited for, originals begin no days anew', () => {
    const unasked = acts.filter((a) => a.kind !== 'pre-check');
    expect(stretchesOf(unasked).map((s) => s.from)).toEqual(['2026-11-23']);
  });

  it('a calendar that fails otherwise than by its end is not taken for one that ends', () => {
    const broken = {
      ...calendar,
      explain: () => {
        throw new RangeError('no such table');
      },
    };
    expect(() => intakeDue(broken, stretchesOf(acts))).toThrow('no such table');
  });
});
