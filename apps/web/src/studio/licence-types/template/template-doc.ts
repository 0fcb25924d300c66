export type Part = 'background' | 'elements' | 'sealPlaces';
/** Where an item of a template stands: its number in the part, then in each group or repeat that it lies in. */
export interface Spot {
  readonly part: Part;
  readonly at: readonly number[];
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

function listOf(items: unknown): readonly Item[] {
  return Array.isArray(items) ? items.filter((item) => item && typeof item === 'object') : [];
}

export function itemsOf(template: Template, part: Part): readonly Item[] {
  return listOf(template[part]);
}

/** A group or a repeat: it holds elements of its own, placed from where it stands. */
export function holdsOthers(item: Item | undefined): boolean {
  return item?.kind === 'group' || item?.kind === 'repeat';
}

export function childrenOf(item: Item | undefined): readonly Item[] {
  return item && holdsOthers(item) ? listOf(item.elements) : [];
}

export function itemAt(template: Template, { part, at }: Spot): Item | undefined {
  let items = itemsOf(template, part);
  let item: Item | undefined;
  for (const index of at) {
    item = items[index];
    items = childrenOf(item);
  }
  return item;
}

/** The group or repeat an item lies in; undefined when it lies on the paper itself. */
export function parentOf({ part, at }: Spot): Spot | undefined {
  return at.length > 1 ? { part, at: at.slice(0, -1) } : undefined;
}

/** The one `by` places before or behind among those beside it. */
export function besides({ part, at }: Spot, by: number): Spot {
  return { part, at: [...at.slice(0, -1), at.at(-1)! + by] };
}

/** As the server names it in what it finds wrong. */
export function keyOf({ part, at }: Spot): string {
  return `${part}${at.map((index) => `[${index}]`).join('.elements')}`;
}

/** Every item of a part with those inside it, each before its own. */
export function spotsOf(template: Template, part: Part): readonly Spot[] {
  const walk = (items: readonly Item[], before: readonly number[]): Spot[] =>
    items.flatMap((item, index) => {
      const at = [...before, index];
      return [{ part, at }, ...walk(childrenOf(item), at)];
    });
  return walk(itemsOf(template, part), []);
}

type Change = (items: readonly Item[]) => readonly Item[];

/** The list that holds the item at `at`, changed. */
function changeList(items: readonly Item[], at: readonly number[], change: Change): readonly Item[] {
  const [index, ...deeper] = at;
  if (deeper.length === 0) return change(items);
  return items.map((item, i) =>
    i === index ? { ...item, elements: changeList(childrenOf(item), deeper, change) } : item,
  );
}

function changeBeside(template: Template, { part, at }: Spot, change: Change): Template {
  return { ...template, [part]: changeList(itemsOf(template, part), at, change) };
}

export function replaceItem(template: Template, spot: Spot, make: (item: Item) => Item): Template {
  const index = spot.at.at(-1);
  return changeBeside(template, spot, (items) => items.map((item, i) => (i === index ? make(item) : item)));
}

/** Members that become undefined are taken out. */
export function patchItem(template: Template, spot: Spot, change: Item): Template {
  return replaceItem(template, spot, (item) =>
    Object.fromEntries(Object.entries({ ...item, ...change }).filter(([, value]) => value !== undefined)),
  );
}

export function removeItem(template: Template, spot: Spot): Template {
  const index = spot.at.at(-1);
  return changeBeside(template, spot, (items) => items.filter((_, i) => i !== index));
}

export interface Changed {
  readonly template: Template;
  readonly spot: Spot;
}

/** The copy stands behind its original, a little lower; a name is unique, so the copy has none (a seal place gets another). */
export function duplicateItem(template: Template, spot: Spot): Changed {
  const original = itemAt(template, spot);
  if (!original) return { template, spot };
  const copy = spot.part === 'sealPlaces' ? { ...original, name: `${String(original.name)}2` } : withoutNames(original);
  const behind = besides(spot, 1);
  return { template: insertItems(template, behind, [moveBy(copy, 3, 3)]), spot: behind };
}

function withoutNames(item: Item): Item {
  const { name, ...rest } = item;
  return holdsOthers(item) ? { ...rest, elements: childrenOf(item).map(withoutNames) } : rest;
}

export function insertItems(template: Template, spot: Spot, added: readonly Item[]): Template {
  const index = spot.at.at(-1)!;
  return changeBeside(template, spot, (items) => [...items.slice(0, index), ...added, ...items.slice(index)]);
}

/** Drawn earlier (-1) or later (1) than its neighbour: what is later lies upon what is earlier. */
export function reorderItem(template: Template, spot: Spot, by: -1 | 1): Changed {
  const to = besides(spot, by);
  const [item, other] = [itemAt(template, spot), itemAt(template, to)];
  if (!item || !other) return { template, spot };
  const swapped = replaceItem(
    replaceItem(template, spot, () => other),
    to,
    () => item,
  );
  return { template: swapped, spot: to };
}

/** Last in its part, or last in the group or repeat given. */
export function addItem(template: Template, part: Part, item: Item, into?: Spot): Changed {
  const spot: Spot = into
    ? { part: into.part, at: [...into.at, childrenOf(itemAt(template, into)).length] }
    : { part, at: [itemsOf(template, part).length] };
  return { template: insertItems(template, spot, [item]), spot };
}

/** mm, to a tenth of a tenth. */
export function round(value: number): number {
  return Math.round(value * 100) / 100;
}

/** What stands there, or 0. */
export function number(value: unknown): number {
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
