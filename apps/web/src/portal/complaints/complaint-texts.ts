import type { Complaint } from '@miaopi/contracts';
import { type Lang, useLang } from '../../texts/lang.tsx';

type Kind = Complaint['kind'];

/** Texts of complaints (F167), for whoever complains. */
const zh = {
  tab: '投诉',
  one: (number: string) => `投诉 ${number}`,
  title: '我要投诉',
  lead: '对办理时限、服务态度、收费或者要求的材料不满意，可以在这里告诉对方单位。',
  who: (days: number, on: string) =>
    `由单位负责人在 ${days} 个工作日内${on && `（最迟${on}）`}答复，答复后发消息告诉您。只有该单位和所在地政务服务中心的负责人能看到，其他工作人员看不到。`,
  byName: (name: string) => `投诉需要实名，负责人会看到名称：${name}。`,
  unit: '被投诉单位',
  chooseUnit: '请选择单位',
  item: '事项',
  case: '办件编号',
  kind: '投诉什么',
  kinds: {
    overdue: '办理超期',
    manner: '服务态度',
    fees: '收费',
    materials: '要了指南以外的材料',
    other: '其他',
  } satisfies Record<Kind, string>,
  text: '经过',
  textHint: '10–1000 字。写明什么时候、在哪里、发生了什么，希望怎么解决。',
  count: (n: number, most: number) => `${n} / ${most}`,
  may: '以后可以公开，不显示我的名字',
  mayHint: '现在不会公开。选了公开，请不要写证件号码、电话和银行卡号。',
  send: '提交投诉',
  otherWays: '也可以这样做',
  phone: '打单位电话',
  hotline: '打政务服务便民热线',
  appeal: '不服不予许可等决定',
  appealText: '投诉不会改变决定。决定书和办件页面写明了怎样申请行政复议、提起行政诉讼，以及期限。',
  made: '投诉已送出',
  madeText: (number: string) => `投诉编号 ${number}。`,
  promised: (on: string) => `承诺最迟${on}答复。`,
  promisedLater: '承诺在 5 个工作日内答复。那时的工作日安排还没有公布，所以暂不能说出日期。',
  states: { open: '待答复', answered: '已答复' } satisfies Record<Complaint['state'], string>,
  number: '投诉编号',
  at: '投诉时间',
  open: '可否公开',
  openYes: '以后可以公开，不显示名字',
  openNo: '不公开',
  yours: '您写的',
  answer: '答复',
  answeredBy: (office: string, at: string) => `${office} · ${at}`,
  notEnough: '不满意答复，可以拨打 12345；对不予许可等决定，可以依法申请行政复议。',
  none: '没有投诉',
  noneText: '对办理不满意时，可以从办件页面、办事指南或者这里投诉。',
  see: '查看',
  back: '返回我的投诉',
  toCase: '查看办件',
  toComplaint: '查看投诉',
};

const en: typeof zh = {
  tab: 'Complaints',
  one: (number) => `Complaint ${number}`,
  title: 'Complain',
  lead: 'Tell a unit what was wrong: how long it took, how you were treated, what it charged or which papers it asked for.',
  who: (days, on) =>
    `The head of the unit answers within ${days} working days${on && ` (by ${on})`}, and a message tells you. Only the heads of the unit and of the service centre there can read it, and no other official.`,
  byName: (name) => `Complaints are made by name. The heads see this one: ${name}.`,
  unit: 'Unit you complain of',
  chooseUnit: 'Choose the unit',
  item: 'Service',
  case: 'Case number',
  kind: 'What it is about',
  kinds: {
    overdue: 'It took too long',
    manner: 'How I was treated',
    fees: 'Fees',
    materials: 'Asked for papers that are not in the guide',
    other: 'Something else',
  },
  text: 'What happened',
  textHint: '10–1000 characters. Say when and where, what happened, and what you would like to be done.',
  count: (n, most) => `${n} / ${most}`,
  may: 'It may be published later, without my name',
  mayHint: 'Nothing is published now. If you allow it, leave out identity, telephone and bank card numbers.',
  send: 'Send complaint',
  otherWays: 'Other ways',
  phone: 'Telephone of the unit',
  hotline: 'Government hotline',
  appeal: 'Against a refusal or another decision',
  appealText:
    'A complaint does not change a decision. The decision and the page of your case say how to ask for administrative review or go to court, and until when.',
  made: 'Your complaint has been sent',
  madeText: (number) => `Its number is ${number}. `,
  promised: (on) => `An answer is promised by ${on}.`,
  promisedLater:
    'An answer is promised within 5 working days. The working days of that time are not published yet, so no date can be given.',
  states: { open: 'To be answered', answered: 'Answered' },
  number: 'Complaint number',
  at: 'Sent',
  open: 'Publishing',
  openYes: 'May be published later, without the name',
  openNo: 'Not to be published',
  yours: 'What you wrote',
  answer: 'Answer',
  answeredBy: (office, at) => `${office} · ${at}`,
  notEnough:
    'Not satisfied with the answer? Call 12345. Against a refusal or another decision you may ask for administrative review.',
  none: 'No complaints',
  noneText: 'If something went wrong, complain from the page of your case, from a guide, or here.',
  see: 'Read',
  back: 'Back to my complaints',
  toCase: 'See the case',
  toComplaint: 'See the complaint',
};

export const COMPLAINT: Readonly<Record<Lang, typeof zh>> = { zh, en };

export function useComplaintTexts(): typeof zh {
  return COMPLAINT[useLang().lang];
}
