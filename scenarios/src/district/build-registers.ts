import { addDays } from '@miaopi/identifiers';
import type { Registers } from '../outside/answers.ts';
import type { OutsideRecord } from '../outside/systems.ts';
import { ADDRESSES, type AddressSpec, addressKey, usualAddress, YUNGANG } from './addresses.ts';
import { yearsBefore } from './dates.ts';
import type { ProjectSpec } from './firm-spec.ts';
import { FIRMS } from './firms.ts';
import type { Firm, Person } from './model.ts';
import type { PersonSpec } from './person-spec.ts';
import { portrait } from './portrait.ts';
import { insuranceRecord, licenceRecord } from './records.ts';
import { type AddressRecord, createRegisters, type Entry, hash, type PremisesRecord } from './registers.ts';
import { formerOf, qualificationDates } from './stock-licences.ts';

/** A person as written down, with what was worked out. */
export interface Living {
  readonly spec: PersonSpec;
  readonly place: number;
  readonly birthDate: string;
  readonly citizenId: string;
  readonly home: AddressSpec;
}

/** Where somebody lives: the address the spec names, or the usual one of his place in the list. */
export function addressOf(spec: PersonSpec, place: number): AddressSpec {
  if (spec.home === undefined) return usualAddress(place);
  const found = ADDRESSES[spec.home];
  if (found === undefined) throw new Error(`${spec.key} lives at an address nobody wrote down: ${spec.home}`);
  return found;
}

export function buildRegisters(parts: {
  readonly today: string;
  readonly founded: string;
  readonly living: readonly Living[];
  readonly persons: readonly Person[];
  readonly firms: readonly Firm[];
}): Registers {
  const { today, founded, living, persons, firms } = parts;
  const tables = new Map<string, Map<string, Entry>>();
  const put = (table: string, key: string, entry: Entry | 'none' | undefined) => {
    if (entry === undefined || entry === 'none') return;
    const rows = tables.get(table) ?? new Map<string, Entry>();
    rows.set(key, entry);
    tables.set(table, rows);
  };
  const byKey = new Map(living.map((one) => [one.spec.key, one]));
  const changes = new Map<string, 'confirmed' | 'refused' | 'unavailable'>();

  for (const one of living) {
    const { spec, citizenId } = one;
    const person = persons[one.place]!;
    put('police/person', citizenId, spec.population ?? personRecord(one, person));
    const family = (spec.family ?? []).map(({ key, relation }) => ({ relation, ...memberOf(byKey, key) }));
    put('police/family', citizenId, {
      成员: family.map((member) => ({
        姓名: member.name,
        身份号码: member.citizenId,
        关系: member.relation,
        出生日期: member.birthDate,
      })),
    });
    put('housing/guarantee', citizenId, {
      住房面积: spec.guarantee?.area ?? 0,
      低保家庭: spec.guarantee?.assisted ?? false,
      在保: false,
    });
    put('police/driver-background', citizenId, spec.background as OutsideRecord | 'none' | 'unavailable' | undefined);
    const insured = spec.insured;
    put(
      'social-insurance/insured',
      citizenId,
      typeof insured === 'object' ? insuranceRecord(spec.name, insured, today) : insured,
    );
    const licence = spec.licence;
    put(
      'traffic-police/driving-licence',
      citizenId,
      typeof licence === 'object' ? licenceRecord(citizenId, licence, today) : licence,
    );
    const exam = spec.exam;
    put(
      'transport/driver-exam',
      citizenId,
      typeof exam === 'object'
        ? {
            全国公共科目: exam.national,
            区域科目: exam.local,
            合格日期: exam.national && exam.local ? yearsBefore(today, 1) : null,
          }
        : exam,
    );
  }

  firms.forEach((firm, place) => {
    const spec = FIRMS[place]!;
    // a certificate must follow within a month of the register: a firm that asks today is in time, unless its story is that it is late
    const changedOn = addDays(today, -(spec.late ? 75 : 8 + (place % 9)));
    const former = formerOf(spec, firm);
    put('market/enterprise', firm.uscc, {
      名称: firm.name,
      类型: firm.type,
      法定代表人: firm.legalRepresentative.name,
      法定代表人身份号码: firm.legalRepresentative.citizenId,
      住所: firm.address,
      成立日期: firm.established,
      登记状态: firm.state,
      注册资本: spec.capital,
      变更记录: [
        ...(spec.former?.name === undefined
          ? []
          : [{ 事项: '名称变更', 变更前: spec.former.name, 变更后: firm.name, 核准日期: changedOn }]),
        ...(spec.former?.address === undefined
          ? []
          : [{ 事项: '住所变更', 变更前: spec.former.address, 变更后: firm.address, 核准日期: changedOn }]),
        ...(spec.former?.legal === undefined
          ? []
          : [
              {
                事项: '法定代表人变更',
                变更前: spec.former.legal,
                变更后: firm.legalRepresentative.name,
                核准日期: changedOn,
              },
            ]),
      ],
    });
    for (const project of spec.projects ?? []) put('housing/project', project.code, projectRecord(firm, project));
    const { qualification } = spec;
    if (qualification === undefined || qualification.known === false) return;
    const key = `${firm.uscc}/${qualification.number}`;
    put('housing/qualification', key, {
      企业名称: former.name,
      注册地址: former.address,
      法定代表人: former.legal,
      资质类别及等级: qualification.grades,
      状态: qualification.state ?? '有效',
      有效期止: qualificationDates(founded, place).validTo,
    });
    changes.set(key, qualification.confirm ?? 'confirmed');
  });

  const addresses = addressTable(living, byKey);
  const premises = premisesTable(addresses, firms);
  return createRegisters({ byKey: tables, addresses, premises, changes, year: today.slice(0, 4) });
}

