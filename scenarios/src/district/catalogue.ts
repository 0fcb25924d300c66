import { pseudoRandom } from './crowd.ts';

/** Item of the search bench: enough of a guide to be found by. */
export interface CatalogueEntry {
  readonly slug: string;
  readonly name: string;
  readonly summary: string;
  readonly keywords: readonly string[];
  readonly department: string;
  readonly objects: '个人' | '法人';
}

interface Vocabulary {
  readonly department: string;
  readonly things: readonly string[];
  readonly words: readonly string[];
  readonly objects: '个人' | '法人';
}

const v = (department: string, objects: '个人' | '法人', things: string, words: string): Vocabulary => ({
  department,
  objects,
  things: things.split(' '),
  words: words.split(' '),
});

const VOCABULARY: readonly Vocabulary[] = [
  v(
    '人力资源社会保障局',
    '个人',
    '职工养老保险 城乡居民养老保险 失业保险金 工伤认定 劳动能力鉴定 社会保障卡 职业技能等级证书 灵活就业社保补贴 养老保险关系转移 就业困难人员认定 高校毕业生档案 退休待遇',
    '社保 养老 退休 失业 工伤 转移',
  ),
  v(
    '公安局',
    '个人',
    '居住证 居民身份证 户口登记 出生登记 迁移户口 往来港澳通行证 普通护照 无犯罪记录证明 姓名变更 临时身份证 犬只准养',
    '户口 身份证 护照 搬家 落户 上户口',
  ),
  v(
    '民政局',
    '个人',
    '老年人优待证 高龄津贴 最低生活保障 特困人员供养 婚姻登记 收养登记 残疾人两项补贴 临时救助 养老机构备案 骨灰安放',
    '老人 低保 结婚 离婚 救助 补贴',
  ),
  v(
    '交通运输局',
    '个人',
    '网络预约出租汽车驾驶员证 巡游出租汽车驾驶员证 道路货运从业资格证 道路客运从业资格证 船员适任证书 危险货物运输从业资格 机动车维修备案',
    '网约车 开车 出租车 货运 从业资格',
  ),
  v(
    '交通运输局',
    '法人',
    '道路运输经营许可证 网络预约出租汽车运输证 大件运输许可 公路涉路施工许可 港口经营许可证 水路运输许可证 客运班线经营',
    '货运公司 车队 客运 码头',
  ),
  v(
    '住房和城乡建设局',
    '法人',
    '建筑业企业资质证书 安全生产许可证 建筑工程施工许可证 商品房预售许可证 房地产开发资质 燃气经营许可证 城镇排水许可证 消防验收备案 造价工程师注册',
    '施工 资质 开工 房产 建筑公司',
  ),
  v(
    '住房和城乡建设局',
    '个人',
    '公共租赁住房 住房公积金提取 房屋租赁备案 购房补贴 经济适用房上市 维修资金使用',
    '租房 买房 公租房 公积金',
  ),
  v(
    '市场监督管理局',
    '法人',
    '营业执照 食品经营许可证 食品生产许可证 特种设备使用登记 计量器具检定 药品经营许可证 医疗器械备案 广告发布登记 商标质押 个体工商户登记',
    '开店 公司 饭店 超市 药店 注册',
  ),
  v(
    '卫生健康委员会',
    '法人',
    '医疗机构执业许可证 公共场所卫生许可证 放射诊疗许可证 饮用水卫生许可证 母婴保健技术许可 消毒产品生产许可',
    '诊所 医院 美容院 游泳馆',
  ),
  v(
    '卫生健康委员会',
    '个人',
    '医师执业注册 护士执业注册 生育登记 独生子女父母奖励 出生医学证明 预防接种证 献血证',
    '生孩子 医生 护士 打疫苗',
  ),
  v(
    '教育局',
    '个人',
    '教师资格认定 义务教育入学 学籍转移 国家助学贷款 普通话水平证书 学历证明 高考报名 中考加分资格',
    '上学 老师 转学 助学 报名',
  ),
  v('教育局', '法人', '民办学校设立 校外培训机构许可 幼儿园设立 校车使用许可', '办学 培训班 幼儿园'),
  v(
    '医疗保障局',
    '个人',
    '医保关系转移 异地就医备案 门诊慢特病认定 生育津贴 医疗费用报销 医疗救助 城乡居民医保参保',
    '医保 看病 报销 异地 生育',
  ),
  v(
    '自然资源和规划局',
    '法人',
    '建设用地规划许可证 建设工程规划许可证 国有土地使用权 采矿许可证 临时用地 测绘资质',
    '土地 规划 用地 采矿',
  ),
  v(
    '自然资源和规划局',
    '个人',
    '不动产权证 不动产抵押登记 宅基地使用权 异议登记 遗产房屋继承登记',
    '房产证 过户 抵押 宅基地 继承',
  ),
  v(
    '农业农村局',
    '法人',
    '农药经营许可证 种子生产经营许可证 动物防疫条件合格证 兽药经营许可证 农民专业合作社 生鲜乳收购许可',
    '种地 养殖 合作社 农药',
  ),
  v(
    '生态环境局',
    '法人',
    '排污许可证 建设项目环评 危险废物经营许可证 辐射安全许可证 入河排污口设置',
    '环评 排污 辐射 环保',
  ),
  v(
    '文化和旅游局',
    '法人',
    '营业性演出许可 网吧经营许可证 旅行社业务许可 娱乐场所经营许可 文物保护工程资质',
    '演出 旅游 网吧 歌厅',
  ),
  v(
    '应急管理局',
    '法人',
    '危险化学品经营许可证 烟花爆竹经营许可证 安全生产考核合格证 矿山安全许可',
    '危化品 烟花 安全',
  ),
  v('残疾人联合会', '个人', '残疾人证 残疾人辅具适配 残疾人机动车驾驶补贴 残疾儿童康复救助', '残疾 轮椅 康复'),
  v('司法局', '个人', '法律援助 公证书 律师执业证 基层法律服务工作者执业', '打官司 公证 律师'),
  v('税务局', '法人', '发票领用 税收优惠备案 清税证明 出口退税 纳税信用复评', '发票 开票 税 退税'),
];

