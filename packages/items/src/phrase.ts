import type { Text } from '@miaopi/forms';

/** What a phrase of an opinion may leave open, by its name in both languages: `{{申请人}}` or `{{applicant}}`. */
export const phraseVariables = {
  applicant: { zh: '申请人', en: 'applicant' },
  item: { zh: '事项', en: 'item' },
  number: { zh: '办件编号', en: 'number' },
  office: { zh: '办理单位', en: 'office' },
  official: { zh: '承办人', en: 'official' },
  today: { zh: '今天', en: 'today' },
  due: { zh: '到期日', en: 'due' },
  unmet: { zh: '未满足条件', en: 'unmet' },
  unknown: { zh: '待核实条件', en: 'unknown' },
} as const satisfies Readonly<Record<string, Text>>;

export type PhraseVariable = keyof typeof phraseVariables;

/** When a phrase is offered: to grant, to refuse, for the opinion of a step, for another reason. */
export const phraseUses = ['grant', 'refuse', 'opinion', 'reason'] as const;
export type PhraseUse = (typeof phraseUses)[number];

const byName = new Map<string, PhraseVariable>(
  (Object.keys(phraseVariables) as PhraseVariable[]).flatMap((key) => [
    [phraseVariables[key].zh, key],
    [phraseVariables[key].en, key],
  ]),
);

/** `\{{` stands for two braces. What a variable holds is text and is not looked into again. */
const places = /\\\{\{|\{\{\s*([^{}]{0,40}?)\s*\}\}/g;

/** Names in braces that stand for nothing. */
export function unknownVariables(phrase: string): string[] {
  return [...phrase.matchAll(places)].flatMap(([, name]) => (name === undefined || byName.has(name) ? [] : [name]));
}

/** The phrase with what the case says; a variable the case knows nothing for becomes a gap to be written, `＿＿`. */
export function fillPhrase(phrase: string, values: Readonly<Partial<Record<PhraseVariable, string>>>): string {
  return phrase.replace(places, (whole, name: string | undefined) => {
    if (name === undefined) return '{{';
    const key = byName.get(name);
    return key === undefined ? whole : values[key] || '＿＿';
  });
}
