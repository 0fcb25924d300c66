import type { PageNumberElement } from '../model.ts';
import type { Scope } from '../scope.ts';
import { setBlock } from '../text-block.ts';
import { type Drawable, putBlock } from './element.ts';

export function compilePageNumber(element: PageNumberElement, scope: Scope, path: string): Drawable {
  const style = scope.style({ ...element, size: element.size ?? 9 }, path);
  const content = scope.wording(
    element.text ?? { zh: '第 {{页码}} 页 共 {{总页数}} 页', en: 'Page {{页码}} of {{总页数}}' },
    `${path}.text`,
    {
      页码: 'number',
      总页数: 'number',
    },
  );
  const spec = scope.block(
    { align: element.align ?? 'center', maxLines: 1 },
    { width: element.width },
    style.size,
    path,
  );
  return {
    constant: false,
    box: { x: element.x, y: element.y, width: element.width, height: style.size * 1.4 },
    draw: (pen) => {
      const outer = pen.values;
      pen.values = { ...outer, 页码: pen.at + 1, 总页数: pen.pages.length };
      const block = setBlock([{ text: content.write(pen), ...style }], spec, pen.faces, pen.missing);
      pen.values = outer;
      return putBlock(pen, block, element.x, element.y);
    },
  };
}