function projectRecord(firm: Firm, project: ProjectSpec): OutsideRecord {
  return {
    项目名称: project.name,
    建设单位代码: firm.uscc,
    建设地址: project.site,
    用地批准文号: project.land ?? null,
    规划许可证号: project.planning ?? null,
    许可建筑面积: project.area,
    施工图审查: project.drawings ?? '合格',
    合同备案编号: project.contract ?? null,
    联审意见: project.agreed ?? null,
    总投资: project.investment,
  };
}

function personRecord(one: Living, person: Person): OutsideRecord {
  const { spec } = one;
  const household = ADDRESSES[spec.household ?? ''] ?? null;
  return {
    姓名: spec.name,
    性别: spec.sex,
    民族: person.nation,
    出生日期: one.birthDate,
    户籍地址: person.householdAddress,
    户籍区划: household?.region ?? '990101',
    居住地址: one.home.known === false ? null : one.home.text,
    居住区划: one.home.known === false ? null : one.home.region,
    状态: spec.status ?? '正常',
    照片: spec.photo === false ? null : portrait(one.place, spec.sex, spec.age >= 60),
  };
}

function memberOf(byKey: ReadonlyMap<string, Living>, key: string) {
  const found = byKey.get(key);
  if (found === undefined) throw new Error(`a family names somebody who is not there: ${key}`);
  return { name: found.spec.name, citizenId: found.citizenId, birthDate: found.birthDate };
}

/** Firms that own what they sit in; m². */
const OWN_PREMISES: Readonly<Record<string, number>> = { lanshan: 620, qiming: 480 };
const UNLAWFUL: Readonly<Record<string, PremisesRecord['state']>> = { [`${YUNGANG}渔港街15号`]: '危险房屋' };

/** Everything the police have an address of, and what firms own. */
function premisesTable(
  addresses: ReadonlyMap<string, AddressRecord>,
  firms: readonly Firm[],
): ReadonlyMap<string, PremisesRecord> {
  const table = new Map<string, PremisesRecord>();
  for (const [key, { text, owner, use }] of addresses)
    table.set(key, {
      text,
      owner: owner.citizenId,
      use,
      area: use === '住宅' ? 62 + (hash(text) % 70) : 400 + (hash(text) % 900),
      state: UNLAWFUL[text] ?? '正常',
    });
  for (const firm of firms) {
    const area = OWN_PREMISES[firm.key];
    if (area !== undefined)
      table.set(addressKey(firm.address), { text: firm.address, owner: firm.uscc, use: '非住宅', area, state: '正常' });
  }
  return table;
}

function addressTable(
  living: readonly Living[],
  byKey: ReadonlyMap<string, Living>,
): ReadonlyMap<string, AddressRecord> {
  const table = new Map<string, AddressRecord>();
  const add = (spec: AddressSpec, resident: Living) => {
    const key = addressKey(spec.text);
    if (spec.known === false || table.has(key)) return;
    const owner = spec.owner === null ? resident : byKey.get(spec.owner);
    if (owner === undefined) throw new Error(`${spec.text} belongs to nobody: ${spec.owner}`);
    table.set(key, {
      text: spec.text,
      code: `${spec.region}${String(hash(spec.text) % 1_000_000_000).padStart(9, '0')}`,
      region: spec.region,
      use: spec.use,
      owner: { name: owner.spec.name, citizenId: owner.citizenId },
      kin: new Set((owner.spec.family ?? []).map((member) => byKey.get(member.key)!.citizenId)),
      tenants: new Set((spec.leases ?? []).map((key) => byKey.get(key)!.citizenId)),
    });
  };
  for (const one of living) {
    add(one.home, one);
    const household = ADDRESSES[one.spec.household ?? ''];
    if (household !== undefined) add(household, one);
  }
  return table;
}
