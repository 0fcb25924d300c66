import type { DrawItem, DrawText } from '@miaopi/ofd';
import { PaperError } from './errors.ts';
import type { Face, FaceChoice, Faces } from './faces.ts';
import { breakLines, isMark, type Line, needsQuarterSpace } from './line-breaking.ts';
import type { Align, Overflow, VerticalAlign } from './model.ts';
import { mm } from './units.ts';

/** A stretch of text in one style; lengths in mm. */
export interface Run {
  readonly text: string;
  readonly choice: FaceChoice;
  readonly size: number;
  readonly color?: string | undefined;
  readonly spacing: number;
  readonly data?: string | undefined;
  readonly underline?: boolean | undefined;
  readonly strike?: boolean | undefined;
  /** mm above the line's baseline, negative below. */
  readonly rise?: number | undefined;
}

export interface BlockSpec {
  /** Where in the template, for errors. */
  readonly path: string;
  readonly width?: number | undefined;
  readonly height?: number | undefined;
  readonly align: Align;
  readonly valign: VerticalAlign;
  readonly lineHeight: number;
  readonly indent: number;
  readonly maxLines?: number | undefined;
  readonly overflow: Overflow;
  /** Least scale for `shrink`, 0–1. */
  readonly minScale: number;
}

/** Set text, relative to the box's upper left corner. */
export interface Block {
  readonly items: readonly DrawItem[];
  readonly width: number;
  readonly height: number;
  readonly lines: number;
  /** Where each line's items begin in `items`, and its upper edge in mm; for texts that go on on the next page. */
  readonly starts: readonly { readonly item: number; readonly top: number }[];
  readonly lineHeight: number;
}

export type MissingGlyph = (codePoint: number, path: string) => void;

const MAX_CHARACTERS = 50_000;
/** Share of a CJK em above the baseline. */
const ABOVE_BASELINE = 0.88;
const WHITE_SQUARE = 0x25a1;
const ELLIPSIS = 0x2026;

interface Character {
  code: number;
  face: Face;
  run: Run;
}

interface Setting {
  readonly characters: readonly Character[];
  readonly codes: readonly number[];
  readonly scale: number;
  readonly lines: readonly Line[];
  readonly lineHeight: number;
}

/** Sets runs into a box. @throws PaperError text_overflow when the text can't fit by the rule given */
export function setBlock(runs: readonly Run[], spec: BlockSpec, faces: Faces, missing: MissingGlyph): Block {
  const characters = spell(runs, spec.path, faces, missing);
  let largest = 0;
  for (const run of runs) if (run.size > largest) largest = run.size;
  const setting = fit(characters, spec, largest, faces);
  return emit(setting, spec, largest);
}

function spell(runs: readonly Run[], path: string, faces: Faces, missing: MissingGlyph): Character[] {
  const characters: Character[] = [];
  for (const run of runs) {
    const chosen = faces.get(run.choice);
    for (const letter of run.text) {
      let code = letter.codePointAt(0)!;
      if (code < 0x20 && code !== 0x0a) {
        if (code !== 0x09) continue;
        code = 0x20;
      } else if ((code >= 0xd800 && code <= 0xdfff) || code === 0xfffe || code === 0xffff) code = WHITE_SQUARE;
      let face: Face | undefined = chosen;
      if (code !== 0x0a && !chosen.has(code)) {
        if (isMark(code)) continue;
        face = faces.drawing(run.choice, code);
        if (!face) {
          missing(code, path);
          code = WHITE_SQUARE;
          face = faces.drawing(run.choice, code) ?? chosen;
        }
      }
      characters.push({ code, face, run });
    }
    if (characters.length > MAX_CHARACTERS) {
      throw new PaperError('text_overflow', path, {
        zh: `文字超过 ${MAX_CHARACTERS} 字，请缩短。`,
        en: `The text is longer than ${MAX_CHARACTERS} characters; shorten it.`,
      });
    }
  }
  return characters;
}

