import { ageOn } from '@miaopi/identifiers';
import type { AnswerFunction } from '../outside/answers.ts';
import type { OutsideRecord } from '../outside/systems.ts';
import { yearsBefore } from './dates.ts';
import type { District, Firm, Person } from './model.ts';

/** One branch of one item, who shows it, and the test by which the registers really say so. */
export interface Branch {
  readonly item: string;
  readonly zh: string;
  /** Key of the person or the firm. */
  readonly who: string;
  readonly holds: (facts: Facts) => boolean;
}

/** What a branch may look at. `ask` gives the data, or the word of the outcome. */
export interface Facts {
  readonly district: District;
  readonly person: Person;
  readonly firm: Firm;
  readonly ask: (
    system: Parameters<AnswerFunction>[0],
    operation: string,
    more?: OutsideRecord,
  ) => OutsideRecord | 'none' | 'unavailable';
}

type Holds = Branch['holds'];
const field = (answer: OutsideRecord | 'none' | 'unavailable', name: string) =>
  typeof answer === 'string' ? undefined : answer[name];
const listOf = (answer: OutsideRecord | 'none' | 'unavailable', name: string): readonly OutsideRecord[] => {
  const value = field(answer, name);
  return Array.isArray(value) ? (value as readonly OutsideRecord[]) : [];
};
const branch =
  (item: string) =>
  (who: string, zh: string, holds: Holds): Branch => ({ item, who, zh, holds });

const insured = branch('social-insurance-statement');
const insurance = (f: Facts) => f.ask('social-insurance', 'insured');
const state =
  (wanted: string): Holds =>
  (f) =>
    field(insurance(f), '参保状态') === wanted;

const resident = branch('residence-registration');
const fromOutside: Holds = (f) => !String(field(f.ask('police', 'person'), '户籍区划')).startsWith('9901');
const address = (f: Facts) => f.ask('police', 'address', { 地址: f.person.residence ?? '' });
const relation =
  (wanted: string, lease: boolean): Holds =>
  (f) =>
    field(address(f), '与申请人关系') === wanted && field(address(f), '租赁备案') === lease && fromOutside(f);

const senior = branch('senior-card');
const person = (f: Facts) => f.ask('police', 'person');
const age = (f: Facts) => ageOn(String(field(person(f), '出生日期')), f.district.today);
const lawfulSenior = (f: Facts) =>
  age(f) >= 60 &&
  field(person(f), '状态') === '正常' &&
  field(person(f), '居住区划') === '990101' &&
  field(person(f), '照片') !== null;

const driver = branch('ride-hailing-driver');
const licence = (f: Facts) => f.ask('traffic-police', 'driving-licence');
const background = (f: Facts) => f.ask('police', 'driver-background');
const exam = (f: Facts) => f.ask('transport', 'driver-exam');
const licenceOk = (f: Facts) =>
  field(licence(f), '状态') === '正常' &&
  String(field(licence(f), '初次领证日期')) <= yearsBefore(f.district.today, 3) &&
  String(field(licence(f), '有效期止')) >= f.district.today &&
  listOf(licence(f), '记分').length === 3 &&
  listOf(licence(f), '记分').every((cycle) => Number(cycle.记分) < 12);
const backgroundOk = (f: Facts) => {
  const answer = background(f);
  return typeof answer !== 'string' && Object.values(answer).every((value) => value === false);
};
const examOk = (f: Facts) => field(exam(f), '全国公共科目') === true && field(exam(f), '区域科目') === true;
/** Everything else is in order, so that this person shows this branch and no other. */
const only =
  (broken: 'licence' | 'background' | 'exam', how: Holds): Holds =>
  (f) =>
    how(f) &&
    (broken === 'licence' || licenceOk(f)) &&
    (broken === 'background' || backgroundOk(f)) &&
    (broken === 'exam' || examOk(f));
const guilty = (name: string): Holds => only('background', (f) => field(background(f), name) === true);

