import type { Text } from '@miaopi/forms';
import { type CaseInput, scopeOf } from './case-input.ts';
import type { CompiledItem } from './compile-item.ts';
import { modeOf } from './handling-mode.ts';
import type { Accepting } from './model.ts';

/** Who accepts a case that the machine does not grant, and in which situation of the item that is so. */
export interface AcceptanceOf {
  readonly by: Accepting;
  /** The situation in words; absent where it is the item's own rule. */
  readonly situation?: Text;
}

/**
 * 受理: by an official after a pre-check of what is shown in the original; else by the first situation of the item that holds, else by its rule. What can't be told counts as held where it asks for an official: the machine does not accept
 * what it does not know. Never throws for any input.
 */
export function acceptanceOf(item: CompiledItem, input: CaseInput): AcceptanceOf {
  const { acceptance } = item.package.process;
  const mode = modeOf(item, input);
  if (mode.by === 'pre-check') return { by: 'official', ...(mode.situation ? { situation: mode.situation } : {}) };
  if (!acceptance) return { by: 'machine' };
  const { all } = scopeOf(item, input);
  const found = acceptance.situations?.find((situation, i) => {
    const held = item.acceptance[i]?.evaluate(all) ?? null;
    return situation.by === 'official' ? held !== false : held === true;
  });
  return found ? { by: found.by, situation: found.text } : { by: acceptance.by };
}
