import { define, n, type SvgContext } from './svg-context.ts';
import { child, childrenOf, parseNumbers, type XmlElement } from './xml-read.ts';

/** What fills or strokes: a colour or a reference to a gradient or pattern. */
export interface Paint {
  readonly css: string;
  readonly opacity: number;
}

export const BLACK: Paint = { css: 'rgb(0,0,0)', opacity: 1 };

/** Draws the cell of a pattern; given by the caller, as cells hold objects of every kind. */
export type DrawCell = (cell: XmlElement) => string;

export function alphaOf(value: string | undefined): number {
  const alpha = parseNumbers(value)?.[0];
  return alpha === undefined ? 1 : Math.min(255, Math.max(0, alpha)) / 255;
}

/** ` fill="…"` or ` stroke="…"`. */
export function paintAttributes(name: 'fill' | 'stroke', paint: Paint): string {
  return ` ${name}="${paint.css}"${paint.opacity < 1 ? ` ${name}-opacity="${n(paint.opacity)}"` : ''}`;
}

/** A colour element (GB/T 33190 §8.3): value, palette entry, axial or radial shading, tiled pattern; mesh shadings by their mean. */
export function paintOf(color: XmlElement, context: SvgContext, drawCell: DrawCell): Paint | undefined {
  const opacity = alphaOf(color.attributes.get('Alpha'));
  const axial = child(color, 'AxialShd');
  if (axial) return reference(axialGradient(axial, context), opacity);
  const radial = child(color, 'RadialShd');
  if (radial) return reference(radialGradient(radial, context), opacity);
  const pattern = child(color, 'Pattern');
  if (pattern) return reference(tiledPattern(pattern, context, drawCell), opacity);
  const mesh = child(color, 'GouraudShd') ?? child(color, 'LaGouraudShd');
  if (mesh) return meanOf(childrenOf(mesh, 'Point'), context);
  const css = flatColor(color, context);
  return css === undefined ? undefined : { css, opacity };
}

function reference(id: string | undefined, opacity: number): Paint | undefined {
  return id === undefined ? undefined : { css: `url(#${id})`, opacity };
}

/** Grey, RGB and CMYK by the number of components; palettes by index. */
function flatColor(color: XmlElement, context: SvgContext): string | undefined {
  const text = color.attributes.get('Value') ?? paletteEntry(color, context);
  const value = text === undefined ? undefined : hexAware(text);
  const byte = (v: number) => Math.round(Math.min(255, Math.max(0, v)));
  if (value?.length === 1) return `rgb(${byte(value[0]!)},${byte(value[0]!)},${byte(value[0]!)})`;
  if (value?.length === 4) {
    const [c, m, y, k] = value.map((v) => byte(v) / 255) as [number, number, number, number];
    const mix = (ink: number) => Math.round(255 * (1 - ink) * (1 - k));
    return `rgb(${mix(c)},${mix(m)},${mix(y)})`;
  }
  return value?.length === 3 ? `rgb(${value.map(byte).join(',')})` : undefined;
}

