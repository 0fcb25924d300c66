import { define, n, type SvgContext } from './svg-context.ts';
import { alphaOf, BLACK, type Paint, paintAttributes, paintOf } from './svg-paint.ts';
import { formatName, pictureUrl, placeholder } from './svg-picture.ts';
import { textBody } from './svg-text.ts';
import { child, childrenOf, parseNumbers, type XmlElement } from './xml-read.ts';

const MAX_DEPTH = 16;
const MAX_OBJECTS = 300_000;
const MAX_PICTURE_BYTES = 64 * 1024 * 1024;

/** Draws a layer, page block, appearance or cell. */
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
    else if (object.name === 'CompositeObject') out += drawComposite(object, context, inherited);
    else if (object.name === 'PageBlock') out += drawObjects(object, context, inherited);
  }
  context.depth--;
  return out;
}

/** Places an object at its boundary, under its CTM, alpha and clips. `clip`: cut at the boundary, as the standard says. */
function placed(object: XmlElement, context: SvgContext, clip: boolean, inner: string, noMatrix = false): string {
  const b = parseNumbers(object.attributes.get('Boundary'));
  if (b?.length !== 4 || inner === '') return '';
  const ctm = noMatrix ? undefined : parseNumbers(object.attributes.get('CTM'));
  let body = inner;
  if (ctm?.length === 6) body = `<g transform="matrix(${ctm.map(n).join(' ')})">${body}</g>`;
  // Clips lie in the object's own space, before its CTM.
  const clips = child(object, 'Clips');
  for (const one of clips ? childrenOf(clips, 'Clip') : []) {
    const id = clipPath(one, context);
    if (id) body = `<g clip-path="url(#${id})">${body}</g>`;
  }
  const opacity = alphaOf(object.attributes.get('Alpha'));
  const look = opacity < 1 ? ` opacity="${n(opacity)}"` : '';
  const [x, y, w, h] = b as [number, number, number, number];
  if (clip && w > 0 && h > 0) {
    return `<svg x="${n(x)}" y="${n(y)}" width="${n(w)}" height="${n(h)}"${look}>${body}</svg>`;
  }
  return `<g transform="translate(${n(x)} ${n(y)})"${look}>${body}</g>`;
}

/** One Clip: the union of its areas; several Clips cut one after another. */
function clipPath(clip: XmlElement, context: SvgContext): string | undefined {
  let shapes = '';
  for (const area of childrenOf(clip, 'Area')) {
    const path = child(area, 'Path');
    const d = path && pathData(child(path, 'AbbreviatedData')?.text);
    if (!path || !d) continue;
    const at = parseNumbers(path.attributes.get('Boundary'));
    const matrices = [area, path].map((e) => parseNumbers(e.attributes.get('CTM')));
    const [outer, inner] = matrices.map((m) => (m?.length === 6 ? `matrix(${m.map(n).join(' ')}) ` : ''));
    const rule = path.attributes.get('Rule') === 'Even-Odd' ? ' clip-rule="evenodd"' : '';
    shapes += `<path transform="${outer}translate(${n(at?.[0] ?? 0)} ${n(at?.[1] ?? 0)}) ${inner}"${rule} d="${d}"/>`;
  }
  return shapes ? define(context, (id) => `<clipPath id="${id}">${shapes}</clipPath>`) : undefined;
}

/** The object, its drawing parameters, their parents. */
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

function inheritedChain(object: XmlElement, context: SvgContext, layer: XmlElement | undefined): XmlElement[] {
  return layer ? [...drawParam(object, context), ...drawParam(layer, context).slice(1)] : drawParam(object, context);
}

