import type { CaseView, ConditionView } from '@miaopi/contracts';
import { flowOf } from '../../src/dev/flow.ts';

const t = (zh: string, en: string) => ({ zh, en });
export const OFFICE = t('云州市交通运输局', 'Yunzhou Transport Bureau');
const TRAFFIC = t('云州市公安局交通警察支队', 'Yunzhou Traffic Police');
const POLICE = t('云州市公安局', 'Yunzhou Public Security Bureau');
const LAW = '网络预约出租汽车经营服务管理暂行办法（交通运输部等令2016年第60号，2022年修正）';
const AT = '2026-11-20T02:14:07.300Z';

/** A day so many days from now, in China. */
export function dayFromNow(days: number): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(
    new Date(Date.now() + days * 86_400_000),
  );
}

function condition(
  id: string,
  text: ConditionView['text'],
  verdict: 'met' | 'unmet' | 'unknown' | 'not-applicable',
  article: string,
  reads: ConditionView['reads'],
  because?: ConditionView['because'],
): ConditionView {
  return {
    id,
    text,
    verdict,
    basis: {
      law: LAW,
      article,
      content:
        '没有交通肇事犯罪、危险驾驶犯罪记录，没有吸毒记录，没有饮酒后驾驶记录，最近连续三个记分周期内没有记满十二分记录。',
      issuedBy: '交通运输部',
      from: '2016-11-01',
    },
    remedy: t(
      '对记录有异议的，可以向作出处理的机关申请核对，更正后重新申请。',
      'If you dispute the record, ask the authority that made it to check.',
    ),
    reads,
    ...(because ? { because } : {}),
  };
}

const read = (path: string, zh: string, en: string, value: string, source = TRAFFIC) => ({
  path,
  label: t(zh, en),
  value: t(value, value),
  source,
  at: AT,
});

export type Kind = 'unknown' | 'unmet' | 'plain';

export function conditionsOf(kind: Kind): ConditionView[] {
  return [
    condition(
      '准驾车型符合',
      t('有 C1 以上准驾车型、在有效期内的驾驶证', 'A valid driving licence of class C1 or above'),
      'met',
      '第十四条第一项',
      [
        read('驾驶证.准驾车型', '准驾车型', 'Class', 'C1'),
        read('驾驶证.状态', '状态', 'State', '正常'),
        read('驾驶证.有效期止', '有效期止', 'Valid to', '2030-06-01'),
      ],
    ),
    condition('三年驾龄', t('有三年以上驾驶经历', 'Three years of driving or more'), 'met', '第十四条第一项', [
      read('驾驶证.初次领证日期', '初次领证日期', 'First licence', '2012-06-01'),
      read('驾驶证.档案编号', '机动车驾驶证档案编号', 'File number', '91990101MA99Y1325W'),
    ]),
    condition(
      '无交通犯罪',
      t('没有交通肇事犯罪、危险驾驶犯罪记录', 'No record of causing a traffic casualty or of dangerous driving'),
      'met',
      '第十四条第二项',
      [
        read('背景核查.交通肇事犯罪', '交通肇事犯罪', 'Traffic casualty', 'false', POLICE),
        read('背景核查.危险驾驶犯罪', '危险驾驶犯罪', 'Dangerous driving', 'false', POLICE),
      ],
    ),
    condition(
      '无酒驾记录',
      t('没有饮酒后驾驶记录', 'No record of drunk driving'),
      kind === 'unknown' ? 'unknown' : 'met',
      '第十四条第二项',
      [read('背景核查.饮酒后驾驶记录', '饮酒后驾驶记录', 'Drunk driving', kind === 'unknown' ? '—' : 'false', POLICE)],
      kind === 'unknown'
        ? t('公安系统没有给出饮酒后驾驶记录的结论，无法判断', 'The police gave no answer on drunk driving')
        : undefined,
    ),
    condition(
      '三周期未记满',
      t('最近连续三个记分周期没有记满 12 分', 'Never 12 points in the last three consecutive cycles'),
      kind === 'unmet' ? 'unmet' : 'met',
      '第十四条第二项',
      [
        read(
          '驾驶证.记分',
          '记分',
          'Points',
          JSON.stringify([
            { 周期起: '2023-06-01', 周期止: '2024-05-31', 记分: 0 },
            { 周期起: '2024-06-01', 周期止: '2025-05-31', 记分: kind === 'unmet' ? 12 : 3 },
            { 周期起: '2025-06-01', 周期止: '2026-05-31', 记分: 1 },
          ]),
        ),
      ],
      kind === 'unmet'
        ? t('2024-06-01 至 2025-05-31 的周期记满 12 分', '12 points in the cycle from 2024-06-01')
        : undefined,
    ),
    condition(
      '年龄符合',
      t('身份信息正常，年龄不超过 60 周岁', 'Identity confirmed, not older than 60'),
      'met',
      '第十四条第四项',
      [
        read('人口信息.状态', '状态', 'State', '正常', POLICE),
        read('人口信息.出生日期', '出生日期', 'Born', '1992-01-01', POLICE),
      ],
    ),
    condition('考试合格', t('全国公共科目和区域科目考试合格', 'National and local exam passed'), 'met', '第十五条', [
      read('从业考试.全国公共科目', '全国公共科目', 'National part', 'true', OFFICE),
      read('从业考试.区域科目', '区域科目', 'Local part', 'true', OFFICE),
    ]),
    condition(
      '外籍驾驶证换领',
      t('持境外驾驶证的已换领', 'A foreign licence has been exchanged'),
      'not-applicable',
      '第十四条第一项',
      [],
    ),
  ];
}

