import type { CaseView, ReplyOf, StepView, verifyByIdentifier } from '@miaopi/contracts';
import { flowOf } from './flow.ts';
import { CARDS } from './items.ts';

const t = (zh: string, en: string) => ({ zh, en });

export const ME = {
  account: 'person' as const,
  name: '林晚秋',
  number: '9901**********1234',
  mobile: '139****0001',
  actingFor: { kind: 'person' as const, id: 'p1', name: '林晚秋', number: '9901**********1234', role: 'self' as const },
  principals: [
    { kind: 'person' as const, id: 'p1', name: '林晚秋', number: '9901**********1234', role: 'self' as const },
    {
      kind: 'firm' as const,
      id: 'f1',
      name: '云州市远山建筑工程有限公司',
      number: '9199********0017',
      role: 'agent' as const,
      mandate: { id: 'm1', validTo: '2027-05-31', items: ['construction-qualification-change'], level: 1 },
    },
  ],
  csrf: 'dev',
  unread: 2,
};

const NAMES: Record<string, [string, string]> = {
  gather: ['核验', 'Verify'],
  judge: ['判断', 'Judge'],
  accept: ['受理', 'Accept'],
  decide: ['决定', 'Decide'],
  make: ['制证', 'Make'],
  seal: ['签章', 'Seal'],
  deliver: ['送达', 'Deliver'],
  close: ['办结', 'Close'],
  review: ['人工审核', 'Official'],
};
const PLAN: [StepView['step'], number][] = [
  ['gather', 310],
  ['judge', 4],
  ['accept', 12],
  ['decide', 9],
  ['make', 48],
  ['seal', 22],
  ['deliver', 15],
  ['close', 6],
];

export function steps(submittedAt: number, now: number, stop?: 'waiting' | 'review'): StepView[] {
  let at = submittedAt;
  const plan = stop === 'review' ? [PLAN[0]!, PLAN[1]!, PLAN[2]!, ['review', 0] as const, ...PLAN.slice(3)] : PLAN;
  let held = false;
  return plan.map(([step, ms]) => {
    const name = t(...(NAMES[step as string] ?? ['', '']));
    const startedAt = at;
    at += ms * 4;
    if (held) return { step, name, state: 'todo' };
    if (stop === 'waiting' && step === 'gather') {
      held = true;
      return {
        step,
        name,
        state: 'waiting',
        startedAt: new Date(startedAt).toISOString(),
        parts: [
          { name: t('身份核验', 'Identity'), state: 'done', milliseconds: 120, note: t('正常', 'in order') },
          {
            name: t('资质核验', 'Qualification'),
            state: 'waiting',
            note: t('住建系统暂时联系不上', 'the housing system cannot be reached'),
          },
        ],
      };
    }
    if (stop === 'review' && step === 'review') {
      held = true;
      return {
        step,
        name,
        state: 'waiting',
        startedAt: new Date(startedAt).toISOString(),
        note: t('云州市交通运输局', 'Yunzhou Transport Bureau'),
      };
    }
    if (now < startedAt) return { step, name, state: 'todo' };
    if (now < at) return { step, name, state: 'running', startedAt: new Date(startedAt).toISOString() };
    return {
      step,
      name,
      state: 'done',
      startedAt: new Date(startedAt).toISOString(),
      endedAt: new Date(at).toISOString(),
      milliseconds: ms,
      ...(step === 'gather'
        ? {
            parts: [
              { name: t('身份核验', 'Identity'), state: 'done', milliseconds: 120, note: t('正常', 'in order') },
              { name: t('社保核验', 'Insurance'), state: 'done', milliseconds: 310, note: t('参保缴费', 'paying') },
            ],
          }
        : {}),
      ...(step === 'judge' ? { note: t('3 条全部满足', 'all 3 met') } : {}),
    };
  });
}

const law = { law: '社会保险法', article: '第七十四条', content: '个人可以查询、核对其缴费记录。' };

