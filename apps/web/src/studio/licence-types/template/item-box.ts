import { childrenOf, type Item, itemAt, parentOf, type Spot, spotsOf, type Template } from './template-doc.ts';

/** mm */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

type Corner = Pick<Box, 'x' | 'y'>;

const sizes: Readonly<Record<string, { width: number; height: number }>> = {
  A4: { width: 210, height: 297 },
  A5: { width: 148, height: 210 },
  card: { width: 85.6, height: 54 },
};

export function pageSize(template: Template): { width: number; height: number } {
  const { page, orientation } = template;
  const named = typeof page === 'string' ? sizes[page] : (page as { width: number; height: number } | undefined);
  const size = named && named.width > 0 && named.height > 0 ? named : { width: 210, height: 297 };
  const lying = size.width > size.height;
  const turn = (orientation === 'landscape' && !lying) || (orientation === 'portrait' && lying);
  return turn ? { width: size.height, height: size.width } : size;
}

const number = (value: unknown, otherwise = 0): number =>
  typeof value === 'number' && Number.isFinite(value) ? value : otherwise;

/** A size in mm: a number is in points. */
function letterHeight(size: unknown, template: Template): number {
  const given = size ?? (template.defaults as Item | undefined)?.size ?? 10.5;
  const text = String(given);
  const value = Number.parseFloat(text) || 10.5;
  return text.endsWith('mm') ? value : (value * 25.4) / 72;
}

/**
 * About where an item is drawn: exact for what has a box, an estimate for single lines of text; of what is repeated, the first. Undefined: over the whole
 * page, or not known.
 */
export function boxOf(template: Template, spot: Spot, seen: ReadonlySet<string> = new Set()): Box | undefined {
  const item = itemAt(template, spot);
  if (!item) return undefined;
  if (spot.part === 'sealPlaces') return sealBox(template, item);
  const box = ownBox(template, item);
  const from = startOf(template, spot, item, seen);
  return box && { ...box, x: box.x + from.x, y: box.y + from.y };
}

/** Where what lies in a group or repeat counts from; the paper's corner when there is none. */
export function cornerOf(template: Template, holder: Spot | undefined, seen: ReadonlySet<string> = new Set()): Corner {
  const item = holder && itemAt(template, holder);
  if (!holder || !item) return { x: 0, y: 0 };
  const from = startOf(template, holder, item, seen);
  return { x: from.x + number(item.x), y: from.y + number(item.y) };
}

/** What the item's own x and y are added to: the corner of what it lies in, or the lower edge of what it stands below. */
function startOf(template: Template, spot: Spot, item: Item, seen: ReadonlySet<string>): Corner {
  const corner = cornerOf(template, parentOf(spot), seen);
  if (typeof item.below !== 'string' || seen.has(item.below)) return corner;
  const above = boxOfNamed(template, item.below, new Set([...seen, item.below]));
  return above ? { x: corner.x, y: above.y + above.height } : corner;
}

function boxOfNamed(template: Template, name: string, seen?: ReadonlySet<string>): Box | undefined {
  const spot = spotsOf(template, 'elements').find((one) => itemAt(template, one)?.name === name);
  return spot && boxOf(template, spot, seen);
}

function sealBox(template: Template, place: Item): Box | undefined {
  const [width, height] = [number(place.width, 42), number(place.height, 42)];
  const anchor = place.anchor as Item | undefined;
  if (!anchor) return undefined;
  let [cx, cy] = [number(anchor.x), number(anchor.y)];
  if (typeof anchor.element === 'string') {
    const at = boxOfNamed(template, anchor.element);
    if (!at) return undefined;
    cx = at.x + at.width / 2 + number(anchor.dx);
    cy = at.y + at.height / 2 + number(anchor.dy);
  }
  return { x: cx - width / 2, y: cy - height / 2, width, height };
}

function ownBox(template: Template, item: Item): Box | undefined {
  const page = pageSize(template);
  const [x, y] = [number(item.x), number(item.y)];
  switch (item.kind) {
    case 'text':
    case 'richText':
    case 'field':
    case 'pageNumber':
      return textBox(template, item, x, y);
    case 'qr':
    case 'emblem':
      return { x, y, width: number(item.size, 10), height: number(item.size, 10) };
    case 'line': {
      const [x2, y2] = [number(item.x2), number(item.y2)];
      return { x: Math.min(x, x2), y: Math.min(y, y2), width: Math.abs(x2 - x), height: Math.abs(y2 - y) };
    }
    case 'table': {
      const columns = Array.isArray(item.columns) ? (item.columns as Item[]) : [];
      const width = columns.reduce((sum, column) => sum + number(column.width), 0);
      return { x, y, width, height: number(item.rowHeight, 8) * 3 };
    }
    case 'guilloche':
      return { x, y, width: number(item.width, page.width - 2 * x), height: number(item.height, page.height - 2 * y) };
    case 'group':
      return groupBox(template, item, x, y);
    case 'repeat':
      return {
        x,
        y,
        width: number(item.width, 10) * Math.max(1, number(item.columns, 1)),
        height: number(item.height, 10),
      };
    case 'border':
    case 'watermark':
      return undefined;
    default:
      return { x, y, width: number(item.width, 10), height: number(item.height, 10) };
  }
}

function textBox(template: Template, item: Item, x: number, y: number): Box {
  const letter = letterHeight(item.size, template);
  const words =
    typeof item.text === 'string' ? item.text : String((item.text as Item | undefined)?.zh ?? item.value ?? '');
  const long = [...words].reduce((sum, c) => sum + (c.charCodeAt(0) < 0x2e80 ? 0.56 : 1), 0) || 4;
  const width = number(item.width, Math.min(long * (letter + number(item.letterSpacing)), pageSize(template).width));
  const height = number(item.height, letter * number(item.lineHeight, 1.4));
  const shift = 'width' in item ? 0 : item.align === 'center' ? width / 2 : item.align === 'right' ? width : 0;
  return { x: x - shift, y, width, height };
}

function groupBox(template: Template, item: Item, x: number, y: number): Box {
  const boxes = childrenOf(item).flatMap((child) => ownBox(template, child) ?? []);
  if (boxes.length === 0) return { x, y, width: 10, height: 10 };
  const left = Math.min(...boxes.map((b) => b.x));
  const top = Math.min(...boxes.map((b) => b.y));
  return {
    x: x + left,
    y: y + top,
    width: Math.max(...boxes.map((b) => b.x + b.width)) - left,
    height: Math.max(...boxes.map((b) => b.y + b.height)) - top,
  };
}
