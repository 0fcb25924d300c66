import { normalise, piecesOf, type QueryWord, queryWords, triples } from './words.ts';

/** What is asked of the index, from strict to lenient; the next is tried only when one finds nothing: every word, most of the letters, any word. */
export interface SearchQuery {
  /** Normalised, for exact names. */
  readonly plain: string;
  readonly words: readonly QueryWord[];
  /** For each word the ways to have it. */
  readonly forms: readonly (readonly WordForm[])[];
  /** Words with a typing error: all of these. */
  readonly similar: readonly Similar[];
}

export interface WordForm {
  readonly text: string;
  /** Any word that begins so will do. */
  readonly prefix: boolean;
  /** Or all of these, however the text was cut; empty: no such way. */
  readonly pairs: readonly string[];
}

export interface Similar {
  readonly needed: number;
  readonly of: readonly string[];
  /** And one of these, unless there are none. */
  readonly oneOf: readonly string[];
}

/** @returns undefined when the query has no letter or digit */
export function searchQuery(query: string): SearchQuery | undefined {
  const words = queryWords(query);
  if (words.length === 0) return undefined;
  const plain = normalise(query).slice(0, 100);
  return { plain, words, forms: words.map(formsOf), similar: similar(plain) };
}

function formsOf(word: QueryWord): WordForm[] {
  return word.alternatives.map((text) => {
    if (word.script === 'latin') return { text, prefix: true, pairs: [] };
    const { pairs } = piecesOf(text);
    return { text, prefix: false, pairs: pairs.length < 2 ? [] : pairs };
  });
}

/** At least 60 of a hundred characters and a pair of neighbours; of a Latin word half of its triples. */
function similar(plain: string): Similar[] {
  const { singles, pairs } = piecesOf(plain);
  const neighbours = pairs.filter((p) => !p.startsWith('~'));
  return [
    ...(singles.length >= 3 ? [{ needed: Math.ceil(singles.length * 0.6), of: singles, oneOf: neighbours }] : []),
    ...plain
      .split(' ')
      .filter((w) => /^[a-z0-9]{4,}$/.test(w))
      .map((w) => [...new Set(triples(w))])
      .map((of) => ({ needed: Math.max(2, Math.ceil(of.length * 0.5)), of, oneOf: [] })),
  ];
}
