import type { Guide, ItemCard } from '@miaopi/contracts';
import { PLANNED } from './flow.ts';

const t = (zh: string, en: string) => ({ zh, en });

const SEED: [
  slug: string,
  zh: string,
  en: string,
  officeZh: string,
  officeEn: string,
  tags: string[],
  firm?: boolean,
][] = [
  [
    'social-insurance-statement',
    '个人参保证明',
    'Social insurance statement',
    '云溪区社会保险事业管理中心',
    'Yunxi District Social Insurance Centre',
    ['秒批', '零材料', '零跑动'],
  ],
  [
    'residence-registration',
    '居住登记',
    'Residence registration',
    '云州市公安局云溪分局',
    'Yunxi Branch, Yunzhou Public Security Bureau',
    ['秒批', '零跑动'],
  ],
  [
    'senior-card',
    '老年人优待证',
    'Senior card',
    '云溪区民政局',
    'Yunxi District Civil Affairs Bureau',
    ['秒批', '零材料', '零跑动'],
  ],
  [
    'ride-hailing-driver',
    '网络预约出租汽车驾驶员证',
    'Ride-hailing driver’s certificate',
    '云州市交通运输局',
    'Yunzhou Transport Bureau',
    ['秒批', '零材料', '零跑动'],
  ],
  [
    'construction-qualification-change',
    '建筑业企业资质证书变更',
    'Change of construction qualification',
    '云州市住房和城乡建设局',
    'Yunzhou Housing and Urban-Rural Development Bureau',
    ['秒批', '零跑动'],
    true,
  ],
];
const TAG: Record<string, string> = { 秒批: 'Instant', 零材料: 'No papers', 零跑动: 'No visit' };

export const CARDS: ItemCard[] = SEED.map(([slug, zh, en, officeZh, officeEn, tags, firm]) => ({
  slug,
  name: t(zh, en),
  summary: t(
    `在线申请${zh}，信息由有关部门核验，符合条件当场办结。`,
    `Apply for: ${en}. Checked with the offices concerned, decided on the spot.`,
  ),
  office: t(officeZh, officeEn),
  tags: tags.map((tag) => t(tag, TAG[tag] ?? tag)),
  for: [firm ? 'firm' : 'person'],
  online: true,
  promised: slug === 'ride-hailing-driver' ? { amount: 5, unit: '工作日' } : { amount: 0, unit: '当场' },
  visits: 0,
}));

const basis = (law: string, article: string, content: string) => ({ law, article, content });

