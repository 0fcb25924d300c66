/** Words of the index, numbered from 0 as they come. A word no item has any more keeps its number. */
export interface Vocabulary {
  readonly size: number;
  numberOf(word: string): number | undefined;
  /** Its number, a new one for a new word. */
  take(word: string): number;
  /** Numbers of the words in Latin letters that begin so. */
  beginningWith(start: string): number[];
}

export function createVocabulary(): Vocabulary {
  const numbers = new Map<string, number>();
  let latin: string[] = [];
  let sortedUpTo = 0;
  return {
    get size() {
      return numbers.size;
    },
    numberOf: (word) => numbers.get(word),
    take(word) {
      let number = numbers.get(word);
      if (number === undefined) {
        number = numbers.size;
        const own = detached(word);
        numbers.set(own, number);
        if (/^[a-z0-9\u00c0-\u024f]/.test(own)) latin.push(own);
      }
      return number;
    },
    beginningWith(start) {
      if (sortedUpTo < latin.length) {
        latin = latin.sort();
        sortedUpTo = latin.length;
      }
      const found: number[] = [];
      for (let i = firstFrom(latin, start); latin[i]?.startsWith(start); i++)
        found.push(numbers.get(latin[i] as string) as number);
      return found;
    },
  };
}

function firstFrom(sorted: readonly string[], start: string): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as string) < start) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** V8 keeps a longer piece of a text as a view on the whole text: a copy lets the text go. */
function detached(word: string): string {
  return word.length < 13 ? word : Buffer.from(word, 'utf16le').toString('utf16le');
}
