import type { Lang } from '../../texts/lang.tsx';

const zh = {
  waits: '等待领取',
  due: (day: string) => `期限 ${day}`,
  derivation: '这个期限怎么算的',
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
  outside: {
    states: {
      'to-send': '正在送往该部门的系统',
      sent: '该部门已收到，正在办理',
      refused: '该部门退回，牵头单位正在处理',
      answered: '该部门已答复，正在登记',
      closed: '不再等待该部门',
    } as Record<string, string>,
    receipt: (number: string) => `回执 ${number}`,
    byExchange: '由该部门的系统签名送回',
    byLead: '由牵头单位登记',
    late: '逾期答复',
    retry: (at: string) => `，${at} 再试`,
  },
  urge: '催办',
  urgeText: '提醒承办人您在等待。每个工作日可以催办一次。',
  urged: '已催办，承办人会收到提醒',
};

const en: typeof zh = {
  waits: 'waits to be taken',
  due: (day) => `due ${day}`,
  derivation: 'How this limit comes about',
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
  outside: {
    states: {
      'to-send': 'On its way to that department’s system',
      sent: 'The department has it',
      refused: 'Sent back; the lead office sees to it',
      answered: 'The department has answered; being recorded',
      closed: 'Not waited for any more',
    },
    receipt: (number) => `receipt ${number}`,
    byExchange: 'Signed and sent by that department’s system',
    byLead: 'Recorded by the lead office',
    late: 'after its limit',
    retry: (at) => `; tried again ${at}`,
  },
  urge: 'Ask after it',
  urgeText: 'Reminds the official that you are waiting; once a working day.',
  urged: 'Done: the official is reminded',
};

export const REVIEW_WORDS: Readonly<Record<Lang, typeof zh>> = { zh, en };
