import type { Kernel } from '../../kernel/kernel.ts';
import type { Text } from '../../kernel/text.ts';
import { readWords } from './search/document.ts';
import { buildIndex, type IndexedItem, type ItemIndex, type Office } from './search/item-index.ts';
import { createVocabulary, type Vocabulary } from './search/vocabulary.ts';
import { type ChangedItem, listBetween, listChanged, type Place } from './store/changed-items.ts';

/** How far behind the store an answer may be, whichever process changed it. */
const behindMs = 1000;
/** Chinese names are as good as small letters: no second text is made of them. */
const hasCase = /[A-Z\u0080-\u2dff]/;
/** Rows read at once: between two of them other requests have their turn. */
const batch = 1000;

/** The index of the items in force. Nothing is read before it is first asked for. */
export interface LiveDirectory {
  current(): Promise<ItemIndex>;
  /** This process has changed items: the next question looks at once. */
  changed(): void;
}

export function createLiveDirectory(kernel: Kernel): LiveDirectory {
  const vocabulary = createVocabulary();
  const items = new Map<string, IndexedItem>();
  const shared = createShared();
  let index = buildIndex([], vocabulary);
  let place: Place = { revision: 0, slug: '' };
  let lookedAt: number | undefined;
  let looking: Promise<void> = Promise.resolve();
  let built = true;

  /** Takes what was written since the last look; writers take their revisions one after another, so nothing older can turn up later. */
  async function look(): Promise<void> {
    let next = listChanged(kernel.read, place, batch);
    for (;;) {
      const rows = await next;
      const last = rows.at(-1);
      if (!last) break;
      const then: Place = { revision: last.revision, slug: last.slug };
      // the store works on the next rows while these are taken in
      if (rows.length === batch) next = listChanged(kernel.read, then, batch);
      next.catch(() => {});
      takeIn(rows);
      place = then;
      if (rows.length < batch) break;
    }
    // also what an earlier look that was cut short has read
    if (!built) index = buildIndex(items.values(), vocabulary);
    built = true;
  }

  function takeIn(rows: readonly ChangedItem[]): void {
    built = false;
    const words = wordsOfRows(rows, vocabulary);
    rows.forEach((row, i) => {
      if (row.state === 'in-use') items.set(row.slug, indexed(row, words[i] as Uint32Array));
      else items.delete(row.slug);
    });
  }

  function indexed(row: ChangedItem, words: Uint32Array): IndexedItem {
    const text = (zh: string, en: string) => ({ zh, en: en === zh ? zh : en });
    const name = text(row.name_zh, row.name_en);
    return {
      slug: row.slug,
      version: row.version,
      name,
      lower: hasCase.test(name.zh) || hasCase.test(name.en) ? text(name.zh.toLowerCase(), name.en.toLowerCase()) : name,
      summary: text(row.summary_zh, row.summary_en),
      office: shared.office(row.office, text(row.office_zh, row.office_en)),
      nature: row.nature,
      objects: shared.list(row.objects) as IndexedItem['objects'],
      themes: shared.list(row.themes),
      events: shared.list(row.events),
      online: row.online,
      visits: row.visits,
      promised: shared.promised(row.promised_amount, row.promised_unit),
      tags: shared.list(row.tags),
      words,
    };
  }

  return {
    async current() {
      const now = kernel.clock.now().getTime();
      if (lookedAt === undefined || now - lookedAt >= behindMs || now < lookedAt) {
        lookedAt = now;
        looking = looking.then(look, look);
        looking.catch(() => {
          lookedAt = undefined;
        });
      }
      await looking;
      return index;
    },
    changed() {
      lookedAt = undefined;
    },
  };
}

/** Words of some items, in one piece of memory. */
function wordsOfRows(rows: readonly ChangedItem[], vocabulary: Vocabulary): Uint32Array[] {
  const all: number[] = [];
  const ends = rows.map((row) => {
    readWords(row.words, (word, grade) => all.push(vocabulary.take(word) * 8 + grade));
    return all.length;
  });
  const memory = Uint32Array.from(all);
  return ends.map((end, i) => memory.subarray(ends[i - 1] ?? 0, end));
}

/** What thousands of items share is held once. */
function createShared() {
  const lists = new Map<string, readonly string[]>();
  const offices = new Map<string, { code: string; name: Text }>();
  const promises = new Map<string, IndexedItem['promised']>();
  return {
    list(stored: string): readonly string[] {
      const list = lists.get(stored) ?? (stored === '' ? [] : stored.split(listBetween));
      lists.set(stored, list);
      return list;
    },
    /** One object an office, so that a new name is the name for every item of it. */
    office(code: string, name: Text): Office {
      const known = offices.get(code);
      if (!known) {
        const office = { code, name };
        offices.set(code, office);
        return office;
      }
      if (known.name.zh !== name.zh || known.name.en !== name.en) known.name = name;
      return known;
    },
    promised(amount: number, unit: string): IndexedItem['promised'] {
      const key = `${amount} ${unit}`;
      const promised = promises.get(key) ?? { amount, unit };
      promises.set(key, promised);
      return promised;
    },
  };
}
