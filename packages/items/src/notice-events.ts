import type { Text } from '@miaopi/forms';

/** What a platform notice may leave open, by its name in both languages: `{{办件编号}}` or `{{number}}`. */
export const noticeVariables = {
  applicant: { zh: '申请人', en: 'applicant' },
  item: { zh: '事项', en: 'item' },
  number: { zh: '办件编号', en: 'number' },
  queryCode: { zh: '查询码', en: 'queryCode' },
  office: { zh: '办理单位', en: 'office' },
  due: { zh: '期限', en: 'due' },
  reason: { zh: '理由', en: 'reason' },
  points: { zh: '补正内容', en: 'points' },
  done: { zh: '已完成环节', en: 'done' },
  next: { zh: '下一环节', en: 'next' },
  licence: { zh: '证照编号', en: 'licence' },
  result: { zh: '结果名称', en: 'result' },
  code: { zh: '取件码', en: 'code' },
  waybill: { zh: '运单号', en: 'waybill' },
  receivedBy: { zh: '签收人', en: 'receivedBy' },
  review: { zh: '复议机关', en: 'review' },
  court: { zh: '管辖法院', en: 'court' },
} as const satisfies Readonly<Record<string, Text>>;

export type NoticeVariable = keyof typeof noticeVariables;
export type NoticeFill = Readonly<Partial<Record<NoticeVariable, Text>>>;

interface NoticeDefinition {
  readonly name: Text;
  /** What it may leave open. */
  readonly variables: readonly NoticeVariable[];
  /** What its full text may not leave out, by law (行政许可法 第三十八条) or because nothing works without it. */
  readonly needs: readonly NoticeVariable[];
  readonly title: Text;
  readonly body: Text;
}

const t = (zh: string, en: string): Text => ({ zh, en });
const appeal = {
  zh: '如有异议，可以自收到本通知之日起六十日内向{{复议机关}}申请行政复议，或者六个月内向{{管辖法院}}提起行政诉讼。',
  en: 'You may ask {{review}} for review within 60 days, or bring an action in {{court}} within six months.',
};

