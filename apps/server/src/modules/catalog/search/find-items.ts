import type { IndexedItem, ItemIndex, Office } from './item-index.ts';
import { collect, matchItems, scorer } from './match.ts';
import type { SearchQuery } from './query.ts';

export interface SearchFilter {
  readonly theme?: string;
  readonly office?: string;
  readonly event?: string;
  readonly for?: 'person' | 'firm';
  readonly nature?: string;
}

export interface Found {
  readonly total: number;
  /** The page, best first. */
  readonly items: readonly IndexedItem[];
  readonly themes: readonly { readonly name: string; readonly count: number }[];
  readonly offices: readonly (Office & { readonly count: number })[];
}

const mostShown = 40;

/** Items that match, ranked, with the counts by theme and office of all of them. A facet's count leaves its own choice out. */
export function findItems(
  index: ItemIndex,
  query: SearchQuery | undefined,
  filter: SearchFilter,
  page: { readonly limit: number; readonly offset: number },
): Found {
  const kept = keeper(index, filter);
  const matched = query ? matchItems(index, query, kept) : collect(index.items.length, kept);
  const theme = filter.theme === undefined ? undefined : index.themes.indexOf(filter.theme);
  const office = filter.office === undefined ? undefined : index.offices.findIndex((o) => o.code === filter.office);

  const { themeStarts, themeOf, officeOf } = index;
  const themes = new Uint32Array(index.themes.length);
  const offices = new Uint32Array(index.offices.length);
  const chosen = new Uint32Array(matched.length);
  let total = 0;
  for (const item of matched) {
    const from = themeStarts[item]!;
    const to = themeStarts[item + 1]!;
    let inTheme = theme === undefined;
    for (let t = from; t < to; t++) if (themeOf[t] === theme) inTheme = true;
    const inOffice = office === undefined || officeOf[item] === office;
    if (inOffice) for (let t = from; t < to; t++) themes[themeOf[t]!]!++;
    if (inTheme) offices[officeOf[item]!]!++;
    if (inTheme && inOffice) chosen[total++] = item;
  }
  const all = chosen.subarray(0, total);
  const end = page.offset + page.limit;
  const ranked = query ? best(all, scorer(index, query), end) : all.subarray(0, end);
  return {
    total,
    items: Array.from(ranked.subarray(page.offset), (i) => index.items[i]!),
    themes: counted(index.themes, themes, (name) => name).map(([name, count]) => ({ name, count })),
    offices: counted(index.offices, offices, (o) => o.code).map(([{ code, name }, count]) => ({ code, name, count })),
  };
}

function keeper({ items }: ItemIndex, filter: SearchFilter): (item: number) => boolean {
  const { event, nature, for: object } = filter;
  if (event === undefined && nature === undefined && object === undefined) return () => true;
  return (i) => {
    const item = items[i]!;
    return (
      (event === undefined || item.events.includes(event)) &&
      (nature === undefined || item.nature === nature) &&
      (object === undefined || item.objects.includes(object))
    );
  };
}

/** The best so many in order; of equals the one that comes first in the index. */
function best(items: Uint32Array, score: (item: number) => number, count: number): Uint32Array {
  const size = Math.min(count, items.length);
  const top = new Uint32Array(size);
  const scores = new Float64Array(size);
  let held = 0;
  for (const item of items) {
    const s = score(item);
    if (held === size && (size === 0 || s <= scores[held - 1]!)) continue;
    let low = 0;
    let high = held;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (scores[middle]! >= s) low = middle + 1;
      else high = middle;
    }
    if (held < size) held++;
    scores.copyWithin(low + 1, low, held - 1);
    top.copyWithin(low + 1, low, held - 1);
    scores[low] = s;
    top[low] = item;
  }
  return top;
}

function counted<T>(values: readonly T[], counts: Uint32Array, key: (value: T) => string): (readonly [T, number])[] {
  return values
    .map((value, i) => [value, counts[i]!] as const)
    .filter(([, count]) => count > 0)
    .sort((a, b) => b[1] - a[1] || (key(a[0]) < key(b[0]) ? -1 : 1))
    .slice(0, mostShown);
}
