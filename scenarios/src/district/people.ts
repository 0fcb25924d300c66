import type { PersonSpec } from './person-spec.ts';

/** The people of the five items, each made for one branch. Names are invented; nobody is meant. */

const STEADY = { state: '参保缴费', months: 36, base: 6_800, unit: '云州明川软件有限公司' } as const;

const INSURED: readonly PersonSpec[] = [
  {
    key: 'chen-jing',
    name: '陈静',
    sex: '女',
    age: 34,
    insured: { state: '参保缴费', months: 96, base: 9_350, unit: '云州明川软件有限公司' },
    story: {
      zh: '参保八年从未中断：个人参保证明当场开具，缴费明细排满多页。',
      en: 'Insured for eight years without a gap: the statement is made on the spot, its table runs over pages.',
    },
  },
  {
    key: 'wang-lei',
    name: '王磊',
    sex: '男',
    age: 41,
    insured: { state: '暂停缴费', months: 60, ago: 5, base: 7_200, unit: '云州市汇川物流有限公司' },
    story: { zh: '五个月前离职，处于暂停缴费状态。', en: 'Left work five months ago; contributions are paused.' },
  },
  {
    key: 'zhao-min',
    name: '赵敏',
    sex: '女',
    age: 23,
    insured: 'none',
    story: { zh: '刚毕业，没有参保记录。', en: 'Just out of school; no insurance record.' },
  },
  {
    key: 'liu-yang',
    name: '刘洋',
    sex: '男',
    age: 38,
    insured: 'unavailable',
    story: {
      zh: '参保信息暂时调不到：办件先等候，恢复后自动继续。',
      en: 'The insurance record cannot be had: the case waits and goes on by itself.',
    },
  },
  {
    key: 'sun-li',
    name: '孙莉',
    sex: '女',
    age: 51,
    insured: { state: '终止', months: 180, ago: 10, base: 6_100, unit: null },
    story: { zh: '已退休，参保状态为终止。', en: 'Retired; the insurance has ended.' },
  },
  {
    key: 'he-xu',
    name: '何旭',
    sex: '男',
    nation: '回族',
    age: 24,
    insured: { state: '参保缴费', months: 3, base: 5_200, unit: '云溪区拾光文化传播有限公司' },
    story: { zh: '新参保三个月，证明只有一页。', en: 'Insured for three months; a statement of one page.' },
  },
];