/** The occasions on which an applicant is told something, with the texts shipped. An item's own text for the first six stands before these. */
export const noticeEvents = {
  submitted: {
    name: t('提交申请', 'Submitted'),
    variables: ['applicant', 'item', 'number', 'queryCode', 'office'],
    needs: ['number'],
    title: t('已收到您的申请', 'We have your application'),
    body: t(
      '{{申请人}}：{{事项}}申请（办件编号 {{办件编号}}，查询码 {{查询码}}）已提交，正在核对。',
      '{{applicant}}: your application “{{item}}” (case {{number}}, query code {{queryCode}}) has been submitted and is being checked.',
    ),
  },
  accepted: {
    name: t('受理', 'Accepted'),
    variables: ['applicant', 'item', 'number', 'office', 'due'],
    needs: ['number'],
    title: t('受理通知', 'Accepted'),
    body: t(
      '您的{{事项}}申请（{{办件编号}}）已受理，办理期限至 {{期限}}。',
      'Your application “{{item}}” ({{number}}) has been accepted; its limit is {{due}}.',
    ),
  },
  waiting: {
    name: t('等待核验系统', 'Waits for a register'),
    variables: ['applicant', 'item', 'number', 'office'],
    needs: ['number'],
    title: t('核验系统暂时没有应答', 'A register does not answer'),
    body: t(
      '申请（{{办件编号}}）已保存，系统恢复后自动继续，不用重新申请。',
      'The application ({{number}}) is safe. We go on by ourselves; you need not apply again.',
    ),
  },
  toPerson: {
    name: t('转工作人员', 'Passed to an official'),
    variables: ['applicant', 'item', 'number', 'office', 'due', 'reason'],
    needs: ['number', 'reason'],
    title: t('转工作人员办理', 'An official will look at it'),
    body: t(
      '申请（{{办件编号}}）由工作人员办理：{{理由}}。办理期限至 {{期限}}。',
      'An official looks at the application ({{number}}): {{reason}}. Its limit is {{due}}.',
    ),
  },
  granted: {
    name: t('准予，证照办好', 'Granted, the licence is ready'),
    variables: ['applicant', 'item', 'number', 'office', 'licence'],
    needs: ['number'],
    title: t('已办好', 'Your licence is ready'),
    body: t(
      '您的{{事项}}（{{办件编号}}）已准予，证照编号 {{证照编号}}，打开“我的证照”即可出示。',
      'Your application “{{item}}” ({{number}}) is granted: licence {{licence}}. Show it under “My licences”.',
    ),
  },
  refused: {
    name: t('不予', 'Refused'),
    variables: ['applicant', 'item', 'number', 'office', 'reason', 'review', 'court'],
    needs: ['number', 'reason', 'review', 'court'],
    title: t('不予许可决定书', 'Refusal'),
    body: t(
      `申请（{{办件编号}}）不予许可，理由：{{理由}}。${appeal.zh}`,
      `The application ({{number}}) is refused because: {{reason}}. ${appeal.en}`,
    ),
  },
  received: {
    name: t('收件', 'Received'),
    variables: ['applicant', 'item', 'number', 'office', 'due'],
    needs: ['number'],
    title: t('已收件，等待受理', 'Received, to be accepted'),
    body: t(
      '您的办件{{办件编号}}已收到，工作人员正在审查材料，{{期限}}前告知是否受理；逾期未告知的，自收到之日起即为受理。',
      'We have case {{number}}; an official is looking at it. You will be told by {{due}} whether it is accepted; if you are told nothing it counts as accepted from the day it came in.',
    ),
  },
  correction: {
    name: t('补正告知', 'To be corrected'),
    variables: ['applicant', 'item', 'number', 'office', 'due', 'points'],
    needs: ['number', 'points', 'due'],
    title: t('您的申请需要补正', 'Your application needs a correction'),
    body: t(
      '您的办件{{办件编号}}需要补正：{{补正内容}}。请在{{期限}}前按补正告知书更正，只需改这几处，其余内容不变。',
      'Case {{number}} is to be corrected ({{points}}) by {{due}}. Only these are open; everything else stays as it is.',
    ),
  },
  rejected: {
    name: t('不予受理', 'Not accepted'),
    variables: ['applicant', 'item', 'number', 'office', 'reason', 'review', 'court'],
    needs: ['number', 'reason', 'review', 'court'],
    title: t('申请不予受理', 'Your application is not accepted'),
    body: t(
      `您的办件{{办件编号}}不予受理，理由：{{理由}}。${appeal.zh}`,
      `Case {{number}} is not accepted because: {{reason}}. ${appeal.en}`,
    ),
  },
  reached: {
    name: t('进入下一环节', 'Reached another step'),
    variables: ['applicant', 'item', 'number', 'office', 'done', 'next'],
    needs: ['number', 'next'],
    title: t('办件进入{{下一环节}}', 'Your case has reached: {{next}}'),
    body: t(
      '您的办件{{办件编号}}的{{已完成环节}}已完成，现在是{{下一环节}}。',
      'Case {{number}}: {{done}} is done; it is now at {{next}}.',
    ),
  },
  ready: {
    name: t('可以领取', 'Ready at the counter'),
    variables: ['result', 'office', 'code'],
    needs: ['code'],
    title: t('证件可以领取了', 'Ready to be collected'),
    body: t(
      '您的{{结果名称}}可以到{{办理单位}}窗口领取，请带身份证，或者出示取件码 {{取件码}}。',
      'Your {{result}} can be collected at the desk of {{office}}. Bring your identity card, or show the code {{code}}.',
    ),
  },
  sent: {
    name: t('已交寄', 'Sent'),
    variables: ['result', 'office', 'waybill'],
    needs: ['waybill'],
    title: t('证件已交寄', 'On its way to you'),
    body: t(
      '您的{{结果名称}}已交寄，运单号 {{运单号}}，可以在办件页面查看进度。',
      'Your {{result}} has been sent, waybill {{waybill}}; see the page of your case.',
    ),
  },
  delivered: {
    name: t('已签收', 'Delivered'),
    variables: ['result', 'office', 'receivedBy'],
    needs: [],
    title: t('证件已签收', 'Delivered'),
    body: t(
      '您的{{结果名称}}已由{{签收人}}签收。如非本人或家人签收，请联系{{办理单位}}。',
      'Your {{result}} was received by {{receivedBy}}. If that was not you or your family, contact {{office}}.',
    ),
  },
} as const satisfies Readonly<Record<string, NoticeDefinition>>;

