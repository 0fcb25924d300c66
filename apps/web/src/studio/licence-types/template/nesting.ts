import { cornerOf } from './item-box.ts';
import {
  addItem,
  type Changed,
  childrenOf,
  holdsOthers,
  type Item,
  insertItems,
  itemAt,
  keyOf,
  moveBy,
  number,
  type Part,
  parentOf,
  removeItem,
  replaceItem,
  type Spot,
  spotsOf,
  type Template,
} from './template-doc.ts';

/** Groups and repeats that an item may lie in: not in itself, in what lies in it, or in what stands below it. */
export function holdersFor(template: Template, spot: Spot): readonly Spot[] {
  const all = spotsOf(template, spot.part);
  const own = keyOf(spot);
  const under = new Set<unknown>(
    all.flatMap((one) => (isWithin(keyOf(one), own) ? (itemAt(template, one)?.name ?? []) : [])),
  );
  // what stands below comes after what it stands below: one pass finds the whole row
  for (const one of all) {
    const item = itemAt(template, one);
    if (item?.name !== undefined && under.has(item.below)) under.add(item.name);
  }
  return all.filter((one) => {
    const item = itemAt(template, one);
    return holdsOthers(item) && !isWithin(keyOf(one), own) && !under.has(item?.below);
  });
}

function isWithin(key: string, holder: string): boolean {
  return key === holder || key.startsWith(`${holder}.`);
}

/** Members that speak of the page and not of the element: only what lies on the paper itself has them all. */
const outer = ['show', 'below', 'page'] as const;

function split(item: Item): { readonly kept: Item; readonly rest: Item } {
  const entries = Object.entries(item);
  const isOuter = ([name]: readonly [string, unknown]) => (outer as readonly string[]).includes(name);
  return {
    kept: Object.fromEntries(entries.filter(isOuter)),
    rest: Object.fromEntries(entries.filter((entry) => !isOuter(entry))),
  };
}

/** What is measured from the edges of the page. */
const overPage: readonly unknown[] = ['border', 'watermark', 'guilloche'];

/** A group around one item, which stays where it is and is the group's corner; others are put into it afterwards. */
export function groupItem(template: Template, spot: Spot): Changed {
  const grouped = replaceItem(template, spot, (item) => {
    const { kept, rest } = split(item);
    const [x, y] = overPage.includes(rest.kind) ? [0, 0] : [number(rest.x), number(rest.y)];
    return { kind: 'group', ...kept, x, y, elements: [moveBy(rest, -x, -y)] };
  });
  return { template: grouped, spot };
}

/** What lay in a group lies beside it, where it was drawn; it keeps what the group said of page, place below another and being shown. */
export function ungroupItem(template: Template, spot: Spot): Changed {
  const group = itemAt(template, spot);
  if (group?.kind !== 'group') return { template, spot };
  const { kept } = split(group);
  const children = childrenOf(group).map((child) => {
    const show = [kept.show, child.show].filter((one) => one !== undefined);
    return {
      ...kept,
      // what stands below another counts from that one's edge and not from the group's
      ...moveBy(child, number(group.x), 'below' in child ? 0 : number(group.y)),
      ...(show.length === 2 ? { show: `(${show[0]}) and (${show[1]})` } : {}),
    };
  });
  return { template: insertItems(removeItem(template, spot), spot, children), spot };
}

/** Puts an item last into a group or repeat, or with `into` undefined onto the paper itself; on the drawing it stays where it is. */
export function moveInto(template: Template, spot: Spot, into: Spot | undefined): Changed {
  const item = itemAt(template, spot);
  const may = !into || holdersFor(template, spot).some((one) => keyOf(one) === keyOf(into));
  if (!item || !may) return { template, spot };
  const [from, to] = [cornerOf(template, parentOf(spot)), cornerOf(template, into)];
  const moved = moveBy(item, from.x - to.x, 'below' in item ? 0 : from.y - to.y);
  return addItem(removeItem(template, spot), spot.part, moved, into && withoutRemoved(into, spot));
}

/** The number of a place when what stood at `removed` is gone. */
function withoutRemoved(spot: Spot, removed: Spot): Spot {
  const depth = removed.at.length - 1;
  const beside = removed.at.slice(0, depth).every((index, i) => spot.at[i] === index);
  if (!beside || !(spot.at[depth]! > removed.at[depth]!)) return spot;
  return { ...spot, at: spot.at.map((index, i) => (i === depth ? index - 1 : index)) };
}

/** A new item in a group or repeat: at its corner, and not wider than it. */
export function addNew(template: Template, part: Part, item: Item, into: Spot | undefined): Changed {
  const holder = into && part === 'elements' && into.part === part ? itemAt(template, into) : undefined;
  if (!holder) return addItem(template, part, item);
  const moved = moveBy(item, -number(item.x), -number(item.y));
  const most = number(holder.width);
  const narrow = (name: string) => (most > 0 && name in moved ? { [name]: Math.min(number(moved[name]), most) } : {});
  return addItem(template, part, { ...moved, ...narrow('width'), ...narrow('x2') }, into);
}