export function guideOf(slug: string): Guide | undefined {
  const card = CARDS.find((one) => one.slug === slug);
  if (!card) return undefined;
  const law = basis(
    '社会保险法',
    '第七十四条',
    '个人可以向社会保险经办机构查询、核对其缴费和享受社会保险待遇记录，要求提供社会保险咨询等相关服务。',
  );
  return {
    slug,
    version: 3,
    state: 'in-use',
    name: card.name,
    summary: card.summary,
    who: t(
      '在云溪区参加过社会保险的个人，包括正在缴费、暂停缴费和已终止参保的人。本人办理；不能代办。',
      'Anyone who is or was insured in Yunxi District.',
    ),
    codes: {
      catalog: '002014004001',
      task: '12990101010099032D2002014004001',
      handling: '12990101010099032D200201400400101',
    },
    type: t('公共服务', 'Public service'),
    office: { name: card.office, uscc: '12990101009901032D' },
    level: t('县级', 'County level'),
    area: t('全市', 'Whole city'),
    objects: [card.for[0] === 'firm' ? t('企业法人', 'Firms') : t('自然人', 'People')],
    basis: [law, basis('社会保险经办条例', '第二十四条', '社会保险经办机构应当为个人查询社会保险权益记录提供便利。')],
    caseKind: t('即办件', 'Decided at once'),
    statutory: { amount: 5, unit: '工作日' },
    promised: card.promised,
    visits: 0,
    modes: [{ by: 'online' as const, name: t('全程网办', 'Wholly online'), visits: 0, originals: [] }],
    depth: 'IV',
    online: true,
    bookable: false,
    mail: false,
    realPerson: false,
    channels: ['portal', 'mobile', 'kiosk'],
    fee: { charged: false, lines: [] },
    conditions: [
      {
        id: 'person-known',
        text: t('身份信息与人口库一致', 'Identity agrees with the population register'),
        basis: basis('居民身份证法', '第十四条', '公民办理需要证明身份的事项，应当出示居民身份证证明身份。'),
        remedy: t(
          '到户籍所在地派出所更正户口登记信息。',
          'Have your household register corrected at the police station.',
        ),
      },
      {
        id: 'insured',
        text: t('在本区有参保记录', 'There is a record of insurance in this district'),
        basis: law,
        remedy: t('如在外地参保，请向参保地的经办机构申请。', 'If you are insured elsewhere, apply there.'),
      },
      {
        id: 'alive',
        text: t('申请人本人在世且未注销户籍', 'The applicant’s household registration is in force'),
        basis: basis('户口登记条例', '第八条', '公民死亡的，由户主、亲属等申报注销户口。'),
        remedy: t('登记有误的，请向公安机关申请更正。', 'Errors are corrected by the police.'),
      },
    ],
    situations: [{ name: t('正在参保', 'Insured now') }, { name: t('曾经参保', 'Formerly insured') }],
    materials: [
      {
        name: t('居民身份证', 'Identity card'),
        need: '1',
        source: '20',
        by: 'evidence',
        heldBy: t('公安机关', 'the police'),
        basis: basis('居民身份证法', '第十四条', '依法出示居民身份证。'),
      },
      {
        name: t('社会保险参保缴费记录', 'Record of contributions'),
        need: '1',
        source: '20',
        by: 'evidence',
        heldBy: t('云溪区社会保险事业管理中心', 'the Social Insurance Centre'),
        basis: law,
      },
      {
        name: t('个人参保证明申请表', 'Application form'),
        need: '1',
        source: '10',
        by: 'form',
        basis: law,
        note: t('在线填写，已为您填好大部分', 'Filled online, mostly for you'),
      },
      ...(slug === 'residence-registration'
        ? [
            {
              name: t('房屋租赁合同或房东声明', 'Lease or landlord’s declaration'),
              need: '1',
              source: '10',
              by: 'field' as const,
              whenText: t('只在地址库查不到您的住处时需要', 'Only when the address register does not know your home'),
              basis: law,
            },
          ]
        : []),
    ],
    lookups: [
      {
        name: '人口信息',
        label: t('人口信息', 'Population register'),
        office: t('云州市公安局', 'Yunzhou Public Security Bureau'),
        purpose: t('核对您的身份', 'To check your identity'),
        fields: [t('姓名', 'Name'), t('身份号码', 'ID number'), t('户籍状态', 'Status')],
      },
      {
        name: '参保信息',
        label: t('参保信息', 'Insurance record'),
        office: card.office,
        purpose: t('取得您的参保缴费记录，写入证明', 'To read your contributions for the statement'),
        fields: [t('参保状态', 'Status'), t('险种', 'Kinds'), t('缴费月数', 'Months paid')],
      },
    ],
    flow: PLANNED,
    steps: [
      {
        name: '核验',
        days: 0,
        role: 'system',
        standard: t('向有关部门核对身份和参保记录', 'Identity and record are checked with the offices'),
      },
      {
        name: '受理',
        days: 0,
        role: 'system',
        standard: t('信息齐全的当场受理，出具受理通知书', 'Accepted at once when complete'),
      },
      {
        name: '审批',
        days: 0,
        role: 'system',
        standard: t(
          '逐条对照条件判断；不能判断的转工作人员',
          'Each condition is judged; what is unknown goes to a person',
        ),
      },
      {
        name: '制证',
        days: 0,
        role: 'system',
        standard: t('生成电子证明并加盖电子印章', 'The statement is made and sealed'),
      },
      {
        name: '送达',
        days: 0,
        role: 'system',
        standard: t('送到您的空间，短信告知', 'Delivered to your space, told by SMS'),
      },
    ],
    result: { kind: '证照', name: card.name },
    delivery: ['electronic', 'self-print'],
    consult: {
      phone: '0990-12333',
      window: t(
        '云溪区政务服务中心 2 楼 A06 窗口，工作日 9:00–17:00',
        'Counter A06, floor 2, Yunxi District Service Centre',
      ),
    },
    complain: { phone: '12345' },
    appeal: {
      review: t('云溪区人民政府（自知道之日起六十日内）', 'Yunxi District People’s Government, within 60 days'),
      court: t('云溪区人民法院（自知道之日起六个月内）', 'Yunxi District People’s Court, within 6 months'),
    },
    faqs: [
      {
        question: t('证明有有效期吗？', 'Does the statement expire?'),
        answer: t(
          '证明反映出具当日的参保情况，使用单位可以随时扫描二维码核验。',
          'It shows the state on the day of issue; whoever receives it can verify it by its QR code.',
        ),
      },
      {
        question: t('缴费记录不对怎么办？', 'What if my record is wrong?'),
        answer: t(
          '请先向云溪区社会保险事业管理中心申请更正，更正后重新开具。',
          'Have it corrected by the Social Insurance Centre first.',
        ),
      },
    ],
    tags: card.tags,
    figures: { decided: 18_204, automaticShare: 0.97, medianSeconds: 0.9 },
    experiences: [
      {
        id: 'x1',
        text: '孩子报名要用，手机上点了三下就出来了，学校扫码就能核验，不用再跑一趟。险种选“基本养老保险”就够。',
        by: t('林**', '林**'),
        on: '2026-11-20',
      },
      { id: 'x2', text: '投标要近 24 个月的，记得选对时间段。', by: t('一家企业', 'a firm'), on: '2026-11-18' },
    ],
  };
}

