import type { DrawingImage } from '@miaopi/ofd';
import { PaperError } from '../errors.ts';
import { imageSize } from '../image-size.ts';
import type { ImageElement } from '../model.ts';
import type { Scope } from '../scope.ts';
import { mm } from '../units.ts';
import { type Drawable, rectangle } from './element.ts';

export function compileImage(element: ImageElement, scope: Scope, path: string): Drawable {
  const feel = element.value === undefined ? undefined : scope.feel(element.value, `${path}.value`);
  const data = scope.data(element.data);
  if (element.image !== undefined) scope.imageKeys.add(element.image);
  else if (!feel)
    scope.report('error', 'shape', path, '图片需要 image 或 value。', 'An image needs `image` or `value`.');
  return {
    constant: false,
    box: element,
    draw: (pen) => {
      const x = pen.dx + element.x;
      const y = pen.dy + element.y;
      const { width, height } = element;
      const box = { x, y, width, height };
      const key = element.image ?? feel?.run(pen.values);
      const image = typeof key === 'string' && Object.hasOwn(pen.images, key) ? pen.images[key] : undefined;
      if (image && typeof key === 'string') {
        pen.usedImages.add(key);
        const place = element.fit === 'fill' ? box : contained(image, box, path);
        pen.put({
          kind: 'image',
          image: key,
          x: mm(place.x),
          y: mm(place.y),
          width: mm(place.width),
          height: mm(place.height),
          ...(data ? { data } : {}),
        });
      } else if (!pen.lenient && (element.missing ?? 'error') === 'error') {
        throw new PaperError('image_missing', path, {
          zh: `没有图片“${String(key ?? '')}”，请提供或设置 missing。`,
          en: `There is no image "${String(key ?? '')}"; give it or set \`missing\`.`,
        });
      }
      const stroke =
        element.border ?? (image === undefined && (pen.lenient || element.missing === 'frame') ? '#9AA5B1' : undefined);
      if (stroke) pen.put({ kind: 'path', segments: rectangle(x, y, width, height), stroke, lineWidth: 0.15 });
      return box;
    },
  };
}

function contained(image: DrawingImage, box: { x: number; y: number; width: number; height: number }, path: string) {
  const size = imageSize(image.data);
  if (!size) {
    throw new PaperError('image_invalid', path, {
      zh: '图片不是可用的 PNG 或 JPEG 文件，请换一张。',
      en: 'The image is not a usable PNG or JPEG file; give another.',
    });
  }
  const scale = Math.min(box.width / size.width, box.height / size.height);
  const width = size.width * scale;
  const height = size.height * scale;
  return { x: box.x + (box.width - width) / 2, y: box.y + (box.height - height) / 2, width, height };
}
