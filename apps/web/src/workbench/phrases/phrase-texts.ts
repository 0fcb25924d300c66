import { type Lang, useLang } from '../../texts/lang.tsx';

const zh = {
  open: '常用语',
  title: '常用语',
  lead: '写意见和理由时一点就填入，可再修改。大括号里的变量由办件填写。',
  of: { mine: '我的', office: '本单位的' } as Record<string, string>,
  uses: { grant: '准予理由', refuse: '不予理由', opinion: '环节意见', reason: '其他理由' } as Record<string, string>,
  use: '用在',
  text: '内容',
  textHint: '2–500 字。要写两个大括号本身，请写 \\{{。',
  forWhom: '给谁用',
  variables: '可用的变量（点一下插入）',
  variablesText: '中文、英文名都可以，如 {{申请人}} 或 {{applicant}}。',
  add: '添加常用语',
  change: (text: string) => `修改：${text}`,
  changeTitle: '修改常用语',
  remove: (text: string) => `删除：${text}`,
  save: '保存',
  cancel: '取消',
  none: '还没有常用语',
  noneText: '把常写的意见和理由存在这里，例如：',
  /** Of what an official is offered to write; empty where the page speaks the language of the papers. */
  inChinese: '',
  officeBy: '由负责人维护',
  saved: '已保存',
  removed: '已删除',
  needs: '需理由',
  needsLength: (least: number, most: number) => `须写理由，${least} 到 ${most} 字`,
  length: (least: number, most: number) => `${least}–${most} 字`,
  short: (n: number) => `还差 ${n} 个字`,
  enough: '字数够了',
};

const en: typeof zh = {
  open: 'Phrases',
  title: 'Phrases',
  lead: 'One click puts them into an opinion or a reason, to be changed there. What stands in braces is filled in from the case.',
  of: { mine: 'Mine', office: 'My office’s' },
  uses: { grant: 'To grant', refuse: 'To refuse', opinion: 'Opinion of a step', reason: 'Other reasons' },
  use: 'Used',
  text: 'Words',
  textHint: '2 to 500 characters. For two braces themselves write \\{{.',
  forWhom: 'For whom',
  variables: 'Variables (click to insert)',
  variablesText: 'By either name: {{申请人}} or {{applicant}}.',
  add: 'Add a phrase',
  change: (text) => `Change: ${text}`,
  changeTitle: 'Change the phrase',
  remove: (text) => `Remove: ${text}`,
  save: 'Save',
  cancel: 'Cancel',
  none: 'No phrases yet',
  noneText: 'Keep here what you write again and again. It goes into Chinese papers, so write it in Chinese, such as:',
  inChinese: 'Suggestions, in Chinese as the papers are:',
  officeBy: 'kept by the head',
  saved: 'Saved',
  removed: 'Removed',
  needs: 'with reason',
  needsLength: (least, most) => `needs a reason of ${least} to ${most} characters`,
  length: (least, most) => `${least} to ${most} characters`,
  short: (n) => (n === 1 ? '1 character more' : `${n} characters more`),
  enough: 'long enough',
};

/** A phrase as it may be kept. It goes into a Chinese paper, whatever the page speaks. */
export const EXAMPLE = '经审查，{{申请人}}申请的{{事项}}材料齐全，同意。';

export const PHRASES: Readonly<Record<Lang, typeof zh>> = { zh, en };

export function usePhraseTexts(): typeof zh {
  return PHRASES[useLang().lang];
}
