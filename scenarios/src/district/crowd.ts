import { makeCitizenId } from '@miaopi/identifiers';
import type { OutsideAnswer, Registers } from '../outside/answers.ts';
import type { OutsideRecord, OutsideValue, SystemId } from '../outside/systems.ts';
import { addressKey, DONGYU, YUNXI } from './addresses.ts';
import { yearsBefore } from './dates.ts';
import type { Person } from './model.ts';
import { portrait } from './portrait.ts';
import { insuranceRecord, licenceRecord } from './records.ts';

export interface Crowd {
  readonly persons: readonly Person[];
  readonly registers: Registers;
}

const FAMILY =
  '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文';
const GIVEN = '安柏辰初岱恩帆歌涵景珂岚霖沐宁棠彤唯汐晓妍一奕盈予原悦泽昭芷子梓嘉俊凯明瑞思天文欣雅阳怡雨远';
const STREETS = ['澄江路', '梧桐路', '青禾路', '听雨巷', '竹园街', '溪东路', '松林路', '望湖路'];
const UNITS = ['云州明川软件有限公司', '云州市汇川物流有限公司', '云溪区拾光文化传播有限公司', '云州晴川食品有限公司'];

/**
 * Many more people of the district, all of them lawful: what they apply for is granted. Every fifth is a senior; the others work,
 * drive and live in a flat of their own with their household in another city. The same seed gives the same people; records are worked out
 * when they are asked for, so a hundred thousand cost no more than their names.
 * @param options.months months of insurance of each, default 12
 */
export function buildCrowd(options: {
  readonly count: number;
  readonly today: string;
  readonly founded?: string;
  readonly seed?: number;
  readonly months?: number;
}): Crowd {
  const { count, today, seed = 1, months = 12 } = options;
  if (!Number.isInteger(count) || count < 0 || count > 2_000_000)
    throw new RangeError(`a crowd of ${count} cannot be made`);
  const founded = options.founded ?? today;
  const random = pseudoRandom(seed);
  const pick = (signs: string) => signs.charAt(Math.floor(random() * signs.length));
  const year = Number(founded.slice(0, 4));
  const persons: Person[] = [];
  for (let place = 0; place < count; place++) {
    const senior = place % 5 === 4;
    // Every place has a birthday and a sequence of its own, so no number comes twice: 300 days × 20 years × 500 sequences of a sex.
    const age = senior ? 61 + (Math.floor(place / 300) % 20) : 27 + (Math.floor(place / 300) % 20);
    const day = place % 300;
    const birthDate = `${year - age - 1}-${String(1 + (Math.floor(day / 27) % 12)).padStart(2, '0')}-${String(1 + (day % 27)).padStart(2, '0')}`;
    const male = random() < 0.5;
    const sequence = (Math.floor(place / 6_000) % 500) * 2 + (male ? 1 : 0);
    const street = STREETS[place % STREETS.length];
    const residence = `${YUNXI}${street}${500 + Math.floor(place / 640)}号${1 + (Math.floor(place / 80) % 8)}幢${1 + (Math.floor(place / 8) % 10)}0${1 + (place % 8)}室`;
    persons.push({
      key: `crowd-${place}`,
      name: pick(FAMILY) + pick(GIVEN) + (random() < 0.8 ? pick(GIVEN) : ''),
      sex: male ? '男' : '女',
      nation: '汉族',
      birthDate,
      citizenId: makeCitizenId({ region: '990102', birthDate, sequence }),
      mobile: `199${String(10_000_000 + place)}`,
      householdAddress: senior ? residence : `${DONGYU}潮音路${1_000 + place}号`,
      residence,
      story: { zh: '众人之一，条件全部满足。', en: 'One of many; meets every condition.' },
      account: true,
    });
  }
  return { persons, registers: crowdRegisters(persons, today, months) };
}

function crowdRegisters(persons: readonly Person[], today: string, months: number): Registers {
  const byId = new Map(persons.map((person, place) => [person.citizenId, place]));
  const byAddress = new Map(persons.map((person, place) => [addressKey(person.residence ?? ''), place]));
  const found = (data: OutsideRecord): OutsideAnswer => ({ status: 'found', data });
  return {
    find(system: SystemId, operation: string, params: OutsideRecord): OutsideAnswer {
      const name = `${system}/${operation}`;
      if (name === 'police/address') {
        const owner = persons[byAddress.get(addressKey(textOf(params.地址))) ?? -1];
        return owner === undefined ? { status: 'none' } : found(addressRecord(owner, textOf(params.身份号码)));
      }
      const place = byId.get(textOf(params.身份号码));
      const person = persons[place ?? -1];
      if (person === undefined || place === undefined) return { status: 'none' };
      const senior = place % 5 === 4;
      switch (name) {
        case 'police/person':
          return found(personRecord(person, place, senior));
        case 'police/family':
          return found({ 成员: [] });
        case 'police/driver-background':
          return found({
            交通肇事犯罪: false,
            危险驾驶犯罪: false,
            吸毒记录: false,
            饮酒后驾驶记录: false,
            暴力犯罪记录: false,
          });
        case 'social-insurance/insured':
          return found(
            insuranceRecord(
              person.name,
              { state: '参保缴费', months, base: 5_000 + (place % 60) * 100, unit: UNITS[place % UNITS.length]! },
              today,
            ),
          );
        case 'traffic-police/driving-licence':
          return senior
            ? { status: 'none' }
            : found(licenceRecord(person.citizenId, { classes: 'C1', years: 6 + (place % 3) }, today));
        case 'transport/driver-exam':
          return senior
            ? { status: 'none' }
            : found({ 全国公共科目: true, 区域科目: true, 合格日期: yearsBefore(today, 1) });
        default:
          return { status: 'none' };
      }
    },
  };
}

function personRecord(person: Person, place: number, senior: boolean): OutsideRecord {
  return {
    姓名: person.name,
    性别: person.sex,
    民族: person.nation,
    出生日期: person.birthDate,
    户籍地址: person.householdAddress,
    户籍区划: senior ? '990101' : '990219',
    居住地址: person.residence,
    居住区划: '990101',
    状态: '正常',
    照片: portrait(place, person.sex, senior),
  };
}

function addressRecord(owner: Person, asker: string): OutsideRecord {
  return {
    标准地址: owner.residence,
    地址编码: `990101${owner.mobile.slice(2)}`,
    区划: '990101',
    房屋用途: '住宅',
    产权人: owner.name,
    产权人身份号码: owner.citizenId,
    与申请人关系: asker === owner.citizenId ? '本人' : '无',
    租赁备案: false,
  };
}

function textOf(value: OutsideValue | undefined): string {
  return typeof value === 'string' ? value : '';
}

/** mulberry32: small, quick, the same everywhere; nothing secret hangs on it. */
export function pseudoRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
