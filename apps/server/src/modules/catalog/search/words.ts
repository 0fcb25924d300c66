import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Jieba } from '@node-rs/jieba';
import { emptyWords, synonymGroups } from './synonyms.ts';

/** Raised when words are made another way: rows made the old way are made again at the next start. */
export const wordsVersion = 1;

const require = createRequire(import.meta.url);
let loaded: Jieba | undefined;

/** The segmenter; its dictionary takes 150 ms to load, so it is loaded when first needed. */
function jieba(): Jieba {
  if (!loaded) {
    const { Jieba } = require('@node-rs/jieba') as typeof import('@node-rs/jieba');
    // read here and let go: the package's own module of it would hold 11 MB for as long as the process lives
    loaded = Jieba.withDict(readFileSync(require.resolve('@node-rs/jieba/dict.txt')));
  }
  return loaded;
}

/** Loads the dictionary now. */
export function warmWords(): void {
  jieba();
}

/** Half width, lower case, one space between words; everything that is neither letter nor digit parts words. */
export function normalise(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/['’]s\b/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

const latin = /[a-z0-9\u00c0-\u024f]+/g;
const han = /[\p{Script=Han}]+/gu;

/** `licences` → `licence`, `cities` → `city`. */
export function stem(word: string): string {
  if (word.length > 4 && word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  return word.length > 3 && word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, -1) : word;
}

/** Words of a text for the index: short and long ones both, so that a long word is found by its parts. */
export function wordsOf(text: string): string[] {
  const plain = normalise(text);
  const words = new Set<string>();
  for (const [word] of plain.matchAll(latin)) words.add(stem(word));
  for (const [run] of plain.matchAll(han))
    for (const word of [...jieba().cutForSearch(run, true), ...jieba().cut(run, false)]) words.add(word);
  return [...words];
}

/** Single characters and neighbouring pairs of Chinese, marked triples of Latin letters: parts of words, and words with a typing error. */
export function piecesOf(text: string): { readonly pairs: string[]; readonly singles: string[] } {
  const plain = normalise(text);
  const pairs = new Set<string>();
  const singles = new Set<string>();
  for (const [run] of plain.matchAll(han)) {
    const chars = [...run];
    for (const [i, c] of chars.entries()) {
      singles.add(c);
      if (i > 0) pairs.add(chars[i - 1] + c);
    }
  }
  for (const [word] of plain.matchAll(latin)) for (const triple of triples(word)) pairs.add(triple);
  return { pairs: [...pairs], singles: [...singles] };
}

export function triples(word: string): string[] {
  const padded = `~${stem(word)}~`;
  return Array.from({ length: Math.max(0, padded.length - 2) }, (_, i) => `~${padded.slice(i, i + 3)}`);
}

/** One word of a query and what else it may be called. */
export interface QueryWord {
  readonly alternatives: readonly string[];
  readonly script: 'han' | 'latin';
}

const groupsOf = new Map<string, readonly string[]>();
for (const group of synonymGroups)
  for (const term of group) groupsOf.set(term, [...new Set([term, ...(groupsOf.get(term) ?? []), ...group])]);
const longestTerm = Math.max(...[...groupsOf.keys()].map((t) => t.length));

/** Words of a query, in order; words that say nothing are left out unless there is nothing else. */
export function queryWords(query: string): QueryWord[] {
  const plain = normalise(query).slice(0, 100);
  const words: QueryWord[] = [];
  const add = (word: string, script: QueryWord['script']) => {
    if (words.length < 12) words.push({ alternatives: groupsOf.get(word) ?? [word], script });
  };
  for (const [run] of plain.matchAll(/[a-z0-9\u00c0-\u024f]+|[\p{Script=Han}]+/gu)) {
    if (/^[a-z0-9\u00c0-\u024f]/.test(run)) add(groupsOf.has(run) ? run : stem(run), 'latin');
    else for (const word of cutRun(run)) add(word, 'han');
  }
  const telling = words.filter((w) => !emptyWords.has(w.alternatives[0] ?? ''));
  return telling.length > 0 ? telling : words;
}

/** Known terms first, the longest at each place; what lies between is cut by the dictionary. */
function cutRun(run: string): string[] {
  const out: string[] = [];
  let rest = '';
  const flush = () => {
    if (rest) out.push(...jieba().cut(rest, true));
    rest = '';
  };
  for (let i = 0; i < run.length; ) {
    let length = Math.min(longestTerm, run.length - i);
    while (length > 1 && !groupsOf.has(run.slice(i, i + length))) length--;
    if (length > 1) {
      flush();
      out.push(run.slice(i, i + length));
      i += length;
    } else rest += run[i++];
  }
  flush();
  return out;
}
