import type { Answers } from '@miaopi/forms';
import { type CompiledItem, compileItem, judge, type Verdict } from '@miaopi/items';
import { readItemFolder } from '@miaopi/items/node';
import { beforeAll, describe, expect, it } from 'vitest';
import { BRANCHES } from '../src/district/branches.ts';
import { buildDistrict } from '../src/district/build.ts';
import { askOf, fillIn } from './fill-in.ts';

/** What people declare in each item besides what the registers fill in. */
const DECLARED: Readonly<Record<string, Answers>> = {
  'social-insurance-statement': {
    选择险种: ['基本养老保险', '基本医疗保险'],
    证明期间: '近12个月',
    用途: '求职应聘',
  },
  'residence-registration': { 居住方式: '自有住房', 入住日期: '2025-03-01', 带家人: false, 属实声明: true },
  'senior-card': { 照片来源: '用身份证照片', 紧急联系人: '王芳', 紧急联系电话: '13900000009' },
  'ride-hailing-driver': { 从业方式: '专职', 已有平台: true, 平台名称: '云州出行', 承诺: true },
  'construction-qualification-change': { 联系人: '乔悦', 联系电话: '13900000008', 承诺: true },
};

const paper = (name: string, mediaType = 'application/pdf') => ({
  fileId: 'f1',
  name,
  mediaType,
  bytes: 1000,
  sm3: 'a'.repeat(64),
});

/** What must come of a branch: the verdict, and the conditions that are not met or not known. */
interface Shown {
  readonly verdict: Verdict;
  readonly open?: readonly string[];
  /** Declared besides. */
  readonly also?: Answers;
}

const granted = (also: Answers = {}): Shown => ({ verdict: 'grant', also });
const toPerson = (open: readonly string[], also: Answers = {}): Shown => ({ verdict: 'person', open, also });
const waits = (open: readonly string[], also: Answers = {}): Shown => ({ verdict: 'wait', open, also });
const change = (...what: readonly string[]): Answers => ({ 变更事项: [...what] });
const BACKGROUND = ['无交通犯罪', '无吸毒记录', '无酒驾记录', '无暴力犯罪'];

