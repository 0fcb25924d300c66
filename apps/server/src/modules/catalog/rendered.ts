import type { CompiledItem } from '@miaopi/items';

const most = 200;

/** What is drawn or packed once for each item version and kept. A published version never changes. */
export function createRendered(): <T>(item: CompiledItem, what: string, make: (item: CompiledItem) => T) => T {
  const made = new Map<string, unknown>();
  return <T>(item: CompiledItem, what: string, make: (item: CompiledItem) => T): T => {
    const key = `${item.package.slug}@${item.package.item.version} ${what}`;
    if (made.has(key)) return made.get(key) as T;
    const value = make(item);
    if (made.size >= most) made.delete(made.keys().next().value as string);
    made.set(key, value);
    return value;
  };
}
