import { codeEntry, SERVICE_ITEM_TYPES } from '@miaopi/identifiers';
import type { ItemPackage } from '@miaopi/items';
import { mayGrantAlone, tagsOf } from './domain/tags.ts';
import type { DirectoryEntry } from './door.ts';
import { searchWords } from './search/document.ts';
import { normalise } from './search/words.ts';
import type { ItemRow } from './store/items.ts';

/** Objects of a natural person; every other code of the list is a body. */
const personCode = '1';

/** What lists and the search show of a package. */
export function rowOfPackage(pkg: ItemPackage): ItemRow {
  const e = pkg.item;
  const themes = [...new Set([...(e.themes.person ?? []), ...(e.themes.firm ?? [])])];
  const type = codeEntry(SERVICE_ITEM_TYPES, e.type);
  return {
    slug: pkg.slug,
    version: e.version,
    state: e.state,
    region: e.region,
    office: { code: e.office.uscc, name: e.office.name },
    nature: e.type,
    name: e.name,
    summary: e.summary,
    objects: objectsOf(e.objects),
    themes,
    events: e.lifeEvents,
    keywords: e.keywords.map(normalise),
    online: e.online,
    visits: e.visits,
    promised: e.promised,
    tags: tagsOf({
      automatic: mayGrantAlone(pkg),
      online: e.online,
      visits: e.visits,
      uploads: e.materials.filter((m) => 'field' in m.by).length,
    }),
    words: searchWords({
      names: [e.name.zh, e.name.en, ...e.keywords],
      summary: [e.summary.zh, e.summary.en, e.result.name.zh, e.result.name.en],
      office: [e.office.name.zh, e.office.name.en],
      rest: [
        ...themes,
        ...e.lifeEvents,
        ...(type ? [type.zh, type.en] : []),
        e.who.zh,
        e.who.en,
        ...e.materials.flatMap((m) => [m.name.zh, m.name.en]),
        ...e.faqs.flatMap((f) => [f.question.zh, f.question.en]),
      ],
    }),
  };
}

export function rowOfEntry(entry: DirectoryEntry): ItemRow {
  return {
    slug: entry.slug,
    version: null,
    state: 'in-use',
    region: entry.region,
    office: entry.office,
    nature: entry.nature ?? '20',
    name: entry.name,
    summary: entry.summary,
    objects: entry.objects,
    themes: entry.themes ?? [],
    events: entry.events ?? [],
    keywords: entry.keywords.map(normalise),
    online: false,
    visits: 1,
    promised: { amount: 0, unit: '当场' },
    tags: [],
    words: searchWords({
      names: [entry.name.zh, entry.name.en, ...entry.keywords],
      summary: [entry.summary.zh, entry.summary.en],
      office: [entry.office.name.zh, entry.office.name.en],
      rest: [...(entry.themes ?? []), ...(entry.events ?? [])],
    }),
  };
}

function objectsOf(codes: readonly string[]): ('person' | 'firm')[] {
  return [
    ...(codes.includes(personCode) ? (['person'] as const) : []),
    ...(codes.some((c) => c !== personCode) ? (['firm'] as const) : []),
  ];
}
