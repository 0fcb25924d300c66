import { useLang } from '../../texts/lang.tsx';

/** Texts of correcting an application, both languages in one form. */
const zh = {
  title: '补正申请',
  lead: (n: number) => `有 ${n} 处需要补正。只需改下面这几处，其余内容保持您提交时的样子，不用重新填写。`,
  until: (day: string) => `请在 ${day}前提交`,
  late: (day: string) => `期限 ${day}已过；在办理机关终止办理之前仍可以提交。`,
  notice: '补正告知书',
  elsewhere: '也可以把材料带到大厅或者寄给办理机关，由工作人员代您登记。',
  why: '原因：',
  how: '怎样改：',
  page: (n: number) => `第 ${n} 页，`,
  nowNeeded: '因为您改了上面的内容，这一项现在也需要填写。',
  gaps: (n: number) => `还有 ${n} 处没有填好，请按提示更正。`,
  asFiled: (n: number) => `有 ${n} 处要补正的内容还没有改动`,
  asFiledText: '请按要求更改；确实不用改的，在下面写明原因。',
  note: '没有改动的原因',
  noteHint: '写给工作人员，例如：证明上的地址就是这个，没有写错',
  noteMissing: (n: number) => `请更改上面的内容，或者写明原因（至少 ${n} 个字）。`,
  declare: '我声明：补正的内容真实、准确。',
  declareFirst: '请先勾选声明。',
  submit: '提交补正',
  submitting: '正在提交，随后重新核对',
  others: '其余内容（不能修改）',
  back: '返回办件',
  over: '这次补正已经结束',
  openIt: '去补正',
  needed: '需要补正',
  neededText: (n: number, day: string) => `有 ${n} 处需要补正，请在 ${day}前提交。只需改这几处，其余内容不变。`,
  lateText: (n: number, day: string) => `补正期限 ${day}已过，办件还没有终止：现在提交 ${n} 处补正仍然有效，请尽快。`,
  intake: '已收件，等待受理',
  intakeText: (day: string) => `工作人员正在审查您的材料，${day}前告知是否受理；逾期没有告知的，自收到之日起即为受理。`,
  notAccepted: '不予受理',
  notAcceptedText: '决定书写明了条款、理由和救济途径，见下方文书。',
  abandoned: '逾期未办，已终止办理',
  abandonedText: '需要时可以重新申请，已填的内容会自动带出。',
  again: '重新申请',
  told: '补正记录',
  toldBy: (day: string, until: string) => `${day} 告知，期限 ${until}`,
  answered: (day: string) => `${day} 已补正`,
};

type Words = typeof zh;

const en: Words = {
  title: 'Correct your application',
  lead: (n: number) =>
    `${n === 1 ? 'One thing needs' : `${n} things need`} a correction. Change only what stands below; everything else stays as you filed it.`,
  until: (day: string) => `Please send it by ${day}`,
  late: (day: string) =>
    `The time ended on ${day}; you can still send it as long as the office has not ended the case.`,
  notice: 'Notice of what is to be corrected',
  elsewhere: 'You can also bring it to the hall or send it to the office; an official records it for you.',
  why: 'Why: ',
  how: 'How: ',
  page: (n: number) => `page ${n}, `,
  nowNeeded: 'Because of what you changed above, this is needed now.',
  gaps: (n: number) => `${n === 1 ? 'One thing is' : `${n} things are`} not right yet; see below.`,
  asFiled: (n: number) =>
    `${n === 1 ? 'One thing you were asked to correct is' : `${n} things you were asked to correct are`} as before`,
  asFiledText: 'Change what was asked; where it needs no change, say why below.',
  note: 'Why it stays as it is',
  noteHint: 'For the official, for example: this is the address on the certificate, it is right',
  noteMissing: (n: number) => `Change what stands above, or say why not (at least ${n} characters).`,
  declare: 'I declare that what I corrected is true and exact.',
  declareFirst: 'Tick the declaration first.',
  submit: 'Send the correction',
  submitting: 'Sending; then it is checked anew',
  others: 'Everything else (can’t be changed)',
  back: 'Back to the case',
  over: 'This correction is over',
  openIt: 'Correct it',
  needed: 'To be corrected',
  neededText: (n: number, day: string) =>
    `${n === 1 ? 'One thing is' : `${n} things are`} to be corrected by ${day}. Only these; everything else stays as it is.`,
  lateText: (n: number, day: string) =>
    `The time for it ended on ${day}, but the case has not been ended: correct ${n === 1 ? 'this one thing' : `these ${n} things`} now and it still counts.`,
  intake: 'Received, to be accepted',
  intakeText: (day: string) =>
    `An official is looking at it; you will be told by ${day} whether it is accepted. If you are told nothing it counts as accepted from the day it came in.`,
  notAccepted: 'Not accepted',
  notAcceptedText: 'The decision below names the clause, the reason and how to object.',
  abandoned: 'Ended: not corrected in time',
  abandonedText: 'You can apply again; what you filled in is offered again.',
  again: 'Apply again',
  told: 'Corrections',
  toldBy: (day: string, until: string) => `Told on ${day}, until ${until}`,
  answered: (day: string) => `corrected on ${day}`,
};

export function useCorrectTexts(): Words {
  return useLang().lang === 'en' ? en : zh;
}
