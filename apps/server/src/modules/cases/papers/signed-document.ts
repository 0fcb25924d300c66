import type { CompiledItem } from '@miaopi/items';
import { drawingToPdf } from '@miaopi/layout';
import type { CasesDeps } from '../deps.ts';
import type { CaseRow, DocumentRow } from '../store/rows.ts';
import { drawDocument } from './draw-document.ts';

/** Kept beside each other by month, apart from everything that is swept. */
function keyOf(row: CaseRow, document: DocumentRow): string {
  return `case-papers/${document.at.toISOString().slice(0, 7).replace('-', '/')}/${row.id}-${document.kind}${document.nth > 1 ? `-${document.nth}` : ''}.pdf`;
}

/**
 * A numbered document of a case as PDF, signed by its office (F095, F124, F144): made when first asked for and kept, so that everybody gets the same file.
 * Made twice at the same moment, the one written last is kept; both are good.
 */
export async function signedDocument(
  { kernel, licences }: Pick<CasesDeps, 'kernel' | 'licences'>,
  row: CaseRow,
  item: CompiledItem,
  document: DocumentRow,
): Promise<Uint8Array> {
  const key = keyOf(row, document);
  const kept = await kernel.files.get(key).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (kept) return kept;
  const drawing = drawDocument(row, item, document);
  const title = `${document.name.zh} ${document.number}`;
  const page = drawing.pages.findIndex((p) => p.sealPlaces?.印章);
  const place = drawing.pages[page]?.sealPlaces?.印章;
  const pdf = await drawingToPdf(drawing, { title, date: document.at, author: row.officeName.zh });
  const signed = await licences.signPaper({ uscc: row.office, name: row.officeName.zh }, pdf, {
    reason: title,
    seal: place && { page, x: place.x, y: place.y, width: place.width, height: place.height },
  });
  await kernel.files.put(key, signed);
  return signed;
}
