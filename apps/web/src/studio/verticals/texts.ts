import { useSay } from '../../texts/lang.tsx';

export const T = {
  section: { zh: '专业系统', en: 'Vertical systems' },
  lead: {
    zh: '申请人前往办理的垂直管理业务系统：各有多少办件、进度、询问不到的和最近的告知。这里只有数字；每件办件由登记单位在工作台查看。',
    en: 'Systems to which applicants go over: how many cases are there, how far, which can’t be asked about, and the last word. Figures only; its office sees each case at the workbench.',
  },
  none: { zh: '没有配置专业系统', en: 'No vertical system is configured' },
  noneText: {
    zh: '在 keys/verticals.json 中登记系统的地址和证书后，事项就可以跳转办理。',
    en: 'Register its address and certificate in keys/verticals.json; items can then send applicants there.',
  },
  unknown: { zh: '已不在配置中', en: 'no longer configured' },
  unknownText: {
    zh: '还有办件在这个系统，但配置里没有它：不能前往，它的告知也不被采信。请恢复配置。',
    en: 'Cases are there, yet it is not configured: nobody can go over and nothing it tells is believed. Configure it again.',
  },
  fine: { zh: '正常', en: 'Answers' },
  idle: { zh: '没有在办', en: 'No case there' },
  trouble: { zh: '询问不到', en: 'Can’t be asked' },
  timeout: { zh: '应答超时', en: 'answers too late' },
  down: { zh: '没有应答', en: 'does not answer' },
  untrusted: { zh: '没有通过验签', en: 'wrong signature' },
  malformed: { zh: '不符合约定', en: 'not as agreed' },
  other: { zh: '其他故障', en: 'other trouble' },
  ended: { zh: '已办结回来', en: 'Come back' },
  oldest: { zh: '最早的一件登记于', en: 'Longest away since' },
  lastWord: { zh: '最近的告知', en: 'Last word' },
  certificate: { zh: '证书有效期至', en: 'Certificate valid to' },
  soon: { zh: '即将到期', en: 'ends soon' },
  over: { zh: '已过期', en: 'over' },
} as const;

export function useT(): (key: keyof typeof T) => string {
  const say = useSay();
  return (key) => say(T[key]);
}
