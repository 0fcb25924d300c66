import type { Continuing, RichTextElement, RichTextRun, TextElement } from '../model.ts';
import type { Pen } from '../pen.ts';
import { type CompiledStyle, type Scope, textBlock } from '../scope.ts';
import { type Block, moved, setBlock } from '../text-block.ts';
import { type Drawable, putBlock } from './element.ts';

/** Size of raised and lowered pieces, and how far they move, in parts of the text's size. */
const SCRIPT_SIZE = 0.62;
const RISE = { super: 0.36, sub: -0.14 } as const;

export function compileText(element: TextElement, scope: Scope, path: string): Drawable {
  const style = scope.style(element, path);
  const content = scope.content(element, path);
  const flow = flowOf(element, style.size, scope, path);
  const spec = scope.block(element, flow ? { width: element.width } : element, style.size, path);
  const block = textBlock(content, style, spec, scope.data(element.data));
  return {
    constant: content.constant && !flow,
    box:
      element.width === undefined
        ? undefined
        : { x: element.x, y: element.y, width: element.width, height: element.height ?? style.size * spec.lineHeight },
    draw: (pen) =>
      flow ? flow(pen, block(pen), element.x, element.y) : putBlock(pen, block(pen), element.x, element.y),
  };
}

/** Puts lines as far as the page has room, then goes on on the next one; undefined when the element does not ask for it. */
function flowOf(
  element: Continuing & { readonly overflow?: string; readonly width?: number },
  size: number,
  scope: Scope,
  path: string,
): ((pen: Pen, block: Block, x: number, y: number) => ReturnType<Drawable['draw']>) | undefined {
  if (element.overflow !== 'continue') return undefined;
  const bottom = element.bottom ?? scope.size.height - scope.margins.bottom;
  const top = element.continueAt ?? scope.margins.top;
  if (element.width === undefined || bottom - top < 2 * size) {
    scope.report(
      'error',
      'off_page',
      path,
      '续页的文字要有宽度，bottom 与 continueAt 之间要放得下一行。',
      'A text that continues needs a width, and room for a line between `continueAt` and `bottom`.',
    );
  }
  return (pen, block, x, y) => {
    let shift = pen.dy + y;
    let start = shift;
    for (const [n, line] of block.starts.entries()) {
      if (shift + line.top + block.lineHeight > bottom + 0.01 && bottom - top >= block.lineHeight) {
        pen.turn(path);
        shift = top - line.top;
        start = top;
      }
      const items = block.items.slice(line.item, block.starts[n + 1]?.item);
      for (const item of moved(items, pen.dx + x, shift)) pen.put(item);
    }
    return { x: pen.dx + x, y: start, width: block.width, height: shift + block.height - start };
  };
}

/** A run's own style: weight and script on top of what it names. */
function runStyle(run: RichTextRun, scope: Scope, path: string, base: CompiledStyle) {
  const style = scope.style(run, path, base);
  const choice = run.bold ? { ...style.choice, weight: 700 } : style.choice;
  if (run.script === undefined) return { ...style, choice, rise: 0 };
  return { ...style, choice, size: style.size * SCRIPT_SIZE, rise: style.size * RISE[run.script] };
}

export function compileRichText(element: RichTextElement, scope: Scope, path: string): Drawable {
  const base = scope.style(element, path);
  const runs = element.runs.map((run, i) => ({
    style: runStyle(run, scope, `${path}.runs[${i}]`, base),
    content: scope.content(run, `${path}.runs[${i}]`),
    underline: run.underline,
    strike: run.strike,
    data: scope.data(run.data),
  }));
  const flow = flowOf(element, base.size, scope, path);
  const spec = scope.block(element, flow ? { width: element.width } : element, base.size, path);
  return {
    constant: runs.every((run) => run.content.constant) && !flow,
    box: { x: element.x, y: element.y, width: element.width, height: element.height ?? base.size },
    draw: (pen) => {
      const block = setBlock(
        runs.map(({ content, style, underline, strike, data }) => ({
          text: content.write(pen),
          ...style,
          underline,
          strike,
          data,
        })),
        spec,
        pen.faces,
        pen.missing,
      );
      return flow ? flow(pen, block, element.x, element.y) : putBlock(pen, block, element.x, element.y);
    },
  };
}
