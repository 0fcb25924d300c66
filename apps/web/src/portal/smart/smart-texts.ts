import type { Lang } from '../../texts/lang.tsx';

interface SmartTexts {
  readonly title: string;
  readonly lead: string;
  readonly share: string;
  readonly none: string;
  readonly since: (day: string) => string;
  readonly conditions: (n: number) => string;
  readonly asks: string;
  readonly filed: (n: string, days: number) => string;
  readonly median: (seconds: string) => string;
  readonly byPerson: string;
  readonly others: (n: number) => string;
}

/** Texts of the list of smart items. */
export const SMART: Readonly<Record<Lang, SmartTexts>> = {
  zh: {
    title: '智能审批事项清单',
    lead: '这些事项由系统按公布的规则判断，全部条件都核实的当场准予。系统从不作出不予许可的决定：不满足或者查不清楚的，由工作人员决定并说明理由。',
    share: '秒批',
    none: '尚无办结',
    since: (day) => `${day}起智能审批`,
    conditions: (n) => `${n} 项条件`,
    asks: '核验',
    filed: (n, days) => `近 ${days} 天申请 ${n} 件`,
    median: (seconds) => `一半在 ${seconds}内办结`,
    byPerson: '由工作人员决定的情形',
    others: (n) => `另有 ${n} 个网上事项全部由工作人员决定。`,
  },
  en: {
    title: 'Services decided by the system',
    lead: 'The system judges these by published rules and grants at once when every condition is proven. It never refuses: what is not met or cannot be established goes to an official, who decides and gives reasons.',
    share: 'decided by the system',
    none: 'none closed yet',
    since: (day) => `by the system since ${day}`,
    conditions: (n) => `${n} conditions`,
    asks: 'Checked with',
    filed: (n, days) => `${n} filed in the last ${days} days`,
    median: (seconds) => `half of them within ${seconds}`,
    byPerson: 'Decided by an official when',
    others: (n) => `${n} more online services are decided by officials only.`,
  },
};
