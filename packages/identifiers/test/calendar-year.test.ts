import { describe, expect, it } from 'vitest';
import {
  type ArrangedYear,
  arrangedYear,
  CALENDAR_TABLE,
  CalendarUnknownError,
  createGrowingCalendar,
  daysOfYear,
  faultsOfYear,
  readNotice,
  withYear,
} from '../src/index.ts';

/** In the manner of a notice; the real one of that year was not out when this was written. */
const year: ArrangedYear = {
  year: 2027,
  festivals: [
    { name: '元旦', from: '2027-01-01', to: '2027-01-03', work: [] },
    { name: '春节', from: '2027-02-05', to: '2027-02-12', work: ['2027-01-31', '2027-02-20'] },
    { name: '清明节', from: '2027-04-03', to: '2027-04-05', work: [] },
    { name: '劳动节', from: '2027-05-01', to: '2027-05-05', work: ['2027-04-25', '2027-05-08'] },
    { name: '端午节', from: '2027-06-09', to: '2027-06-09', work: [] },
    { name: '中秋节', from: '2027-09-15', to: '2027-09-15', work: [] },
    { name: '国庆节', from: '2027-10-01', to: '2027-10-07', work: ['2027-09-26', '2027-10-09'] },
  ],
};
const withFestival = (name: string, change: object): ArrangedYear => ({
  ...year,
  festivals: year.festivals.map((f) => (f.name === name ? { ...f, ...change } : f)),
});
const said = (arranged: ArrangedYear) => faultsOfYear(arranged).map((f) => `${f.festival ?? '-'} ${f.text.en}`);

