import { isWorkday } from 'chinese-days';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  CALENDAR_TABLE,
  CalendarUnknownError,
  compileNumberRule,
  createCalendar,
  DEMO_REGIONS,
  IdentifierError,
  iso7064Mod11_2,
  isSyntheticRegion,
  isWithinRegion,
  makeCitizenId,
  makeExchangeCaseNumber,
  makeHandlingItemCode,
  makeLicenceIdentifier,
  makeQueryCode,
  makeShortCaseNumber,
  makeTaskCode,
  makeUscc,
  NATIONS,
  parseBankCard,
  parseCatalogCode,
  parseCitizenId,
  parseExchangeCaseNumber,
  parseHandlingItemCode,
  parseHomeReturnPermit,
  parseLicenceIdentifier,
  parseMobile,
  parseOrgCode,
  parsePassport,
  parseQueryCode,
  parseShortCaseNumber,
  parseTaiwanPermit,
  parseTaskCode,
  parseUscc,
  regionPrefix,
} from '../src/index.ts';
import { allRegions, nationalRegions } from '../src/regions/index.ts';

const code = (parsed: { ok: boolean; issue?: { code: string } }) => (parsed.ok ? 'ok' : parsed.issue!.code);
const DAY = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2026-12-31'), noInvalidDate: true })
  .map((d) => d.toISOString().slice(0, 10));

describe('citizen number, GB 11643', () => {
  it('F067: the vectors of the standard parse with birth date, region and gender', () => {
    expect(parseCitizenId('11010519491231002X')).toEqual({
      ok: true,
      value: {
        number: '11010519491231002X',
        region: '110105',
        birthDate: '1949-12-31',
        gender: 'female',
        kind: 'citizen',
      },
    });
    expect(code(parseCitizenId('440524188001010014'))).toBe('ok');
  });
  it('F070: small x, full-width digits and spaces are put right; the 15-digit form is converted', () => {
    for (const text of ['11010519491231002x', '１１０１０５１９４９１２３１００２Ｘ', ' 110105 19491231 002X '])
      expect(parseCitizenId(text)).toMatchObject({ ok: true, value: { number: '11010519491231002X' } });
    expect(parseCitizenId('110105491231002')).toMatchObject({ ok: true, value: { number: '11010519491231002X' } });
  });
  it('F070: each fault is named', () => {
    expect(code(parseCitizenId('1101051949123100'))).toBe('length');
    expect(code(parseCitizenId('11010519491231O02X'))).toBe('characters');
    expect(code(parseCitizenId('00010519491231002X'))).toBe('region');
    expect(code(parseCitizenId('110105194902300024'))).toBe('birthDate');
    expect(code(parseCitizenId('110105194912310021'))).toBe('check');
    expect(code(parseCitizenId('11010519491231002X', '1949-12-30'))).toBe('future');
    expect(code(parseCitizenId('9'.repeat(200_000)))).toBe('length');
  });
  it('X17: made-up people parse, live under 99 and differ from foreign permanent residents', () => {
    fc.assert(
      fc.property(DAY, fc.integer({ min: 0, max: 999 }), (birthDate, sequence) => {
        const number = makeCitizenId({ region: '990101', birthDate, sequence });
        const gender = sequence % 2 === 1 ? 'male' : 'female';
        expect(parseCitizenId(number)).toEqual({
          ok: true,
          value: { number, region: '990101', birthDate, gender, kind: 'synthetic' },
        });
      }),
    );
    expect(() => makeCitizenId({ region: '110105', birthDate: '1990-01-01', sequence: 1 })).toThrow(IdentifierError);
    const foreign = '91100019900101001';
    expect(parseCitizenId(foreign + iso7064Mod11_2(foreign))).toMatchObject({
      ok: true,
      value: { kind: 'foreignPermanentResident' },
    });
    expect(isSyntheticRegion('911000')).toBe(false);
  });
});