const ACTIONS = [
  '核发',
  '申领',
  '变更',
  '补领',
  '换领',
  '注销',
  '延续',
  '首次申请',
  '信息查询',
  '遗失补办',
  '年度审验',
  '登记',
  '备案',
  '撤销',
  '证明开具',
  '资格确认',
];
const QUALIFIERS = [
  '',
  '（本市户籍）',
  '（外省转入）',
  '（线上办理）',
  '（分支机构）',
  '（跨区通办）',
  '（告知承诺）',
  '（简易程序）',
  '（未成年人）',
  '（港澳台居民）',
  '（外国人）',
  '（企业代办）',
  '（集体户）',
  '（小微企业）',
];
const PLACES = ['', '云溪区', '云港区', '云州市', '云溪街道', '竹园街道', '石桥镇', '港口街道', '海棠街道'];
const FACTS = [
  '无需提交证明材料，信息由系统核验。',
  '申请后当场办结。',
  '审批时限压缩为三个工作日。',
  '结果以电子证照形式发放，可下载打印。',
  '需要现场核验一次。',
  '可由他人持授权代办。',
  '支持邮寄送达。',
  '免收费用。',
];

/**
 * Plausible items for the search bench: real words of twenty-two departments, names that all differ.
 * @param count at most 20,000; a RangeError beyond
 */
export function buildCatalogue(count: number, seed = 7): readonly CatalogueEntry[] {
  if (!Number.isInteger(count) || count < 0 || count > 20_000)
    throw new RangeError(`the catalogue has 0 to 20000 items, not ${count}`);
  const random = pseudoRandom(seed);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!;
  const names = new Set<string>();
  const entries: CatalogueEntry[] = [];
  while (entries.length < count) {
    const { department, objects, things, words } = pick(VOCABULARY);
    const thing = pick(things);
    const action = pick(ACTIONS);
    const name = `${pick(PLACES)}${thing}${action}${pick(QUALIFIERS)}`;
    if (names.has(name)) continue;
    names.add(name);
    const fact = Math.floor(random() * FACTS.length);
    entries.push({
      slug: `item-${String(entries.length + 1).padStart(5, '0')}`,
      name,
      summary: `${department}为${objects === '个人' ? '申请人' : '企业和其他组织'}办理${thing}${action}。${FACTS[fact]}${FACTS[(fact + 3) % FACTS.length]}`,
      keywords: [thing, action, pick(words), pick(words)],
      department,
      objects,
    });
  }
  return entries;
}
