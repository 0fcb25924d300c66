import { fromJson } from '@miaopi/decisions';
import type { DrawText } from '@miaopi/ofd';
import {
  compileTemplate,
  drawPaper,
  type PaperDrawing,
  type PaperElement,
  type PaperTemplate,
  type Values,
} from '../src/index.ts';
import { notoPaperEnv } from '../src/noto.ts';

export const env = notoPaperEnv();

/** A page of these elements, drawn. */
export function drawn(
  elements: readonly PaperElement[],
  values: object = {},
  rest: Partial<PaperTemplate> = {},
): PaperDrawing {
  const compiled = compileTemplate({ name: '测试', page: 'A4', ...rest, elements });
  return drawPaper(compiled, { values: fromJson(values) as Values }, env);
}

/** Text items of a page, in order. */
export function texts(drawing: PaperDrawing, page = 0): DrawText[] {
  return drawing.pages[page]!.items.filter((item) => item.kind === 'text');
}

/** The text of each line (items that share a baseline). */
export function lines(drawing: PaperDrawing, page = 0): string[] {
  const byBaseline = new Map<number, string>();
  for (const item of texts(drawing, page)) byBaseline.set(item.y, (byBaseline.get(item.y) ?? '') + item.text);
  return [...byBaseline.values()];
}