describe('organisations', () => {
  const REAL =
    '91320115MA202UKD7X 92330781MA2EDMFU50 12441500196720244T 11370800MB28559184 11310000MB2F30661Y 11100000000013338W 11220000013544541J 11430000006122244L 11330105002500287C 11110000000021135M 91370406L24894136J 11100000MB03271699 11100000000013661B'.split(
      ' ',
    );
  it('F022: real credit codes pass both checks and any other last character fails', () => {
    for (const uscc of REAL) {
      expect(parseUscc(uscc)).toMatchObject({ ok: true, value: { code: uscc, region: uscc.slice(2, 8) } });
      expect(parseOrgCode(`${uscc.slice(8, 16)}-${uscc[16]}`)).toEqual({ ok: true, value: uscc.slice(8, 17) });
      const other = uscc[17] === '0' ? '1' : '0';
      expect(code(parseUscc(uscc.slice(0, 17) + other))).toBe('check');
    }
    expect(parseUscc(REAL[0]!)).toMatchObject({ value: { body: 'enterprise' } });
    expect(code(parseUscc('91320115MA2O2UKD7X'))).toBe('characters');
  });
  it('X17: made codes parse', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99_999_999 }), (n) => {
        const made = makeUscc({ kind: '91', region: '990101', body: String(n).padStart(8, '0') });
        expect(parseUscc(made)).toMatchObject({ ok: true, value: { code: made, body: 'enterprise' } });
      }),
    );
    expect(() => makeUscc({ kind: '9I', region: '990101', body: '00000001' })).toThrow(IdentifierError);
  });
});

it('F070: mobile, bank card, passport and permit shapes', () => {
  expect(parseMobile('+86 138-0013-8000')).toEqual({ ok: true, value: '13800138000' });
  expect(parseMobile('\u202d138 0013 8000\u202c')).toEqual({ ok: true, value: '13800138000' });
  expect(code(parseMobile('12800138000'))).toBe('shape');
  expect(parseBankCard('6222 0212 3456 7890 127')).toMatchObject({ ok: false, issue: { code: 'check' } });
  expect(code(parseBankCard('4111111111111111'))).toBe('ok');
  expect(code(parsePassport('e12345678'))).toBe('ok');
  expect(code(parsePassport('EABCDEF'))).toBe('shape');
  expect(code(parseHomeReturnPermit('H12345678'))).toBe('ok');
  expect(code(parseTaiwanPermit('12345678'))).toBe('ok');
});

describe('item codes, GB/T 39554', () => {
  it('F039: real codes of three provinces parse, unknown type digits included', () => {
    for (const real of ['12441500196720244T3442199806003', '11370800MB285591843370117002011'])
      expect(code(parseTaskCode(real))).toBe('ok');
    expect(parseHandlingItemCode('11310000MB2F30661Y231200356400001')).toMatchObject({
      ok: true,
      value: {
        sequence: '01',
        task: { level: '2', catalog: { province: '31', type: '20', department: '03', main: '564', sub: '000' } },
      },
    });
    expect(code(parseCatalogCode('31200356400'))).toBe('shape');
  });
  it('F039: composing and parsing agree; a wrong credit code is named as such', () => {
    const body = makeUscc({ kind: '11', region: '990101', body: '00000001' });
    const task = makeTaskCode({ body, level: '4', catalog: '992000101000' });
    expect(parseHandlingItemCode(makeHandlingItemCode(task, 7))).toMatchObject({
      ok: true,
      value: { task: { body, level: '4' }, sequence: '07' },
    });
    expect(code(parseTaskCode(`12441500196720244A${'3442199806003'}`))).toBe('body.check');
  });
});