export function caseView(id: string, submittedAt: number, now: number): CaseView {
  const kind = id.startsWith('review')
    ? 'review'
    : id.startsWith('waiting')
      ? 'waiting'
      : id.startsWith('refused')
        ? 'refused'
        : 'granted';
  const stop = kind === 'review' || kind === 'waiting' ? kind : undefined;
  const list = steps(submittedAt, now, stop);
  const ended = list.every((one) => one.state === 'done');
  const card = CARDS[kind === 'review' || kind === 'refused' ? 3 : kind === 'waiting' ? 4 : 0]!;
  const state = stop ?? (ended ? 'closed' : 'submitted');
  const read = (value: string) => [
    {
      path: '参保信息.参保状态',
      label: t('参保状态', 'Status'),
      value: t(value, value),
      source: t('云溪区社会保险事业管理中心', 'Social Insurance Centre'),
      at: new Date(submittedAt).toISOString(),
    },
  ];
  return {
    id,
    number: 'YX20261122000128',
    exchangeNumber: '1299010100990103 2D200201400400101261122000128'.replace(' ', ''),
    queryCode: 'K7M4QX',
    slug: card.slug,
    itemName: card.name,
    office: card.office,
    applicant: '林晚秋',
    itemVersion: 3,
    channel: 'portal',
    state,
    stateName: t(
      { submitted: '正在办理', closed: '办结', review: '人工审核', waiting: '等待外部系统' }[state] ?? state,
      { submitted: 'In progress', closed: 'Finished', review: 'With an official', waiting: 'Waiting' }[state] ?? state,
    ),
    submittedAt: new Date(submittedAt).toISOString(),
    ...(ended ? { decidedAt: new Date(submittedAt + 2000).toISOString() } : {}),
    dueAt: '2026-11-27T09:00:00Z',
    automatic: kind === 'granted' ? true : kind === 'refused' ? false : null,
    steps: list,
    flow: flowOf(kind),
    actions: [
      {
        at: new Date(submittedAt).toISOString(),
        kind: 'submit',
        name: t('提交申请', 'Submitted'),
        place: 'apply',
        by: { kind: 'applicant', name: '林晚秋' },
      },
      ...(ended
        ? [
            {
              at: new Date(submittedAt + 1400).toISOString(),
              kind: 'decide',
              place: kind === 'refused' ? 'step-review' : 'accept',
              name: t(kind === 'refused' ? '不予许可' : '准予', kind === 'refused' ? 'Refused' : 'Granted'),
              by:
                kind === 'refused'
                  ? { kind: 'official' as const, name: '周明', number: 'JT0231', office: card.office }
                  : { kind: 'machine' as const, name: '系统' },
              opinion:
                kind === 'refused'
                  ? '经核实，最近一个记分周期记满 12 分，不符合第十四条第三项。'
                  : '三条条件全部满足，准予。',
            },
          ]
        : []),
    ],
    conditions: [
      {
        id: 'c1',
        text: t('身份信息与人口库一致', 'Identity agrees with the register'),
        verdict: 'met',
        basis: law,
        remedy: t('向派出所更正。', 'Have it corrected.'),
        reads: read('正常'),
      },
      {
        id: 'c2',
        text: t('取得相应准驾车型驾驶证并具有 3 年以上驾驶经历', 'Licence class and three years of driving'),
        verdict: 'met',
        basis: { ...law, law: '网络预约出租汽车经营服务管理暂行办法', article: '第十四条第一项' },
        remedy: t('满三年后再申请。', 'Apply after three years.'),
        reads: read('C1，2015年3月2日初次领证'),
      },
      {
        id: 'c3',
        text: t(
          '无交通肇事犯罪、危险驾驶犯罪记录，无吸毒记录，无饮酒后驾驶记录',
          'No record of traffic crime, drugs or drink-driving',
        ),
        verdict: kind === 'review' ? 'unknown' : 'met',
        basis: { ...law, law: '网络预约出租汽车经营服务管理暂行办法', article: '第十四条第二项' },
        remedy: t('由工作人员核实。', 'An official will check.'),
        reads: read('未返回'),
        ...(kind === 'review'
          ? { because: t('公安系统对“饮酒后驾驶记录”没有给出结论', 'The police gave no answer on drink-driving') }
          : {}),
      },
      {
        id: 'c4',
        text: t('最近连续 3 个记分周期内没有记满 12 分记录', 'Not twelve points in any of the last three cycles'),
        verdict: kind === 'refused' ? 'unmet' : 'met',
        basis: { ...law, law: '网络预约出租汽车经营服务管理暂行办法', article: '第十四条第二项' },
        remedy: t('2027 年 3 月 1 日后可以再申请。', 'Apply again after 1 March 2027.'),
        reads: read('12 分'),
      },
    ],
    ...(ended ? { outcome: kind === 'refused' ? ('refused' as const) : ('granted' as const) } : {}),
    ...(kind === 'refused' && ended
      ? {
          reason: '最近一个记分周期记满 12 分。',
          refusal: {
            basis: [
              {
                law: '网络预约出租汽车经营服务管理暂行办法',
                article: '第十四条第二项',
                content: '最近连续3个记分周期内没有记满12分记录。',
              },
            ],
            remedy: [t('2027 年 3 月 1 日新的记分周期满后可以再申请。', 'Apply again after 1 March 2027.')],
            review: t('云州市人民政府', 'Yunzhou People’s Government'),
            court: t('云溪区人民法院', 'Yunxi People’s Court'),
          },
        }
      : {}),
    ...(kind === 'waiting'
      ? {
          waiting: {
            text: t('住房和城乡建设部门的资质系统暂时联系不上', 'The housing department’s system cannot be reached'),
            since: new Date(submittedAt).toISOString(),
            retryAt: new Date(now + 20_000).toISOString(),
          },
        }
      : {}),
    clock: {
      due: '2026-11-27',
      workingDaysLeft: 5,
      basis: t('承诺 5 个工作日', 'promised: 5 working days'),
      derivation: [
        { day: '2026-11-22', counted: false, why: t('受理当日不计', 'day of acceptance') },
        { day: '2026-11-23', counted: true, why: t('工作日', 'working day') },
        { day: '2026-11-24', counted: true, why: t('工作日', 'working day') },
        { day: '2026-11-25', counted: true, why: t('工作日', 'working day') },
        { day: '2026-11-26', counted: true, why: t('工作日', 'working day') },
        { day: '2026-11-27', counted: true, why: t('工作日', 'working day') },
      ],
    },
    answers: [
      {
        section: t('申请人', 'Applicant'),
        rows: [
          { label: t('姓名', 'Name'), value: t('林晚秋', '林晚秋'), source: t('公安人口库', 'Population register') },
          {
            label: t('身份号码', 'ID number'),
            value: t('9901**********1234', '9901**********1234'),
            source: t('账户信息', 'Account'),
          },
        ],
      },
      { section: t('用途', 'Use'), rows: [{ label: t('用途', 'Use'), value: t('购房', 'Buying a home') }] },
    ],
    materials: [
      {
        name: t('社会保险参保缴费记录', 'Record of contributions'),
        by: 'evidence',
        count: 1,
        receivedAt: new Date(submittedAt).toISOString(),
        source: t('云溪区社会保险事业管理中心', 'Social Insurance Centre'),
      },
    ],
    prints: [],
    documents: ended
      ? [
          {
            kind: 'accept',
            name: t('受理通知书', 'Notice of acceptance'),
            number: '云溪社受〔2026〕128号',
            at: new Date(submittedAt).toISOString(),
          },
        ]
      : [],
    ...(kind === 'granted' && ended
      ? {
          licence: {
            id: 'l1',
            identifier: LICENCE.identifier,
            number: LICENCE.number,
            name: card.name,
            state: 'valid',
          },
        }
      : {}),
    procedures: [],
    corrections: [],
    amendments: [],
    filings: [],
    tasks: [],
    abilities: {},
  };
}