const change = branch('construction-qualification-change');
const numberOf = (f: Facts) => f.district.stockLicences.find((one) => one.holder.uscc === f.firm.uscc)?.number ?? '';
const market = (f: Facts) => f.ask('market', 'enterprise');
const quality = (f: Facts) => f.ask('housing', 'qualification', { 证书编号: numberOf(f) });
const confirm = (f: Facts) => f.ask('housing', 'confirm-change', { 证书编号: numberOf(f) });
const differs =
  (...names: readonly string[]): Holds =>
  (f) => {
    const pairs: readonly (readonly [string, string, string])[] = [
      ['名称', '名称', '企业名称'],
      ['地址', '住所', '注册地址'],
      ['法定代表人', '法定代表人', '法定代表人'],
    ];
    return pairs.every(
      ([name, inMarket, inHousing]) =>
        (field(market(f), inMarket) !== field(quality(f), inHousing)) === names.includes(name),
    );
  };
const changing =
  (names: readonly string[], also: Holds): Holds =>
  (f) =>
    differs(...names)(f) && also(f);
const confirmed: Holds = (f) => field(quality(f), '状态') === '有效' && field(confirm(f), '核准') === true;
const mandate =
  (test: (one: District['mandates'][number], f: Facts) => boolean): Holds =>
  (f) =>
    f.district.mandates.some(
      (one) => one.principal.kind === 'firm' && one.principal.uscc === f.firm.uscc && test(one, f),
    );

