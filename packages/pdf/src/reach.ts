import { tooLarge } from './errors.ts';
import type { PdfFile } from './file.ts';
import { isArray, isDict, isName, PdfRef, PdfStream, type PdfValue } from './values.ts';

/** What a document leads to from its catalog. */
export interface Reach {
  /** Numbers of objects, with how often each is referred to. */
  readonly reached: ReadonlyMap<number, number>;
  /** Numbers referred to without being there: whoever defines them later fills a gap left on purpose. */
  readonly dangling: ReadonlySet<number>;
  /** Scripts or a dynamic (XFA) form. */
  readonly active: boolean;
}

const MAX_STEPS = 6_000_000;
const SCRIPTS = new Set(['JS', 'JavaScript', 'XFA']);

/**
 * Walks everything from the catalog except metadata and validation data (DSS), which show nothing on a page; the
 * whole on demand.
 * @throws PdfError what a document that is reachable and malformed throws
 */
export function reachOf(file: PdfFile, whole = false): Reach {
  const reached = new Map<number, number>();
  const dangling = new Set<number>();
  let active = false;
  let steps = 0;
  const todo: PdfValue[] = [];
  const root = file.trailer.get('Root');
  if (root instanceof PdfRef) reached.set(root.num, 1);
  for (const [key, value] of file.catalog) {
    if (whole || (key !== 'DSS' && key !== 'Metadata')) todo.push(value);
    if (SCRIPTS.has(key)) active = true;
  }
  while (todo.length > 0) {
    if (++steps > MAX_STEPS) throw tooLarge('a document of too many values');
    const value = todo.pop()!;
    if (value instanceof PdfRef) {
      const before = reached.get(value.num);
      reached.set(value.num, (before ?? 0) + 1);
      if (before !== undefined) continue;
      const entry = file.entries.get(value.num);
      const gen = entry?.kind === 'at' ? entry.gen : 0;
      if (!entry || entry.kind === 'free' || gen !== value.gen) dangling.add(value.num);
      else todo.push(file.object(value.num));
    } else if (isArray(value)) {
      for (const item of value) if (typeof item === 'object' && item !== null) todo.push(item);
    } else if (isDict(value) || value instanceof PdfStream) {
      for (const [key, item] of value instanceof PdfStream ? value.dict : value) {
        if (SCRIPTS.has(key) || (key === 'S' && isName(item, 'JavaScript'))) active = true;
        if (typeof item === 'object' && item !== null) todo.push(item);
      }
    }
  }
  return { reached, dangling, active };
}

/** Pages and catalogs that are in the file but not in the document: prepared for a later exchange (shadow attack). */
export function unusedPages(file: PdfFile, reach: Reach): readonly number[] {
  const out: number[] = [];
  for (const [num, entry] of file.entries) {
    if (entry.kind === 'free' || reach.reached.has(num) || out.length >= 20) continue;
    let value: PdfValue;
    try {
      value = file.object(num);
    } catch {
      continue;
    }
    const type = isDict(value) ? value.get('Type') : undefined;
    if (isName(type, 'Page') || isName(type, 'Pages') || isName(type, 'Catalog')) out.push(num);
  }
  return out;
}