describe('X12: a year entered from its notice', () => {
  it('has no faults as the notice reads, and every shipped year has none but those its own table can’t tell', () => {
    expect(faultsOfYear(year)).toEqual([]);
    for (const shipped of [2025, 2026]) {
      const read = arrangedYear(CALENDAR_TABLE, shipped);
      expect(daysOfYear(read).work).toEqual(
        Object.fromEntries(Object.entries(CALENDAR_TABLE.work).filter(([day]) => day.startsWith(`${shipped}-`))),
      );
    }
    expect(faultsOfYear(arrangedYear(CALENDAR_TABLE, 2026))).toEqual([]);
  });

  it('is read out of the notice as it was published, and is then the year that was shipped', () => {
    // 国务院办公厅关于2025年部分节假日安排的通知（国办发明电〔2024〕12号）
    const notice = `经国务院批准，根据2024年11月修订的《全国年节及纪念日放假办法》，现将2025年元旦、春节、清明节、劳动节、端午节、国庆节和中秋节放假调休日期的具体安排通知如下。
一、元旦：1月1日（周三）放假1天，不调休。
二、春节：1月28日（农历除夕、周二）至2月4日（农历正月初七、周二）放假调休，共8天。1月26日（周日）、2月8日（周六）上班。
三、清明节：4月4日（周五）至6日（周日）放假，共3天。
四、劳动节：5月1日（周四）至5日（周一）放假调休，共5天。4月27日（周日）上班。
五、端午节：5月31日（周六）至6月2日（周一）放假，共3天。
六、国庆节、中秋节：10月1日（周三）至8日（周三）放假调休，共8天。9月28日（周日）、10月11日（周六）上班。
节假日期间，各地区、各部门要妥善安排好值班和安全、保卫、疫情防控等工作。`;
    const festivals = readNotice(notice, 2025);
    expect(festivals.map((f) => f.name)).toEqual(['元旦', '春节', '清明节', '劳动节', '端午节', '国庆节、中秋节']);
    expect(faultsOfYear({ year: 2025, festivals })).toEqual([]);
    const { off, work } = daysOfYear({ year: 2025, festivals });
    const shipped = (days: object) =>
      Object.keys(days)
        .filter((d) => d.startsWith('2025-'))
        .sort();
    expect(Object.keys(off).sort()).toEqual(shipped(CALENDAR_TABLE.off));
    expect(Object.keys(work).sort()).toEqual(shipped(CALENDAR_TABLE.work));
    // in one line, without the days of the week, and what is no notice
    expect(
      readNotice('一、元旦：1月1日放假1天。二、春节：2月5日至12日放假，共8天。1月31日、2月20日上班。', 2027),
    ).toEqual([
      { name: '元旦', from: '2027-01-01', to: '2027-01-01', work: [] },
      { name: '春节', from: '2027-02-05', to: '2027-02-12', work: ['2027-01-31', '2027-02-20'] },
    ]);
    expect(readNotice('放假：'.repeat(5000), 2027)).toEqual([]);
  });

  it('is refused at the row where it can’t be right', () => {
    expect(said(withFestival('元旦', { from: '2026-12-31' }))).toEqual(['0 “元旦”: 2026-12-31 is not a day of 2027']);
    expect(said(withFestival('元旦', { to: '' }))).toEqual(['0 “元旦”: a missing day is not a day of 2027']);
    expect(said(withFestival('元旦', { to: '2027-02-30' }))).toEqual(['0 “元旦”: 2027-02-30 is not a day of 2027']);
    expect(said(withFestival('清明节', { to: '2027-04-02' }))[0]).toMatch(/^2 “清明节” must last 1 to 12 days/);
    expect(said(withFestival('国庆节', { to: '2027-12-07' }))[0]).toMatch(/^6 “国庆节” must last/);
    expect(said(withFestival('劳动节', { work: ['2027-05-07'] }))).toEqual([
      '3 2027-05-07, worked in exchange, is neither Saturday nor Sunday',
    ]);
    expect(said(withFestival('元旦', { work: ['2027-02-06'] }))).toEqual([
      '0 2027-02-06 is both a day off and a working day',
    ]);
    expect(said(withFestival('端午节', { from: '2027-05-05', to: '2027-05-05' }))).toEqual([
      '4 2027-05-05 stands under both “劳动节” and “端午节”',
    ]);
  });

  it('names what is left out: a festival, or a day that is a holiday in every year', () => {
    const short = { ...year, festivals: year.festivals.filter((f) => f.name !== '端午节') };
    expect(said(short)[0]).toMatch(/^- Missing: 端午\./);
    // two festivals held together stand in one row
    const together = {
      ...year,
      festivals: year.festivals
        .filter((f) => f.name !== '中秋节')
        .map((f) => (f.name === '国庆节' ? { ...f, name: '国庆节、中秋节' } : f)),
    };
    expect(said(together)).toEqual([]);
    expect(said(withFestival('劳动节', { from: '2027-05-02' }))).toEqual([
      '- 2027-05-01: statutory holidays, but not arranged as days off',
    ]);
  });

  it('is counted by from then on, in the same calendar; a year that does not follow on is refused', () => {
    const calendar = createGrowingCalendar(CALENDAR_TABLE);
    expect(() => calendar.addWorkingDays('2026-12-28', 5)).toThrow(CalendarUnknownError);
    calendar.learn(withYear(calendar.table, year));
    expect(calendar.knownThrough).toBe('2027-12-31');
    // 29, 30, 31 December, then Monday and Tuesday after the New Year's days
    expect(calendar.addWorkingDays('2026-12-28', 5)).toBe('2027-01-05');
    expect(calendar.explain('2027-02-20').reason).toEqual({
      zh: '星期六，因春节调休上班',
      en: 'Saturday, worked in exchange for Spring Festival',
    });
    expect(calendar.isWorkingDay('2026-02-17')).toBe(false);
    expect(() => withYear(CALENDAR_TABLE, { ...year, year: 2028, festivals: [] })).toThrow(RangeError);
    // the last year may be told again, as when a festival was prolonged while it was on
    const longer = withYear(calendar.table, withFestival('元旦', { to: '2027-01-04' }));
    calendar.learn(longer);
    expect(calendar.addWorkingDays('2026-12-28', 5)).toBe('2027-01-06');
    expect(() => calendar.learn({ ...longer, knownThrough: 'soon' })).toThrow(RangeError);
    expect(calendar.addWorkingDays('2026-12-28', 5)).toBe('2027-01-06');
  });
});
