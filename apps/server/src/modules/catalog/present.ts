import type { ItemCard } from '@miaopi/contracts';
import { tagText } from './domain/tags.ts';
import { highlight } from './search/highlight.ts';
import type { SearchQuery } from './search/query.ts';
import type { FoundItem } from './store/search.ts';

export function presentCard(item: FoundItem, query?: SearchQuery): ItemCard {
  return {
    slug: item.slug,
    name: { zh: item.name_zh, en: item.name_en },
    summary: { zh: item.summary_zh, en: item.summary_en },
    office: { zh: item.office_zh, en: item.office_en },
    ...(query ? { highlighted: { zh: highlight(item.name_zh, query), en: highlight(item.name_en, query) } } : {}),
    tags: item.tags.map(tagText),
    for: [...item.objects],
    online: item.online,
    promised: { amount: item.promised_amount, unit: item.promised_unit },
    visits: item.visits,
  };
}
