import type { DrawImage, DrawItem, Drawing, DrawModules, DrawPath, DrawText } from './drawing.ts';
import { OfdError } from './errors.ts';
import { moduleData } from './modules.ts';
import { escapeXml, mm } from './xml-text.ts';

/** What page content needs to know while it is written. */
export interface ContentContext {
  readonly drawing: Drawing;
  /** Resource ids by drawing key. */
  readonly fontIds: Readonly<Record<string, number>>;
  readonly imageIds: Readonly<Record<string, number>>;
  /** Hands out object ids. */
  readonly nextId: () => number;
  /** Told of each object that shows a metadata value. */
  readonly onData?: (key: string, objectId: number) => void;
}

/** Writes page objects (GB/T 33190 §8.5) in painting order. */
export function contentXml(items: readonly DrawItem[], context: ContentContext): string {
  let out = '';
  for (const item of items) {
    const id = context.nextId();
    if (item.kind === 'text') out += textXml(item, id, context);
    else if (item.kind === 'path') out += pathXml(item, id);
    else if (item.kind === 'modules') out += modulesXml(item, id);
    else out += imageXml(item, id, context);
    if ('data' in item && item.data !== undefined) context.onData?.(item.data, id);
  }
  return out;
}

const MAX_TEXT = 20_000;

function textXml(item: DrawText, id: number, context: ContentContext): string {
  const fontId = context.fontIds[item.font];
  const drawingFont = context.drawing.fonts[item.font];
  if (fontId === undefined || !drawingFont) throw missing('font', '字体', item.font);
  const text = item.text;
  if (text.length > MAX_TEXT) {
    throw new OfdError('too_large', 'One text item holds at most 20,000 characters.', '单个文字对象最多 20000 字符。');
  }
  const advances = item.advances;
  let count = 0;
  let last = 0;
  for (const ch of text) {
    count++;
    last = ch.codePointAt(0)!;
  }
  if (count === 0) return '';
  if (advances.length !== count - 1) {
    throw new OfdError(
      'illegal_value',
      `Text '${text.slice(0, 20)}' has ${count} characters and needs ${count - 1} advances, not ${advances.length}.`,
      `文字“${text.slice(0, 20)}”有 ${count} 个字符，应有 ${count - 1} 个字距，实际为 ${advances.length} 个。`,
    );
  }
  const { font } = drawingFont;
  let width = font.advance(last) * item.size;
  for (let i = 0; i < advances.length; i++) width += advances[i]!;
  const above = font.ascent * item.size;
  const height = above + font.descent * item.size;
  let boundary = `${mm(item.x)} ${mm(item.y - above)} ${mm(Math.max(width, 0.01))} ${mm(height)}`;
  let ctm = '';
  let originY = mm(above);
  if (item.rotate) {
    const turned = rotatedBox(width, above, height - above, item.rotate);
    boundary = `${mm(item.x + turned.x)} ${mm(item.y + turned.y)} ${mm(turned.width)} ${mm(turned.height)}`;
    ctm = ` CTM="${mm(turned.cos)} ${mm(turned.sin)} ${mm(-turned.sin)} ${mm(turned.cos)} ${mm(-turned.x)} ${mm(-turned.y)}"`;
    originY = '0';
  }
  const color = item.color && item.color !== '#000000' ? `<ofd:FillColor Value="${colorValue(item.color)}"/>` : '';
  const delta = advances.length > 0 ? ` DeltaX="${deltaArray(advances)}"` : '';
  return (
    `<ofd:TextObject ID="${id}" Boundary="${boundary}"${ctm} Font="${fontId}" Size="${mm(item.size)}"${alphaAttribute(item.alpha)}>` +
    `${color}<ofd:TextCode X="0" Y="${originY}"${delta}>${escapeXml(text, 'Text')}</ofd:TextCode></ofd:TextObject>`
  );
}

/** ST_Array with run-length groups: `g n v` stands for n copies of v (GB/T 33190 §11.3); three or more are worth it. */
export function deltaArray(values: readonly number[]): string {
  let out = '';
  for (let i = 0; i < values.length; ) {
    const v = mm(values[i]!);
    let n = 1;
    while (i + n < values.length && mm(values[i + n]!) === v) n++;
    if (n >= 3) out += `${out ? ' ' : ''}g ${n} ${v}`;
    else for (let k = 0; k < n; k++) out += `${out ? ' ' : ''}${v}`;
    i += n;
  }
  return out;
}

function rotatedBox(width: number, above: number, below: number, degrees: number) {
  const cos = Math.cos((degrees * Math.PI) / 180);
  const sin = Math.sin((degrees * Math.PI) / 180);
  const corners = [
    [0, -above],
    [width, -above],
    [0, below],
    [width, below],
  ] as const;
  const xs = corners.map(([x, y]) => x * cos - y * sin);
  const ys = corners.map(([x, y]) => x * sin + y * cos);
  const x = Math.min(...xs);
  const y = Math.min(...ys);
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y, cos, sin };
}