describe('case numbers', () => {
  const taskCode = '12441500196720244T3442199806003';
  it('F089: the exchange number of Guangdong has 43 characters and grows from 10,000 on', () => {
    expect(makeExchangeCaseNumber({ taskCode, date: '2022-06-23', sequence: 68 })).toBe(`${taskCode}202206230068`);
    const wide = makeExchangeCaseNumber({ taskCode, date: '2022-06-23', sequence: 10_000 });
    expect(wide).toHaveLength(44);
    expect(parseExchangeCaseNumber(wide)).toMatchObject({ ok: true, value: { sequence: 10_000, date: '2022-06-23' } });
    expect(code(parseExchangeCaseNumber(`${taskCode}202206310068`))).toBe('date');
    expect(code(parseExchangeCaseNumber(`${taskCode}2022062300068`))).toBe('sequence');
  });
  it('F089: short numbers read back, with or without dashes, and every single wrong digit is caught', () => {
    fc.assert(
      fc.property(
        DAY,
        fc.integer({ min: 1, max: 99_999_999 }),
        fc.nat(),
        fc.integer({ min: 1, max: 9 }),
        (date, sequence, where, by) => {
          const number = makeShortCaseNumber({ date, region: '990101', sequence });
          expect(parseShortCaseNumber(number.replaceAll('-', ''))).toEqual({
            ok: true,
            value: { number, date, region: '990101', sequence },
          });
          const digits = number.replaceAll('-', '');
          const at = where % digits.length;
          const wrong = digits.slice(0, at) + ((Number(digits[at]) + by) % 10) + digits.slice(at + 1);
          expect(parseShortCaseNumber(wrong).ok).toBe(false);
        },
      ),
    );
  });
  it('F136: query codes have six clear characters, never all equal, and a broken source is refused', () => {
    let n = 0;
    const made = makeQueryCode((max) => n++ % max);
    expect(parseQueryCode(` ${made.toLowerCase()} `)).toEqual({ ok: true, value: made });
    expect(made).not.toMatch(/[01OILBSZV]/);
    expect(() => makeQueryCode(() => 0)).toThrow(IdentifierError);
  });
});

describe('licence identifier, GB/T 36904', () => {
  it('F217: four real identifiers verify', () => {
    for (const id of [
      '1.2.156.3005.2.11100000000013338W032.11220000013544541J.2430599.001.F',
      '1.2.156.3005.2.11100000000013338W011.11430000006122244L.20230000403.001.U',
      '1.2.156.3005.2.11100000000013338W009.11330105002500287C.2025052201.002.0',
      '1.2.156.3005.2.11100000MB03271699022.340100.000000016.001.9',
    ])
      expect(parseLicenceIdentifier(id)).toMatchObject({ ok: true, value: { identifier: id } });
  });
  it('F217: a foreign identifier with a wrong check character is refused but its parts are given', () => {
    const id = '1.2.156.3005.2.11100000000013661B006.113700000045046442.209FA4E88F9E4C878F3E9BED2CE7EA49.001.';
    expect(parseLicenceIdentifier(`${id}M`)).toMatchObject({
      ok: false,
      issue: { code: 'check' },
      parts: { version: 1, check: 'M' },
    });
    expect(parseLicenceIdentifier(`${id}D`).ok).toBe(true);
    expect(code(parseLicenceIdentifier('1.2.156.3003.2.1.1.1.001.1'))).toBe('root');
    expect(code(parseLicenceIdentifier('1.2.156.3005.2.X'))).toBe('shape');
  });
  it('F217: made identifiers verify, and any change of one character fails', () => {
    const issuer = '11220000013544541J';
    fc.assert(
      fc.property(
        fc.stringMatching(/^[0-9A-Z]{1,20}$/),
        fc.integer({ min: 1, max: 999 }),
        fc.nat(),
        (serial, version, where) => {
          const id = makeLicenceIdentifier({ typeCode: '11100000000013338W032', issuerCode: issuer, serial, version });
          expect(parseLicenceIdentifier(id)).toMatchObject({
            ok: true,
            value: { serial, version, issuerCode: issuer },
          });
          const at = 15 + (where % (id.length - 15));
          if (id[at] === '.') return;
          const wrong = id.slice(0, at) + (id[at] === '7' ? '8' : '7') + id.slice(at + 1);
          expect(parseLicenceIdentifier(wrong).ok).toBe(false);
        },
      ),
    );
    expect(() => makeLicenceIdentifier({ typeCode: 'X', issuerCode: issuer, serial: '1', version: 1 })).toThrow(
      IdentifierError,
    );
    expect(() =>
      makeLicenceIdentifier({ typeCode: '11100000000013338W032', issuerCode: issuer, serial: 'a', version: 1 }),
    ).toThrow(IdentifierError);
  });
});

