import { normalise, piecesOf, wordsOf } from './words.ts';

/** Texts of an item by what a hit in them is worth: name and keywords, summary and result, office, everything else. */
export interface SearchTexts {
  readonly names: readonly string[];
  readonly summary: readonly string[];
  readonly office: readonly string[];
  readonly rest: readonly string[];
}

/** What a hit is worth, by grade: 0 the rest and pieces of words · 1 office · 2 summary · 3 a word of the name · 4 a whole name or keyword. */
export const gradeWeights: readonly number[] = [2, 15, 40, 100, 100];

const mostWords = 600;
const between = '\t';

/**
 * The words of an item as the store keeps them: one line a grade from the highest, so that an index of 20,000 items is read without cutting a sentence.
 * Pieces of words (pairs of characters, single characters) stand for name and keywords only, with the lowest grade: they find, they hardly rank.
 */
export function searchWords(texts: SearchTexts): string {
  const seen = new Set<string>();
  const lines: string[][] = gradeWeights.map(() => []);
  const put = (grade: number, words: Iterable<string>) => {
    for (const word of words) {
      if (!word || word.length > 60 || seen.has(word) || seen.size >= mostWords) continue;
      seen.add(word);
      lines[grade]?.push(word);
    }
  };
  put(4, texts.names.map(normalise));
  for (const text of texts.names) put(3, wordsOf(text));
  for (const text of texts.summary) put(2, wordsOf(text));
  for (const text of texts.office) put(1, wordsOf(text));
  for (const text of texts.names) {
    const { pairs, singles } = piecesOf(text);
    put(0, pairs);
    put(0, singles);
  }
  for (const text of texts.rest) put(0, wordsOf(text));
  return lines
    .toReversed()
    .map((line) => line.join(between))
    .join('\n');
}

/** Hands over every word of what `searchWords` made. */
export function readWords(stored: string, take: (word: string, grade: number) => void): void {
  let grade = gradeWeights.length - 1;
  for (const line of stored.split('\n')) {
    if (line) for (const word of line.split(between)) take(word, grade);
    grade--;
  }
}
