import { FontError, type GlyphReader, readGlyphs } from '@miaopi/fonts';
import type { FontResource } from './resources.ts';
import { define, n, type SvgContext } from './svg-context.ts';
import { childrenOf, parseNumbers, type XmlElement } from './xml-read.ts';
import { escapeXml } from './xml-text.ts';

/** How a text is painted: SVG attributes and the stroke's width in mm, if it is stroked. */
export interface TextLook {
  readonly attributes: string;
  readonly strokeWidth?: number;
}

/**
 * One TextObject as SVG inside its boundary. Text stays text, every character at its own place. Where glyphs are named by
 * number (CGTransform) or the embedded font is one that browsers refuse, the outlines are drawn and the text lies
 * invisibly over them: still found, selected and read out.
 */
export function textBody(object: XmlElement, context: SvgContext, look: TextLook): string {
  const fontId = object.attributes.get('Font') ?? '';
  const size = parseNumbers(object.attributes.get('Size'))?.[0] ?? 0;
  if (!(size > 0)) return '';
  const font = context.resources.fonts.get(fontId);
  const hScale = parseNumbers(object.attributes.get('HScale'))?.[0] || 1;
  const turn = parseNumbers(object.attributes.get('CharDirection'))?.[0] ?? 0;
  const glyphMap = glyphsByPosition(object);
  const reader = font?.data && readerOf(fontId, font.data, context);
  const outlined = reader && (glyphMap.size > 0 || !reader.complete) ? reader : undefined;
  const scale = hScale === 1 ? '' : ` transform="scale(${n(hScale)} 1)"`;
  let texts = '';
  let shapes = '';
  let position = 0;
  let x = 0;
  let y = 0;
  for (const code of childrenOf(object, 'TextCode')) {
    x = parseNumbers(code.attributes.get('X'))?.[0] ?? x;
    y = parseNumbers(code.attributes.get('Y'))?.[0] ?? y;
    const characters = [...code.text];
    const places = placesOf(code, characters.length, x / hScale, y, hScale);
    texts += textRun(characters, places);
    if (outlined) {
      characters.forEach((ch, i) => {
        const glyphs = glyphMap.get(position + i) ?? [outlined.glyphOf(ch.codePointAt(0)!)];
        for (const glyph of glyphs) shapes += glyphUse(fontId, glyph, places[i]!, size, turn, outlined, context);
      });
    } else noteUsed(fontId, characters, context);
    position += characters.length;
  }
  if (!texts) return '';
  const family = outlined
    ? fallbackFamily(font?.name ?? '')
    : `${context.prefix}f${safeId(fontId)}, ${fallbackFamily(font?.name ?? '')}`;
  const paint = outlined ? ' fill="rgb(0,0,0)" fill-opacity="0"' : look.attributes;
  const text = `<text font-family="${family}" font-size="${n(size)}"${paint}${weightOf(object, font)}${turn ? ` rotate="${n(turn)}"` : ''}${scale}>${texts}</text>`;
  if (!shapes) return text;
  // Outlines are scaled from the em; the stroke must not be.
  const stroke = look.strokeWidth === undefined ? '' : ` stroke-width="${n(look.strokeWidth / size)}"`;
  return `<g${look.attributes.replace(/ stroke-width="[^"]*"/, '')}${stroke}${scale}>${shapes}</g>${text}`;
}

export function safeId(id: string): string {
  return id.replace(/[^\w-]/g, '');
}

function weightOf(object: XmlElement, font: FontResource | undefined): string {
  const weight = parseNumbers(object.attributes.get('Weight'))?.[0] ?? (font?.bold && !font.data ? 700 : 400);
  const italic = object.attributes.get('Italic') === 'true' || (font?.italic && !font.data);
  return (weight >= 600 ? ' font-weight="700"' : '') + (italic ? ' font-style="italic"' : '');
}

/** CGTransform (GB/T 33190 §11.4.2): glyph numbers by position in the whole text; extra glyphs of a group share the last place. */
function glyphsByPosition(object: XmlElement): Map<number, number[]> {
  const out = new Map<number, number[]>();
  for (const transform of childrenOf(object, 'CGTransform')) {
    const start = parseNumbers(transform.attributes.get('CodePosition'))?.[0];
    const codes = parseNumbers(transform.attributes.get('CodeCount'))?.[0] ?? 1;
    const glyphs = parseNumbers(childrenOf(transform, 'Glyphs')[0]?.text) ?? [];
    if (start === undefined || !Number.isInteger(start) || start < 0 || !(codes >= 1)) continue;
    const last = Math.min(codes, 100_000) - 1;
    for (let i = 0; i <= Math.min(last, glyphs.length - 1); i++) out.set(start + i, [glyphs[i]!]);
    for (let i = glyphs.length; i <= last; i++) out.set(start + i, []);
    if (glyphs.length > codes) out.set(start + last, glyphs.slice(last));
  }
  return out;
}

