import type { SearchQuery } from './query.ts';

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (c) => entities[c] ?? c);
}

/** The text with every hit of the query in `<mark>…</mark>`; everything else is escaped, so it holds no other mark-up. */
export function highlight(text: string, query: SearchQuery | undefined): string {
  if (!query) return escapeHtml(text);
  const lower = text.toLowerCase();
  // a letter whose lower case is longer would shift the places
  const hay = lower.length === text.length ? lower : text;
  const hit = new Uint8Array(text.length);
  const marks = (term: string, wordStart: boolean): boolean => {
    let found = false;
    for (let at = hay.indexOf(term); at >= 0; at = hay.indexOf(term, at + 1)) {
      if (wordStart && at > 0 && /[\p{L}\p{N}]/u.test(hay[at - 1] ?? '')) continue;
      hit.fill(1, at, at + term.length);
      found = true;
    }
    return found;
  };
  for (const word of query.words) {
    for (const term of word.alternatives) {
      if (marks(term, word.script === 'latin') || word.script === 'latin' || term.length < 3) continue;
      // found by its parts: 参保证明 in 参保缴费证明
      const [first, last] = [term.slice(0, 2), term.slice(-2)];
      if (hay.includes(first) && hay.includes(last)) for (const part of [first, last]) marks(part, false);
    }
  }
  let out = '';
  for (let i = 0; i < text.length; ) {
    let end = i;
    while (end < text.length && hit[end] === hit[i]) end++;
    const piece = escapeHtml(text.slice(i, end));
    out += hit[i] ? `<mark>${piece}</mark>` : piece;
    i = end;
  }
  return out;
}
