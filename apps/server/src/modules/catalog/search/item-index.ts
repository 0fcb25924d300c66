import type { Text } from '../../../kernel/text.ts';
import type { Vocabulary } from './vocabulary.ts';

export interface Office {
  readonly code: string;
  readonly name: Text;
}

/** An item in force as lists and the search show it. */
export interface IndexedItem {
  readonly slug: string;
  /** null: known from a directory only. */
  readonly version: number | null;
  readonly name: Text;
  /** The name in small letters. */
  readonly lower: Text;
  readonly summary: Text;
  readonly office: Office;
  readonly nature: string;
  readonly objects: readonly ('person' | 'firm')[];
  readonly themes: readonly string[];
  readonly events: readonly string[];
  readonly online: boolean;
  readonly visits: number;
  readonly promised: { readonly amount: number; readonly unit: string };
  readonly tags: readonly string[];
  /** Its words: number in the vocabulary × 8 + grade. */
  readonly words: Uint32Array;
}

/** All items in force, turned round: for each word the items that have it. Never changed once it is built. */
export interface ItemIndex {
  /** In the order of a list nobody ranked: handled online first, then short names. The place here is the item's number below. */
  readonly items: readonly IndexedItem[];
  readonly vocabulary: Vocabulary;
  /** Of the word with number w: `postings` from `starts[w]` to `starts[w + 1]`, item × 8 + grade, by item. */
  readonly starts: Uint32Array;
  readonly postings: Uint32Array;
  readonly offices: readonly Office[];
  readonly officeOf: Uint32Array;
  readonly themes: readonly string[];
  /** Of item i: `themeOf` from `themeStarts[i]` to `themeStarts[i + 1]`. */
  readonly themeStarts: Uint32Array;
  readonly themeOf: Uint32Array;
  /** Items with a package, by slug. */
  readonly withPackage: readonly IndexedItem[];
  readonly events: readonly { readonly name: string; readonly count: number }[];
}

export function buildIndex(all: Iterable<IndexedItem>, vocabulary: Vocabulary): ItemIndex {
  const items = [...all].sort(byDefault);
  const offices = numbered<Office>();
  const themes = numbered<string>();
  const events = new Map<string, number>();
  const officeOf = new Uint32Array(items.length);
  const themeStarts = new Uint32Array(items.length + 1);
  const themeOf: number[] = [];
  items.forEach((item, i) => {
    officeOf[i] = offices.take(item.office);
    for (const theme of item.themes) themeOf.push(themes.take(theme));
    themeStarts[i + 1] = themeOf.length;
    for (const event of item.events) events.set(event, (events.get(event) ?? 0) + 1);
  });
  return {
    items,
    vocabulary,
    ...postingsOf(items, vocabulary.size),
    offices: offices.all,
    officeOf,
    themes: themes.all,
    themeStarts,
    themeOf: Uint32Array.from(themeOf),
    withPackage: items.filter((i) => i.version !== null).sort((a, b) => (a.slug < b.slug ? -1 : 1)),
    events: [...events].map(([name, count]) => ({ name, count })),
  };
}

/** Counted first, then put in place: two walks and no list that grows. */
function postingsOf(items: readonly IndexedItem[], count: number): Pick<ItemIndex, 'starts' | 'postings'> {
  const starts = new Uint32Array(count + 1);
  for (const { words } of items) for (let k = 0; k < words.length; k++) starts[(words[k]! >>> 3) + 1]!++;
  for (let w = 0; w < count; w++) starts[w + 1]! += starts[w]!;
  const postings = new Uint32Array(starts[count]!);
  const next = starts.slice();
  for (let i = 0; i < items.length; i++) {
    const { words } = items[i]!;
    for (let k = 0; k < words.length; k++) postings[next[words[k]! >>> 3]!++] = i * 8 + (words[k]! & 7);
  }
  return { starts, postings };
}

function byDefault(a: IndexedItem, b: IndexedItem): number {
  return Number(b.online) - Number(a.online) || a.name.zh.length - b.name.zh.length || (a.slug < b.slug ? -1 : 1);
}

function numbered<T>(): { readonly all: T[]; take(value: T): number } {
  const numbers = new Map<T, number>();
  const all: T[] = [];
  return {
    all,
    take(value) {
      let number = numbers.get(value);
      if (number === undefined) {
        number = all.push(value) - 1;
        numbers.set(value, number);
      }
      return number;
    },
  };
}