function colorOf(
  chain: readonly XmlElement[],
  name: 'FillColor' | 'StrokeColor',
  context: SvgContext,
): Paint | undefined {
  for (const element of chain) {
    const color = child(element, name);
    if (color) return paintOf(color, context, (cell) => drawObjects(cell, context));
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

function lineWidthOf(chain: readonly XmlElement[]): number {
  return parseNumbers(attributeOf(chain, 'LineWidth'))?.[0] ?? 0.353;
}

function drawText(object: XmlElement, context: SvgContext, layer: XmlElement | undefined): string {
  const chain = inheritedChain(object, context, layer);
  const filled = object.attributes.get('Fill') !== 'false';
  const stroked = object.attributes.get('Stroke') === 'true';
  let attributes = filled ? paintAttributes('fill', colorOf(chain, 'FillColor', context) ?? BLACK) : ' fill="none"';
  if (!stroked) return placed(object, context, false, textBody(object, context, { attributes }));
  const strokeWidth = lineWidthOf(chain);
  attributes += paintAttributes('stroke', colorOf(chain, 'StrokeColor', context) ?? BLACK);
  attributes += ` stroke-width="${n(strokeWidth)}"`;
  return placed(object, context, false, textBody(object, context, { attributes, strokeWidth }));
}

function drawPath(object: XmlElement, context: SvgContext, layer: XmlElement | undefined): string {
  const d = pathData(child(object, 'AbbreviatedData')?.text);
  if (!d) return '';
  const chain = inheritedChain(object, context, layer);
  const stroked = object.attributes.get('Stroke') !== 'false';
  const filled = object.attributes.get('Fill') === 'true';
  let look = filled ? paintAttributes('fill', colorOf(chain, 'FillColor', context) ?? BLACK) : ' fill="none"';
  if (object.attributes.get('Rule') === 'Even-Odd') look += ' fill-rule="evenodd"';
  if (stroked) {
    look += paintAttributes('stroke', colorOf(chain, 'StrokeColor', context) ?? BLACK);
    look += ` stroke-width="${n(lineWidthOf(chain))}"`;
    const cap = attributeOf(chain, 'Cap');
    if (cap === 'Round' || cap === 'Square') look += ` stroke-linecap="${cap.toLowerCase()}"`;
    const join = attributeOf(chain, 'Join');
    if (join === 'Round' || join === 'Bevel') look += ` stroke-linejoin="${join.toLowerCase()}"`;
    const miter = parseNumbers(attributeOf(chain, 'MiterLimit'))?.[0];
    if (miter && miter >= 1) look += ` stroke-miterlimit="${n(miter)}"`;
    const dash = parseNumbers(attributeOf(chain, 'DashPattern'));
    if (dash && dash.length > 0 && dash.every((v) => v >= 0)) look += ` stroke-dasharray="${dash.map(n).join(' ')}"`;
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
  const out: string[] = [];
  for (let i = 0; i < tokens.length; ) {
    const rule = OPERANDS[tokens[i]!];
    if (!rule) return '';
    const operands = parseNumbers(tokens.slice(i + 1, i + 1 + rule[1]).join(' '));
    if (operands?.length !== rule[1]) return '';
    out.push(rule[0], ...operands.map(n));
    i += 1 + rule[1];
  }
  return out.join(' ');
}

function drawImage(object: XmlElement, context: SvgContext): string {
  const media = context.resources.media.get(object.attributes.get('ResourceID') ?? '');
  // A picture that browsers cannot draw may bring one that they can.
  const other = context.resources.media.get(object.attributes.get('Substitution') ?? '');
  const url = (media && pictureUrl(media.data)) ?? (other && pictureUrl(other.data));
  if (!url) {
    const b = parseNumbers(object.attributes.get('Boundary'));
    if (b?.length !== 4 || !(b[2]! > 0) || !(b[3]! > 0)) return '';
    return placed(object, context, true, placeholder(0, 0, b[2]!, b[3]!, formatName(media)), true);
  }
  context.pictureBytes += url.length;
  if (context.pictureBytes > MAX_PICTURE_BYTES) return '';
  const mask = context.resources.media.get(object.attributes.get('ImageMask') ?? '');
  const maskUrl = mask && pictureUrl(mask.data);
  let image = `<image width="1" height="1" preserveAspectRatio="none" href="${url}"/>`;
  if (maskUrl) {
    context.pictureBytes += maskUrl.length;
    const id = define(
      context,
      (name) =>
        `<mask id="${name}" maskUnits="userSpaceOnUse" x="0" y="0" width="1" height="1"><image width="1" height="1" preserveAspectRatio="none" href="${maskUrl}"/></mask>`,
    );
    image = `<g mask="url(#${id})">${image}</g>`;
  }
  return placed(object, context, true, image);
}

function drawComposite(object: XmlElement, context: SvgContext, layer: XmlElement | undefined): string {
  const unit = context.resources.composites.get(object.attributes.get('ResourceID') ?? '');
  const content = unit && child(unit, 'Content');
  if (!unit || !content) return '';
  const inherited = object.attributes.has('DrawParam') ? object : layer;
  const inner = drawObjects(content, context, inherited);
  const size = ['Width', 'Height'].map((name) => parseNumbers(unit.attributes.get(name))?.[0] ?? 0);
  const b = parseNumbers(object.attributes.get('Boundary'));
  // Without a CTM the unit is fitted into the boundary when its size differs.
  const fits = object.attributes.has('CTM') || b?.length !== 4 || !size.every((s) => s > 0);
  if (fits || (Math.abs(b[2]! - size[0]!) < 0.01 && Math.abs(b[3]! - size[1]!) < 0.01)) {
    return placed(object, context, true, inner);
  }
  const scaled = inner && `<g transform="scale(${n(b[2]! / size[0]!)} ${n(b[3]! / size[1]!)})">${inner}</g>`;
  return placed(object, context, true, scaled);
}
