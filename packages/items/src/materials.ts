import type { Text } from '@miaopi/forms';
import { type CaseInput, scopeOf } from './case-input.ts';
import type { CompiledCore } from './compile-core.ts';
import type { Material } from './model.ts';

export type MaterialStatus = 'held-by-state' | 'to-upload' | 'uploaded' | 'not-needed' | 'in-form';

export interface MaterialNeed {
  readonly material: Material;
  readonly status: MaterialStatus;
  /** Held by the state: what the register answered so far. */
  readonly answer?: 'found' | 'none' | 'unavailable';
}

/** The material list of this very case: what the state holds, what is still to be handed in, what falls away (多情形). */
export function materialsNeeded(item: CompiledCore, input: CaseInput): MaterialNeed[] {
  const scope = scopeOf(item, input);
  return item.core.materials.map((material, i): MaterialNeed => {
    const { by } = material;
    if ('field' in by) {
      const field = scope.form.fields.get(by.field);
      if (!field?.visible) return { material, status: 'not-needed' };
      const given = Array.isArray(field.clean) ? field.clean.length > 0 : field.clean !== null;
      return { material, status: given ? 'uploaded' : 'to-upload' };
    }
    const when = item.materials[i]?.when;
    if (when && when.evaluate(scope.all) !== true) return { material, status: 'not-needed' };
    if ('form' in by) return { material, status: 'in-form' };
    const answer = scope.evidence[('evidence' in by ? by.evidence : by.licence) as string]?.status;
    return { material, status: 'held-by-state', ...(answer ? { answer } : {}) };
  });
}

/** The situations of an item (多情形) with the materials each adds, for the guide. */
export function situations(item: CompiledCore): { readonly when: Text; readonly materials: readonly Text[] }[] {
  const found = new Map<string, { when: Text; materials: Text[] }>();
  for (const { name, when, whenText } of item.core.materials) {
    if (when === undefined || !whenText) continue;
    const entry = found.get(whenText.zh) ?? { when: whenText, materials: [] };
    entry.materials.push(name);
    found.set(whenText.zh, entry);
  }
  return [...found.values()];
}
