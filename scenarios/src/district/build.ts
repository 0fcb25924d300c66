import { makeCitizenId, makeUscc } from '@miaopi/identifiers';
import { joinRegisters, type Registers } from '../outside/answers.ts';
import { ADDRESSES, usualAddress } from './addresses.ts';
import { addressOf, buildRegisters, type Living } from './build-registers.ts';
import { buildCrowd } from './crowd.ts';
import { bornSince } from './dates.ts';
import { FIRMS } from './firms.ts';
import { HALLS } from './halls.ts';
import { buildHolderSeals } from './holder-seals.ts';
import { buildMandates } from './mandates.ts';
import type { District, Firm, Person } from './model.ts';
import { OFFICES } from './offices.ts';
import { PEOPLE } from './people.ts';
import { buildSharedSystems } from './shared-systems.ts';
import { buildStaff } from './staff.ts';
import { buildStockLicences } from './stock-licences.ts';
import { assumeYears } from './working-days.ts';

/** Password of everybody in the demo district. */
export const DEMO_PASSWORD = 'Miaopi-2026';

export interface DistrictOptions {
  /** `yyyy-mm-dd`: the facts of the registers (months paid, licence years, penalty cycles) are told for this day. */
  readonly today: string;
  /** The day this installation was first loaded; default today. Keep it: citizen numbers hold dates of birth that count from it. */
  readonly founded?: string;
  /** How many further lawful persons the registers know (see buildCrowd). */
  readonly crowd?: number;
}

/** The demo district, always the same for the same two days. */
export function buildDistrict(options: DistrictOptions): District {
  const { today } = options;
  const founded = options.founded ?? today;
  const living = PEOPLE.map((spec, place): Living => {
    const birthDate = bornSince(founded, spec.age, spec.days ?? 40 + ((place * 53) % 280));
    const citizenId = makeCitizenId({
      region: ADDRESSES[spec.household ?? '']?.region ?? '990101',
      birthDate,
      sequence: 100 + place * 2 + (spec.sex === '男' ? 1 : 0),
    });
    return { spec, place, birthDate, citizenId, home: addressOf(spec, place) };
  });
  const byKey = new Map(living.map((one) => [one.spec.key, one]));
  const persons = living.map((one): Person => {
    const { spec, place, birthDate, citizenId } = one;
    return {
      key: spec.key,
      name: spec.name,
      sex: spec.sex,
      nation: spec.nation ?? '汉族',
      birthDate,
      citizenId,
      mobile: `1990000${String(1001 + place)}`,
      householdAddress: (spec.household === undefined
        ? spec.home === undefined
          ? one.home
          : usualAddress(place)
        : addressOf({ ...spec, home: spec.household }, place)
      ).text,
      residence: one.home.text,
      story: spec.story,
      account: spec.account ?? true,
    };
  });
  const personOf = (key: string): Person => {
    const one = byKey.get(key);
    if (one === undefined) throw new Error(`nobody in the district has the key ${key}`);
    return persons[one.place]!;
  };
  const firms = FIRMS.map((spec, place): Firm => {
    const legal = personOf(spec.legal);
    return {
      key: spec.key,
      uscc: makeUscc({ kind: '91', region: '990101', body: spec.body }),
      name: spec.name,
      type: '有限责任公司',
      address: spec.address,
      legalRepresentative: { name: legal.name, citizenId: legal.citizenId },
      mobile: `1990000${String(2001 + place)}`,
      established: `${2004 + place}-0${1 + (place % 9)}-18`,
      state: spec.state ?? '存续',
      story: spec.story,
      account: spec.account ?? true,
    };
  });
  const crowd = options.crowd ?? 0;
  // only the outside systems need what the registers hold, and drawing their portraits takes a while
  let registers: Registers | undefined;
  const makeRegisters = (): Registers => {
    const own = buildRegisters({ today, founded, living, persons, firms });
    return crowd > 0 ? joinRegisters(own, buildCrowd({ count: crowd, today, founded }).registers) : own;
  };
  return {
    today,
    founded,
    offices: OFFICES,
    staff: buildStaff(founded),
    persons,
    firms,
    mandates: buildMandates({ founded, personOf, firms }),
    stockLicences: buildStockLicences({ founded, firms, personOf }),
    holderSeals: buildHolderSeals({ firms, personOf }),
    sharedSystems: buildSharedSystems(firms),
    halls: HALLS,
    years: assumeYears(founded),
    get registers() {
      registers ??= makeRegisters();
      return registers;
    },
    password: DEMO_PASSWORD,
  };
}
