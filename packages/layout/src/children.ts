import type { Box, DrawItem } from '@miaopi/ofd';
import type { Drawable } from './elements/element.ts';
import { compileField } from './elements/field.ts';
import { compileGroup, compileRepeat } from './elements/group.ts';
import { compileGuilloche } from './elements/guilloche.ts';
import { compileImage } from './elements/image.ts';
import { compilePageNumber } from './elements/page-number.ts';
import { compileQr } from './elements/qr.ts';
import { compileBorder, compileEmblem, compileLine, compilePath, compileRect } from './elements/shapes.ts';
import { compileTable } from './elements/table.ts';
import { compileRichText, compileText } from './elements/text.ts';
import { compileWatermark } from './elements/watermark.ts';
import type { Faces } from './faces.ts';
import type { PaperElement } from './model.ts';
import type { Pen } from './pen.ts';
import type { Scope } from './scope.ts';

/** One placed element of a template. */
export interface Child {
  readonly path: string;
  readonly name: string | undefined;
  readonly constant: boolean;
  readonly page: PaperElement['page'];
  readonly box: Box | undefined;
  draw(pen: Pen): Box | undefined;
}

export interface Children {
  readonly list: readonly Child[];
  readonly constant: boolean;
  /** All in order on the pen's page; the box round everything drawn there. */
  draw(pen: Pen): Box | undefined;
}

function compileKind(element: PaperElement, scope: Scope, path: string): Drawable {
  switch (element.kind) {
    case 'text':
      return compileText(element, scope, path);
    case 'richText':
      return compileRichText(element, scope, path);
    case 'field':
      return compileField(element, scope, path);
    case 'table':
      return compileTable(element, scope, path);
    case 'repeat':
      return compileRepeat(element, scope, path, compileChildren);
    case 'group':
      return compileGroup(element, scope, path, compileChildren);
    case 'image':
      return compileImage(element, scope, path);
    case 'qr':
      return compileQr(element, scope, path);
    case 'line':
      return compileLine(element);
    case 'rect':
      return compileRect(element);
    case 'path':
      return compilePath(element, scope, path);
    case 'border':
      return compileBorder(element, scope);
    case 'guilloche':
      return compileGuilloche(element, scope);
    case 'watermark':
      return compileWatermark(element, scope, path);
    case 'emblem':
      return compileEmblem(element);
    case 'pageNumber':
      return compilePageNumber(element, scope, path);
  }
}

/** Compiles elements in order, with their conditions, names and places below others. */
export function compileChildren(elements: readonly PaperElement[], scope: Scope, path: string): Children {
  const list = elements.map((element, i) => compileChild(element, scope, `${path}[${i}]`));
  return {
    list,
    constant: list.every((child) => child.constant),
    draw(pen) {
      let around: Box | undefined;
      for (const child of list) {
        const box = child.draw(pen);
        if (box) around = around ? union(around, box) : box;
      }
      return around;
    },
  };
}

function compileChild(element: PaperElement, scope: Scope, path: string): Child {
  const drawable = compileKind(element, scope, path);
  const show = element.show === undefined ? undefined : scope.feel(element.show, `${path}.show`);
  if (element.name !== undefined) {
    if (scope.names.has(element.name)) {
      scope.report(
        'error',
        'duplicate_name',
        `${path}.name`,
        `名称“${element.name}”重复。`,
        `The name "${element.name}" is used twice.`,
      );
    }
    scope.names.add(element.name);
  }
  if (element.below !== undefined && !scope.names.has(element.below)) {
    scope.report(
      'error',
      'anchor',
      `${path}.below`,
      `前面没有名为“${element.below}”的元素。`,
      `There is no element named "${element.below}" before this one.`,
    );
  }
  const constant = drawable.constant && show === undefined && element.below === undefined;
  const plain = (pen: Pen): Box | undefined => {
    if (show && show.run(pen.values) !== true) return undefined;
    const box = element.below === undefined ? drawable.draw(pen) : drawBelow(pen, element.below, drawable, path);
    if (element.name !== undefined) pen.ends.set(element.name, { page: pen.at, box });
    return box;
  };
  return {
    path,
    name: element.name,
    constant,
    page: element.kind === 'pageNumber' || element.kind === 'watermark' ? (element.page ?? 'each') : element.page,
    box: element.below === undefined ? drawable.box : undefined,
    draw: constant ? keeping(plain) : plain,
  };
}

/** Places an element under another; when it does not fit there, at the top of the next page. */
function drawBelow(pen: Pen, name: string, drawable: Drawable, path: string): Box {
  const end = pen.ends.get(name);
  const dy = pen.dy;
  if (end) {
    pen.at = end.page;
    pen.dy = end.box.y + end.box.height;
  }
  const count = pen.pages[pen.at]!.length;
  const page = pen.at;
  let box = drawable.draw(pen);
  if (pen.at === page && box.y + box.height > pen.page.bottom + 0.01 && box.height <= pen.page.bottom - pen.page.top) {
    pen.pages[page]!.length = count;
    pen.turn(path);
    pen.dy = 0;
    const above = drawable.box?.y ?? box.y - (end ? end.box.y + end.box.height : 0);
    pen.dy = pen.page.top - above;
    box = drawable.draw(pen);
  }
  pen.dy = dy;
  return box;
}

interface Kept {
  readonly items: readonly DrawItem[];
  readonly box: Box | undefined;
  /** Named elements in it: others may stand below them, seals may be anchored to them. */
  readonly names: readonly (readonly [name: string, box: Box])[];
}

/** Draws once where nothing moves it and puts the same items again. */
function keeping(draw: (pen: Pen) => Box | undefined): (pen: Pen) => Box | undefined {
  const kept = new WeakMap<Faces, Kept>();
  return (pen) => {
    if (pen.dx !== 0 || pen.dy !== 0) return draw(pen);
    const found = kept.get(pen.faces);
    if (found) {
      for (const item of found.items) pen.put(item);
      for (const [name, box] of found.names) pen.ends.set(name, { page: pen.at, box });
      return found.box;
    }
    const page = pen.pages[pen.at]!;
    const from = page.length;
    const warned = pen.warnings.length;
    const known = new Set(pen.ends.keys());
    const box = draw(pen);
    const names = [...pen.ends].flatMap(([name, end]) => (known.has(name) ? [] : [[name, end.box] as const]));
    if (pen.warnings.length === warned) kept.set(pen.faces, { items: page.slice(from), box, names });
    return box;
  };
}

function union(a: Box, b: Box): Box {
  const x = Math.min(a.x, b.x);
  const y = Math.min(a.y, b.y);
  return {
    x,
    y,
    width: Math.max(a.x + a.width, b.x + b.width) - x,
    height: Math.max(a.y + a.height, b.y + b.height) - y,
  };
}
