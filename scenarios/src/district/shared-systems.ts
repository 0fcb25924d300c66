import type { Firm, SharedSystem } from './model.ts';

/** Another office's system that may ask for licences, and what it asked when it was set up. */
export function buildSharedSystems(firms: readonly Firm[]): readonly SharedSystem[] {
  const uscc = (key: string) => firms.find((one) => one.key === key)?.uscc ?? '';
  return [
    {
      name: '云州市公共资源交易平台',
      office: '云州市公共资源交易中心',
      region: '990100',
      contact: '系统管理员 0990-8600077',
      scopes: [
        { item: 'construction-qualification-change', purpose: '投标人资质核验', region: '', byDuty: false },
        { item: 'lease-filing', purpose: '国有房屋招租资格核验', region: '9901', byDuty: true },
        { item: 'senior-card', purpose: '老年人优先选房核验', region: '', byDuty: false },
      ],
      questions: [
        { item: 'construction-qualification-change', purpose: '投标人资质核验', uscc: uscc('hengzhu') },
        { item: 'construction-qualification-change', purpose: '投标人资质核验', uscc: uscc('mingchuan') },
        { item: 'construction-qualification-change', purpose: '供应商资格预审', uscc: uscc('lanshan') },
      ],
    },
  ];
}
