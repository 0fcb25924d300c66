import type { Lang } from '../../texts/lang.tsx';

const zh = {
  title: '审查环节',
  decides: '作出决定',
  days: (n: number) => `${n} 个工作日`,
  waits: '等待领取',
  due: (day: string) => `期限 ${day}`,
  derivation: '这个期限怎么算的',
  skipped: '不需要',
  beside: '征求的意见',
  forStand: (name: string) => `代 ${name}`,
  results: {
    agree: '同意',
    disagree: '不同意',
    none: '无意见',
    returned: '退回',
    forwarded: '转报上级',
    grant: '准予',
    refuse: '不予许可',
    decided: '已决定，不再等待',
    withdrawn: '申请人撤回',
    'not-needed': '不再需要',
    'taken-back': '被撤回',
  } as Record<string, string>,
  states: { done: '已完成', current: '正在进行', todo: '还没到', skipped: '不需要', void: '未进行' } as Record<
    string,
    string
  >,
  urge: '催办',
  urgeText: '提醒承办人您在等待。每个工作日可以催办一次。',
  urged: '已催办，承办人会收到提醒',
};

const en: typeof zh = {
  title: 'Steps of the review',
  decides: 'decides',
  days: (n) => `${n} working ${n === 1 ? 'day' : 'days'}`,
  waits: 'waits to be taken',
  due: (day) => `due ${day}`,
  derivation: 'How this limit comes about',
  skipped: 'not needed',
  beside: 'Opinions asked for',
  forStand: (name) => `for ${name}`,
  results: {
    agree: 'agrees',
    disagree: 'does not agree',
    none: 'has no opinion',
    returned: 'sent back',
    forwarded: 'sent up',
    grant: 'granted',
    refuse: 'refused',
    decided: 'decided meanwhile',
    withdrawn: 'withdrawn by the applicant',
    'not-needed': 'not needed any more',
    'taken-back': 'taken back',
  },
  states: { done: 'done', current: 'under way', todo: 'to come', skipped: 'not needed', void: 'not reached' },
  urge: 'Ask after it',
  urgeText: 'Reminds the official that you are waiting; once a working day.',
  urged: 'Done: the official is reminded',
};

export const REVIEW_WORDS: Readonly<Record<Lang, typeof zh>> = { zh, en };
