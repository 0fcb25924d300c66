import type { Text } from '../../../kernel/text.ts';

/** What an item promises, as its card shows it. */
export const tagTexts = {
  instant: { zh: '秒批', en: 'Decided at once' },
  'no-materials': { zh: '零材料', en: 'Nothing to hand in' },
  'no-visits': { zh: '零跑动', en: 'No visit' },
} as const satisfies Readonly<Record<string, Text>>;

export type Tag = keyof typeof tagTexts;

export function tagText(tag: string): Text {
  return Object.hasOwn(tagTexts, tag) ? tagTexts[tag as Tag] : { zh: tag, en: tag };
}

/** What of an item package tells who grants. */
interface Granting {
  readonly item: { readonly vertical?: unknown };
  readonly process: {
    readonly steps: readonly { readonly name: string; readonly role: string }[];
    readonly person: { readonly step: string };
  };
  readonly decision: { readonly verdict: { readonly rules: readonly { readonly then: readonly string[] }[] } };
}

/**
 * Whether the machine grants it by itself as a rule: no official stands on the way to 准予 but where the machine could not tell (`person.step`), and its
 * verdict can be 准予 at all. An item that officials examine in the ordinary course (联合审查, 现场核查) is not, though the machine grants the plain cases among
 * its applications; nor is one that another system decides.
 */
export function mayGrantAlone({ item, process, decision }: Granting): boolean {
  return (
    !item.vertical &&
    process.steps.every((step) => step.role === 'system' || step.name === process.person.step) &&
    decision.verdict.rules.some((rule) => rule.then.includes('"准予"'))
  );
}

/** 秒批: the machine may grant it alone · 零材料: nothing is handed in in any situation · 零跑动: no visit. */
export function tagsOf(item: {
  readonly automatic: boolean;
  readonly online: boolean;
  readonly visits: number;
  readonly uploads: number;
}): Tag[] {
  return [
    ...(item.automatic ? (['instant'] as const) : []),
    ...(item.uploads === 0 ? (['no-materials'] as const) : []),
    ...(item.online && item.visits === 0 ? (['no-visits'] as const) : []),
  ];
}