const SHOWN: Readonly<Record<string, Shown>> = {
  连续参保八年: granted(),
  新参保: granted(),
  暂停缴费: granted(),
  终止: granted(),
  没有参保记录: toPerson(['本人', '有参保记录', '期间有缴费']),
  参保记录暂时调不到: waits(['本人', '有参保记录', '期间有缴费']),

  本人房屋: granted(),
  亲属房屋: granted({ 居住方式: '借住' }),
  租住且已备案: granted({ 居住方式: '租赁' }),
  租住未备案: toPerson(['住所有依据'], { 居住方式: '租赁', 租赁合同: [paper('租赁合同.pdf')] }),
  地址库查无此地址: toPerson(['地址在册', '用作居住', '住所有依据'], {
    居住地址: '示范省云州市云溪区新桥村 12 组 9 号',
    住宿证明: [paper('证明.pdf')],
  }),
  非住宅: toPerson(['用作居住', '住所有依据'], { 居住方式: '宿舍', 住宿证明: [paper('证明.pdf')] }),
  本市户籍: toPerson(['户籍在外地']),
  三个未成年子女: granted({ 带家人: true }),

  刚满60周岁: granted(),
  '75周岁以上，子女代办': granted(),
  '59周岁': toPerson(['年满六十']),
  人口库无照片: granted({ 照片来源: '上传新照片', 上传照片: paper('照片.jpg', 'image/jpeg') }),
  户籍和居住都在外区: toPerson(['住在本区']),
  '外区户籍，常住本区': granted(),
  户口已注销: toPerson(['身份有效']),
  人口信息暂时调不到: waits(['身份有效', '年满六十', '住在本区', '有照片'], {
    现住址: '示范省云州市云溪区梧桐路 5 号',
  }),

  全部满足: granted(),
  B2驾驶证: granted(),
  驾龄不满三年: toPerson(['三年驾龄']),
  一个周期记满12分: toPerson(['三周期未记满']),
  驾驶证暂扣: toPerson(['准驾车型符合']),
  驾驶证过期: toPerson(['准驾车型符合']),
  没有驾驶证: toPerson(['准驾车型符合', '三年驾龄', '三周期未记满']),
  背景存疑: toPerson(['无暴力犯罪']),
  背景无记录: toPerson(BACKGROUND),
  背景暂时调不到: waits(BACKGROUND),
  饮酒后驾驶记录: toPerson(['无酒驾记录']),
  交通肇事犯罪: toPerson(['无交通犯罪']),
  危险驾驶犯罪: toPerson(['无交通犯罪']),
  吸毒记录: toPerson(['无吸毒记录']),
  暴力犯罪记录: toPerson(['无暴力犯罪']),
  没有考试记录: toPerson(['考试合格']),
  区域科目未通过: toPerson(['考试合格']),

  名称变更: granted(change('企业名称')),
  地址变更: granted(change('注册地址')),
  法定代表人变更: granted(change('法定代表人')),
  '名称和地址变更，没有经办人': granted(change('企业名称', '注册地址')),
  // the new name stands nowhere: neither is it in the register, nor can the housing system be asked to confirm it
  市场登记没有变更: toPerson(['变更有据', '一个月内', '住建确认'], {
    ...change('企业名称'),
    新企业名称: '云州青石建设工程有限公司',
  }),
  资质暂扣: toPerson(['证书有效', '住建确认'], change('企业名称')),
  住建不予核准: toPerson(['住建确认'], change('注册地址')),
  住建核准暂时不通: waits(['住建确认'], change('企业名称', '注册地址')),
  住建资质库无记录: toPerson(['证书有效', '证书相符', '住建确认'], change('企业名称')),
  没有旧证: toPerson(['证书有效', '证书相符', '确有变化', '一个月内', '住建确认'], change('企业名称')),
  企业已注销: toPerson(['登记存续', '证书有效', '变更有据', '一个月内', '住建确认'], {
    ...change('企业名称'),
    新企业名称: '云州帆海土方工程有限公司',
  }),
  逾期一个月: toPerson(['一个月内'], { ...change('注册地址'), 逾期原因: '经办人离职，刚接手' }),
  有效委托: granted(change('企业名称')),
  第二级委托: granted(change('企业名称')),
  委托过期: granted(change('企业名称')),
  委托撤销: granted(change('企业名称')),
};

const items = new Map<string, CompiledItem>();
beforeAll(async () => {
  for (const slug of Object.keys(DECLARED)) {
    const read = await readItemFolder(new URL(`../../items/${slug}`, import.meta.url).pathname);
    items.set(slug, compileItem(read.package!));
  }
});

describe.each([
  { today: '2026-11-22', founded: '2026-11-22' },
  { today: '2028-02-29', founded: '2028-02-29' },
  { today: '2027-10-22', founded: '2026-11-22' },
])('the people of the district, judged by the shipped items on $today', (days) => {
  const district = buildDistrict(days);
  const ask = askOf(district);

  it.each(BRANCHES.map((branch) => [branch.item, branch.zh, branch.who] as const))(
    'F121 X03: %s – %s (%s) comes out as it is meant to',
    (slug, zh, key) => {
      const shown = SHOWN[zh]!;
      const who = [...district.persons, ...district.firms].find((one) => one.key === key)!;
      const input = fillIn(items.get(slug)!, who, { ...DECLARED[slug], ...shown.also }, days.today, ask);
      const dossier = judge(items.get(slug)!, input);
      const open = dossier.conditions.filter((c) => c.verdict === 'unmet' || c.verdict === 'unknown');
      expect({ verdict: dossier.verdict, open: open.map((c) => c.id) }).toEqual({
        verdict: shown.verdict,
        open: shown.open ?? [],
      });
      // what goes to an official or waits was complete when it was handed in
      expect(dossier.form.issues).toEqual([]);
    },
  );
});
