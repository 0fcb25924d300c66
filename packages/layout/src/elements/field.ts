import type { FieldElement } from '../model.ts';
import { type Scope, textBlock } from '../scope.ts';
import { mm } from '../units.ts';
import { type Drawable, putBlock } from './element.ts';

export function compileField(element: FieldElement, scope: Scope, path: string): Drawable {
  const style = scope.style(element, path);
  const content = scope.content(element, path);
  const gap = element.gap ?? 3;
  const labelStyle = {
    ...scope.style(
      { font: element.labelFont ?? element.font, size: element.labelSize ?? element.size },
      `${path}.label`,
    ),
    color: element.labelColor ?? style.color,
  };
  const label = textBlock(scope.wording(element.label, `${path}.label`), labelStyle, {
    ...scope.block(
      { align: 'distributed', maxLines: 1 },
      { width: element.labelWidth },
      labelStyle.size,
      `${path}.label`,
    ),
    lineHeight: (style.size * 1.4) / labelStyle.size,
  });
  const colon = element.colon
    ? textBlock(
        { constant: true, write: () => element.colon ?? '' },
        labelStyle,
        scope.block({ lineHeight: (style.size * 1.4) / labelStyle.size }, {}, labelStyle.size, path),
      )
    : undefined;
  const english = element.labelEn
    ? textBlock(
        { constant: true, write: () => element.labelEn ?? '' },
        { ...labelStyle, size: labelStyle.size * 0.55, spacing: 0 },
        scope.block(
          { maxLines: 1, align: 'center', minSize: '0.6mm' },
          { width: element.labelWidth },
          labelStyle.size * 0.55,
          `${path}.labelEn`,
        ),
      )
    : undefined;
  const left = element.x + element.labelWidth + (colon ? labelStyle.size * 0.5 : 0) + gap;
  const width = element.x + element.width - left;
  if (width <= 0)
    scope.report(
      'error',
      'shape',
      path,
      '标签之后没有放值的位置，请加大 width。',
      'There is no room for the value after the label; enlarge width.',
    );
  const spec = scope.block(
    {
      lineHeight: 1.4,
      ...element,
      maxLines: element.maxLines ?? (element.height === undefined && element.overflow === undefined ? 1 : undefined),
    },
    { width, height: element.height },
    style.size,
    path,
  );
  const value = textBlock(content, style, spec, scope.data(element.data));
  return {
    constant: content.constant,
    box: { x: element.x, y: element.y, width: element.width, height: element.height ?? style.size * 1.4 },
    draw: (pen) => {
      const set = value(pen);
      putBlock(pen, label(pen), element.x, element.y);
      if (colon) putBlock(pen, colon(pen), element.x + element.labelWidth, element.y);
      if (english) putBlock(pen, english(pen), element.x, element.y + style.size * 1.25);
      const box = putBlock(pen, set, left, element.y);
      if (element.underline) {
        const y = mm(box.y + box.height + 0.3);
        pen.put({
          kind: 'path',
          segments: [
            ['M', mm(box.x - gap / 2), y],
            ['L', mm(box.x + width), y],
          ],
          stroke: '#8A94A0',
          lineWidth: 0.15,
        });
      }
      return { x: pen.dx + element.x, y: box.y, width: element.width, height: box.height };
    },
  };
}
