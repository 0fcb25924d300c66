import type { FeelValue } from '@miaopi/decisions';
import type { Box } from '@miaopi/ofd';
import type { GroupElement, PaperElement, RepeatElement } from '../model.ts';
import type { Pen } from '../pen.ts';
import type { Scope } from '../scope.ts';
import type { Drawable } from './element.ts';
import { notList, rowNames } from './table.ts';

/** Compiles children; given by the caller because a group may hold any kind. */
export type CompileChildren = (
  elements: readonly PaperElement[],
  scope: Scope,
  path: string,
) => { readonly constant: boolean; draw(pen: Pen): Box | undefined };

export function compileGroup(element: GroupElement, scope: Scope, path: string, compile: CompileChildren): Drawable {
  const children = compile(element.elements, scope, `${path}.elements`);
  return {
    constant: children.constant,
    draw: (pen) => {
      const [dx, dy] = [pen.dx, pen.dy];
      pen.dx += element.x ?? 0;
      pen.dy += element.y ?? 0;
      const box = children.draw(pen);
      const result = box ?? { x: pen.dx, y: pen.dy, width: 0, height: 0 };
      pen.dx = dx;
      pen.dy = dy;
      return result;
    },
  };
}

export function compileRepeat(element: RepeatElement, scope: Scope, path: string, compile: CompileChildren): Drawable {
  const rows = scope.feel(element.rows, `${path}.rows`);
  const names = rowNames(rows.type);
  const known = scope.known;
  const reads = new Set(scope.reads);
  scope.entryReads.clear();
  scope.known = known && { ...known, ...names };
  const children = compile(element.elements, scope, `${path}.elements`);
  scope.known = known;
  for (const read of scope.reads) {
    const root = read.split('.')[0]!;
    if (!Object.hasOwn(names, root) || reads.has(read)) continue;
    scope.reads.delete(read);
    scope.entryReads.add(read);
  }
  scope.noteList(rows);
  const columns = Math.max(1, element.columns ?? 1);
  const bottom = element.bottom ?? scope.size.height - scope.margins.bottom;
  const top = element.continueAt ?? scope.margins.top;
  return {
    constant: false,
    box: { x: element.x, y: element.y, width: element.width * columns, height: element.height },
    draw: (pen) => {
      const value = rows.run(pen.values);
      if (value !== null && value !== undefined && !Array.isArray(value)) throw notList(path);
      const list: readonly FeelValue[] = (value ?? []).slice(0, element.max);
      const outer = pen.values;
      const [dx, dy] = [pen.dx, pen.dy];
      const row: Record<string, FeelValue> = { ...outer };
      pen.values = row;
      let start = dy + element.y;
      let y = start;
      list.forEach((entry, i) => {
        const column = i % columns;
        if (i > 0 && column === 0) y += element.height;
        if (column === 0 && y + element.height > bottom + 0.01 && y > top) {
          pen.turn(path);
          start = y = top;
        }
        row.item = entry;
        row.序号 = i + 1;
        pen.dx = dx + element.x + column * element.width;
        pen.dy = y;
        children.draw(pen);
      });
      pen.values = outer;
      pen.dx = dx;
      pen.dy = dy;
      return {
        x: dx + element.x,
        y: start,
        width: element.width * columns,
        height: list.length === 0 ? 0 : y + element.height - start,
      };
    },
  };
}
