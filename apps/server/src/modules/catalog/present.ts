import type { ItemCard } from '@miaopi/contracts';
import { tagText } from './domain/tags.ts';
import { highlight } from './search/highlight.ts';
import type { IndexedItem } from './search/item-index.ts';
import type { SearchQuery } from './search/query.ts';

export function presentCard(item: IndexedItem, query?: SearchQuery): ItemCard {
  return {
    slug: item.slug,
    name: item.name,
    summary: item.summary,
    office: item.office.name,
    ...(query ? { highlighted: { zh: highlight(item.name.zh, query), en: highlight(item.name.en, query) } } : {}),
    tags: item.tags.map(tagText),
    for: [...item.objects],
    online: item.online,
    promised: item.promised,
    visits: item.visits,
  };
}
