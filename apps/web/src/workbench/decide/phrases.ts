import type { ConditionView } from '@miaopi/contracts';
import { shortLaw } from '../file/article.tsx';

/**
 * Suggestions for what an official writes. They go into a Chinese official document, so they are Chinese in both languages of the page, which says so.
 */
export function phrasesMet(condition: ConditionView): string[] {
  const office = condition.reads.find((read) => read.at)?.source.zh ?? condition.reads[0]?.source.zh;
  return [
    ...(office ? [`经向${office}人工核实，${condition.text.zh}。`] : []),
    `申请人补充的证明材料已核对，${condition.text.zh}。`,
    ...(condition.verdict === 'unmet' && office ? [`${office}已更正记录，现符合条件。`] : []),
  ];
}

export function phrasesUnmet(condition: ConditionView): string[] {
  const read = condition.reads.find((one) => one.at) ?? condition.reads[0];
  const office = read?.source.zh;
  return [
    ...(office ? [`经向${office}人工核实，不符合“${condition.text.zh}”。`] : []),
    '经人工核对申请人提交的材料，与登记记录不一致。',
  ];
}

/** `《办法》第十四条第一项、第十五条，《细则》第十条`: each law named once. */
function clauses(conditions: readonly ConditionView[]): string {
  const laws = new Map<string, Set<string>>();
  for (const { basis } of conditions) {
    const law = shortLaw(basis.law);
    laws.set(law, (laws.get(law) ?? new Set()).add(basis.article));
  }
  return [...laws].map(([law, articles]) => `《${law}》${[...articles].join('、')}`).join('和');
}

export function reasonsToGrant(conditions: readonly ConditionView[], settled: readonly ConditionView[]): string[] {
  const applicable = conditions.filter((one) => one.verdict !== 'not-applicable');
  return [
    `经审查，申请人符合${clauses(applicable)}规定的条件，准予许可。`,
    ...(settled.length > 0
      ? [`${settled.map((one) => `“${one.text.zh}”`).join('、')}经人工核实满足，其余条件由系统核验满足，准予许可。`]
      : []),
  ];
}

export function reasonsToRefuse(grounds: readonly ConditionView[]): string[] {
  if (grounds.length === 0) return [];
  const said = grounds.map((one) => one.because?.zh || `不符合“${one.text.zh}”`).join('；');
  return [`经审查，${said}，不符合${clauses(grounds)}的规定，决定不予许可。`];
}

export const opinionsFor = ['材料齐全，与核验结果一致，同意。', '经核对，申请内容属实，同意进入下一环节。'] as const;

export const opinionsAgainst = ['材料与核验结果不一致，建议不予许可。'] as const;

/** What an applicant is told to correct. */
export const correctionReasons = [
  '缺少签字页',
  '照片不清晰，无法辨认',
  '与填写的内容不一致',
  '已过有效期',
  '填写不完整',
] as const;

/** How he corrects it. */
export const correctionWays = [
  '请补传缺少的一页',
  '请重新拍摄后上传',
  '请按材料更正',
  '请提供有效的材料',
  '请补充完整',
] as const;