/** Components are decimal, or `#` and hexadecimal. */
function hexAware(text: string): number[] | undefined {
  const decimal = text.replace(/#([0-9a-fA-F]{1,4})\b/g, (_, hex: string) => String(Number.parseInt(hex, 16)));
  return parseNumbers(decimal);
}

function paletteEntry(color: XmlElement, context: SvgContext): string | undefined {
  const index = parseNumbers(color.attributes.get('Index'))?.[0];
  const space = context.resources.colorSpaces.get(color.attributes.get('ColorSpace') ?? '');
  const palette = space && child(space, 'Palette');
  return index === undefined || !palette ? undefined : childrenOf(palette, 'CV')[index]?.text;
}

function stops(shading: XmlElement, context: SvgContext): string {
  const segments = childrenOf(shading, 'Segment').slice(0, 256);
  return segments
    .map((segment, i) => {
      const color = child(segment, 'Color');
      const css = color && flatColor(color, context);
      if (!color || !css) return '';
      const at = parseNumbers(segment.attributes.get('Position'))?.[0] ?? i / Math.max(1, segments.length - 1);
      const opacity = alphaOf(color.attributes.get('Alpha'));
      return `<stop offset="${n(Math.min(1, Math.max(0, at)))}" stop-color="${css}"${opacity < 1 ? ` stop-opacity="${n(opacity)}"` : ''}/>`;
    })
    .join('');
}

const SPREAD: Readonly<Record<string, string>> = { Repeat: 'repeat', Reflect: 'reflect' };

function spread(shading: XmlElement): string {
  const method = SPREAD[shading.attributes.get('MapType') ?? ''];
  return method ? ` spreadMethod="${method}"` : '';
}

function point(text: string | undefined): readonly [number, number] | undefined {
  const p = parseNumbers(text);
  return p?.length === 2 ? [p[0]!, p[1]!] : undefined;
}

function axialGradient(shading: XmlElement, context: SvgContext): string | undefined {
  const start = point(shading.attributes.get('StartPoint'));
  let end = point(shading.attributes.get('EndPoint'));
  const inner = stops(shading, context);
  if (!start || !end || !inner) return undefined;
  // Repeating shadings repeat after MapUnit, a length along the axis.
  const unit = parseNumbers(shading.attributes.get('MapUnit'))?.[0];
  const length = Math.hypot(end[0] - start[0], end[1] - start[1]);
  if (unit && unit > 0 && length > 0 && spread(shading)) {
    end = [start[0] + ((end[0] - start[0]) * unit) / length, start[1] + ((end[1] - start[1]) * unit) / length];
  }
  return define(
    context,
    (id) =>
      `<linearGradient id="${id}" gradientUnits="userSpaceOnUse" x1="${n(start[0])}" y1="${n(start[1])}" x2="${n(end[0])}" y2="${n(end[1])}"${spread(shading)}>${inner}</linearGradient>`,
  );
}

function radialGradient(shading: XmlElement, context: SvgContext): string | undefined {
  const start = point(shading.attributes.get('StartPoint'));
  const end = point(shading.attributes.get('EndPoint'));
  const radius = parseNumbers(shading.attributes.get('EndRadius'))?.[0];
  const inner = stops(shading, context);
  if (!start || !end || !(radius !== undefined && radius > 0) || !inner) return undefined;
  const first = parseNumbers(shading.attributes.get('StartRadius'))?.[0] ?? 0;
  const eccentricity = parseNumbers(shading.attributes.get('Eccentricity'))?.[0] ?? 0;
  const angle = parseNumbers(shading.attributes.get('Angle'))?.[0] ?? 0;
  const squeeze = eccentricity > 0 && eccentricity < 1 ? Math.sqrt(1 - eccentricity * eccentricity) : 1;
  const transform =
    squeeze < 1
      ? ` gradientTransform="translate(${n(end[0])} ${n(end[1])}) rotate(${n(angle)}) scale(1 ${n(squeeze)}) translate(${n(-end[0])} ${n(-end[1])})"`
      : '';
  return define(
    context,
    (id) =>
      `<radialGradient id="${id}" gradientUnits="userSpaceOnUse" cx="${n(end[0])}" cy="${n(end[1])}" r="${n(radius)}"` +
      ` fx="${n(start[0])}" fy="${n(start[1])}"${first > 0 ? ` fr="${n(first)}"` : ''}${transform}${spread(shading)}>${inner}</radialGradient>`,
  );
}

function tiledPattern(pattern: XmlElement, context: SvgContext, drawCell: DrawCell): string | undefined {
  const size = (name: string) => parseNumbers(pattern.attributes.get(name))?.[0];
  const width = size('Width');
  const height = size('Height');
  const cell = child(pattern, 'CellContent');
  if (!(width && width > 0 && height && height > 0) || !cell) return undefined;
  const inner = drawCell(cell);
  if (!inner) return undefined;
  const ctm = parseNumbers(pattern.attributes.get('CTM'));
  const transform = ctm?.length === 6 ? ` patternTransform="matrix(${ctm.map(n).join(' ')})"` : '';
  // A step smaller than the cell would make tiles overlap without end in number.
  const stepX = Math.max(size('XStep') ?? width, width, 0.1);
  const stepY = Math.max(size('YStep') ?? height, height, 0.1);
  return define(
    context,
    (id) =>
      `<pattern id="${id}" patternUnits="userSpaceOnUse" width="${n(stepX)}" height="${n(stepY)}"${transform}>${inner}</pattern>`,
  );
}

function meanOf(points: readonly XmlElement[], context: SvgContext): Paint | undefined {
  const sum = [0, 0, 0];
  let count = 0;
  for (const p of points.slice(0, 1000)) {
    const color = child(p, 'Color');
    const rgb = color && /^rgb\((\d+),(\d+),(\d+)\)$/.exec(flatColor(color, context) ?? '');
    if (!rgb) continue;
    count++;
    for (let i = 0; i < 3; i++) sum[i]! += Number(rgb[i + 1]);
  }
  return count === 0 ? undefined : { css: `rgb(${sum.map((v) => Math.round(v / count)).join(',')})`, opacity: 1 };
}