describe('licence numbers', () => {
  it('F110: a rule formats, names its counter and reads its own numbers back', () => {
    const rule = compileNumberRule('粤资证字{year}第{seq:5}号');
    expect(rule.format({ date: '2026-11-22', sequence: 42 })).toBe('粤资证字2026第00042号');
    expect(rule.scopeKey({ date: '2026-11-22' })).toBe('2026');
    expect(rule.sequenceOf('粤资证字2026第00042号')).toBe(42);
    expect(rule.sequenceOf('粤资证字2026第0042号')).toBeUndefined();
    const monthly = compileNumberRule('{region}{year}{month}{day}{seq:4:month}{check}');
    expect(monthly.scopeKey({ date: '2026-11-22', region: '990101' })).toBe('990101/2026-11');
    const number = monthly.format({ date: '2026-11-22', region: '990101', sequence: 3 });
    expect(number).toMatch(/^990101202611220003\d$/);
    expect(monthly.sequenceOf(number)).toBe(3);
    expect(monthly.sequenceOf(number.slice(0, -1) + ((Number(number.at(-1)) + 1) % 10))).toBeUndefined();
    expect(compileNumberRule('A{seq:3}').scopeKey({ date: '2026-11-22' })).toBe('all');
  });
  it('F110: rules that could repeat a number, and sequences that no longer fit, are refused', () => {
    for (const rule of [
      '{year}',
      '{seq:3}{seq:3}',
      '{seq:3:year}',
      '{year}{seq:3:month}',
      '{sequence:3}',
      'a}b{seq:3}',
      '{seq:99}',
      '{check}{seq:3}{check}',
    ])
      expect(() => compileNumberRule(rule), rule).toThrow(IdentifierError);
    expect(() => compileNumberRule('{year}{seq:2}').format({ date: '2026-01-01', sequence: 100 })).toThrow(
      /no longer fits/,
    );
    expect(() => compileNumberRule('{region}{seq:2}').format({ date: '2026-01-01', sequence: 1 })).toThrow(/region/);
    expect(() => compileNumberRule(`${'号'.repeat(200)}{seq:3}`)).toThrow(/longer than 200/);
    for (const sequence of [0, -1, 1.5, Number.NaN])
      expect(() => compileNumberRule('A{seq:3}').format({ date: '2026-01-01', sequence }), `${sequence}`).toThrow(
        /whole number from 1/,
      );
  });
});

describe('working days', () => {
  const calendar = createCalendar(CALENDAR_TABLE);
  it('F097: festivals and exchanged days of the 2026 notice', () => {
    expect(calendar.isWorkingDay('2026-02-14')).toBe(true);
    expect(calendar.isWorkingDay('2026-02-23')).toBe(false);
    expect(calendar.isWorkingDay('2026-09-20')).toBe(true);
    expect(calendar.isWorkingDay('2026-11-22')).toBe(false);
    expect(calendar.addWorkingDays('2026-09-30', 1)).toBe('2026-10-08');
    expect(calendar.addWorkingDays('2026-10-08', -1)).toBe('2026-09-30');
    expect(calendar.workingDaysBetween('2026-09-30', '2026-10-10')).toBe(3);
  });
  it('F097: every day of the table agrees with the chinese-days package', () => {
    for (let date = calendar.from; date <= calendar.knownThrough; date = addDays(date, 1))
      expect([date, calendar.isWorkingDay(date)]).toEqual([date, isWorkday(date)]);
  });
  it('X12: a derivation lists each day with its reason', () => {
    const derivation = calendar.derive('2026-09-30', 1);
    expect(derivation.due).toBe('2026-10-08');
    expect(derivation.steps).toHaveLength(8);
    expect(derivation.steps[0]).toMatchObject({
      date: '2026-10-01',
      counted: false,
      reason: { zh: '星期四，国庆节放假' },
    });
    expect(derivation.steps.at(-1)).toMatchObject({ date: '2026-10-08', counted: true });
  });
  it('X12: days beyond the published table are refused, not guessed', () => {
    expect(() => calendar.isWorkingDay('2027-01-01')).toThrow(CalendarUnknownError);
    expect(() => calendar.addWorkingDays('2026-12-25', 20)).toThrow(CalendarUnknownError);
    expect(() => calendar.workingDaysBetween('2026-12-25', '2027-01-04')).toThrow(CalendarUnknownError);
    expect(() => calendar.addWorkingDays('2026-02-30', 1)).toThrow(RangeError);
  });
  it('X12: adding and counting agree for every day and number', () => {
    const day = fc
      .date({ min: new Date('2024-06-01'), max: new Date('2026-06-01'), noInvalidDate: true })
      .map((d) => d.toISOString().slice(0, 10));
    fc.assert(
      fc.property(day, fc.integer({ min: -60, max: 60 }), (date, n) => {
        const due = calendar.addWorkingDays(date, n);
        const derivation = calendar.derive(date, n);
        expect(derivation.due).toBe(due);
        expect(derivation.steps.filter((s) => s.counted)).toHaveLength(Math.abs(n));
        if (n >= 0) expect(calendar.workingDaysBetween(date, due)).toBe(n);
      }),
    );
  });
});