export const LICENCE = {
  id: 'l1',
  identifier: '1.2.156.3005.2.1199000000990011XW001.12990101009901032D.202600000128.001.K',
  number: '云溪社证〔2026〕000128号',
  name: CARDS[0]!.name,
  holder: '林晚秋',
  issuer: CARDS[0]!.office,
  issuedAt: '2026-11-22T03:00:01Z',
  validFrom: '2026-11-22',
  validTo: null as string | null,
  state: 'valid' as const,
  stateName: t('有效', 'Valid'),
  slug: 'social-insurance-statement',
  caseId: 'granted1',
  pages: 1,
  width: 210,
  height: 297,
};
export const LICENCE_OLD = {
  ...LICENCE,
  id: 'l2',
  number: 'D299000017',
  name: t('建筑业企业资质证书', 'Construction qualification'),
  holder: '云州市远山建筑工程有限公司',
  validTo: '2027-01-15',
  issuer: CARDS[4]!.office,
  pages: 1,
};

export function verification(bad: boolean): ReplyOf<typeof verifyByIdentifier> {
  const check = (id: string, ok: boolean | null, zh: string, en: string, detail?: string) => ({
    id,
    ok,
    severity: 'must',
    text: t(zh, en),
    ...(detail ? { detail } : {}),
  });
  return {
    verdict: bad ? ('invalid' as const) : ('valid' as const),
    title: bad
      ? t('文件被改动过，不要相信', 'The file has been altered: do not trust it')
      : t('真实有效', 'Genuine and in force'),
    explanation: bad
      ? t('文件内容与签章时不一致：第 1 页在签章之后被修改。', 'Page 1 was changed after sealing.')
      : t(
          '由云溪区社会保险事业管理中心签发，签发后没有改动，目前有效。',
          'Issued by the Yunxi Social Insurance Centre, unaltered, in force.',
        ),
    checkedAt: new Date().toISOString(),
    licence: {
      identifier: LICENCE.identifier,
      number: LICENCE.number,
      name: LICENCE.name,
      holder: '林**',
      issuer: LICENCE.issuer,
      issuedAt: LICENCE.issuedAt,
      validFrom: LICENCE.validFrom,
      validTo: LICENCE.validTo,
      state: LICENCE.state,
      stateName: LICENCE.stateName,
      history: [{ at: LICENCE.issuedAt, name: t('签发', 'Issued') }],
      papers: [],
      grade: 'A',
    },
    signatures: [
      {
        id: '1',
        seal: { id: '99010100000001', name: '云溪区社会保险事业管理中心' },
        signer: '云溪区社会保险事业管理中心',
        time: LICENCE.issuedAt,
        ok: !bad,
        checks: [
          check('digest', !bad, '文件内容与签章时一致', 'Content is as it was sealed'),
          check('signature', true, '签名值正确（SM2）', 'Signature value is right (SM2)'),
          check('certificate', true, '签章人证书有效，由示范区 CA 签发', 'Certificate in force'),
          check('seal', true, '印章在有效期内', 'Seal in force'),
          check('revoked', null, '证书没有被吊销', 'Certificate not revoked', '没有可用的吊销列表'),
        ],
      },
    ],
    checks: [
      check('identifier', true, '证照标识校验位正确', 'Check character of the identifier is right'),
      check('register', true, '证照库中有登记', 'On record'),
    ],
    pages: [] as { width: number; height: number; svg: string }[],
  };
}
