import { type OfdTrust, readOfd } from '@miaopi/ofd';
import { readPdf } from '@miaopi/pdf';
import type { SignatureCheck } from '../store/rows.ts';
import { isPdf, judgePdf } from './pdf-bytes.ts';
import { documentLimits, judge } from './seal-bytes.ts';

/** What is sent round: OFD, or a PDF that somebody uploaded. */
export interface DocumentKind {
  readonly mediaType: 'application/ofd' | 'application/pdf';
  readonly ending: 'ofd' | 'pdf';
}

export function kindOf(data: Uint8Array): DocumentKind {
  return isPdf(data)
    ? { mediaType: 'application/pdf', ending: 'pdf' }
    : { mediaType: 'application/ofd', ending: 'ofd' };
}

/** mm */
export function pagesOf(data: Uint8Array): readonly { readonly width: number; readonly height: number }[] {
  const pages = isPdf(data)
    ? readPdf(data, { maxFile: documentLimits.maxFile }).pages
    : readOfd(data, documentLimits).package.pages;
  return pages.map(({ width, height }) => ({ width, height }));
}

/** How each signature of a document is judged. */
export function judgeDocument(data: Uint8Array, trust: OfdTrust, at: Date): SignatureCheck[] {
  return (isPdf(data) ? judgePdf : judge)(data, trust, at);
}