const STEPS: readonly (readonly [CaseView['steps'][number]['step'], string, string])[] = [
  ['gather', '核验', 'Verify'],
  ['judge', '判断', 'Judge'],
  ['accept', '受理', 'Accept'],
  ['review', '人工审核', 'Official'],
  ['decide', '决定', 'Decide'],
  ['make', '制证', 'Make'],
  ['seal', '签章', 'Seal'],
  ['deliver', '送达', 'Deliver'],
  ['close', '办结', 'Close'],
];

export interface FixtureCase {
  readonly id: string;
  readonly number: string;
  readonly applicant: string;
  readonly kind: Kind;
  readonly dueInDays: number;
  state: CaseView['state'];
  claimedBy?: string;
  outcome?: 'granted' | 'refused';
  reason?: string;
  followed?: boolean;
  /** Steps after the decision that are over. */
  after: number;
  conditions: ConditionView[];
}

export const ME_NAME = '江海涛';

export function rowOf(one: FixtureCase) {
  return {
    id: one.id,
    number: one.number,
    slug: 'ride-hailing-driver',
    itemName: t('网络预约出租汽车驾驶员证', 'Ride-hailing driver’s certificate'),
    office: OFFICE,
    applicant: one.applicant,
    state: one.state,
    stateName:
      one.outcome === 'refused'
        ? t('已办结（不予许可）', 'Closed (refused)')
        : one.outcome
          ? t('已办结（准予）', 'Closed (granted)')
          : t('人工审核中', 'With an official'),
    submittedAt: AT,
    dueAt: dayFromNow(one.dueInDays),
    automatic: null,
    region: '990101000000',
    ...(one.outcome ? { decidedAt: new Date().toISOString() } : {}),
    unmet: one.kind === 'unmet' ? 1 : 0,
    unknown: one.kind === 'unknown' ? 1 : 0,
    ...(one.claimedBy ? { claimedBy: one.claimedBy } : {}),
    claimedByMe: one.claimedBy === ME_NAME,
    why:
      one.kind === 'unknown'
        ? t('1 项无法判断', '1 unknown')
        : one.kind === 'unmet'
          ? t('1 项不满足', '1 not met')
          : t('按规则需人工决定', 'by rule for an official'),
  };
}