const RESIDENTS: readonly PersonSpec[] = [
  {
    key: 'zhou-ting',
    name: '周婷',
    sex: '女',
    age: 29,
    household: '海临老家甲',
    home: '周宅',
    insured: STEADY,
    story: {
      zh: '户籍在海临市，住在自己名下的房屋：居住登记直接办结。',
      en: 'Household elsewhere, lives in her own flat: registered at once.',
    },
  },
  {
    key: 'wu-hao',
    name: '吴昊',
    sex: '男',
    age: 26,
    household: '海临老家乙',
    home: '吴宅',
    family: [{ key: 'wu-jianguo', relation: '父母' }],
    insured: STEADY,
    story: {
      zh: '住在父亲名下的房屋，公安登记为亲属关系。',
      en: "Lives in his father's flat; the register knows the kinship.",
    },
  },
  {
    key: 'wu-jianguo',
    name: '吴建国',
    sex: '男',
    age: 55,
    home: '吴宅',
    family: [{ key: 'wu-hao', relation: '子女' }],
    story: { zh: '吴昊的父亲，听雨巷房屋的产权人。', en: "Wu Hao's father, owner of the flat." },
  },
  {
    key: 'zheng-nan',
    name: '郑楠',
    sex: '女',
    nation: '壮族',
    age: 31,
    household: '海临老家甲',
    home: '出租房甲',
    insured: STEADY,
    story: { zh: '租住他人房屋，租赁已备案，无需提交租约。', en: 'Rents with a filed lease: no lease to hand in.' },
  },
  {
    key: 'feng-kai',
    name: '冯凯',
    sex: '男',
    age: 28,
    household: '海临老家乙',
    home: '出租房乙',
    insured: STEADY,
    story: {
      zh: '租住他人房屋且租赁未备案，需要租约或房东声明。',
      en: "Rents without a filed lease: a lease or the landlord's declaration is needed.",
    },
  },
  {
    key: 'jiang-yu',
    name: '蒋宇',
    sex: '男',
    nation: '土家族',
    age: 33,
    household: '海临老家甲',
    home: '新村自建房',
    story: {
      zh: '住址在标准地址库中查不到，需要补充材料。',
      en: 'The register does not know the address; proof is needed.',
    },
  },
  {
    key: 'han-xue',
    name: '韩雪',
    sex: '女',
    age: 36,
    household: '海临老家甲',
    home: '韩宅',
    insured: STEADY,
    family: [
      { key: 'han-child-1', relation: '子女' },
      { key: 'han-child-2', relation: '子女' },
      { key: 'han-child-3', relation: '子女' },
    ],
    story: {
      zh: '带三个孩子一起登记：家庭成员重复组填三行。',
      en: 'Registers together with three children: the repeated group has three rows.',
    },
  },
  {
    key: 'han-child-1',
    name: '林一诺',
    sex: '女',
    age: 11,
    household: '海临老家甲',
    home: '韩宅',
    account: false,
    story: { zh: '韩雪的长女。', en: "Han Xue's eldest daughter." },
  },
  {
    key: 'han-child-2',
    name: '林一鸣',
    sex: '男',
    age: 7,
    household: '海临老家甲',
    home: '韩宅',
    account: false,
    story: { zh: '韩雪的儿子。', en: "Han Xue's son." },
  },
  {
    key: 'han-child-3',
    name: '林一心',
    sex: '女',
    age: 3,
    household: '海临老家甲',
    home: '韩宅',
    account: false,
    story: { zh: '韩雪的小女儿。', en: "Han Xue's younger daughter." },
  },
  {
    key: 'yang-fan',
    name: '杨帆',
    sex: '男',
    age: 30,
    household: '海临老家乙',
    home: '厂房',
    story: { zh: '住址是非住宅厂房，转人工核实。', en: 'Lives in a workshop that is no dwelling: an official looks.' },
  },
  {
    key: 'ding-ling',
    name: '丁玲玲',
    sex: '女',
    age: 35,
    household: '海棠小区',
    insured: STEADY,
    story: {
      zh: '本市云港区户籍，住在云溪区自己的房屋：不需要居住登记。',
      en: 'Household in this city already: needs no registration of residence.',
    },
  },
  {
    key: 'xu-zhiyuan',
    name: '许志远',
    sex: '男',
    age: 57,
    story: { zh: '房东，望湖路两套出租房的产权人。', en: 'Landlord of two flats let in Wanghu Road.' },
  },
];

