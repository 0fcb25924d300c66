import { checkFile, getDocument, getFile, getFilePage } from '@miaopi/contracts';
import { api, problemOf } from '../../app/api.ts';
import { type PagePicture, pdfPictures } from '../../ui/pdf/pdf-pictures.ts';

const a4 = { width: 210, height: 297 };
const mostPages = 60;

export interface CasePaper {
  readonly caseId: string;
  readonly subject: 'document' | 'file';
  readonly ref: string;
}

/** The pages of a document or file of a case, each as an address and a size in mm; empty when this kind can't be printed here. */
export async function paperPagesOf({ caseId, subject, ref }: CasePaper, signal: AbortSignal): Promise<PagePicture[]> {
  if (subject === 'document') return documentPages(caseId, ref, signal);
  const params = { fileId: ref };
  const file = await (await api.raw(getFile, { params, signal })).blob();
  if (file.type === 'application/pdf') return pdfPictures(file);
  if (file.type.startsWith('image/')) return [{ href: URL.createObjectURL(file), ...a4 }];
  const { pages } = await api.call(checkFile, { params, signal });
  return pages.slice(0, mostPages).map(({ width, height }, page) => ({
    href: api.url(getFilePage, { params, query: { page } }),
    width,
    height,
  }));
}

/** Asked for page by page: how many there are is known when there is no further one. */
async function documentPages(caseId: string, kind: string, signal: AbortSignal): Promise<PagePicture[]> {
  const pages: PagePicture[] = [];
  for (let page = 0; page < mostPages; page++) {
    try {
      const query = { format: 'svg' as never, page };
      const drawn = await (await api.raw(getDocument, { params: { caseId, kind }, query, signal })).blob();
      pages.push({ href: URL.createObjectURL(drawn), ...a4 });
    } catch (error) {
      if (page > 0 && problemOf(error)?.status === 404) break;
      throw error;
    }
  }
  return pages;
}