function fit(characters: readonly Character[], spec: BlockSpec, largest: number, faces: Faces): Setting {
  const width = spec.width ?? Number.POSITIVE_INFINITY;
  const codes = characters.map((c) => c.code);
  const allowed = (scale: number): number => {
    const byHeight =
      spec.height === undefined ? Number.POSITIVE_INFINITY : spec.height / (largest * scale * spec.lineHeight);
    // One line always may stand in its box, however tight the box is drawn.
    return Math.min(spec.maxLines ?? Number.POSITIVE_INFINITY, Math.max(1, Math.floor(byHeight + 0.05)));
  };
  const set = (scale: number): Setting => {
    const lines = breakLines(
      codes,
      (i) => advance(characters, i, scale, spec),
      (i) => glyphWidth(characters[i]!, scale),
      (line) => (line === 0 ? width - spec.indent * largest * scale : width),
    );
    return { characters, codes, scale, lines, lineHeight: largest * scale * spec.lineHeight };
  };
  let setting = set(1);
  const oneLine =
    spec.maxLines === undefined && spec.height === undefined && spec.overflow !== 'wrap' && spec.overflow !== 'continue'
      ? 1
      : undefined;
  const limit = (scale: number) => oneLine ?? allowed(scale);
  if (setting.lines.length <= limit(1) && widest(setting, spec) <= width + 0.01) return setting;
  if (spec.overflow === 'shrink') {
    // small print is found in larger steps: what needs it is long, and each step sets it anew
    for (let scale = 0.97; scale > spec.minScale; scale *= scale > 0.6 ? 0.97 : 0.88) {
      setting = set(scale);
      if (setting.lines.length <= limit(scale) && widest(setting, spec) <= width + 0.01) return setting;
    }
    setting = set(spec.minScale);
    if (setting.lines.length <= limit(spec.minScale)) return setting;
  }
  if (spec.overflow === 'ellipsis') return cut(setting, limit(1), width, spec, faces);
  throw new PaperError('text_overflow', spec.path, {
    zh: `“${excerpt(codes)}”放不下：需要 ${setting.lines.length} 行，只有 ${limit(setting.scale)} 行的位置。请加大文本框、调小 minSize 或改用 ellipsis。`,
    en: `"${excerpt(codes)}" does not fit: it needs ${setting.lines.length} lines, there is room for ${limit(setting.scale)}. Enlarge the box, lower minSize or use ellipsis.`,
  });
}

function excerpt(codes: readonly number[]): string {
  const text = String.fromCodePoint(...codes.slice(0, 24));
  return codes.length > 24 ? `${text}…` : text;
}

function widest(setting: Setting, spec: BlockSpec): number {
  let most = 0;
  for (const line of setting.lines) most = Math.max(most, lineWidth(setting, line, spec));
  return most;
}

function cut(setting: Setting, most: number, width: number, spec: BlockSpec, faces: Faces): Setting {
  const lines = setting.lines.slice(0, most);
  const last = lines[most - 1] ?? { start: 0, end: 0 };
  const style = setting.characters[last.end - 1] ?? setting.characters[0]!;
  const dots: Character = {
    code: ELLIPSIS,
    face: faces.drawing(style.run.choice, ELLIPSIS) ?? style.face,
    run: style.run,
  };
  let end = last.end;
  const indent = most === 1 ? spec.indent * style.run.size : 0;
  while (
    end > last.start &&
    lineWidth(setting, { start: last.start, end }, spec) + glyphWidth(dots, setting.scale) > width - indent
  )
    end--;
  const characters = [...setting.characters.slice(0, end), dots];
  lines[most - 1] = { start: last.start, end: end + 1 };
  return { ...setting, characters, codes: characters.map((c) => c.code), lines };
}

function glyphWidth(character: Character, scale: number): number {
  return character.code === 0x0a ? 0 : character.face.advance(character.code) * character.run.size * scale;
}

function advance(characters: readonly Character[], i: number, scale: number, spec: BlockSpec): number {
  const character = characters[i]!;
  let width = glyphWidth(character, scale) + character.run.spacing * scale;
  const next = characters[i + 1];
  if (next && spec.align !== 'distributed' && needsQuarterSpace(character.code, next.code)) {
    width += 0.25 * character.run.size * scale;
  }
  return width;
}

function lineWidth(setting: Setting, line: Line, spec: BlockSpec): number {
  let width = 0;
  for (let i = line.start; i < line.end - 1; i++) width += advance(setting.characters, i, setting.scale, spec);
  return line.end > line.start ? width + glyphWidth(setting.characters[line.end - 1]!, setting.scale) : 0;
}

