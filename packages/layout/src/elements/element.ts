import type { Box, DrawItem } from '@miaopi/ofd';
import type { Pen } from '../pen.ts';
import { type Block, moved } from '../text-block.ts';
import { mm } from '../units.ts';

/** An element ready to draw. `draw` returns the box it took on `pen.at`, in page coordinates. */
export interface Drawable {
  /** Reads nothing: drawn once and kept. */
  readonly constant: boolean;
  /** Box known before any value is, relative to the parent. */
  readonly box?: Box | undefined;
  draw(pen: Pen): Box;
}

/** Puts a block at a place of the current page. */
export function putBlock(pen: Pen, block: Block, x: number, y: number): Box {
  const left = pen.dx + x;
  const top = pen.dy + y;
  for (const item of moved(block.items, left, top)) pen.put(item);
  return { x: left, y: top, width: block.width, height: block.height };
}

/** Rectangle as segments. */
export function rectangle(
  x: number,
  y: number,
  width: number,
  height: number,
): Extract<DrawItem, { kind: 'path' }>['segments'] {
  return [
    ['M', mm(x), mm(y)],
    ['L', mm(x + width), mm(y)],
    ['L', mm(x + width), mm(y + height)],
    ['L', mm(x), mm(y + height)],
    ['Z'],
  ];
}