const SENIORS: readonly PersonSpec[] = [
  {
    key: 'qian-guizhen',
    name: '钱桂珍',
    sex: '女',
    age: 60,
    days: 30,
    insured: 'none',
    story: {
      zh: '上月满60周岁，户籍在云溪区：优待证当场核发。',
      en: 'Turned 60 last month, household in Yunxi: the card is issued at once.',
    },
  },
  {
    key: 'sun-desheng',
    name: '孙德胜',
    sex: '男',
    nation: '满族',
    age: 75,
    days: 140,
    insured: 'none',
    family: [{ key: 'sun-li', relation: '子女' }],
    story: { zh: '75周岁，女儿孙莉受托代办。', en: '75; his daughter Sun Li acts for him.' },
  },
  {
    key: 'li-xiuying',
    name: '李秀英',
    sex: '女',
    age: 59,
    days: 20,
    insured: 'none',
    guarantee: { assisted: true },
    story: {
      zh: '59周岁，还差近一年：页面先说明条件未满足。',
      en: '59, nearly a year too young: told before she submits.',
    },
  },
  {
    key: 'zhou-guoqiang',
    name: '周国强',
    sex: '男',
    age: 68,
    photo: false,
    insured: 'none',
    story: { zh: '人口库没有照片，需要自己上传。', en: 'No photo in the register; he uploads one.' },
  },
  {
    key: 'ma-yulan',
    name: '马玉兰',
    sex: '女',
    age: 66,
    household: '渔港老街',
    home: '渔港老街',
    insured: 'none',
    story: {
      zh: '户籍和居住地都在云港区，不属本区办理。',
      en: 'Household and home in Yungang: not for this district.',
    },
  },
  {
    key: 'gao-shuhua',
    name: '高淑华',
    sex: '女',
    age: 72,
    household: '海棠小区',
    insured: 'none',
    story: { zh: '户籍在云港区，常住云溪区。', en: 'Household in Yungang, lives in Yunxi.' },
  },
  {
    key: 'huang-shide',
    name: '黄世德',
    sex: '男',
    age: 81,
    status: '注销',
    insured: 'none',
    account: false,
    story: {
      zh: '户口已注销，任何办件都不能以其名义通过。',
      en: 'Struck off the register; nothing may pass in his name.',
    },
  },
  {
    key: 'liang-qiu',
    name: '梁秋实',
    sex: '男',
    age: 63,
    population: 'unavailable',
    insured: 'none',
    story: { zh: '人口信息暂时调不到：办件等候。', en: 'The population record cannot be had: the case waits.' },
  },
];

const CLEAN = { 交通肇事犯罪: false, 危险驾驶犯罪: false, 吸毒记录: false, 饮酒后驾驶记录: false, 暴力犯罪记录: false };
const C1 = { classes: 'C1', years: 9 } as const;
const PASSED = { national: true, local: true } as const;
const driver = (
  key: string,
  name: string,
  age: number,
  zh: string,
  en: string,
  more: Partial<PersonSpec> = {},
): PersonSpec => ({
  key,
  name,
  sex: '男',
  age,
  insured: 'none',
  licence: C1,
  background: CLEAN,
  exam: PASSED,
  story: { zh, en },
  ...more,
});

