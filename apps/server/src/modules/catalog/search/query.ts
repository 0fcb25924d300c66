import { quoteLexeme } from './document.ts';
import { normalise, piecesOf, type QueryWord, queryWords, triples } from './words.ts';

/** What is asked of the index, as PostgreSQL `tsquery` texts, from strict to lenient; the next is tried only when one finds nothing. */
export interface SearchQuery {
  /** Normalised, for exact names. */
  readonly plain: string;
  /** The longest word of the query. */
  readonly longest: string;
  readonly words: readonly QueryWord[];
  /** Every word, or one of its other names. */
  readonly strict: string;
  /** Most of the letters: words with a typing error. */
  readonly similar: string;
  /** Any word. */
  readonly any: string;
}

/** @returns undefined when the query has no letter or digit */
export function searchQuery(query: string): SearchQuery | undefined {
  const words = queryWords(query);
  const plain = normalise(query).slice(0, 100);
  if (words.length === 0) return undefined;
  const whole = quoteLexeme(plain);
  const each = words.map(alternatives);
  return {
    plain,
    longest: words.map((w) => w.alternatives[0] ?? '').reduce((a, b) => (b.length > a.length ? b : a)),
    words,
    strict: `${whole} | (${each.join(' & ')})`,
    similar: similar(plain),
    any: [whole, ...each].join(' | '),
  };
}

function alternatives(word: QueryWord): string {
  const forms = new Set(word.alternatives.map((a) => (word.script === 'latin' ? `${quoteLexeme(a)}:*` : hanForm(a))));
  return `(${[...forms].join(' | ')})`;
}

/** A word of three characters and more is found by its pairs too, however the text was cut. */
function hanForm(word: string): string {
  const { pairs } = piecesOf(word);
  return pairs.length < 2 ? quoteLexeme(word) : `(${quoteLexeme(word)} | (${pairs.map(quoteLexeme).join(' & ')}))`;
}

/** At least about 60 of a hundred pieces of the query, written out as combinations; bounded to nine pieces. */
function similar(plain: string): string {
  const { singles, pairs } = piecesOf(plain);
  const latinWords = plain.split(' ').filter((w) => /^[a-z0-9]{4,}$/.test(w));
  const parts: string[] = [];
  const chars = singles.slice(0, 9);
  const hanPairs = pairs.filter((p) => !p.startsWith('~'));
  if (chars.length >= 3)
    parts.push(`(${atLeast(chars, Math.ceil(chars.length * 0.6))} & (${hanPairs.map(quoteLexeme).join(' | ')}))`);
  for (const word of latinWords) {
    const pieces = triples(word).slice(0, 9);
    parts.push(atLeast(pieces, Math.max(2, Math.ceil(pieces.length * 0.5))));
  }
  return parts.length > 0 ? parts.join(' & ') : quoteLexeme(plain);
}

function atLeast(pieces: readonly string[], needed: number): string {
  const combinations: string[] = [];
  const choose = (from: number, chosen: readonly string[]): void => {
    if (chosen.length === needed) {
      combinations.push(`(${chosen.map(quoteLexeme).join(' & ')})`);
      return;
    }
    for (let i = from; i <= pieces.length - (needed - chosen.length); i++)
      choose(i + 1, [...chosen, pieces[i] as string]);
  };
  choose(0, []);
  return `(${combinations.join(' | ')})`;
}
