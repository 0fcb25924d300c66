import { type ContentContext, contentXml } from './content.ts';
import type { DrawItem, Drawing } from './drawing.ts';
import { OfdError } from './errors.ts';
import { OFD_NAMESPACE } from './package.ts';
import { escapeXml, mm } from './xml-text.ts';

/** An annotation over a page (GB/T 33190 §15), e.g. the watermark of an annotated copy (加注件). */
export interface OfdAnnotation {
  /** 0-based page number. */
  readonly page: number;
  readonly type: 'Watermark' | 'Stamp' | 'Highlight' | 'Path' | 'Link';
  readonly creator: string;
  /** `YYYY-MM-DD` */
  readonly lastModified: string;
  readonly remark?: string;
  readonly parameters?: Readonly<Record<string, string>>;
  /** In page coordinates, like page items. */
  readonly items: readonly DrawItem[];
}

const XML = '<?xml version="1.0" encoding="UTF-8"?>\n';
const NS = ` xmlns:ofd="${OFD_NAMESPACE}"`;

/** One Annot element; it names its namespace, so that it fits into foreign parts too. */
export function annotXml(
  annotation: OfdAnnotation,
  page: { readonly width: number; readonly height: number } | undefined,
  context: ContentContext,
): string {
  if (!page || !/^\d{4}-\d{2}-\d{2}$/.test(annotation.lastModified)) {
    throw new OfdError(
      'illegal_value',
      'An annotation needs an existing page (0-based) and a date YYYY-MM-DD.',
      '注释应指向存在的页（从 0 起）并带 YYYY-MM-DD 日期。',
    );
  }
  const parameters = Object.entries(annotation.parameters ?? {})
    .map(([k, v]) => `<ofd:Parameter Name="${escapeXml(k, 'Parameter name')}">${escapeXml(v, k)}</ofd:Parameter>`)
    .join('');
  return (
    `<ofd:Annot${NS} ID="${context.nextId()}" Type="${annotation.type}" Creator="${escapeXml(annotation.creator, 'Creator')}" LastModDate="${annotation.lastModified}">` +
    (annotation.remark === undefined ? '' : `<ofd:Remark>${escapeXml(annotation.remark, 'Remark')}</ofd:Remark>`) +
    (parameters ? `<ofd:Parameters>${parameters}</ofd:Parameters>` : '') +
    `<ofd:Appearance Boundary="0 0 ${mm(page.width)} ${mm(page.height)}">${contentXml(annotation.items, context)}</ofd:Appearance></ofd:Annot>`
  );
}

/** A whole PageAnnot part around its annotations. */
export function pageAnnotXml(annots: string): string {
  return `${XML}<ofd:PageAnnot${NS}>${annots}</ofd:PageAnnot>`;
}

/** A whole annotation list around its entries. */
export function annotationListXml(entries: string): string {
  return `${XML}<ofd:Annotations${NS}>${entries}</ofd:Annotations>`;
}

/** An entry of the annotation list. */
export function annotatedPageXml(pageId: number, location: string): string {
  return `<ofd:Page${NS} PageID="${pageId}"><ofd:FileLoc>${escapeXml(location, 'Path')}</ofd:FileLoc></ofd:Page>`;
}

/** The annotation list and one part per annotated page, as [path, text]. */
export function annotationParts(
  annotations: readonly OfdAnnotation[],
  drawing: Drawing,
  pageIds: readonly number[],
  context: ContentContext,
): [string, string][] {
  if (annotations.length === 0) return [];
  const byPage = new Map<number, string>();
  for (const annotation of annotations) {
    const xml = annotXml(annotation, drawing.pages[annotation.page], context);
    byPage.set(annotation.page, (byPage.get(annotation.page) ?? '') + xml);
  }
  const list: string[] = [];
  const out: [string, string][] = [];
  for (const [page, xml] of byPage) {
    list.push(annotatedPageXml(pageIds[page]!, `Page_${page}/Annotation.xml`));
    out.push([`Doc_0/Annots/Page_${page}/Annotation.xml`, pageAnnotXml(xml)]);
  }
  out.unshift(['Doc_0/Annots/Annotations.xml', annotationListXml(list.join(''))]);
  return out;
}