export type NoticeEvent = keyof typeof noticeEvents;
export const noticeEventNames = Object.keys(noticeEvents) as NoticeEvent[];

/** The definition of an occasion, without the literal types. */
export function noticeDefinition(event: NoticeEvent): NoticeDefinition {
  return noticeEvents[event];
}

/** What a text is tried on: plausible, of nobody. */
export const noticeExample: Readonly<Record<NoticeVariable, Text>> = {
  applicant: t('林晚秋', 'Lin Wanqiu'),
  item: t('食品经营许可', 'Food business licence'),
  number: t('YX20261122000128', 'YX20261122000128'),
  queryCode: t('K7M4QX', 'K7M4QX'),
  office: t('云溪区市场监督管理局', 'Yunxi District Market Bureau'),
  due: t('2026-12-04', '2026-12-04'),
  reason: t('现场布局与申请不一致', 'the premises differ from the application'),
  points: t('经营场所、布局图', 'premises, floor plan'),
  done: t('初审', 'First review'),
  next: t('审定', 'Final decision'),
  licence: t('JY29901010000128', 'JY29901010000128'),
  result: t('食品经营许可证', 'food business licence'),
  code: t('483920', '483920'),
  waybill: t('SF1029384756', 'SF1029384756'),
  receivedBy: t('林先生', 'Mr Lin'),
  review: t('云溪区人民政府', 'the People’s Government of Yunxi'),
  court: t('云溪区人民法院', 'the People’s Court of Yunxi'),
};

const byName = new Map<string, NoticeVariable>(
  (Object.keys(noticeVariables) as NoticeVariable[]).flatMap((key) => [
    [noticeVariables[key].zh, key],
    [noticeVariables[key].en, key],
  ]),
);

const places = /\{\{\s*([^{}]{0,40}?)\s*\}\}/g;

/** Variables a text names, and names in braces that stand for none of these. */
export function variablesIn(
  text: string,
  known: readonly NoticeVariable[],
): { readonly used: ReadonlySet<NoticeVariable>; readonly unknown: readonly string[] } {
  const used = new Set<NoticeVariable>();
  const unknown: string[] = [];
  for (const [, name = ''] of text.matchAll(places)) {
    const key = byName.get(name);
    if (key && known.includes(key)) used.add(key);
    else unknown.push(name);
  }
  return { used, unknown };
}

/** A text with its variables filled; what holds text is not looked into again, what is not known leaves a gap. */
export function fillNotice(text: Text, values: NoticeFill): Text {
  const fill = (lang: 'zh' | 'en') =>
    text[lang].replace(places, (_, name: string) => {
      const key = byName.get(name);
      return (key && values[key]?.[lang]) || '—';
    });
  return { zh: fill('zh'), en: fill('en') };
}

/** Parts an SMS goes out in: UTF-16 units, 70 in one alone, 67 in each of several (3GPP TS 23.040 §9.2.3.24.1). */
export function smsParts(text: string): number {
  if (text.length <= 70) return 1;
  let parts = 0;
  for (let at = 0; at < text.length; parts++) {
    at = Math.min(at + 67, text.length);
    const last = text.charCodeAt(at - 1);
    // a character outside the basic plane is never cut in two
    if (at < text.length && last >= 0xd800 && last <= 0xdbff) at--;
  }
  return parts;
}
