const breaks = new Set(['br', '/p', '/div', '/li', '/tr', '/h1', '/h2', '/h3']);
const silent = new Set(['script', 'style', 'head', 'title']);
const entities: Readonly<Record<string, string>> = { nbsp: ' ', lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };

/**
 * The words of a letter that is HTML only, up to the first quotation (`blockquote`). One pass from left to right, whatever the letter is made of; what comes
 * out is text and nothing more.
 */
export function htmlText(html: string): string {
  const lower = html.toLowerCase();
  let out = '';
  let at = 0;
  while (at < html.length) {
    const open = html.indexOf('<', at);
    if (open < 0) {
      out += html.slice(at);
      break;
    }
    out += html.slice(at, open);
    const comment = html.startsWith('<!--', open);
    const end = html.indexOf(comment ? '-->' : '>', open + 1);
    if (end < 0) break;
    const tag = comment ? '' : (/^\/?[a-z0-9]+/.exec(lower.slice(open + 1, open + 16))?.[0] ?? '');
    if (tag === 'blockquote') break;
    if (breaks.has(tag)) out += '\n';
    at = end + (comment ? 3 : 1);
    if (!silent.has(tag)) continue;
    const close = lower.indexOf(`</${tag}`, at);
    if (close < 0) break;
    at = close;
  }
  return out.replace(/&(nbsp|lt|gt|quot|apos|amp);/g, (_, name: string) => entities[name] ?? '');
}
