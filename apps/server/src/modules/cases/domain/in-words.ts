import type { Text } from '../../../kernel/text.ts';

/** What the system itself says of an action: in the file it stands in Chinese, the history is read in either language (`reasons` of its data). */
export function inWords(...reasons: readonly Text[]): { readonly opinion: string; readonly reasons: readonly Text[] } {
  return { opinion: reasons.map((r) => r.zh).join('；'), reasons };
}
