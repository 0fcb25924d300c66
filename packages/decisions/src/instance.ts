import type { TypeNode } from './syntax.ts';
import { entryOf, type FeelContext, FeelRange, type FeelValue, isList, kindOf } from './values.ts';

/** `v instance of type` (DMN 1.5 §10.3.2.9.2); null for a type nobody defines. */
export function conforms(v: FeelValue, type: TypeNode): boolean | null {
  if (type.type === 'unknown') return null;
  if (type.type === 'Any') return true;
  const kind = kindOf(v);
  if (type.type === 'list' && 'of' in type) {
    return isList(v) && v.every((x) => type.of.type === 'Any' || x === null || conforms(x, type.of) === true);
  }
  if (type.type === 'range' && 'of' in type) {
    if (!(v instanceof FeelRange)) return false;
    return type.of.type === 'Any' || [v.start, v.end].every((x) => x === null || conforms(x, type.of) === true);
  }
  if (type.type === 'context' && 'entries' in type) {
    if (kind !== 'context') return false;
    return type.entries.every(([name, t]) => {
      const e = entryOf(v as FeelContext, name);
      return Object.hasOwn(v as FeelContext, name) && (e === null || conforms(e, t) === true);
    });
  }
  return kind === type.type;
}
