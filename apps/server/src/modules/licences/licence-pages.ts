import { readOfd, renderSvg } from '@miaopi/ofd';
import type { RawReply } from '../../kernel/http/route.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { ByteCache } from './byte-cache.ts';
import { licencesErrors } from './errors.ts';
import type { IssuedRow } from './store/rows.ts';

/** A page of a sealed licence drawn as SVG, kept by whoever asked. @throws licences.licence_missing when it has no such page */
export type PageOf = (row: IssuedRow, page: number) => Promise<RawReply>;

export function licencePages(kernel: Kernel, cache: ByteCache): PageOf {
  return async (row, page) => {
    if (page >= row.pages) throw licencesErrors.licence_missing({ log: `page ${page} of ${row.pages}` });
    const body = await cache.get(`svg ${row.id} ${page}`, async () =>
      Buffer.from(renderSvg(readOfd(await kernel.files.get(row.fileKey)), page), 'utf8'),
    );
    return { mediaType: 'image/svg+xml', body, cacheSeconds: 600, etag: `${row.digest.slice(0, 32)}-svg-${page}` };
  };
}
