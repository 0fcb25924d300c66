/**
 * Words people use for the same thing. A query with one of them finds what has any other; a term of several characters is looked for before the
 * sentence is cut into words. Latin terms are single words, lower case.
 */
export const synonymGroups: readonly (readonly string[])[] = [
  ['个体户', '个体工商户', '个体'],
  ['社保', '社会保险', '五险'],
  ['社保证明', '参保证明', '社保缴费证明', '缴费证明'],
  ['医保', '医疗保险'],
  ['养老金', '养老保险', '退休金'],
  ['公积金', '住房公积金'],
  ['网约车', '网络预约出租汽车', '滴滴', '专车'],
  ['出租车', '出租汽车', '的士'],
  ['驾照', '驾驶证', '驾驶执照'],
  ['司机', '驾驶员'],
  ['身份证', '居民身份证'],
  ['户口', '户籍', '户口本'],
  ['暂住证', '居住证', '居住登记', '暂住登记'],
  ['老人', '老年人', '老年', '长者'],
  ['老人卡', '老年证', '老年卡', '敬老卡', '优待证'],
  ['公司', '企业', '单位'],
  ['改名', '改名字', '更名', '改名称', '名称变更', '变更名称'],
  ['法人', '法定代表人'],
  ['换法人', '法人变更', '法定代表人变更'],
  ['资质', '资质证书'],
  ['执照', '营业执照'],
  ['开店', '开办企业', '注册公司', '设立登记'],
  ['结婚', '婚姻登记'],
  ['上学', '入学'],
  ['生孩子', '出生', '生育'],
  ['低保', '最低生活保障'],
  ['不动产', '房产', '房产证'],
  ['过期', '换证', '换领', '延续'],
  ['丢了', '遗失', '补办', '补领'],
  ['licence', 'license', 'permit', 'certificate'],
  ['insurance', 'social', 'contributions'],
  ['senior', 'elderly', 'old'],
  ['ride', 'hailing', 'taxi'],
  ['company', 'firm', 'enterprise', 'business'],
  ['residence', 'residency', 'living'],
];

/** Words of a question that say nothing about the thing asked for. */
export const emptyWords: ReadonlySet<string> = new Set(
  `我 你 您 他 的 了 吗 呢 吧 啊 和 与 在 去 到 给 要 想 会 能 把 被 个 一个 一下 怎么 怎么办 怎样 如何 哪里 哪儿 在哪 什么 多少 多久 需要 可以 办 办理 想要 我要 我想 请问 申办
  a an the of for to in on my i how do does can get apply want need where what is are and or with`
    .split(/\s+/)
    .filter(Boolean),
);
