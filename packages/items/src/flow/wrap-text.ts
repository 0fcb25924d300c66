/** Width of a character in em, as common faces draw it; Latin letters rather too wide than too narrow. */
function widthOf(char: string): number {
  const code = char.codePointAt(0) ?? 0;
  // CJK, full-width forms, and what is drawn as wide as they are
  if (code >= 0x2e80 || code === 0xb7 || (code >= 0x2010 && code <= 0x2027) || code >= 0x2460) return 1;
  if (" .,;:!|ijlItfr'()-".includes(char)) return 0.36;
  if ('mwMW@%'.includes(char)) return 0.9;
  return /[A-Z]/.test(char) ? 0.7 : 0.57;
}

/** Width of a text in the unit of its size. */
export function textWidth(text: string, size: number): number {
  return [...text].reduce((sum, char) => sum + widthOf(char), 0) * size;
}

/** May not begin a line (GB/T 15834); what opens may not end one. */
const closing = '，。、；：？！）》」』”’％…·,.;:?!)%';
const opening = '（《「『“‘(';

/** Chinese breaks between any two characters, Latin words stay whole unless one alone is wider than the line. */
function pieces(text: string): string[] {
  const out: string[] = [];
  for (const part of text.match(/[\u0021-\u024f]+\s*|\s+|./gu) ?? []) {
    const last = out.at(-1);
    if (last !== undefined && (closing.includes(part[0] ?? '') || opening.includes(last.at(-1) ?? '')))
      out[out.length - 1] = last + part;
    else out.push(part);
  }
  return out;
}

/** A text in lines of at most `width`; at least one line, never a line without a character. */
export function wrapText(text: string, size: number, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  const put = (piece: string): void => {
    if (line && textWidth((line + piece).trimEnd(), size) > width) {
      lines.push(line.trimEnd());
      line = '';
    }
    if (line === '' && textWidth(piece.trimEnd(), size) > width && [...piece].length > 1)
      for (const char of piece) put(char);
    else line += line === '' ? piece.trimStart() : piece;
  };
  for (const piece of pieces(text)) put(piece);
  if (line.trim() || lines.length === 0) lines.push(line.trimEnd());
  return lines;
}
