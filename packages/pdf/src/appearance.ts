import { PdfError } from './errors.ts';
import type { PdfPage } from './file.ts';
import type { Increment } from './increment.ts';
import { addPicture, type PdfPicture } from './picture.ts';
import { latin } from './serialize.ts';
import { dict, name, type PdfDict, PdfStream, type PdfValue } from './values.ts';

/** Where a seal stands: page from 0, mm from the page's upper left corner as readers show it. */
export interface SealPlace {
  readonly page: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Rectangle and appearance of a widget that shows the picture upright, whatever way the page is turned. */
export function addAppearance(
  increment: Increment,
  page: PdfPage,
  seal: SealPlace & { readonly picture: PdfPicture },
): { readonly rect: readonly PdfValue[]; readonly dict: PdfDict } {
  const { x, y, width, height } = seal;
  const inside = x >= -0.01 && y >= -0.01 && x + width <= page.width + 0.01 && y + height <= page.height + 0.01;
  if (!(width > 0 && height > 0 && inside)) {
    throw new PdfError('argument', 'The seal does not stand on the page', '印章位置超出页面');
  }
  const { box, rotate } = page;
  const lying = rotate === 90 || rotate === 270;
  const unit = (box.x1 - box.x0) / (lying ? page.height : page.width);
  const [left, top, wide, high] = [x * unit, y * unit, width * unit, height * unit];
  const rect =
    rotate === 0
      ? [box.x0 + left, box.y1 - top - high, box.x0 + left + wide, box.y1 - top]
      : rotate === 90
        ? [box.x0 + top, box.y0 + left, box.x0 + top + high, box.y0 + left + wide]
        : rotate === 180
          ? [box.x1 - left - wide, box.y0 + top, box.x1 - left, box.y0 + top + high]
          : [box.x1 - top - high, box.y1 - left - wide, box.x1 - top, box.y1 - left];
  const image = addPicture(increment, seal.picture);
  const turn = (rotate * Math.PI) / 180;
  const [cos, sin] = [Math.round(Math.cos(turn)), Math.round(Math.sin(turn))];
  const form = increment.add(
    new PdfStream(
      dict({
        Type: name('XObject'),
        Subtype: name('Form'),
        BBox: [0, 0, wide, high],
        Matrix: [cos, sin, -sin, cos, 0, 0],
        // As ink: what stands under the seal shows through.
        Resources: dict({
          XObject: dict({ Seal: image }),
          ExtGState: dict({ Ink: dict({ Type: name('ExtGState'), BM: name('Multiply') }) }),
        }),
      }),
      latin(`q /Ink gs ${wide.toFixed(4)} 0 0 ${high.toFixed(4)} 0 0 cm /Seal Do Q`),
    ),
  );
  return { rect, dict: dict({ N: form }) };
}
