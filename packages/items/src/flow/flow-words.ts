import type { FlowNode, FlowState } from './flow.ts';

export type FlowLang = 'zh' | 'en';

const zh = {
  by: { applicant: '申请人', machine: '系统', official: '工作人员' } as Readonly<Record<FlowNode['by'], string>>,
  states: {
    plan: '',
    done: '已完成',
    now: '正在进行',
    todo: '还没到',
    skipped: '不经过',
    void: '未进行',
  } as Readonly<Record<FlowState, string>>,
  days: (n: number) => `${n} 个工作日`,
  decides: '作出决定',
  all: '同时进行，每个单位都要提出意见',
  any: '一个单位提出意见即可',
  outside: '外部部门',
  waits: '等待领取',
  when: (text: string) => `仅限：${text}`,
  unless: (text: string) => `可以不经过：${text}`,
  why: (text: string) => `不经过：${text}`,
  shortcut: '全部满足：系统准予',
  otherwise: '其余：转工作人员',
  loop: '回到这一环节',
  end: '到此结束',
  title: (name: string) => `${name}办理流程图`,
  text: (steps: string) => `从上到下依次为：${steps}`,
  between: '、',
  /** Who, as he is named with his number in Chinese brackets. */
  who: (name: string) => name,
};

const en: typeof zh = {
  by: { applicant: 'applicant', machine: 'machine', official: 'official' },
  states: {
    plan: '',
    done: 'done',
    now: 'under way',
    todo: 'to come',
    skipped: 'not gone through',
    void: 'not reached',
  },
  days: (n) => `${n} working ${n === 1 ? 'day' : 'days'}`,
  decides: 'decides',
  all: 'at the same time; each office gives its opinion',
  any: 'the opinion of one office is enough',
  outside: 'department outside',
  waits: 'waits to be taken',
  when: (text) => `Only: ${text}`,
  unless: (text) => `May be left out: ${text}`,
  why: (text) => `Not gone through: ${text}`,
  shortcut: 'All met: the machine grants',
  otherwise: 'Otherwise: to an official',
  loop: 'comes back to this step',
  end: 'ends here',
  title: (name) => `How “${name}” is handled`,
  text: (steps) => `From top to bottom: ${steps}`,
  between: ', ',
  who: (name) => name.replace(/（(.+)）$/u, ' ($1)'),
};

export const flowWords: Readonly<Record<FlowLang, typeof zh>> = { zh, en };
