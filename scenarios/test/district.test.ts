import { addDays, parseCitizenId, parseMobile, parseUscc } from '@miaopi/identifiers';
import { describe, expect, it } from 'vitest';
import { BRANCHES, type Facts } from '../src/district/branches.ts';
import { buildDistrict } from '../src/district/build.ts';
import { buildCatalogue } from '../src/district/catalogue.ts';
import { buildCrowd } from '../src/district/crowd.ts';
import { signInTable } from '../src/district/sign-in-table.ts';
import { createStubAnswers, OutsideRequestError } from '../src/outside/answers.ts';
import { SYSTEMS, type SystemId } from '../src/outside/systems.ts';

const ITEMS = [
  'social-insurance-statement',
  'residence-registration',
  'senior-card',
  'ride-hailing-driver',
  'construction-qualification-change',
];

function factsOf(district: ReturnType<typeof buildDistrict>, who: string): Facts {
  const answers = createStubAnswers(district.registers);
  const person = district.persons.find((one) => one.key === who);
  const firm = district.firms.find((one) => one.key === who);
  if (person === undefined && firm === undefined) throw new Error(`nobody is called ${who}`);
  const self = { 身份号码: person?.citizenId ?? '', 统一社会信用代码: firm?.uscc ?? '' };
  return {
    district,
    person: person ?? district.persons[0]!,
    firm: firm ?? district.firms[0]!,
    ask(system, operation, more = {}) {
      const answer = answers(system, operation, { ...self, ...more });
      return answer.status === 'found' ? answer.data : answer.status;
    },
  };
}

// A leap day, the turns of a year, and an installation that has been running for eleven months.
const DAYS = [
  { today: '2026-11-22', founded: '2026-11-22' },
  { today: '2028-02-29', founded: '2028-02-29' },
  { today: '2027-01-01', founded: '2027-01-01' },
  { today: '2031-12-31', founded: '2031-12-31' },
  { today: '2027-10-22', founded: '2026-11-22' },
];

describe.each(DAYS)('the demo district founded on $founded, as of $today', (days) => {
  const district = buildDistrict(days);

  it.each(BRANCHES.map((branch) => [branch.item, branch.zh, branch.who, branch] as const))(
    'X03: %s – %s is shown by %s',
    (_item, _zh, who, branch) => {
      expect(branch.holds(factsOf(district, who))).toBe(true);
    },
  );

  it('F217: every number is valid and belongs to the synthetic province 99, none comes twice', () => {
    const ids = [...district.persons, ...district.staff].map((one) => one.citizenId);
    for (const id of ids)
      expect(parseCitizenId(id, days.today)).toMatchObject({ ok: true, value: { kind: 'synthetic' } });
    expect(new Set(ids).size).toBe(ids.length);
    for (const { uscc } of [...district.firms, ...district.offices])
      expect(parseUscc(uscc), uscc).toMatchObject({ ok: true });
    for (const firm of district.firms) expect(firm.uscc.slice(2, 4)).toBe('99');
    const mobiles = [...district.persons, ...district.staff, ...district.firms].map((one) => one.mobile);
    for (const mobile of mobiles) expect(parseMobile(mobile), mobile).toMatchObject({ ok: true });
    expect(new Set(mobiles).size).toBe(mobiles.length);
  });
});

