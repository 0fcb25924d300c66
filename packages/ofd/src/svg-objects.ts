import { toBase64 } from './digest.ts';
import type { Resources } from './resources.ts';
import { child, childrenOf, parseNumbers, type XmlElement } from './xml-read.ts';
import { escapeXml } from './xml-text.ts';

/** State while one page is drawn. */
export interface SvgContext {
  readonly resources: Resources;
  /** Font ids used, so that only these are embedded. */
  readonly usedFonts: Set<string>;
  /** Definitions (clip paths) collected on the way. */
  readonly defs: string[];
  /** Makes ids unique when several pages stand in one document. */
  readonly prefix: string;
  depth: number;
  /** What is drawn so far: composites of composites and repeated pictures must not grow without end. */
  objects: number;
  pictureBytes: number;
}

const MAX_DEPTH = 16;
const MAX_OBJECTS = 300_000;
const MAX_PICTURE_BYTES = 64 * 1024 * 1024;

/** Draws a layer, page block or appearance. */
export function drawObjects(parent: XmlElement, context: SvgContext, inherited?: XmlElement): string {
  if (context.depth > MAX_DEPTH) return '';
  context.depth++;
  let out = '';
  for (const object of parent.children) {
    if (!object.ofd || object.attributes.get('Visible') === 'false') continue;
    if (++context.objects > MAX_OBJECTS) break;
    if (object.name === 'TextObject') out += drawText(object, context, inherited);
    else if (object.name === 'PathObject') out += drawPath(object, context, inherited);
    else if (object.name === 'ImageObject') out += drawImage(object, context);
    else if (object.name === 'CompositeObject') out += drawComposite(object, context);
    else if (object.name === 'PageBlock') out += drawObjects(object, context, inherited);
  }
  context.depth--;
  return out;
}

/** Number for SVG: at most four decimals. */
export function n(value: number): string {
  return String(Math.round(value * 10_000) / 10_000);
}

/** Places an object at its boundary, under its CTM, alpha and clips. `clip`: cut at the boundary, as the standard says. */
function placed(object: XmlElement, context: SvgContext, clip: boolean, inner: string): string {
  const b = parseNumbers(object.attributes.get('Boundary'));
  if (b?.length !== 4 || inner === '') return '';
  const ctm = parseNumbers(object.attributes.get('CTM'));
  let body = inner;
  const clips = clipPaths(object, context);
  if (clips) body = `<g clip-path="url(#${clips})">${body}</g>`;
  if (ctm?.length === 6) body = `<g transform="matrix(${ctm.map(n).join(' ')})">${body}</g>`;
  const opacity = alphaOf(object.attributes.get('Alpha'));
  const look = opacity < 1 ? ` opacity="${n(opacity)}"` : '';
  const [x, y, w, h] = b as [number, number, number, number];
  if (clip && w > 0 && h > 0) {
    return `<svg x="${n(x)}" y="${n(y)}" width="${n(w)}" height="${n(h)}"${look}>${body}</svg>`;
  }
  return `<g transform="translate(${n(x)} ${n(y)})"${look}>${body}</g>`;
}

function clipPaths(object: XmlElement, context: SvgContext): string | undefined {
  const clips = child(object, 'Clips');
  if (!clips) return undefined;
  let shapes = '';
  for (const clip of childrenOf(clips, 'Clip')) {
    for (const area of childrenOf(clip, 'Area')) {
      const path = child(area, 'Path');
      const d = path && pathData(child(path, 'AbbreviatedData')?.text);
      const at = path && parseNumbers(path.attributes.get('Boundary'));
      if (!d) continue;
      const ctm = parseNumbers(area.attributes.get('CTM'));
      const matrix = ctm?.length === 6 ? `matrix(${ctm.map(n).join(' ')}) ` : '';
      shapes += `<path transform="${matrix}translate(${n(at?.[0] ?? 0)} ${n(at?.[1] ?? 0)})" d="${d}"/>`;
    }
  }
  if (!shapes) return undefined;
  const id = `${context.prefix}c${context.defs.length}`;
  context.defs.push(`<clipPath id="${id}">${shapes}</clipPath>`);
  return id;
}

function alphaOf(value: string | undefined): number {
  const alpha = parseNumbers(value)?.[0];
  return alpha === undefined ? 1 : Math.min(255, Math.max(0, alpha)) / 255;
}

/** A colour element → SVG paint; grey, RGB and CMYK by the number of components, shadings by their first colour. */
function paint(color: XmlElement | undefined): { css: string; opacity: number } | undefined {
  if (!color) return undefined;
  const value = parseNumbers(color.attributes.get('Value'));
  if (!value) {
    const segment = color.children.flatMap((c) => childrenOf(c, 'Segment'))[0];
    return segment ? paint(child(segment, 'Color')) : undefined;
  }
  const opacity = alphaOf(color.attributes.get('Alpha'));
  const byte = (v: number) => Math.round(Math.min(255, Math.max(0, v)));
  if (value.length === 1) return { css: `rgb(${byte(value[0]!)},${byte(value[0]!)},${byte(value[0]!)})`, opacity };
  if (value.length === 4) {
    const [c, m, y, k] = value.map((v) => byte(v) / 255) as [number, number, number, number];
    const mix = (ink: number) => Math.round(255 * (1 - ink) * (1 - k));
    return { css: `rgb(${mix(c)},${mix(m)},${mix(y)})`, opacity };
  }
  if (value.length < 3) return undefined;
  return { css: `rgb(${byte(value[0]!)},${byte(value[1]!)},${byte(value[2]!)})`, opacity };
}