function pathXml(item: DrawPath, id: number): string {
  let minX = Number.POSITIVE_INFINITY;
  let minY = Number.POSITIVE_INFINITY;
  let maxX = Number.NEGATIVE_INFINITY;
  let maxY = Number.NEGATIVE_INFINITY;
  for (const segment of item.segments) {
    for (let i = 1; i < segment.length; i += 2) {
      const x = segment[i] as number;
      const y = segment[i + 1] as number;
      if (x < minX) minX = x;
      if (x > maxX) maxX = x;
      if (y < minY) minY = y;
      if (y > maxY) maxY = y;
    }
  }
  if (minX > maxX) return '';
  const lineWidth = item.lineWidth ?? 0.353;
  const pad = item.stroke ? lineWidth : 0;
  const left = minX - pad;
  const top = minY - pad;
  let data = '';
  for (const segment of item.segments) {
    data += data ? ` ${OPERATOR[segment[0]]}` : OPERATOR[segment[0]];
    for (let i = 1; i < segment.length; i += 2) {
      data += ` ${mm((segment[i] as number) - left)} ${mm((segment[i + 1] as number) - top)}`;
    }
  }
  const boundary = `${mm(left)} ${mm(top)} ${mm(Math.max(maxX - minX + 2 * pad, 0.01))} ${mm(Math.max(maxY - minY + 2 * pad, 0.01))}`;
  return (
    `<ofd:PathObject ID="${id}" Boundary="${boundary}"` +
    (item.stroke ? ` LineWidth="${mm(lineWidth)}"` : ' Stroke="false"') +
    (item.fill ? ' Fill="true"' : '') +
    (item.rule === 'evenodd' ? ' Rule="Even-Odd"' : '') +
    (item.dash ? ` DashPattern="${item.dash.map(mm).join(' ')}"` : '') +
    `${alphaAttribute(item.alpha)}>` +
    (item.stroke ? `<ofd:StrokeColor Value="${colorValue(item.stroke)}"/>` : '') +
    (item.fill ? `<ofd:FillColor Value="${colorValue(item.fill)}"/>` : '') +
    `<ofd:AbbreviatedData>${data}</ofd:AbbreviatedData></ofd:PathObject>`
  );
}

const OPERATOR = { M: 'M', L: 'L', Q: 'Q', C: 'B', Z: 'C' } as const;

/** In modules, which the CTM scales to millimetres. */
function modulesXml(item: DrawModules, id: number): string {
  const size = mm(item.size);
  // of 177 modules the last lies within 0.1 µm
  const unit = Number((item.size / item.count).toFixed(9));
  return (
    `<ofd:PathObject ID="${id}" Boundary="${mm(item.x)} ${mm(item.y)} ${size} ${size}" CTM="${unit} 0 0 ${unit} 0 0"` +
    ` Stroke="false" Fill="true" Rule="Even-Odd"${alphaAttribute(item.alpha)}><ofd:FillColor Value="${colorValue(item.fill)}"/>` +
    `<ofd:AbbreviatedData>${moduleData(item)}</ofd:AbbreviatedData></ofd:PathObject>`
  );
}

/** The picture is a unit square scaled by the CTM to the size of its boundary (GB/T 33190 §10). */
function imageXml(item: DrawImage, id: number, context: ContentContext): string {
  const imageId = context.imageIds[item.image];
  if (imageId === undefined) throw missing('picture', '图片', item.image);
  const width = mm(item.width);
  const height = mm(item.height);
  return (
    `<ofd:ImageObject ID="${id}" Boundary="${mm(item.x)} ${mm(item.y)} ${width} ${height}"` +
    ` CTM="${width} 0 0 ${height} 0 0" ResourceID="${imageId}"${alphaAttribute(item.alpha)}/>`
  );
}

function alphaAttribute(alpha: number | undefined): string {
  return alpha === undefined || alpha >= 1 ? '' : ` Alpha="${Math.round(Math.max(0, alpha) * 255)}"`;
}

const colors = new Map<string, string>();

function colorValue(color: string): string {
  let value = colors.get(color);
  if (value === undefined) {
    if (!/^#[0-9a-fA-F]{6}$/.test(color)) {
      throw new OfdError(
        'illegal_value',
        `'${color.slice(0, 20)}' is not a colour; write #RRGGBB.`,
        `“${color.slice(0, 20)}”不是颜色，应写作 #RRGGBB。`,
      );
    }
    const n = Number.parseInt(color.slice(1), 16);
    value = `${n >> 16} ${(n >> 8) & 255} ${n & 255}`;
    if (colors.size > 1000) colors.clear();
    colors.set(color, value);
  }
  return value;
}

function missing(en: string, zh: string, key: string): OfdError {
  return new OfdError(
    'missing_resource',
    `The drawing names the ${en} '${key.slice(0, 40)}' but does not hold it; add it to the drawing.`,
    `版面引用了${zh}“${key.slice(0, 40)}”，但未提供该资源。`,
  );
}