function readerOf(fontId: string, data: Uint8Array, context: SvgContext): GlyphReader | undefined {
  let reader = context.readers.get(fontId);
  if (reader === undefined) {
    try {
      reader = readGlyphs(data);
    } catch (error) {
      if (!(error instanceof FontError)) throw error;
      reader = null;
    }
    context.readers.set(fontId, reader);
  }
  return reader ?? undefined;
}

const MAX_GLYPHS = 20_000;

function glyphUse(
  fontId: string,
  glyph: number,
  [x, y]: readonly [number, number],
  size: number,
  turn: number,
  reader: GlyphReader,
  context: SvgContext,
): string {
  const key = `${fontId} ${glyph}`;
  let id = context.glyphs.get(key);
  if (id === undefined && context.glyphs.size < MAX_GLYPHS) {
    const d = reader
      .outline(glyph)
      .map(([op, ...values]) => (op === 'Z' ? 'Z' : `${op}${values.map(n).join(' ')}`))
      .join('');
    id = d ? define(context, (name) => `<path id="${name}" d="${d}"/>`) : '';
    context.glyphs.set(key, id);
  }
  if (!id) return '';
  const rotation = turn ? ` rotate(${n(turn)})` : '';
  return `<use href="#${id}" transform="translate(${n(x)} ${n(y)})${rotation} scale(${n(size)})"/>`;
}

function noteUsed(fontId: string, characters: readonly string[], context: SvgContext): void {
  let used = context.usedFonts.get(fontId);
  if (!used) {
    used = new Set();
    context.usedFonts.set(fontId, used);
  }
  for (const ch of characters) used.add(ch.codePointAt(0)!);
}

function placesOf(
  code: XmlElement,
  count: number,
  x: number,
  y: number,
  hScale: number,
): (readonly [number, number])[] {
  const dx = expandDeltas(code.attributes.get('DeltaX'), count - 1);
  const dy = expandDeltas(code.attributes.get('DeltaY'), count - 1);
  const out: (readonly [number, number])[] = [];
  let cx = x;
  let cy = y;
  for (let i = 0; i < count; i++) {
    out.push([cx, cy]);
    cx += (dx[i] ?? 0) / hScale;
    cy += dy[i] ?? 0;
  }
  return out;
}

/** One TextCode: every character at its own place, so that the page looks the same whatever font the reader has. */
function textRun(characters: readonly string[], places: readonly (readonly [number, number])[]): string {
  const level = places.every(([, y]) => y === places[0]?.[1]);
  const still = level && places.every(([x]) => x === places[0]?.[0]);
  let out = '';
  let xs = '';
  let ys = '';
  let run = '';
  const flush = () => {
    if (run) out += `<tspan${xs ? ` x="${xs}"` : ''} y="${ys}">${escapeXml(run, 'Text')}</tspan>`;
    run = xs = ys = '';
  };
  characters.forEach((ch, i) => {
    // Browsers disagree on how many positions a surrogate pair takes: it gets a run of its own.
    if (ch.length > 1) flush();
    const [x, y] = places[i]!;
    if (run === '' || !still) {
      xs += `${xs ? ' ' : ''}${n(x)}`;
      if (level) ys = n(y);
      else ys += `${ys ? ' ' : ''}${n(y)}`;
    }
    run += ch;
    if (ch.length > 1) flush();
  });
  flush();
  return out;
}

/** ST_Array of gaps with `g n v` groups, cut to what the text needs: a huge n costs nothing. */
export function expandDeltas(value: string | undefined, needed: number): number[] {
  if (!value) return [];
  const out: number[] = [];
  const tokens = value.trim().split(/\s+/);
  for (let i = 0; i < tokens.length && out.length < needed; i++) {
    if (tokens[i] === 'g') {
      const [count = 0, gap = 0] = parseNumbers(`${tokens[i + 1]} ${tokens[i + 2]}`) ?? [];
      for (let k = 0; k < count && out.length < needed; k++) out.push(gap);
      i += 2;
    } else out.push(parseNumbers(tokens[i])?.[0] ?? 0);
  }
  return out;
}

function fallbackFamily(name: string): string {
  const safe = /^[\p{L}\p{N} _-]{1,40}$/u.test(name) ? `'${name}', ` : '';
  return isSans(name) ? `${safe}'Noto Sans SC', sans-serif` : `${safe}'Noto Serif SC', SimSun, serif`;
}

function isSans(name: string): boolean {
  return /黑|hei|sans|arial|helvetica|yahei|calibri/i.test(name);
}
