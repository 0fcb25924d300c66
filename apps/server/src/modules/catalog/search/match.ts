import { gradeWeights } from './document.ts';
import type { ItemIndex } from './item-index.ts';
import type { SearchQuery, Similar, WordForm } from './query.ts';

/**
 * Numbers of the items that match, in the index's order: those with every word or with exactly this name; if there are none, those with most of its
 * letters; if still none, those with any word.
 */
export function matchItems(index: ItemIndex, query: SearchQuery, kept: (item: number) => boolean): Uint32Array {
  const named = new Uint8Array(index.items.length);
  each(index, query.plain, (item) => {
    named[item] = 1;
  });
  const had = wordsHad(index, query.forms);
  const all = query.forms.length;
  const where = (matches: (item: number) => boolean) => collect(index.items.length, (i) => matches(i) && kept(i));
  const strict = where((i) => had[i] === all || named[i] === 1);
  if (strict.length > 0) return strict;
  if (query.similar.length > 0) {
    const alike = alikeOf(index, query.similar);
    const found = where((i) => alike[i] === query.similar.length);
    if (found.length > 0) return found;
  }
  return where((i) => had[i]! > 0);
}

/** For each item how many words of the query it has. */
function wordsHad(index: ItemIndex, words: readonly (readonly WordForm[])[]): Uint8Array {
  const had = new Uint8Array(index.items.length);
  const last = new Uint8Array(index.items.length);
  words.forEach((forms, w) => {
    const has = (item: number) => {
      if (last[item] === w + 1) return;
      last[item] = w + 1;
      had[item]!++;
    };
    for (const { text, prefix, pairs } of forms) {
      if (prefix) for (const word of index.vocabulary.beginningWith(text)) eachOf(index, word, has);
      else each(index, text, has);
      if (pairs.length === 0) continue;
      const tally = countOf(index, pairs);
      for (let i = 0; i < tally.length; i++) if (tally[i] === pairs.length) has(i);
    }
  });
  return had;
}

/** For each item how many of the conditions it meets. */
function alikeOf(index: ItemIndex, conditions: readonly Similar[]): Uint8Array {
  const met = new Uint8Array(index.items.length);
  for (const { needed, of, oneOf } of conditions) {
    const tally = countOf(index, of);
    const one = oneOf.length > 0 ? countOf(index, oneOf) : undefined;
    for (let i = 0; i < tally.length; i++) if (tally[i]! >= needed && (!one || one[i]! > 0)) met[i]!++;
  }
  return met;
}

/** For each item how many of these words it has. */
function countOf(index: ItemIndex, words: readonly string[]): Uint8Array {
  const tally = new Uint8Array(index.items.length);
  for (const word of words)
    each(index, word, (item) => {
      tally[item]!++;
    });
  return tally;
}

const nameIs = 4;
const keywordIs = 2;
const nameHas = 1;
const isOnline = 0.3;
/** With it the words' part is what PostgreSQL's `ts_rank` gives one occurrence each. */
const ofWords = 100 * (Math.PI ** 2 / 6);

/** The worth of an item for the query: its words by their grades, more when the words are its name, part of it, or a keyword. */
export function scorer(index: ItemIndex, query: SearchQuery): (item: number) => number {
  const asked = new Map<string, boolean>([[query.plain, false]]);
  for (const { text, prefix, pairs } of query.forms.flat()) {
    asked.set(text, prefix || asked.get(text) === true);
    for (const pair of pairs) if (!asked.has(pair)) asked.set(pair, false);
  }
  // whole numbers: equal worth is exactly equal, whatever the order of adding up
  const worth = new Uint32Array(index.items.length);
  const whole = new Uint8Array(index.items.length);
  const add = (item: number, grade: number) => {
    worth[item]! += gradeWeights[grade] ?? 0;
  };
  for (const [text, prefix] of asked) {
    if (prefix) for (const word of index.vocabulary.beginningWith(text)) eachOf(index, word, add);
    else each(index, text, add);
  }
  each(index, query.plain, (item, grade) => {
    if (grade === gradeWeights.length - 1) whole[item] = 1;
  });
  const perhaps = mayHold(index, query.plain);
  const share = ofWords * asked.size;
  return (i) => {
    const { lower, online } = index.items[i]!;
    const { zh, en } = lower;
    const bonus =
      zh === query.plain || en === query.plain
        ? nameIs
        : whole[i] === 1
          ? keywordIs
          : perhaps[i] === 1 && (zh.includes(query.plain) || (en !== zh && en.includes(query.plain)))
            ? nameHas
            : 0;
    return worth[i]! / share + bonus + (online ? isOnline : 0);
  };
}

/** Items whose name may have this text inside: the pieces of names are in the index, and looking into thousands of names takes longer. */
function mayHold(index: ItemIndex, text: string): Uint8Array {
  const held = new Uint8Array(index.items.length);
  const [piece] = /^\p{Script=Han}{1,2}/u.exec(text) ?? [];
  if (piece === undefined) return held.fill(1);
  each(index, piece, (item) => {
    held[item] = 1;
  });
  return held;
}

type Take = (item: number, grade: number) => void;

function each(index: ItemIndex, word: string, take: Take): void {
  const number = index.vocabulary.numberOf(word);
  if (number !== undefined) eachOf(index, number, take);
}

function eachOf({ starts, postings }: ItemIndex, word: number, take: Take): void {
  // a word newer than the index has no place in it
  const end = starts[word + 1] ?? 0;
  for (let p = starts[word] ?? 0; p < end; p++) take(postings[p]! >>> 3, postings[p]! & 7);
}

export function collect(count: number, wanted: (i: number) => boolean): Uint32Array {
  const found = new Uint32Array(count);
  let n = 0;
  for (let i = 0; i < count; i++) if (wanted(i)) found[n++] = i;
  return found.subarray(0, n);
}
