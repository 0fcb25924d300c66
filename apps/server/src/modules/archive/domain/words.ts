/** Longest text of a case that is searched. */
const most = 60_000;
const han = /\p{Script=Han}/u;

/** Everything somebody wrote or was told, out of rows of any shape: texts of a length people write; pictures and digests are left out. */
export function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return value.length <= 4000 && !/^[\w+/=-]{40,}$/.test(value) ? [value] : [];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([key, one]) => (told(key) ? textsIn(one) : []));
  return [];
}

/** Of a text in both languages the Chinese one; keys and kinds are for programs. */
function told(key: string): boolean {
  return !['en', 'by', 'kind', 'fileId', 'id', 'sm3'].includes(key);
}

/** One text out of many, each once. */
export function bodyOf(texts: readonly string[]): string {
  return [
    ...new Set(
      texts.map((t) =>
        t
          .normalize('NFKC')
          .replace(/[\p{Cc}\s]+/gu, ' ')
          .trim(),
      ),
    ),
  ]
    .filter((t) => t !== '')
    .join(' ｜ ')
    .slice(0, most);
}

/**
 * Words as the index has them, in their order: runs of letters and digits in lower case, Chinese as pairs of neighbouring characters (a run of one as itself).
 * Whatever is longer than a pair is found as a phrase of pairs.
 */
export function wordsOf(text: string): string[] {
  const words: string[] = [];
  for (const [run] of text
    .normalize('NFKC')
    .toLowerCase()
    .matchAll(/\p{Script=Han}+|[\p{L}\p{N}]+/gu)) {
    const parts = run.match(/\p{Script=Han}+|[^\p{Script=Han}]+/gu) ?? [];
    for (const part of parts) {
      const characters = [...part];
      if (!han.test(part)) words.push(part.slice(0, 60));
      else if (characters.length === 1) words.push(part);
      else for (let i = 0; i + 1 < characters.length; i++) words.push(`${characters[i]}${characters[i + 1]}`);
    }
  }
  return words;
}

/** What somebody asks for: each part between spaces is a phrase, all of them must be there. At most eight. */
export function phrasesOf(asked: string): string[][] {
  return asked
    .split(/\s+/)
    .map(wordsOf)
    .filter((words) => words.length > 0)
    .slice(0, 8);
}

/** The surroundings of the first thing asked for. */
export function excerptOf(body: string, asked: string): string {
  const lower = body.toLowerCase();
  const places = asked
    .normalize('NFKC')
    .toLowerCase()
    .split(/\s+/)
    .filter((part) => part !== '')
    .map((part) => lower.indexOf(part))
    .filter((at) => at >= 0);
  const at = places.length > 0 ? Math.min(...places) : 0;
  const from = Math.max(0, at - 30);
  return `${from > 0 ? '…' : ''}${body.slice(from, at + 90)}${body.length > at + 90 ? '…' : ''}`;
}