describe('the demo district', () => {
  const today = '2026-11-22';
  const district = buildDistrict({ today });

  it('every item has branches, and every person with an account shows one, or stands behind somebody who does', () => {
    expect(new Set(BRANCHES.map((branch) => branch.item))).toEqual(new Set(ITEMS));
    const shown = new Set(BRANCHES.map((branch) => branch.who));
    const behind = new Set(['wu-jianguo', 'xu-zhiyuan']);
    const business = new Set([
      ...district.firms.map((firm) => firm.legalRepresentative.citizenId),
      ...district.mandates.map((one) => one.agent),
    ]);
    const idle = district.persons.filter(
      (one) => one.account && !shown.has(one.key) && !behind.has(one.key) && !business.has(one.citizenId),
    );
    expect(idle.map((one) => one.key)).toEqual([]);
  });

  it('is the same for the same days, register by register', () => {
    const other = buildDistrict({ today });
    const { registers: _, ...plain } = district;
    const { registers: __, ...otherPlain } = other;
    expect(otherPlain).toEqual(plain);
    for (const person of district.persons) {
      for (const system of Object.keys(SYSTEMS) as SystemId[]) {
        for (const [operation, { required }] of Object.entries(SYSTEMS[system].operations)) {
          const params = {
            ...Object.fromEntries(required.map((name) => [name, 'x'])),
            身份号码: person.citizenId,
            地址: person.residence,
          };
          expect(createStubAnswers(other.registers)(system, operation, params)).toEqual(
            createStubAnswers(district.registers)(system, operation, params),
          );
        }
      }
    }
  });

  it('keeps its numbers when only the day moves on, and its insurance runs on', () => {
    const later = buildDistrict({ today: addDays(today, 400), founded: today });
    expect(later.persons.map((one) => one.citizenId)).toEqual(district.persons.map((one) => one.citizenId));
    expect(later.stockLicences).toEqual(district.stockLicences);
    const id = district.persons[0]!.citizenId;
    const answer = createStubAnswers(later.registers)('social-insurance', 'insured', { 身份号码: id });
    expect(answer.status === 'found' && answer.data.缴费).toContainEqual(expect.objectContaining({ 年月: '2027-11' }));
  });

  it('each of the five offices has a clerk, two approvers, a head and a keeper of seals; there is an auditor and an operator', () => {
    for (const office of district.offices.slice(0, 5)) {
      const roles = district.staff.filter((one) => one.office === office.uscc).map((one) => one.roles[0]);
      expect(roles).toEqual(['acceptor', 'approver', 'approver', 'head', 'seal-keeper']);
    }
    expect(
      district.staff.filter((one) => one.roles.includes('auditor') || one.roles.includes('operator')),
    ).toHaveLength(2);
    expect(new Set(district.staff.map((one) => one.account)).size).toBe(district.staff.length);
  });

  it('photos are PNG of less than 15 kB, and people look different', () => {
    const photos = district.persons
      .map((one) => createStubAnswers(district.registers)('police', 'person', { 身份号码: one.citizenId }))
      .flatMap((answer) =>
        answer.status === 'found' && typeof answer.data.照片 === 'string' ? [answer.data.照片] : [],
      );
    for (const photo of photos) {
      expect(photo.length).toBeLessThan(15_000);
      expect(Buffer.from(photo, 'base64').subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n');
    }
    expect(new Set(photos).size).toBeGreaterThan(8);
  });

  it('an address is found however it is written', () => {
    const person = district.persons.find((one) => one.key === 'zhou-ting')!;
    const answers = createStubAnswers(district.registers);
    for (const address of [
      person.residence!,
      '云溪区梧桐路１８号３幢２单元５０１室',
      '云州市 云溪区 梧桐路18号3幢2单元501室',
    ]) {
      expect(answers('police', 'address', { 地址: address, 身份号码: person.citizenId }).status, address).toBe('found');
    }
  });

  it('a mandate that is passed on hangs from one of the agent who passed it, and never outlives it', () => {
    for (const mandate of district.mandates) {
      const above = district.mandates.find((one) => one.id === mandate.above);
      expect(mandate.level).toBe(above === undefined ? 1 : above.level + 1);
      if (above === undefined) continue;
      expect(mandate.givenBy).toBe(above.agent);
      expect(mandate.validTo <= above.validTo).toBe(true);
    }
  });

  it('the table for the terminal names eight to twelve people who are there', () => {
    const rows = signInTable(district);
    expect(rows.length).toBeGreaterThanOrEqual(8);
    expect(rows.length).toBeLessThanOrEqual(12);
    for (const row of rows) {
      expect(row.account).not.toBe('');
      expect(row.shows.zh && row.shows.en).toBeTruthy();
    }
  });

  it('the stub refuses what the programs refuse: an unknown operation, a missing parameter', () => {
    const answers = createStubAnswers(district.registers);
    expect(() => answers('police', 'constructor', {})).toThrow(OutsideRequestError);
    expect(() => answers('police', 'person', { 身份号码: 5 })).toThrow(/身份号码/);
  });
});

describe('the crowd', () => {
  const today = '2026-11-22';
  const crowd = buildCrowd({ count: 7_000, today });

  it('holds only valid numbers of the synthetic province, each once, none of the named people', () => {
    const named = new Set(buildDistrict({ today }).persons.map((one) => one.citizenId));
    expect(new Set(crowd.persons.map((one) => one.citizenId)).size).toBe(7_000);
    expect(new Set(crowd.persons.map((one) => one.residence)).size).toBe(7_000);
    for (const one of crowd.persons) {
      expect(parseCitizenId(one.citizenId, today)).toMatchObject({
        ok: true,
        value: { gender: one.sex === '男' ? 'male' : 'female', birthDate: one.birthDate },
      });
      expect(named.has(one.citizenId)).toBe(false);
    }
  });

  it('every one is lawful: insured, at home in an own flat, and a driver unless a senior', () => {
    const answers = createStubAnswers(crowd.registers);
    for (const one of crowd.persons.slice(0, 50)) {
      const self = { 身份号码: one.citizenId };
      expect(answers('social-insurance', 'insured', self)).toMatchObject({
        status: 'found',
        data: { 参保状态: '参保缴费' },
      });
      expect(answers('police', 'address', { ...self, 地址: one.residence })).toMatchObject({
        data: { 与申请人关系: '本人' },
      });
    }
    const driver = buildDistrict({ today, crowd: 10 });
    const asOne = factsOf({ ...driver, persons: crowd.persons.slice(0, 1) }, 'crowd-0');
    expect(BRANCHES.find((branch) => branch.who === 'lin-feng')!.holds(asOne)).toBe(true);
  });

  it('the same seed makes the same people, another seed others', () => {
    expect(buildCrowd({ count: 50, today }).persons).toEqual(crowd.persons.slice(0, 50));
    expect(buildCrowd({ count: 50, today, seed: 2 }).persons).not.toEqual(crowd.persons.slice(0, 50));
  });
});

describe('the catalogue', () => {
  it('has 20,000 items with names of their own, the same each time', () => {
    const all = buildCatalogue(20_000);
    expect(new Set(all.map((one) => one.name)).size).toBe(20_000);
    expect(buildCatalogue(100)).toEqual(all.slice(0, 100));
    expect(() => buildCatalogue(20_001)).toThrow(RangeError);
  });
});
