import { searchItems } from '@miaopi/contracts';
import { useRead } from '../../app/api.ts';
import { useSay } from '../../texts/lang.tsx';

/** Items of an office, or of all, with their names. */
export function useItems(office?: string) {
  const say = useSay();
  const read = useRead(searchItems, { query: { limit: 100, ...(office ? { office } : {}) } }, { staleTime: 600_000 });
  return read.data?.items.map((item) => ({ slug: item.slug, name: say(item.name) })) ?? [];
}

/** Name of an item; its slug where the catalogue has no such item any more. */
export function useItemName(): (slug: string) => string {
  const names = new Map(useItems().map((item) => [item.slug, item.name]));
  return (slug) => names.get(slug) ?? slug;
}