/** A property of the object, else of its drawing parameters, else of the parameters' parents. */
function drawParam(object: XmlElement, context: SvgContext): XmlElement[] {
  const chain: XmlElement[] = [object];
  let id = object.attributes.get('DrawParam');
  for (let i = 0; id && i < 8; i++) {
    const param = context.resources.drawParams.get(id);
    if (!param) break;
    chain.push(param);
    id = param.attributes.get('Relative');
  }
  return chain;
}

function colorOf(chain: readonly XmlElement[], name: 'FillColor' | 'StrokeColor') {
  for (const element of chain) {
    const color = child(element, name);
    if (color) return paint(color);
  }
  return undefined;
}

function attributeOf(chain: readonly XmlElement[], name: string): string | undefined {
  for (const element of chain) {
    const value = element.attributes.get(name);
    if (value !== undefined) return value;
  }
  return undefined;
}

function inheritedChain(object: XmlElement, context: SvgContext, layer: XmlElement | undefined): XmlElement[] {
  return layer ? [...drawParam(object, context), ...drawParam(layer, context).slice(1)] : drawParam(object, context);
}

function paintAttributes(name: 'fill' | 'stroke', color: { css: string; opacity: number }): string {
  return ` ${name}="${color.css}"${color.opacity < 1 ? ` ${name}-opacity="${n(color.opacity)}"` : ''}`;
}

const BLACK = { css: 'rgb(0,0,0)', opacity: 1 };

function drawText(object: XmlElement, context: SvgContext, layer: XmlElement | undefined): string {
  const fontId = object.attributes.get('Font') ?? '';
  const size = parseNumbers(object.attributes.get('Size'))?.[0] ?? 0;
  const font = context.resources.fonts.get(fontId);
  if (!(size > 0)) return '';
  context.usedFonts.add(fontId);
  const chain = inheritedChain(object, context, layer);
  const filled = object.attributes.get('Fill') !== 'false';
  const stroked = object.attributes.get('Stroke') === 'true';
  let look = filled ? paintAttributes('fill', colorOf(chain, 'FillColor') ?? BLACK) : ' fill="none"';
  if (stroked) {
    look += paintAttributes('stroke', colorOf(chain, 'StrokeColor') ?? BLACK);
    look += ` stroke-width="${n(parseNumbers(attributeOf(chain, 'LineWidth'))?.[0] ?? 0.353)}"`;
  }
  const weight = parseNumbers(object.attributes.get('Weight'))?.[0] ?? (font?.bold && !font.data ? 700 : 400);
  if (weight >= 600) look += ' font-weight="700"';
  if (object.attributes.get('Italic') === 'true' || (font?.italic && !font.data)) look += ' font-style="italic"';
  const hScale = parseNumbers(object.attributes.get('HScale'))?.[0] ?? 1;
  const turn = parseNumbers(object.attributes.get('CharDirection'))?.[0] ?? 0;
  if (turn) look += ` rotate="${n(turn)}"`;
  let inner = '';
  let x = 0;
  let y = 0;
  for (const code of childrenOf(object, 'TextCode')) {
    x = parseNumbers(code.attributes.get('X'))?.[0] ?? x;
    y = parseNumbers(code.attributes.get('Y'))?.[0] ?? y;
    inner += textRun(code.text, x / hScale, y, code, hScale);
  }
  const family = `${context.prefix}f${fontId.replace(/[^\w-]/g, '')}, ${fallbackFamily(font?.name ?? '')}`;
  const scale = hScale === 1 ? '' : ` transform="scale(${n(hScale)} 1)"`;
  return placed(
    object,
    context,
    false,
    `<text font-family="${family}" font-size="${n(size)}"${look}${scale}>${inner}</text>`,
  );
}