describe('regions', () => {
  it.each([
    ['990101000000', '990101'],
    ['990100000000', '9901'],
    ['990110000000', '990110'],
    ['990000000000', '99'],
    ['990101001', '990101001'],
    ['990101001003', '990101001003'],
    ['99010', undefined],
  ])('F167: codes within %s begin with %s', (region, prefix) => expect(regionPrefix(region)).toBe(prefix));

  it('F010 F012: one lies within another by its leading digits, however long the codes are written', () => {
    for (const [region, of] of [
      ['990101', '990100000000'],
      ['990101001002', '990101001'],
      ['990101000000', '990101'],
      ['990100', '99'],
      ['990101001000', '990101001000'],
    ])
      expect(isWithinRegion(region!, of!), `${region} in ${of}`).toBe(true);
    for (const [region, of] of [
      ['990100000000', '990101'],
      ['990201', '990100'],
      ['980101', '99'],
      ['99010', '990100'],
      ['990101', 'x'],
    ])
      expect(isWithinRegion(region!, of!), `${region} in ${of}`).toBe(false);
  });

  it('F060: the national table and the demo district form one tree', () => {
    const regions = allRegions();
    expect(regions.fullName('330106')).toBe('浙江省杭州市西湖区');
    expect(regions.fullName('110105000000')).toBe('北京市朝阳区');
    expect(regions.fullName('990101001')).toBe('示范省云州市云溪区云溪街道');
    expect(regions.find('441900')?.name).toBe('东莞市');
    expect(regions.children('990100').map((r) => r.name)).toEqual(['云溪区', '云港区']);
    expect(regions.children()).toHaveLength(35);
    expect(regions.find('123456')).toBeUndefined();
    expect(nationalRegions().length).toBeGreaterThan(3000);
    expect(DEMO_REGIONS.every((r) => isSyntheticRegion(r.code))).toBe(true);
  });
  it('F067: there are 56 peoples, each once', () => {
    expect(new Set(NATIONS.map((n) => n.zh)).size).toBe(56);
    expect(NATIONS[0]).toMatchObject({ code: '01', zh: '汉族' });
  });
});

it('F070: no parser crashes on hostile text, and each refusal speaks both languages', () => {
  const parsers = [
    parseCitizenId,
    parseUscc,
    parseOrgCode,
    parseMobile,
    parseBankCard,
    parsePassport,
    parseCatalogCode,
    parseTaskCode,
    parseHandlingItemCode,
    parseExchangeCaseNumber,
    parseShortCaseNumber,
    parseQueryCode,
    parseLicenceIdentifier,
    parseTaiwanPermit,
  ];
  fc.assert(
    fc.property(
      fc.oneof(fc.string({ unit: 'binary' }), fc.string({ maxLength: 50 }), fc.stringMatching(/^[0-9A-Z.]{0,60}$/)),
      (text) => {
        for (const parse of parsers) {
          const parsed = (parse as (t: string) => ReturnType<typeof parseUscc>)(text);
          if (!parsed.ok) expect(parsed.issue.message.zh.length * parsed.issue.message.en.length).toBeGreaterThan(0);
        }
      },
    ),
  );
});
