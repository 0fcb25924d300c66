/**
 * Whether two texts say the same to a person: width of characters, blanks, commas and the kind of dash are how somebody typed it, not what he said. A dash
 * itself stays: 12-3 is another door than 123.
 */
export function agree(a: string, b: string): boolean {
  const [x, y] = [bare(a), bare(b)];
  return x !== '' && x === y;
}

function bare(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[‐‑‒–—―−]/g, '-')
    .replace(/[\s,。、;'"“”]/g, '');
}
