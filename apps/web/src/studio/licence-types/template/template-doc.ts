/** Where an item of a template stands. Items inside groups and repeats are edited as JSON. */
export type Part = 'background' | 'elements' | 'sealPlaces';
export interface Spot {
  readonly part: Part;
  readonly index: number;
}

/** An element or seal place as it stands in the JSON; the server knows what is allowed in it. */
export type Item = Readonly<Record<string, unknown>>;
export type Template = Readonly<Record<string, unknown>>;

export const parts = ['elements', 'background', 'sealPlaces'] as const satisfies readonly Part[];

/** Undefined when it is no JSON object with elements: then only the expert view can mend it. */
export function parseTemplate(text: string): Template | undefined {
  try {
    const template = JSON.parse(text) as Template | null;
    return template && typeof template === 'object' && Array.isArray(template.elements) ? template : undefined;
  } catch {
    return undefined;
  }
}

export function writeTemplate(template: Template): string {
  return JSON.stringify(template, null, 2);
}

export function itemsOf(template: Template, part: Part): readonly Item[] {
  const items = template[part];
  return Array.isArray(items) ? items.filter((item) => item && typeof item === 'object') : [];
}

export function itemAt(template: Template, spot: Spot): Item | undefined {
  return itemsOf(template, spot.part)[spot.index];
}

export function keyOf({ part, index }: Spot): string {
  return `${part}[${index}]`;
}

function withItems(template: Template, part: Part, items: readonly Item[]): Template {
  return { ...template, [part]: items };
}

/** Members that become undefined are taken out. */
export function patchItem(template: Template, spot: Spot, change: Item): Template {
  const items = itemsOf(template, spot.part).map((item, i) => {
    if (i !== spot.index) return item;
    return Object.fromEntries(Object.entries({ ...item, ...change }).filter(([, value]) => value !== undefined));
  });
  return withItems(template, spot.part, items);
}

export function removeItem(template: Template, spot: Spot): Template {
  return withItems(
    template,
    spot.part,
    itemsOf(template, spot.part).filter((_, i) => i !== spot.index),
  );
}

/** The copy stands behind its original, a little lower; a name is unique, so the copy has none (a seal place gets another). */
export function duplicateItem(template: Template, spot: Spot): { template: Template; spot: Spot } {
  const items = itemsOf(template, spot.part);
  const original = items[spot.index];
  if (!original) return { template, spot };
  const { name, ...rest } = original;
  const copy = moveBy(spot.part === 'sealPlaces' ? { ...rest, name: `${String(name)}2` } : rest, 3, 3);
  const next = [...items.slice(0, spot.index + 1), copy, ...items.slice(spot.index + 1)];
  return { template: withItems(template, spot.part, next), spot: { ...spot, index: spot.index + 1 } };
}

/** Drawn earlier (-1) or later (1): what is later lies upon what is earlier. */
export function reorderItem(template: Template, spot: Spot, by: -1 | 1): { template: Template; spot: Spot } {
  const items = [...itemsOf(template, spot.part)];
  const to = spot.index + by;
  const [item, other] = [items[spot.index], items[to]];
  if (!item || !other) return { template, spot };
  items[spot.index] = other;
  items[to] = item;
  return { template: withItems(template, spot.part, items), spot: { ...spot, index: to } };
}

export function addItem(template: Template, part: Part, item: Item): { template: Template; spot: Spot } {
  const items = itemsOf(template, part);
  return { template: withItems(template, part, [...items, item]), spot: { part, index: items.length } };
}

/** mm, to a tenth of a tenth. */
export function round(value: number): number {
  return Math.round(value * 100) / 100;
}

function number(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : 0;
}

/** Moved as a whole: both ends of a line, the centre of a seal, the offset from the element it is anchored to. */
export function moveBy(item: Item, dx: number, dy: number): Item {
  const moved = (x: string, y: string, of: Item) => ({
    [x]: round(number(of[x]) + dx),
    [y]: round(number(of[y]) + dy),
  });
  const { anchor } = item;
  if (anchor && typeof anchor === 'object') {
    const at = anchor as Item;
    return { ...item, anchor: { ...at, ...('element' in at ? moved('dx', 'dy', at) : moved('x', 'y', at)) } };
  }
  if (item.kind === 'border' || item.kind === 'watermark') return item;
  return { ...item, ...moved('x', 'y', item), ...('x2' in item ? moved('x2', 'y2', item) : {}) };
}

/** Larger or smaller at its lower right corner; what is square stays so. */
export function resizeBy(item: Item, dx: number, dy: number): Item {
  const least = (value: number) => round(Math.max(1, value));
  if (item.kind === 'line') return { ...item, x2: round(number(item.x2) + dx), y2: round(number(item.y2) + dy) };
  if (item.kind === 'qr' || item.kind === 'emblem')
    return { ...item, size: least(number(item.size) + (Math.abs(dx) > Math.abs(dy) ? dx : dy)) };
  return {
    ...item,
    ...('width' in item ? { width: least(number(item.width) + dx) } : {}),
    ...('height' in item ? { height: least(number(item.height) + dy) } : {}),
  };
}
