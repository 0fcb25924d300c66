import { toJson } from '@miaopi/decisions';
import type { Text } from '@miaopi/forms';
import { type CaseInput, scopeOf } from './case-input.ts';
import type { CompiledItem } from './compile-item.ts';

/** One thing a vertical system is told about the applicant. */
export interface HandedOver {
  readonly name: string;
  readonly label: Text;
  /** Null where nobody knows it. */
  readonly value: string | null;
}

/** What the vertical system of an item is told about a case; empty for an item that is handled here. Lists and pictures are not handed over. */
export function handedOver(item: CompiledItem, input: CaseInput): HandedOver[] {
  const scope = scopeOf(item, input).all;
  return (item.package.item.vertical?.hands ?? []).map(({ name, label }, n) => {
    const value = toJson(item.hands[n]?.evaluate(scope) ?? null);
    return { name, label, value: value === null || typeof value === 'object' ? null : String(value) };
  });
}
