import type { Lang } from '../texts/lang.tsx';

const zh = {
  title: '办理流程',
  inWords: '用文字看流程',
  time: '办理经过',
  toTime: '看经过',
  toFlow: (n: number, step: string) => `流程第 ${n} 步：${step}`,
  machine: '系统',
  askedBefore: '此前都已查询，没有再查',
  opinion: '意见',
  by: (name: string, number: string) => `${name}（${number}）`,
  actingFor: (name: string) => `代 ${name}`,
  todo: '还没到',
  running: '正在进行',
  waiting: '等待',
  beside: '征求的意见',
  shortcut: '条件全部满足的，系统直接准予，不经过工作人员',
};

const en: typeof zh = {
  title: 'How it goes',
  inWords: 'The flow in words',
  time: 'What happened',
  toTime: 'see what happened',
  toFlow: (n, step) => `Step ${n} of the flow: ${step}`,
  machine: 'Machine',
  askedBefore: 'all asked before, nothing asked anew',
  opinion: 'Opinion',
  by: (name, number) => `${name} (${number})`,
  actingFor: (name) => `for ${name}`,
  todo: 'to come',
  running: 'under way',
  waiting: 'waiting',
  beside: 'Opinions asked for',
  shortcut: 'Where all conditions are met the machine grants, without an official',
};

export const FLOW: Readonly<Record<Lang, typeof zh>> = { zh, en };
