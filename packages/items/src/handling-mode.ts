import type { Text } from '@miaopi/forms';
import { type CaseInput, scopeOf } from './case-input.ts';
import type { CompiledCore } from './compile-core.ts';
import { materialsNeeded } from './materials.ts';
import type { HandlingMode, Material } from './model.ts';

/** How a case is handled as far as originals go, and in which situation of the item that is so. */
export interface ModeOf {
  readonly by: HandlingMode;
  /** The situation in words; absent where it is the item's own rule. */
  readonly situation?: Text;
}

/** 原件预审 · 原件核验 · 全程网办 (document 002, application forms). */
export const modeNames: Readonly<Record<HandlingMode, Text>> = {
  'pre-check': { zh: '原件预审', en: 'Pre-check, originals handed in afterwards' },
  'at-collection': { zh: '原件核验', en: 'Originals shown when the result is collected' },
  online: { zh: '全程网办', en: 'Wholly online' },
};

/** Visits each mode asks for at least: originals before the acceptance, or with the result. */
export const modeVisits: Readonly<Record<HandlingMode, number>> = { 'pre-check': 1, 'at-collection': 1, online: 0 };

/**
 * The mode of a case as it is filled in: that of the first situation that holds, else the item's rule. What can't be told does not hold: nobody is asked to come
 * on a guess. Never throws for any input.
 */
export function modeOf(item: CompiledCore, input: CaseInput): ModeOf {
  const { mode } = item.core;
  if (!mode) return { by: 'online' };
  const { all } = scopeOf(item, input);
  const found = mode.situations?.find((_, i) => item.mode[i]?.evaluate(all) === true);
  return found ? { by: found.by, situation: found.text } : { by: mode.by };
}

/** The materials of this very case whose originals are shown; none where it is wholly online. */
export function originalsOf(item: CompiledCore, input: CaseInput): readonly Material[] {
  if (modeOf(item, input).by === 'online') return [];
  return materialsNeeded(item, input)
    .filter(({ material, status }) => material.original === true && status !== 'not-needed')
    .map(({ material }) => material);
}

/** Visits a case asks for. @param collects the applicant chose to collect the result at the counter */
export function visitsOf({ by }: ModeOf, collects: boolean): number {
  return by === 'at-collection' ? 1 : modeVisits[by] + (collects ? 1 : 0);
}