function emit(setting: Setting, spec: BlockSpec, largest: number): Block {
  const items: DrawItem[] = [];
  // One line keeps the baseline of its full size, so that a shrunk name stands level with its neighbours.
  const single = setting.lines.length === 1;
  const lineHeight = single ? largest * spec.lineHeight : setting.lineHeight;
  const contentHeight = setting.lines.length * lineHeight;
  const height = spec.height ?? contentHeight;
  const free = height - contentHeight;
  const top = spec.valign === 'middle' ? free / 2 : spec.valign === 'bottom' ? free : 0;
  let most = 0;
  const starts: { item: number; top: number }[] = [];
  setting.lines.forEach((line, n) => {
    starts.push({ item: items.length, top: top + n * lineHeight });
    const count = line.end - line.start;
    if (count === 0) return;
    const natural = lineWidth(setting, line, spec);
    const indent = n === 0 ? spec.indent * largest * setting.scale : 0;
    const box = spec.width ?? 0;
    let x = indent;
    let stretch = 0;
    if (spec.align === 'center') x = (box - natural) / 2;
    else if (spec.align === 'right') x = box - natural;
    else if (spec.align === 'distributed' && spec.width !== undefined) {
      if (count === 1) x = (box - natural) / 2;
      else stretch = (box - indent - natural) / (count - 1);
    }
    most = Math.max(most, natural + indent);
    const size = single ? largest : largest * setting.scale;
    const baseline = top + n * lineHeight + (lineHeight - size) / 2 + size * ABOVE_BASELINE;
    emitLine(setting, line, x, baseline, stretch, spec, items);
  });
  return { items, width: spec.width ?? most, height, lines: setting.lines.length, starts, lineHeight };
}

function emitLine(
  setting: Setting,
  line: Line,
  left: number,
  baseline: number,
  stretch: number,
  spec: BlockSpec,
  items: DrawItem[],
): void {
  const { characters, scale } = setting;
  let x = left;
  let i = line.start;
  while (i < line.end) {
    const { face, run } = characters[i]!;
    const begin = x;
    const codes: number[] = [];
    const advances: number[] = [];
    let width = 0;
    for (; i < line.end && characters[i]!.face === face && characters[i]!.run === run; i++) {
      const step = mm(advance(characters, i, scale, spec) + stretch);
      codes.push(characters[i]!.code);
      advances.push(step);
      width = x - begin + glyphWidth(characters[i]!, scale);
      x += step;
    }
    advances.pop();
    const level = baseline - (run.rise ?? 0) * scale;
    const text: DrawText = {
      kind: 'text',
      x: mm(begin),
      y: mm(level),
      size: mm(run.size * scale),
      font: face.key,
      ...(run.color === undefined ? {} : { color: run.color }),
      text: String.fromCodePoint(...codes),
      advances,
      ...(run.data === undefined ? {} : { data: run.data }),
    };
    items.push(text);
    const rules = [...(run.underline ? [0.18] : []), ...(run.strike ? [-0.33] : [])];
    for (const below of rules) {
      const y = mm(level + run.size * scale * below);
      items.push({
        kind: 'path',
        segments: [
          ['M', mm(begin), y],
          ['L', mm(begin + width), y],
        ],
        stroke: run.color ?? '#000000',
        lineWidth: 0.2,
      });
    }
  }
}

/** Moves set items; used when a block is placed. */
export function moved(items: readonly DrawItem[], dx: number, dy: number): DrawItem[] {
  return items.map((item) => {
    if (item.kind === 'path') {
      return { ...item, segments: item.segments.map((s) => movedSegment(s, dx, dy)) };
    }
    return { ...item, x: mm(item.x + dx), y: mm(item.y + dy) };
  });
}

type Segment = Extract<DrawItem, { kind: 'path' }>['segments'][number];

function movedSegment(s: Segment, dx: number, dy: number): Segment {
  switch (s[0]) {
    case 'M':
    case 'L':
      return [s[0], mm(s[1] + dx), mm(s[2] + dy)];
    case 'Q':
      return ['Q', mm(s[1] + dx), mm(s[2] + dy), mm(s[3] + dx), mm(s[4] + dy)];
    case 'C':
      return ['C', mm(s[1] + dx), mm(s[2] + dy), mm(s[3] + dx), mm(s[4] + dy), mm(s[5] + dx), mm(s[6] + dy)];
    case 'Z':
      return s;
  }
}
