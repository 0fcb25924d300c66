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

/** Whether the machine may grant it alone: no official has to accept it first. */
export function mayGrantAlone(steps: readonly { readonly role: string }[]): boolean {
  return steps.every((step) => step.role !== 'acceptor');
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
