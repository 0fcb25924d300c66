import type { Text } from '../../../kernel/text.ts';

/** What the system itself says of an action: in the file it stands in Chinese, the history is read in either language (`reasons` of its data). */
export function inWords(...reasons: readonly Text[]): { readonly opinion: string; readonly reasons: readonly Text[] } {
  return { opinion: reasons.map((r) => r.zh).join('；'), reasons };
}

/** What stands as the opinion of a task whose office gave none in time. */
export const lapsedWords = (silence: 'agree' | 'none'): Text =>
  silence === 'agree'
    ? { zh: '逾期未提出意见，按规则视为同意', en: 'No opinion in time; by the rules it counts as agreed' }
    : { zh: '逾期未提出意见，按规则视为无意见', en: 'No opinion in time; by the rules it counts as none' };