/** A paper drawn roughly like the real ones, for looking at pages without a server. */
export function paperSvg(title: string, holder: string, sample: boolean): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 210 297" width="793" height="1122" font-family="'Noto Serif SC','Noto Serif CJK SC',serif"><rect width="210" height="297" fill="#fdfdfb"/><rect x="10" y="10" width="190" height="277" fill="none" stroke="#b9a26a" stroke-width="1.2"/><rect x="12.5" y="12.5" width="185" height="272" fill="none" stroke="#d9c896" stroke-width=".5"/><text x="105" y="62" font-size="14" letter-spacing="3" text-anchor="middle" fill="#111a24">${title}</text><g font-size="6" fill="#2a3440"><text x="35" y="96">持有人</text><text x="75" y="96">${holder}</text><text x="35" y="110">证件号码</text><text x="75" y="110">9901**********1234</text><text x="35" y="124">编号</text><text x="75" y="124">云溪社证〔2026〕000128号</text><text x="35" y="138">有效期</text><text x="75" y="138">2026年11月22日至长期</text></g><rect x="28" y="230" width="28" height="28" fill="none" stroke="#111" stroke-width=".4"/><path d="M30 232h8v8h-8zM46 232h8v8h-8zM30 248h8v8h-8zM41 243h3v3h-3zM46 250h4v4h-4z" fill="#111"/><g fill="none" stroke="#c4281c" opacity=".85"><circle cx="152" cy="240" r="21" stroke-width="1.2"/></g><path d="m152 231 2.100 6.400h6.700l-5.400 4 2 6.400-5.400-4-5.400 4 2-6.400-5.400-4h6.700z" fill="#c4281c" opacity=".85"/><text x="152" y="268" font-size="5.5" text-anchor="middle" fill="#2a3440">2026年11月22日</text>${sample ? '<text x="105" y="180" font-size="40" text-anchor="middle" fill="#5b6472" opacity=".14" transform="rotate(-30 105 180)">样例</text>' : ''}</svg>`;
}
