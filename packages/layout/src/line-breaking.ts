/**
 * Where Chinese text may be broken into lines (中文排版需求 CLREQ §3.1: 行首行尾禁则), after JIS X 4051 style kinsoku.
 * Works on code points, so characters outside the BMP count as one.
 */

/** May not begin a line. */
const NOT_FIRST = new Set(
  [...'。，、；：？！）》」』】〕〉”’…—·％‰℃～﹏〗］｝°′″)]},.;:?!%ーぁぃぅぇぉゃゅょっァィゥェォャュョッ々'].map(code),
);
/** May not end a line. */
const NOT_LAST = new Set([...'（《「『【〔〈“‘〖［｛￥¥＄$#№([{'].map(code));
/** Inside a Latin word or number these do not separate. */
const INSIDE_WORD = new Set([..."-.,:/@_%'’+&=?#~*"].map(code));

function code(character: string): number {
  return character.codePointAt(0) ?? 0;
}

/** Latin, Greek or Cyrillic letter, or digit: what stands in words. */
export function isWordCharacter(c: number): boolean {
  return (
    (c >= 0x30 && c <= 0x39) ||
    (c >= 0x41 && c <= 0x5a) ||
    (c >= 0x61 && c <= 0x7a) ||
    (c >= 0xc0 && c <= 0x24f && c !== 0xd7 && c !== 0xf7) ||
    (c >= 0x370 && c <= 0x52f)
  );
}

/** Han ideograph or kana: gets a quarter em of air beside a Latin word or number. */
export function isIdeograph(c: number): boolean {
  return (
    (c >= 0x4e00 && c <= 0x9fff) ||
    (c >= 0x3400 && c <= 0x4dbf) ||
    (c >= 0x20000 && c <= 0x3ffff) ||
    (c >= 0xf900 && c <= 0xfaff) ||
    (c >= 0x3041 && c <= 0x30ff) ||
    c === 0x3007
  );
}

/** Variation selectors, joiners and combining marks belong to the character before. */
export function isMark(c: number): boolean {
  return (
    (c >= 0x300 && c <= 0x36f) ||
    (c >= 0xfe00 && c <= 0xfe0f) ||
    (c >= 0xe0100 && c <= 0xe01ef) ||
    c === 0x200d ||
    c === 0x200b
  );
}

/** True where a quarter em of space belongs between two neighbours (CLREQ §3.2.2). */
export function needsQuarterSpace(left: number, right: number): boolean {
  return (isIdeograph(left) && isWordCharacter(right)) || (isWordCharacter(left) && isIdeograph(right));
}

/** True when a line may end after `left` with `right` beginning the next. */
export function mayBreakBetween(left: number, right: number): boolean {
  if (right === 0x20 || isMark(right)) return false;
  if (left === 0x20 || left === 0x3000) return !NOT_FIRST.has(right);
  if (left === 0xa0 || right === 0xa0) return false;
  if (NOT_FIRST.has(right) || NOT_LAST.has(left)) return false;
  const leftWord = isWordCharacter(left) || INSIDE_WORD.has(left);
  const rightWord = isWordCharacter(right) || INSIDE_WORD.has(right);
  return !(leftWord && rightWord);
}

export interface Line {
  /** Index of the first character and of the one after the last (trailing spaces left out). */
  readonly start: number;
  readonly end: number;
}

/**
 * Breaks code points into lines no wider than the measure. A word longer than a line is cut; nothing is lost but the
 * spaces at line ends. A last line of one ideograph takes a companion from the line before.
 * @param codes code points; 0x0A forces a break
 * @param advanceAt width of character i including its air towards i+1 (which falls away at a line's end)
 * @param widthAt width of character i alone
 * @param measure width of line n
 */
export function breakLines(
  codes: readonly number[],
  advanceAt: (i: number) => number,
  widthAt: (i: number) => number,
  measure: (line: number) => number,
): Line[] {
  const lines: Line[] = [];
  let paragraph = 0;
  for (let i = 0; i <= codes.length; i++) {
    if (i < codes.length && codes[i] !== 0x0a) continue;
    breakParagraph(codes, paragraph, i, advanceAt, widthAt, measure, lines);
    paragraph = i + 1;
  }
  return lines;
}

function breakParagraph(
  codes: readonly number[],
  from: number,
  to: number,
  advanceAt: (i: number) => number,
  widthAt: (i: number) => number,
  measure: (line: number) => number,
  lines: Line[],
): void {
  const first = lines.length;
  let start = from;
  let used = 0;
  let permitted = -1;
  for (let i = from; i < to; i++) {
    if (i > start && mayBreakBetween(codes[i - 1]!, codes[i]!)) permitted = i;
    const hangs = codes[i] === 0x20;
    // A thousandth of slack: sums of advances carry rounding.
    if (!hangs && i > start && used + widthAt(i) > measure(lines.length) + 0.001) {
      const at = permitted > start ? permitted : i;
      lines.push(trimmed(codes, start, at));
      start = at;
      permitted = -1;
      used = 0;
      // Count again what was carried over to the new line.
      i = at - 1;
      continue;
    }
    used += advanceAt(i);
  }
  lines.push(trimmed(codes, start, to));
  if (lines.length - first > 1) keepCompany(codes, lines, first, measure, advanceAt);
}

function trimmed(codes: readonly number[], start: number, end: number): Line {
  let last = end;
  while (last > start && codes[last - 1] === 0x20) last--;
  return { start, end: last };
}

/** No orphan: moves the break before the last line back when only one ideograph (and punctuation) is left on it. */
function keepCompany(
  codes: readonly number[],
  lines: Line[],
  first: number,
  measure: (line: number) => number,
  advanceAt: (i: number) => number,
): void {
  const last = lines[lines.length - 1]!;
  const before = lines[lines.length - 2]!;
  let written = 0;
  for (let i = last.start; i < last.end; i++) {
    if (isWordCharacter(codes[i]!)) return;
    if (isIdeograph(codes[i]!)) written++;
  }
  if (written !== 1) return;
  for (let at = last.start - 1; at > before.start + 1; at--) {
    if (!mayBreakBetween(codes[at - 1]!, codes[at]!)) continue;
    let width = 0;
    for (let i = at; i < last.end; i++) width += advanceAt(i);
    if (width > measure(lines.length - 1 - first)) return;
    lines[lines.length - 2] = trimmed(codes, before.start, at);
    lines[lines.length - 1] = { start: at, end: last.end };
    return;
  }
}
