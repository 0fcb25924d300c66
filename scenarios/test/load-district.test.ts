import { describe, expect, it } from 'vitest';
import { buildDistrict } from '../src/district/build.ts';
import { DistrictLoadError, type DistrictTarget, type Loaded, loadDistrict } from '../src/load/load-district.ts';

const district = buildDistrict({ today: '2026-11-22' });

/** A platform that refuses whatever comes before the things it needs. */
function strictTarget(known = new Set<string>()) {
  const add = (key: string, ...needs: readonly string[]): Promise<Loaded> => {
    for (const need of needs) if (!known.has(need)) return Promise.reject(new Error(`${key} needs ${need}`));
    const loaded = known.has(key) ? 'present' : 'new';
    known.add(key);
    return Promise.resolve(loaded);
  };
  const target: DistrictTarget = {
    registerOffice: (office) => add(office.uscc),
    issueOfficeSeal: (office) => add(`seal of ${office.uscc}`),
    registerStaff: (staff) => add(staff.account, staff.office),
    registerPerson: (person) => add(person.citizenId),
    registerFirm: (firm) => add(firm.uscc, firm.legalRepresentative.citizenId),
    grantMandate: (one) =>
      add(
        one.id,
        one.agent,
        one.givenBy,
        ...(one.above === null ? [] : [one.above]),
        one.principal.kind === 'firm' ? one.principal.uscc : one.principal.citizenId,
      ),
    importStockLicence: (licence) => add(licence.number, licence.holder.uscc, licence.issuedBy),
    issueHolderSeal: ({ seal, holder }) =>
      holder.kind === 'firm'
        ? add(`${seal} of ${holder.uscc}`, holder.uscc, holder.keeper)
        : add(`${seal} of ${holder.citizenId}`, holder.citizenId),
    registerSharedSystem: (system) => add(system.name, ...system.questions.map((one) => one.uscc)),
    enterYear: ({ year }) => add(`working days of ${year}`),
    openHall: (hall) =>
      add(
        `hall ${hall.name.zh}`,
        hall.office,
        ...hall.desks.flatMap((desk) => desk.windows.flatMap((window) => window.staff)),
        ...hall.bookings.map(({ person }) => district.persons.find((one) => one.key === person)?.citizenId ?? person),
      ),
  };
  return { target, known };
}

describe('loading the district', () => {
  it('X08: brings everything in an order in which each thing finds what it needs', async () => {
    const { target, known } = strictTarget();
    const report = await loadDistrict(target, district);
    expect(report.present).toBe(0);
    expect(report.fresh).toBe(known.size);
    expect(report.fresh).toBeGreaterThan(100);
  });

  it('a second time finds everything and makes nothing new', async () => {
    const { target, known } = strictTarget();
    const first = await loadDistrict(target, district);
    const second = await loadDistrict(strictTarget(known).target, district);
    expect(second).toEqual({ fresh: 0, present: first.fresh });
  });

  it('registers neither children nor the dead', async () => {
    const seen: string[] = [];
    const { target } = strictTarget();
    await loadDistrict(
      {
        ...target,
        registerPerson: (person, password) => {
          seen.push(person.key);
          return target.registerPerson(person, password);
        },
      },
      district,
    );
    expect(seen).not.toContain('han-child-1');
    expect(seen).not.toContain('huang-shide');
    expect(seen).toContain('chen-jing');
  });

  it('says where it stopped', async () => {
    const { target } = strictTarget();
    const failing = { ...target, registerFirm: () => Promise.reject(new Error('the database is gone')) };
    await expect(loadDistrict(failing, district)).rejects.toThrow(DistrictLoadError);
    await expect(loadDistrict(failing, district)).rejects.toThrow(/firm hengzhu: the database is gone/);
  });
});
