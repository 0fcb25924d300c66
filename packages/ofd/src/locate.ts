import type { Box } from './drawing.ts';
import { type OfdDocument, partXml, resolveLocation } from './read.ts';
import { expandDeltas } from './svg-text.ts';
import { child, childrenOf, parseNumbers, type XmlElement } from './xml-read.ts';

/** Where a keyword stands. */
export interface TextPlace extends Box {
  /** 0-based page number. */
  readonly page: number;
}

/**
 * Finds a keyword on the pages, for sealing by keyword (e.g. `（盖章）`). Backgrounds are searched too; a keyword is found
 * inside one text object, not across several. Boxes in mm: from the first to behind the last character, one em high.
 */
export function locateText(document: OfdDocument, keyword: string): TextPlace[] {
  const wanted = [...keyword];
  if (wanted.length === 0) return [];
  const { parts, docRoot, pages } = document.package;
  const templates = childrenOf(child(document.root, 'CommonData')!, 'TemplatePage');
  const out: TextPlace[] = [];
  pages.forEach((ref, page) => {
    const root = partXml(parts, ref.path);
    const roots = [root];
    for (const use of childrenOf(root, 'Template')) {
      const id = use.attributes.get('TemplateID');
      const template = templates.find((t) => t.attributes.get('ID') === id);
      const location = template?.attributes.get('BaseLoc');
      if (location) roots.push(partXml(parts, resolveLocation(docRoot, location)));
    }
    for (const r of roots) for (const box of search(r, wanted)) out.push({ page, ...box });
  });
  return out;
}

function search(element: XmlElement, wanted: readonly string[]): Box[] {
  if (element.name !== 'TextObject') return element.children.flatMap((c) => search(c, wanted));
  const boundary = parseNumbers(element.attributes.get('Boundary'));
  const size = parseNumbers(element.attributes.get('Size'))?.[0];
  if (boundary?.length !== 4 || !size || element.attributes.has('CTM')) return [];
  return childrenOf(element, 'TextCode').flatMap((code) => {
    const text = [...code.text];
    const gaps = expandDeltas(code.attributes.get('DeltaX'), text.length - 1);
    const x0 = boundary[0]! + (parseNumbers(code.attributes.get('X'))?.[0] ?? 0);
    const baseline = boundary[1]! + (parseNumbers(code.attributes.get('Y'))?.[0] ?? 0);
    const starts = [x0];
    for (let i = 0; i < text.length - 1; i++) starts.push(starts[i]! + (gaps[i] ?? 0));
    const found: Box[] = [];
    for (let i = 0; i + wanted.length <= text.length; i++) {
      if (!wanted.every((ch, k) => text[i + k] === ch)) continue;
      const end = starts[i + wanted.length] ?? starts[text.length - 1]! + size;
      found.push({ x: starts[i]!, y: baseline - size * 0.88, width: end - starts[i]!, height: size });
    }
    return found;
  });
}
