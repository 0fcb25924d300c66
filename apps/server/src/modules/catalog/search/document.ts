import { normalise, piecesOf, wordsOf } from './words.ts';

/** Texts of an item by their weight in the ranking: A name and keywords, B summary, C office, D everything else. */
export interface SearchTexts {
  readonly a: readonly string[];
  readonly b: readonly string[];
  readonly c: readonly string[];
  readonly d: readonly string[];
}

const mostLexemes = 600;

/**
 * The text form of a PostgreSQL `tsvector`. Pieces of words (pairs of characters, single characters) stand for name and keywords only, with the lowest weight:
 * they find, they hardly rank.
 */
export function searchDocument(texts: SearchTexts): string {
  const weights = new Map<string, string>();
  const put = (lexeme: string, weight: string) => {
    if (lexeme && lexeme.length <= 60 && !weights.has(lexeme) && weights.size < mostLexemes)
      weights.set(lexeme, weight);
  };
  for (const text of texts.a) {
    put(normalise(text), 'A');
    for (const word of wordsOf(text)) put(word, 'A');
  }
  for (const [weight, group] of [
    ['B', texts.b],
    ['C', texts.c],
  ] as const)
    for (const text of group) for (const word of wordsOf(text)) put(word, weight);
  for (const text of texts.a) {
    const { pairs, singles } = piecesOf(text);
    for (const piece of [...pairs, ...singles]) put(piece, 'D');
  }
  for (const text of texts.d) for (const word of wordsOf(text)) put(word, 'D');
  return [...weights].map(([lexeme, weight]) => `${quoteLexeme(lexeme)}:1${weight}`).join(' ');
}

export function quoteLexeme(lexeme: string): string {
  return `'${lexeme.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}
