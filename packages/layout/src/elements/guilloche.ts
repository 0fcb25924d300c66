import { frame, panel, rosette } from '../guilloche.ts';
import type { GuillocheElement } from '../model.ts';
import type { Scope } from '../scope.ts';
import type { Drawable } from './element.ts';

export function compileGuilloche(element: GuillocheElement, scope: Scope): Drawable {
  const width = element.width ?? scope.size.width - 2 * element.x;
  const height = element.height ?? scope.size.height - 2 * element.y;
  const seed = element.seed ?? 1;
  return {
    constant: true,
    box: { x: element.x, y: element.y, width, height },
    draw: (pen) => {
      const x = pen.dx + element.x;
      const y = pen.dy + element.y;
      const nets =
        element.shape === 'frame'
          ? frame(x, y, width, height, element.band ?? 9, seed)
          : element.shape === 'rosette'
            ? rosette(x + width / 2, y + height / 2, Math.min(width, height) / 2, seed)
            : panel(x, y, width, height, seed);
      const style = {
        lineWidth: element.lineWidth ?? 0.12,
        ...(element.alpha === undefined ? {} : { alpha: element.alpha }),
      };
      pen.put({ kind: 'path', segments: nets.second, stroke: element.tints[1], ...style });
      pen.put({ kind: 'path', segments: nets.first, stroke: element.tints[0], ...style });
      return { x, y, width, height };
    },
  };
}
