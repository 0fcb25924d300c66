import {
  type DrawImage,
  type DrawItem,
  type Drawing,
  type DrawModules,
  type DrawPath,
  type DrawText,
  moduleSegments,
  type PathSegment,
} from '@miaopi/ofd';
import { toBase64 } from './base64.ts';

export interface SvgOptions {
  /** Subsets of the fonts inside the file, so that it looks the same everywhere and text stays selectable. */
  readonly embedFonts?: boolean;
  /** Text as shapes: no fonts and no style element needed (strict content policies); not selectable. */
  readonly outlines?: boolean;
  /** Accessible name. */
  readonly title?: string;
}

/**
 * One page of a drawing as a standalone SVG, in mm.
 * @param page index from 0
 * @throws RangeError when there is no such page
 */
export function drawingToSvg(drawing: Drawing, page: number, options: SvgOptions = {}): string {
  const sheet = drawing.pages[page];
  if (!sheet) throw new RangeError(`There is no page ${page}; the drawing has ${drawing.pages.length}.`);
  const items = [...(sheet.background ?? []), ...sheet.items];
  const out: string[] = [];
  const title = options.title === undefined ? '' : `<title>${escapeXml(options.title)}</title>`;
  out.push(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${sheet.width}mm" height="${sheet.height}mm" viewBox="0 0 ${sheet.width} ${sheet.height}" role="img">${title}`,
  );
  const glyphs = new Map<string, string>();
  const body = items.map((item) => itemToSvg(item, drawing, options, glyphs));
  if (options.embedFonts && !options.outlines) out.push(fontFaces(drawing, items));
  if (glyphs.size > 0) out.push(`<defs>${[...glyphs.values()].join('')}</defs>`);
  out.push(`<rect width="${sheet.width}" height="${sheet.height}" fill="#FFFFFF"/>`, ...body, '</svg>');
  return out.join('\n');
}

function itemToSvg(item: DrawItem, drawing: Drawing, options: SvgOptions, glyphs: Map<string, string>): string {
  if (item.kind === 'path') return pathToSvg(item);
  if (item.kind === 'modules') return modulesToSvg(item);
  if (item.kind === 'image') return imageToSvg(item, drawing);
  return options.outlines ? textToShapes(item, drawing, glyphs) : textToSvg(item, drawing);
}

function pathToSvg(item: DrawPath): string {
  const stroke = item.stroke
    ? ` stroke="${escapeXml(item.stroke)}" stroke-width="${item.lineWidth ?? 0.353}"${item.dash ? ` stroke-dasharray="${item.dash.join(' ')}"` : ''}`
    : '';
  const rule = item.rule === 'evenodd' ? ' fill-rule="evenodd"' : '';
  return `<path d="${pathData(item.segments)}" fill="${item.fill ? escapeXml(item.fill) : 'none'}"${stroke}${rule}${opacity(item.alpha)}/>`;
}

function modulesToSvg(item: DrawModules): string {
  const place = `translate(${item.x} ${item.y}) scale(${item.size / item.count})`;
  return `<path transform="${place}" d="${pathData(moduleSegments(item))}" fill="${escapeXml(item.fill)}" fill-rule="evenodd"${opacity(item.alpha)}/>`;
}

/** Path segments as SVG path data. */
export function pathData(segments: readonly (readonly [string, ...number[]])[] | readonly PathSegment[]): string {
  let d = '';
  for (const [command, ...numbers] of segments) d += command + numbers.join(' ');
  return d;
}

function imageToSvg(item: DrawImage, drawing: Drawing): string {
  const image = drawing.images[item.image];
  if (!image) return '';
  const href = `data:image/${image.format};base64,${toBase64(image.data)}`;
  return `<image x="${item.x}" y="${item.y}" width="${item.width}" height="${item.height}" preserveAspectRatio="none"${opacity(item.alpha)} href="${href}"/>`;
}

function textToSvg(item: DrawText, drawing: Drawing): string {
  const family = escapeXml(drawing.fonts[item.font]?.name ?? item.font);
  const attributes =
    `font-family="'${family}', '${item.font.startsWith('sans') ? 'Noto Sans SC' : 'Noto Serif SC'}', ${item.font.startsWith('sans') ? 'sans-serif' : 'serif'}" font-size="${item.size}"` +
    ` fill="${escapeXml(item.color ?? '#000000')}"${opacity(item.alpha)}${turn(item)}`;
  let out = `<text style="white-space:pre" ${attributes}>`;
  let x = item.x;
  let xs: number[] = [];
  let text = '';
  const flush = () => {
    if (text) out += `<tspan x="${xs.join(' ')}" y="${item.y}">${escapeXml(text)}</tspan>`;
    xs = [];
    text = '';
  };
  let i = 0;
  for (const character of item.text) {
    xs.push(round(x));
    text += character;
    // Viewers disagree whether a pair of surrogates takes one place of the x list or two: end the list there.
    if (character.length > 1) flush();
    x += item.advances[i++] ?? 0;
  }
  flush();
  return `${out}</text>`;
}

function textToShapes(item: DrawText, drawing: Drawing, glyphs: Map<string, string>): string {
  const font = drawing.fonts[item.font]?.font;
  if (!font) return '';
  let uses = '';
  let x = item.x;
  let i = 0;
  for (const character of item.text) {
    const code = character.codePointAt(0)!;
    const id = `${item.font}-${code.toString(16)}`;
    const outline = font.outline(code);
    if (outline.length > 0) {
      if (!glyphs.has(id)) {
        const segments = outline.map((s) => s.map((v) => (typeof v === 'number' ? Math.round(v * 1e4) / 1e4 : v)));
        glyphs.set(id, `<path id="${id}" d="${pathData(segments as unknown as PathSegment[])}"/>`);
      }
      uses += `<use href="#${id}" transform="matrix(${item.size} 0 0 ${item.size} ${round(x)} ${item.y})"/>`;
    }
    x += item.advances[i++] ?? 0;
  }
  return `<g fill="${escapeXml(item.color ?? '#000000')}"${opacity(item.alpha)}${turn(item)}>${uses}</g>`;
}

function fontFaces(drawing: Drawing, items: readonly DrawItem[]): string {
  const used = charactersByFont(items);
  const faces = [...used].map(([key, codes]) => {
    const font = drawing.fonts[key];
    if (!font) return '';
    const data = toBase64(font.font.subset(codes));
    return `@font-face{font-family:'${font.name.replace(/['\\<>&]/g, '')}';src:url(data:font/ttf;base64,${data}) format('truetype')}`;
  });
  return `<style>${faces.join('')}</style>`;
}

/** Code points each font draws, in rising order. */
export function charactersByFont(items: Iterable<DrawItem>): Map<string, number[]> {
  const sets = new Map<string, Set<number>>();
  for (const item of items) {
    if (item.kind !== 'text') continue;
    let set = sets.get(item.font);
    if (!set) {
      set = new Set();
      sets.set(item.font, set);
    }
    for (const character of item.text) set.add(character.codePointAt(0)!);
  }
  return new Map([...sets].map(([key, set]) => [key, [...set].sort((a, b) => a - b)]));
}

function turn(item: DrawText): string {
  return item.rotate ? ` transform="rotate(${item.rotate} ${item.x} ${item.y})"` : '';
}

function opacity(alpha: number | undefined): string {
  return alpha === undefined || alpha >= 1 ? '' : ` opacity="${alpha}"`;
}

function round(v: number): number {
  return Math.round(v * 1000) / 1000;
}

function escapeXml(text: string): string {
  return text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
}
