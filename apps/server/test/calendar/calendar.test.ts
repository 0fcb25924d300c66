import type { WorkingCalendar } from '@miaopi/contracts';
import { CALENDAR_TABLE, createGrowingCalendar } from '@miaopi/identifiers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor, StaffActor } from '../../src/kernel/actor.ts';
import { sql } from '../../src/kernel/db/sql.ts';
import { newId } from '../../src/kernel/ids.ts';
import { createCalendarModule } from '../../src/modules/calendar/index.ts';
import { startTestDatabase, type TestDatabase } from '../database.ts';
import { arranged2027 } from './arranged.ts';

const official = (roles: readonly string[]) =>
  ({
    ...{ kind: 'staff', staffId: `stf_${roles[0]}`, name: '翟一鸣', number: 'SJ-001', roles, sessionId: 's' },
    ...{ office: '11990000009900100A', officeName: { zh: '云州市数据局', en: 'Yunzhou Data Bureau' } },
  }) as unknown as StaffActor;
const operator = official(['operator']);
const clerk = official(['acceptor']);

let t: TestDatabase;
let ours: ReturnType<typeof start>;
beforeAll(async () => {
  t = await startTestDatabase();
  ours = start();
});
afterAll(() => t?.close());

/** A process of the installation, with the calendar of its own. */
function start() {
  const calendar = createGrowingCalendar(CALENDAR_TABLE);
  const { module, refresh } = createCalendarModule(t.kernel, calendar);
  const ask = async <R>(name: string, actor: Actor, body?: object): Promise<R> =>
    (await module.routes
      ?.find((r) => r.contract.name === `calendar.${name}`)
      ?.handle({ actor, body, params: {}, query: {} } as never)) as R;
  return { calendar, refresh, ask };
}
const enter = (given: object, actor = operator) =>
  ours.ask<WorkingCalendar>('enterYear', actor, {
    ...{ requestId: newId(), notice: '国办发明电〔2026〕9号', ...arranged2027 },
    ...given,
  });
const failure = (p: Promise<unknown>) =>
  p.then(
    () => undefined,
    (e: { code: string; issues?: { path: string }[] }) => ({ code: e.code, at: e.issues?.map((i) => i.path) }),
  );

describe('X12 F039: years of the calendar', () => {
  it('are read by every official, those of the program named as such; only an operator enters one', async () => {
    const seen = await ours.ask<WorkingCalendar>('getCalendar', clerk);
    expect(seen).toMatchObject({ knownThrough: '2026-12-31', next: 2027, abilities: { enter: { allowed: false } } });
    expect(seen.years.map((y) => [y.year, y.source])).toEqual([
      [2026, 'program'],
      [2025, 'program'],
      [2024, 'program'],
    ]);
    // 365 days less weekends and holidays, and the days worked in exchange
    expect(seen.years[0]?.workingDays).toBe(ours.calendar.workingDaysBetween('2025-12-31', '2026-12-31'));
    expect(seen.years[1]?.festivals.find((f) => f.name === '春节')).toEqual({
      ...{ name: '春节', from: '2025-01-28', to: '2025-02-04' },
      work: ['2025-01-26', '2025-02-08'],
    });
    expect(await failure(enter({}, clerk))).toMatchObject({ code: 'kernel.not_permitted' });
  });

  it('are refused when they do not follow on or can’t be right, with an issue at each row, and nothing is kept', async () => {
    expect(await failure(enter({ year: 2028 }))).toMatchObject({ code: 'calendar.year_wrong' });
    expect(await failure(enter({ year: 2025 }))).toMatchObject({ code: 'calendar.year_wrong' });
    const festivals = arranged2027.festivals.map((f) => (f.name === '劳动节' ? { ...f, work: ['2027-05-07'] } : f));
    expect(await failure(enter({ festivals }))).toEqual({ code: 'calendar.arrangement_wrong', at: ['/festivals/3'] });
    expect(await failure(enter({ festivals: festivals.slice(0, 2) }))).toEqual({
      ...{ code: 'calendar.arrangement_wrong', at: ['/festivals'] },
    });
    expect(ours.calendar.knownThrough).toBe('2026-12-31');
    expect(await t.db.rows(sql`select 1 from calendar.year`)).toEqual([]);
  });

  it('count at once where they were entered, and wherever it is looked: who, when and by which notice is kept and told', async () => {
    const other = start();
    await other.refresh();
    const requestId = newId();
    const now = await enter({ requestId });
    expect(now).toMatchObject({ knownThrough: '2027-12-31', next: 2028 });
    expect(now.years[0]).toMatchObject({
      year: 2027,
      source: 'entered',
      notice: '国办发明电〔2026〕9号',
      by: '翟一鸣',
    });
    expect(now.years[0]?.festivals).toEqual(arranged2027.festivals);
    expect(ours.calendar.addWorkingDays('2026-12-28', 5)).toBe('2027-01-05');
    // the same request again changes nothing
    await enter({ requestId });
    const events = await t.db.rows<{ payload: object }>(
      sql`select payload from kernel.outbox where name = 'calendar.year_entered'`,
    );
    expect(events.map((e) => e.payload)).toEqual([{ year: 2027 }]);
    const entries = await t.db.rows<{ actor: string }>(
      sql`select actor from audit.entry where action = 'calendar.year_entered'`,
    );
    expect(entries).toHaveLength(1);
    expect(other.calendar.knownThrough).toBe('2026-12-31');
    await other.refresh();
    expect(other.calendar.addWorkingDays('2026-12-28', 5)).toBe('2027-01-05');
    expect(await other.ask('getWorkingDays', operator)).toMatchObject({
      knownThrough: '2027-12-31',
      off: { '2027-02-06': '春节' },
      work: { '2027-02-20': '春节' },
    });
  });

  it('may be told again: the last one, and the year of the program that it is', async () => {
    const festivals = arranged2027.festivals.map((f) => (f.name === '元旦' ? { ...f, to: '2027-01-04' } : f));
    await enter({ festivals, notice: '国办发明电〔2027〕1号' });
    expect(ours.calendar.addWorkingDays('2026-12-28', 5)).toBe('2027-01-06');
    // 2026 is behind it by now
    expect(await failure(enter({ year: 2026 }))).toMatchObject({ code: 'calendar.year_wrong' });
  });
});