/** Every branch of the five items that somebody in the district shows. */
export const BRANCHES: readonly Branch[] = [
  insured(
    'chen-jing',
    '连续参保八年',
    (f) => state('参保缴费')(f) && listOf(insurance(f), '险种').every((one) => one.累计月数 === 96),
  ),
  insured('he-xu', '新参保', (f) => listOf(insurance(f), '险种').every((one) => one.累计月数 === 3)),
  insured('wang-lei', '暂停缴费', state('暂停缴费')),
  insured('sun-li', '终止', state('终止')),
  insured('zhao-min', '没有参保记录', (f) => insurance(f) === 'none'),
  insured('liu-yang', '参保记录暂时调不到', (f) => insurance(f) === 'unavailable'),

  resident('zhou-ting', '本人房屋', relation('本人', false)),
  resident('wu-hao', '亲属房屋', relation('亲属', false)),
  resident('zheng-nan', '租住且已备案', relation('无', true)),
  resident('feng-kai', '租住未备案', relation('无', false)),
  resident('jiang-yu', '地址库查无此地址', (f) => address(f) === 'none'),
  resident('yang-fan', '非住宅', (f) => field(address(f), '房屋用途') === '非住宅'),
  resident('ding-ling', '本市户籍', (f) => field(address(f), '与申请人关系') === '本人' && !fromOutside(f)),
  resident('han-xue', '三个未成年子女', (f) => {
    const children = listOf(f.ask('police', 'family'), '成员').filter(
      (one) => ageOn(String(one.出生日期), f.district.today) < 18,
    );
    return children.length === 3 && relation('本人', false)(f);
  }),

  senior('qian-guizhen', '刚满60周岁', (f) => age(f) === 60 && lawfulSenior(f)),
  senior(
    'sun-desheng',
    '75周岁以上，子女代办',
    (f) =>
      age(f) >= 75 &&
      lawfulSenior(f) &&
      f.district.mandates.some(
        (one) => one.principal.kind === 'person' && one.principal.citizenId === f.person.citizenId,
      ),
  ),
  senior('li-xiuying', '59周岁', (f) => age(f) === 59),
  senior('zhou-guoqiang', '人口库无照片', (f) => age(f) >= 60 && field(person(f), '照片') === null),
  senior(
    'ma-yulan',
    '户籍和居住都在外区',
    (f) => age(f) >= 60 && field(person(f), '户籍区划') === '990102' && field(person(f), '居住区划') === '990102',
  ),
  senior('gao-shuhua', '外区户籍，常住本区', (f) => lawfulSenior(f) && field(person(f), '户籍区划') === '990102'),
  senior('huang-shide', '户口已注销', (f) => field(person(f), '状态') === '注销'),
  senior('liang-qiu', '人口信息暂时调不到', (f) => person(f) === 'unavailable'),

  driver('lin-feng', '全部满足', (f) => licenceOk(f) && backgroundOk(f) && examOk(f)),
  driver(
    'xu-qiang',
    'B2驾驶证',
    (f) => field(licence(f), '准驾车型') === 'B2' && licenceOk(f) && backgroundOk(f) && examOk(f),
  ),
  driver(
    'guo-tao',
    '驾龄不满三年',
    only('licence', (f) => String(field(licence(f), '初次领证日期')) > yearsBefore(f.district.today, 3)),
  ),
  driver(
    'deng-bo',
    '一个周期记满12分',
    only('licence', (f) => listOf(licence(f), '记分').filter((cycle) => cycle.记分 === 12).length === 1),
  ),
  driver(
    'yuan-hui',
    '驾驶证暂扣',
    only('licence', (f) => field(licence(f), '状态') === '暂扣'),
  ),
  driver(
    'ye-zhou',
    '驾驶证过期',
    only('licence', (f) => String(field(licence(f), '有效期止')) < f.district.today),
  ),
  driver(
    'peng-cheng',
    '没有驾驶证',
    only('licence', (f) => licence(f) === 'none'),
  ),
  driver(
    'xie-jun',
    '背景存疑',
    only('background', (f) => field(background(f), '暴力犯罪记录') === null),
  ),
  driver(
    'song-ping',
    '背景无记录',
    only('background', (f) => background(f) === 'none'),
  ),
  driver(
    'luo-gang',
    '背景暂时调不到',
    only('background', (f) => background(f) === 'unavailable'),
  ),
  driver('tang-wei', '饮酒后驾驶记录', guilty('饮酒后驾驶记录')),
  driver('jia-liang', '交通肇事犯罪', guilty('交通肇事犯罪')),
  driver('ren-jie', '危险驾驶犯罪', guilty('危险驾驶犯罪')),
  driver('fu-qiang', '吸毒记录', guilty('吸毒记录')),
  driver('shen-bin', '暴力犯罪记录', guilty('暴力犯罪记录')),
  driver(
    'cao-lei',
    '没有考试记录',
    only('exam', (f) => exam(f) === 'none'),
  ),
  driver(
    'shi-lin',
    '区域科目未通过',
    only('exam', (f) => field(exam(f), '全国公共科目') === true && field(exam(f), '区域科目') === false),
  ),

  change('hengzhu', '名称变更', changing(['名称'], confirmed)),
  change('lanshan', '地址变更', changing(['地址'], confirmed)),
  change('qiming', '法定代表人变更', changing(['法定代表人'], confirmed)),
  change(
    'yunwan',
    '名称和地址变更，没有经办人',
    changing(['名称', '地址'], (f) => confirmed(f) && !mandate(() => true)(f)),
  ),
  change('qingshi', '市场登记没有变更', changing([], confirmed)),
  change(
    'beichen',
    '资质暂扣',
    changing(['名称'], (f) => field(quality(f), '状态') === '暂扣'),
  ),
  change(
    'anlan',
    '住建不予核准',
    changing(['地址'], (f) => field(confirm(f), '核准') === false),
  ),
  change(
    'yuanxiu',
    '住建核准暂时不通',
    changing(['名称', '地址'], (f) => confirm(f) === 'unavailable'),
  ),
  change('lanting', '逾期一个月', changing(['地址'], confirmed)),
  change('chuyun', '住建资质库无记录', (f) => numberOf(f) !== '' && quality(f) === 'none'),
  change('mingchuan', '没有旧证', (f) => numberOf(f) === '' && field(market(f), '登记状态') === '存续'),
  change('fanhai', '企业已注销', (f) => field(market(f), '登记状态') === '注销'),
  change(
    'hengzhu',
    '有效委托',
    mandate((one, f) => one.level === 1 && one.revokedOn === null && one.validTo > f.district.today),
  ),
  change(
    'zhengxing',
    '第二级委托',
    mandate((one) => one.level === 2 && one.above === 'zhengxing-qiao'),
  ),
  change(
    'zhengxing',
    '委托过期',
    mandate((one, f) => one.validTo < f.district.today),
  ),
  change(
    'zhengxing',
    '委托撤销',
    mandate((one) => one.revokedOn !== null),
  ),
];