export function viewOf(one: FixtureCase, approver: boolean): CaseView {
  const mine = one.claimedBy === ME_NAME;
  const inReview = one.state === 'review';
  const no = (zh: string, en: string) => ({ allowed: false, reason: t(zh, en) });
  const wrong = no('该办件当前不需要人工审核', 'This case does not wait for an official');
  const done = one.outcome ? 5 + one.after : 3;
  const closed = one.state === 'closed';
  const { unmet: _u, unknown: _k, claimedBy: _c, claimedByMe: _m, why: _w, ...summary } = rowOf(one);
  return {
    ...summary,
    exchangeNumber: '11990100009900013U2990101261120000017001',
    itemVersion: 3,
    channel: 'portal',
    steps: STEPS.filter(([step]) => one.outcome !== 'refused' || (step !== 'make' && step !== 'seal')).map(
      ([step, zh, en], n) => ({
        step,
        name: t(zh, en),
        state: n < done || closed ? 'done' : n === done ? 'running' : 'todo',
        ...(n < done || closed
          ? { startedAt: AT, endedAt: new Date(Date.parse(AT) + n * 340).toISOString(), milliseconds: 40 + n * 31 }
          : {}),
        ...(step === 'judge' ? { note: t('1 条无法判断，转人工', '1 unknown: to an official') } : {}),
      }),
    ) as CaseView['steps'],
    flow: flowOf(one.outcome === 'refused' ? 'refused' : 'review', `${ME_NAME}（JT0002）`),
    actions: [
      {
        at: AT,
        kind: 'submit',
        place: 'apply',
        name: t('提交申请', 'Application submitted'),
        by: { kind: 'applicant', name: one.applicant },
      },
      {
        at: '2026-11-20T02:14:08.400Z',
        kind: 'refer',
        place: 'step-review',
        name: t('转人工审核', 'Passed to an official'),
        by: { kind: 'machine', name: '系统' },
      },
      ...(one.claimedBy
        ? [
            {
              at: '2026-11-21T01:05:00.000Z',
              kind: 'claim',
              place: 'step-review',
              name: t('领取', 'Taken by an official'),
              by: { kind: 'official' as const, name: one.claimedBy, number: 'JT0002', office: OFFICE },
            },
          ]
        : []),
      ...(one.outcome
        ? [
            {
              at: new Date().toISOString(),
              kind: one.outcome === 'granted' ? 'grant' : 'refuse',
              place: 'step-review',
              name: one.outcome === 'granted' ? t('准予', 'Granted') : t('不予许可', 'Refused'),
              by: { kind: 'official' as const, name: ME_NAME, number: 'JT0002', office: OFFICE },
              opinion: one.reason ?? '',
            },
          ]
        : []),
    ],
    conditions: one.conditions,
    ...(one.outcome ? { outcome: one.outcome, reason: one.reason ?? '' } : {}),
    clock: {
      due: dayFromNow(one.dueInDays),
      ...(one.state === 'correction' ? {} : { workingDaysLeft: one.dueInDays }),
      basis: t(
        '承诺时限自受理次日起按工作日计算（行政许可法第四十二条、第八十二条）',
        'The promised limit runs in working days from the day after acceptance',
      ),
      derivation: Array.from({ length: 7 }, (_, n) => one.dueInDays - 6 + n).map((n) => {
        const day = dayFromNow(n);
        const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
        const counted = weekday !== 0 && weekday !== 6;
        return { day, counted, why: counted ? t('工作日', 'working day') : t('休息日', 'weekend') };
      }),
    },
    answers: [
      {
        section: t('申请人', 'Applicant'),
        rows: [
          {
            label: t('姓名', 'Name'),
            value: t(one.applicant, one.applicant),
            source: t('公安人口库', 'Population register'),
          },
          {
            label: t('身份号码', 'ID number'),
            value: t('9901**********1067', '9901**********1067'),
            source: t('账户信息', 'Account'),
          },
          { label: t('手机号码', 'Mobile'), value: t('139****0006', '139****0006'), source: t('账户信息', 'Account') },
          {
            label: t('现住址', 'Address'),
            value: t(
              '示范省云州市云溪区柳桥街道柳岸路 2 号 13 幢 2 单元 1804 室',
              '示范省云州市云溪区柳桥街道柳岸路 2 号 13 幢 2 单元 1804 室',
            ),
          },
          { label: t('近期照片', 'Photo'), value: t('照片.png', '照片.png'), fileId: 'photo' },
        ],
      },
      {
        section: t('驾驶证', 'Driving licence'),
        rows: [
          { label: t('准驾车型', 'Class'), value: t('C1', 'C1'), source: TRAFFIC },
          { label: t('初次领证日期', 'First licence'), value: t('2012 年 6 月 1 日', '1 June 2012'), source: TRAFFIC },
          { label: t('从业方式', 'Way of working'), value: t('专职', 'Full time') },
          { label: t('驾驶证扫描件', 'Scan of the licence'), value: t('驾驶证.pdf', '驾驶证.pdf'), fileId: 'scan' },
        ],
      },
    ],
    procedures: [],
    corrections: [],
    amendments: [],
    filings: [],
    tasks:
      one.state === 'review'
        ? [
            {
              id: `task_${one.id}`,
              step: 'review',
              name: t('审核', 'Review'),
              line: 'main' as const,
              office: OFFICE,
              state: 'open' as const,
              openedAt: AT,
              ...(one.claimedBy ? { assignee: one.claimedBy } : {}),
              mine,
            },
          ]
        : [],
    prints: [],
    materials: [
      { name: t('机动车驾驶证', 'Driving licence'), by: 'evidence', count: 1, receivedAt: AT, source: TRAFFIC },
      {
        name: t('近期照片', 'Photo'),
        by: 'field',
        count: 1,
        fileId: 'photo',
        receivedAt: AT,
        source: t('申请人', 'Applicant'),
      },
      {
        name: t('驾驶证扫描件', 'Scan of the licence'),
        by: 'field',
        count: 1,
        fileId: 'scan',
        receivedAt: AT,
        source: t('申请人', 'Applicant'),
      },
    ],
    documents: [
      {
        kind: 'accept',
        name: t('受理通知书', 'Notice of acceptance'),
        number: '云州市交通运输局受字〔2026〕第000017号',
        at: AT,
      },
      ...(one.outcome
        ? [
            {
              kind: one.outcome,
              name:
                one.outcome === 'granted'
                  ? t('准予行政许可决定书', 'Decision granting the application')
                  : t('不予行政许可决定书', 'Decision refusing the application'),
              number: `云州市交通运输局${one.outcome === 'granted' ? '许' : '不许'}字〔2026〕第000009号`,
              at: new Date().toISOString(),
            },
          ]
        : []),
    ],
    ...(closed && one.outcome === 'granted'
      ? {
          licence: {
            id: 'l1',
            identifier: '1.2.156.3005.2.1199000000009900144JT001.11990100009900013U.990100202600017.001.K',
            number: '990100202600017',
            name: t('网络预约出租汽车驾驶员证', 'Ride-hailing driver’s certificate'),
            state: 'valid',
          },
        }
      : {}),
    followed: one.followed === true,
    abilities: approver
      ? {
          claim: !inReview
            ? wrong
            : mine
              ? no('您已领取该办件', 'You have taken this case already')
              : one.claimedBy
                ? no(`已由 ${one.claimedBy} 领取`, `Taken by ${one.claimedBy}`)
                : { allowed: true },
          release:
            mine && inReview ? { allowed: true } : no('只有领取人可以退回', 'Only who has taken it may give it back'),
          decide: !inReview
            ? wrong
            : mine
              ? { allowed: true }
              : no(
                  one.claimedBy ? `已由 ${one.claimedBy} 领取` : '请先领取该办件',
                  one.claimedBy ? `Taken by ${one.claimedBy}` : 'Take the case first',
                ),
          refuse: !inReview
            ? wrong
            : mine
              ? { allowed: true }
              : no(
                  one.claimedBy ? `已由 ${one.claimedBy} 领取` : '请先领取该办件',
                  one.claimedBy ? `Taken by ${one.claimedBy}` : 'Take the case first',
                ),
        }
      : {
          claim: no('只有审批人员可以领取', 'Only approvers may take a case'),
          release: no('只有领取人可以退回', 'Only who has taken it may give it back'),
          decide: no('只有审批人员可以决定', 'Only approvers may decide'),
        },
  };
}

const NAMES = [
  '程远舟',
  '林晚秋',
  '阿卜杜热西提·阿卜杜克热木·买买提吐尔逊',
  '周建国',
  '欧阳静姝',
  '马春兰',
  '韩志强',
  '孟凡',
  '白露',
  '石磊',
];

/** Cases as the tests need them: the first three of the three kinds, the rest to fill the list. */
export function makeCases(count: number): FixtureCase[] {
  return Array.from({ length: count }, (_, n): FixtureCase => {
    const kind = (['unknown', 'unmet', 'plain'] as const)[n % 3] ?? 'plain';
    return {
      id: `case-${n}`,
      number: `2611209901${String(n).padStart(6, '0')}`,
      applicant: NAMES[n % NAMES.length] ?? '',
      kind,
      dueInDays: n === 0 ? -1 : n === 1 ? 0 : 1 + Math.floor(n / 4),
      state: 'review',
      after: 0,
      conditions: conditionsOf(kind),
      ...(n === 3 ? { claimedBy: '顾晓东' } : {}),
    };
  });
}