/** One TextCode: every character at its own place, so that the page looks the same whatever font the reader has. */
function textRun(text: string, x: number, y: number, code: XmlElement, hScale: number): string {
  const characters = [...text];
  if (characters.length === 0) return '';
  const dx = expandDeltas(code.attributes.get('DeltaX'), characters.length - 1);
  const dy = expandDeltas(code.attributes.get('DeltaY'), characters.length - 1);
  let out = '';
  let xs = '';
  let ys = '';
  let run = '';
  const flush = () => {
    if (run) out += `<tspan${xs ? ` x="${xs}"` : ''} y="${ys}">${escapeXml(run, 'Text')}</tspan>`;
    run = xs = ys = '';
  };
  let cx = x;
  let cy = y;
  const moves = dx.length > 0 || dy.length > 0;
  characters.forEach((ch, i) => {
    // Browsers disagree on how many positions a surrogate pair takes: it gets a run of its own.
    if (ch.length > 1) flush();
    if (run === '' || moves) {
      xs += `${xs ? ' ' : ''}${n(cx)}`;
      if (dy.length > 0) ys += `${ys ? ' ' : ''}${n(cy)}`;
      else ys = n(cy);
    }
    run += ch;
    if (ch.length > 1) flush();
    cx += (dx[i] ?? 0) / hScale;
    cy += dy[i] ?? 0;
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
  return /黑|hei|sans|arial|helvetica|yahei|calibri/i.test(name)
    ? `${safe}'Noto Sans SC', sans-serif`
    : `${safe}'Noto Serif SC', SimSun, serif`;
}

function drawPath(object: XmlElement, context: SvgContext, layer: XmlElement | undefined): string {
  const d = pathData(child(object, 'AbbreviatedData')?.text);
  if (!d) return '';
  const chain = inheritedChain(object, context, layer);
  const stroked = object.attributes.get('Stroke') !== 'false';
  const filled = object.attributes.get('Fill') === 'true';
  let look = filled ? paintAttributes('fill', colorOf(chain, 'FillColor') ?? BLACK) : ' fill="none"';
  if (object.attributes.get('Rule') === 'Even-Odd') look += ' fill-rule="evenodd"';
  if (stroked) {
    look += paintAttributes('stroke', colorOf(chain, 'StrokeColor') ?? BLACK);
    look += ` stroke-width="${n(parseNumbers(attributeOf(chain, 'LineWidth'))?.[0] ?? 0.353)}"`;
    const cap = attributeOf(chain, 'Cap');
    if (cap === 'Round' || cap === 'Square') look += ` stroke-linecap="${cap.toLowerCase()}"`;
    const join = attributeOf(chain, 'Join');
    if (join === 'Round' || join === 'Bevel') look += ` stroke-linejoin="${join.toLowerCase()}"`;
    const dash = parseNumbers(attributeOf(chain, 'DashPattern'));
    if (dash && dash.length > 0) look += ` stroke-dasharray="${dash.map(n).join(' ')}"`;
    const offset = parseNumbers(attributeOf(chain, 'DashOffset'))?.[0];
    if (offset) look += ` stroke-dashoffset="${n(offset)}"`;
  }
  return placed(object, context, true, `<path d="${d}"${look}/>`);
}

const OPERANDS: Readonly<Record<string, readonly [string, number]>> = {
  S: ['M', 2],
  M: ['M', 2],
  L: ['L', 2],
  Q: ['Q', 4],
  B: ['C', 6],
  A: ['A', 7],
  C: ['Z', 0],
};

/** AbbreviatedData → SVG path data; empty when it is not well-formed. */
export function pathData(text: string | undefined): string {
  if (!text) return '';
  const tokens = text.trim().split(/\s+/);
  let out = '';
  for (let i = 0; i < tokens.length; ) {
    const rule = OPERANDS[tokens[i]!];
    if (!rule) return '';
    const operands = parseNumbers(tokens.slice(i + 1, i + 1 + rule[1]).join(' '));
    if (operands?.length !== rule[1]) return '';
    out += `${out ? ' ' : ''}${rule[0]}${operands.length ? ` ${operands.map(n).join(' ')}` : ''}`;
    i += 1 + rule[1];
  }
  return out;
}

function drawImage(object: XmlElement, context: SvgContext): string {
  const data = context.resources.media.get(object.attributes.get('ResourceID') ?? '');
  const url = data && pictureUrl(data);
  if (!url) return '';
  context.pictureBytes += url.length;
  if (context.pictureBytes > MAX_PICTURE_BYTES) return '';
  return placed(object, context, true, `<image width="1" height="1" preserveAspectRatio="none" href="${url}"/>`);
}

function drawComposite(object: XmlElement, context: SvgContext): string {
  const unit = context.resources.composites.get(object.attributes.get('ResourceID') ?? '');
  const content = unit && child(unit, 'Content');
  return content ? placed(object, context, true, drawObjects(content, context)) : '';
}

const urls = new WeakMap<Uint8Array, string>();

/** Picture bytes → data: address, by what the bytes are (never SVG, which could carry scripts). */
export function pictureUrl(data: Uint8Array): string | undefined {
  const known = urls.get(data);
  if (known) return known;
  const starts = (...bytes: number[]) => bytes.every((b, i) => data[i] === b);
  let type: string | undefined;
  if (starts(0x89, 0x50, 0x4e, 0x47)) type = 'image/png';
  else if (starts(0xff, 0xd8, 0xff)) type = 'image/jpeg';
  else if (starts(0x47, 0x49, 0x46, 0x38)) type = 'image/gif';
  else if (starts(0x42, 0x4d)) type = 'image/bmp';
  if (!type) return undefined;
  const url = `data:${type};base64,${toBase64(data)}`;
  urls.set(data, url);
  return url;
}
