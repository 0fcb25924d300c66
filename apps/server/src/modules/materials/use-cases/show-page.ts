import { OfdError, readOfd, renderSvg } from '@miaopi/ofd';
import type { Actor } from '../../../kernel/actor.ts';
import type { RawReply } from '../../../kernel/http/route.ts';
import type { Kernel } from '../../../kernel/kernel.ts';
import { archiveLimits } from '../domain/archive-limits.ts';
import { materialsErrors } from '../errors.ts';
import type { MaterialsPlugs } from '../materials.ts';
import { openFile, readFile } from './show-file.ts';

/** One page of an OFD drawn for the screen, its seals from their own pictures. @param page from 0 */
export async function showPage(
  kernel: Kernel,
  plugs: MaterialsPlugs,
  actor: Actor,
  fileId: string,
  page: number,
): Promise<RawReply> {
  // a look at a file begins with its first page
  const row = await openFile(kernel, plugs, actor, fileId, page === 0 ? 'told' : 'already-told');
  if (row.mediaType !== 'application/ofd') throw materialsErrors.page_missing({ log: row.mediaType });
  try {
    const document = readOfd(await readFile(kernel, row), archiveLimits);
    if (page >= document.package.pages.length) throw materialsErrors.page_missing({ log: `page ${page}` });
    return { mediaType: 'image/svg+xml', body: renderSvg(document, page), cacheSeconds: 3600 };
  } catch (error) {
    if (error instanceof OfdError) throw materialsErrors.page_missing({ log: error.message, cause: error });
    throw error;
  }
}