const DRIVERS: readonly PersonSpec[] = [
  driver('lin-feng', '林峰', 35, '条件全部满足：网约车驾驶员证秒批。', 'Meets every condition: granted in seconds.'),
  driver('guo-tao', '郭涛', 25, '驾龄只有两年，不满三年。', 'Has driven for two years; three are asked.', {
    licence: { classes: 'C1', years: 2 },
  }),
  driver(
    'xu-qiang',
    '徐强',
    44,
    '持B2驾驶证，准驾小型汽车，条件满足。',
    'Holds class B2, which covers cars: granted.',
    { licence: { classes: 'B2', years: 15 } },
  ),
  driver('deng-bo', '邓波', 39, '上一记分周期记满12分。', 'Twelve points in one cycle.', {
    licence: { ...C1, points: [0, 12, 3] },
  }),
  driver(
    'xie-jun',
    '谢军',
    42,
    '背景核查有一项存疑：转人工，不会被机器拒绝。',
    'One item of the background is in doubt: goes to an official, never refused by machine.',
    { background: { ...CLEAN, 暴力犯罪记录: null } },
  ),
  driver('song-ping', '宋平', 37, '背景核查没有记录：转人工。', 'No background record: goes to an official.', {
    background: 'none',
  }),
  driver('tang-wei', '唐伟', 45, '有饮酒后驾驶记录。', 'A record of driving after drinking.', {
    background: { ...CLEAN, 饮酒后驾驶记录: true },
  }),
  driver('cao-lei', '曹磊', 30, '还没有考试合格记录。', 'No exam passed yet.', { exam: 'none' }),
  driver('shi-lin', '史琳', 32, '全国公共科目合格，区域科目未通过。', 'National part passed, local part not.', {
    sex: '女',
    exam: { national: true, local: false },
  }),
  driver('yuan-hui', '袁辉', 40, '驾驶证被暂扣。', 'Driving licence suspended.', { licence: { ...C1, state: '暂扣' } }),
  driver('peng-cheng', '彭橙', 33, '没有驾驶证记录。', 'No driving licence on record.', {
    sex: '女',
    licence: undefined,
  }),
  driver(
    'luo-gang',
    '罗刚',
    48,
    '背景核查系统暂时没有回应：办件等候或转人工。',
    'The background check does not answer.',
    { background: 'unavailable' },
  ),
  driver('ye-zhou', '叶舟', 36, '驾驶证已过有效期。', 'Driving licence has expired.', {
    licence: { ...C1, expired: true },
  }),
  driver('jia-liang', '贾亮', 43, '有交通肇事犯罪记录。', 'Convicted of causing a traffic casualty.', {
    background: { ...CLEAN, 交通肇事犯罪: true },
  }),
  driver('ren-jie', '任杰', 34, '有危险驾驶犯罪记录。', 'Convicted of dangerous driving.', {
    background: { ...CLEAN, 危险驾驶犯罪: true },
  }),
  driver('fu-qiang', '付强', 38, '有吸毒记录。', 'A record of drug use.', { background: { ...CLEAN, 吸毒记录: true } }),
  driver('shen-bin', '沈斌', 46, '有暴力犯罪记录。', 'Convicted of violence.', {
    background: { ...CLEAN, 暴力犯罪记录: true },
  }),
];

const employed = (key: string, name: string, sex: '男' | '女', age: number, zh: string, en: string): PersonSpec => ({
  key,
  name,
  sex,
  age,
  insured: STEADY,
  story: { zh, en },
});

/** Legal representatives and agents of the firms. */
const BUSINESS: readonly PersonSpec[] = [
  employed(
    'yan-zheng',
    '严铮',
    '男',
    50,
    '恒筑建设的法定代表人，公司已更名。',
    'Legal representative of Hengzhu, which changed its name.',
  ),
  employed(
    'qiao-yue',
    '乔悦',
    '女',
    33,
    '经办人：受恒筑建设、澜山装饰委托办理资质变更。',
    'Agent of Hengzhu and Lanshan.',
  ),
  employed(
    'du-wei',
    '杜威廉',
    '男',
    47,
    '澜山装饰和云湾照明的法定代表人，公司迁址。',
    'Legal representative of Lanshan and Yunwan, which moved.',
  ),
  employed('pan-yun', '潘云霞', '女', 44, '启明机电新任法定代表人。', 'New legal representative of Qiming.'),
  employed(
    'tian-hong',
    '田宏伟',
    '男',
    53,
    '青石市政、北辰钢构的法定代表人。',
    'Legal representative of Qingshi and Beichen.',
  ),
  employed(
    'shao-fei',
    '邵飞',
    '男',
    39,
    '安澜防水、远岫幕墙的法定代表人。',
    'Legal representative of Anlan and Yuanxiu.',
  ),
  employed(
    'ai-wen',
    '艾雯',
    '女',
    42,
    '授权样例公司的法定代表人。',
    'Legal representative of the firm with the mandates.',
  ),
  employed('bao-jin', '包锦程', '男', 29, '再委托的经办人（第二级）。', 'Agent of the second level.'),
  employed('cui-lan', '崔岚', '女', 35, '委托已过期的经办人。', 'Agent whose mandate has expired.'),
  employed('dai-peng', '戴鹏', '男', 37, '委托已被撤销的经办人。', 'Agent whose mandate was revoked.'),
];

export const PEOPLE: readonly PersonSpec[] = [...INSURED, ...RESIDENTS, ...SENIORS, ...DRIVERS, ...BUSINESS];
