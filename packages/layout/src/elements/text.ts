import type { RichTextElement, TextElement } from '../model.ts';
import { type Scope, textBlock } from '../scope.ts';
import { setBlock } from '../text-block.ts';
import { type Drawable, putBlock } from './element.ts';

export function compileText(element: TextElement, scope: Scope, path: string): Drawable {
  const style = scope.style(element, path);
  const content = scope.content(element, path);
  const spec = scope.block(element, element, style.size, path);
  const block = textBlock(content, style, spec, scope.data(element.data));
  return {
    constant: content.constant,
    box:
      element.width === undefined
        ? undefined
        : { x: element.x, y: element.y, width: element.width, height: element.height ?? style.size * spec.lineHeight },
    draw: (pen) => putBlock(pen, block(pen), element.x, element.y),
  };
}

export function compileRichText(element: RichTextElement, scope: Scope, path: string): Drawable {
  const base = scope.style(element, path);
  const runs = element.runs.map((run, i) => ({
    style: scope.style(run, `${path}.runs[${i}]`, base),
    content: scope.content(run, `${path}.runs[${i}]`),
    underline: run.underline,
    data: scope.data(run.data),
  }));
  const spec = scope.block(element, element, base.size, path);
  return {
    constant: runs.every((run) => run.content.constant),
    box: { x: element.x, y: element.y, width: element.width, height: element.height ?? base.size },
    draw: (pen) => {
      const block = setBlock(
        runs.map((run) => ({ text: run.content.write(pen), ...run.style, underline: run.underline, data: run.data })),
        spec,
        pen.faces,
        pen.missing,
      );
      return putBlock(pen, block, element.x, element.y);
    },
  };
}
