import { drawPaper, type PaperDrawing, type PaperEnv } from '@miaopi/layout';
import { type CaseInput, scopeOf } from './case-input.ts';
import type { CompiledItem } from './compile-item.ts';

/**
 * A paper of the item (papers/<name>.yaml) drawn from the answers as they are.
 * @throws RangeError for a paper the item has not; PaperError when a value does not fit by the paper's own rule
 */
export function drawPaperOf(item: CompiledItem, name: string, input: CaseInput, env: PaperEnv): PaperDrawing {
  const paper = Object.hasOwn(item.papers, name) ? item.papers[name] : undefined;
  if (!paper) throw new RangeError(`${item.core.slug} has no paper ${JSON.stringify(name)}`);
  return drawPaper(paper, { values: scopeOf(item, input).all }, env);
}
