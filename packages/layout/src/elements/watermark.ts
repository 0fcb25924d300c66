import type { WatermarkElement } from '../model.ts';
import type { Scope } from '../scope.ts';
import { setBlock } from '../text-block.ts';
import { mm } from '../units.ts';
import type { Drawable } from './element.ts';

export function compileWatermark(element: WatermarkElement, scope: Scope, path: string): Drawable {
  const style = scope.style({ ...element, size: element.size ?? 20, color: element.color ?? '#1F3A5F' }, path);
  const content = scope.content(element, path);
  const spec = scope.block({ align: 'left' }, {}, style.size, path);
  const angle = element.angle ?? -30;
  const { width, height } = scope.size;
  return {
    constant: content.constant,
    box: { x: 0, y: 0, width, height },
    draw: (pen) => {
      const block = setBlock([{ text: content.write(pen), ...style }], spec, pen.faces, pen.missing);
      const stepX = block.width + (element.gapX ?? 30);
      const stepY = block.height + (element.gapY ?? 40);
      const turn = (angle * Math.PI) / 180;
      const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
      const reach = Math.hypot(width, height) / 2 + block.width;
      // Tiles lie on a turned grid through the middle of the page, every other row half a step on.
      for (let row = -Math.ceil(reach / stepY); row * stepY <= reach; row++) {
        const shift = row % 2 === 0 ? 0 : stepX / 2;
        for (let column = -Math.ceil(reach / stepX) - 1; column * stepX <= reach; column++) {
          const u = column * stepX + shift;
          const v = row * stepY;
          const cx = width / 2 + u * cos - v * sin;
          const cy = height / 2 + u * sin + v * cos;
          const half = block.width / 2;
          const outside = (x: number, y: number) => x < 0 || y < 0 || x > width || y > height;
          if (outside(cx - half * cos, cy - half * sin) && outside(cx, cy) && outside(cx + half * cos, cy + half * sin))
            continue;
          for (const item of block.items) {
            if (item.kind !== 'text') continue;
            const dx = item.x - half;
            const dy = item.y - block.height / 2;
            pen.put({
              ...item,
              x: mm(cx + dx * cos - dy * sin),
              y: mm(cy + dx * sin + dy * cos),
              rotate: angle,
              alpha: element.alpha ?? 0.08,
            });
          }
        }
      }
      return { x: 0, y: 0, width, height };
    },
  };
}
