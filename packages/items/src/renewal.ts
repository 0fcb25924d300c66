import { type CaseInput, scopeOf } from './case-input.ts';
import type { CompiledItem } from './compile-item.ts';

/**
 * 延续: the last day (yyyy-mm-dd) on which the licence a case asks to run on is valid; not decided by then, it counts as granted (行政许可法 第五十条). Undefined for every other case, and
 * where it can't be told: silence never grants what is not known to be a renewal. Never throws for any input.
 */
export function renewalEnd(item: CompiledItem, input: CaseInput): string | undefined {
  if (!item.renewal) return undefined;
  const { all } = scopeOf(item, input);
  if (item.renewal.when.evaluate(all) !== true) return undefined;
  const until = item.renewal.until.evaluate(all);
  return until === null || until === undefined ? undefined : /^\d{4}-\d\d-\d\d$/.exec(String(until))?.[0];
}
