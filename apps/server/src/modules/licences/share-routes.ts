import * as c from '@miaopi/contracts';
import { type BoundRoute, route } from '../../kernel/module.ts';
import type { Lang } from '../../kernel/text.ts';
import type { LicencesDeps } from './deps.ts';
import type { ShareSystemRow } from './store/share-systems.ts';
import { ask, type Outcome, type ShareAnswer, type ShareQuestion, type ShareWhy } from './use-cases/share/ask.ts';
import * as share from './use-cases/share/operations.ts';
import { takeCopy } from './use-cases/share/take-copy.ts';

type Operation<D> = (deps: LicencesDeps, system: ShareSystemRow, data: D) => Promise<Outcome>;

/** The sharing interface for registered systems; who calls is told by the token, not by a session. */
export function shareRoutes(deps: LicencesDeps): BoundRoute[] {
  const answer =
    <D extends ShareWhy>(path: string, operation: Operation<D>) =>
    (input: { readonly body: unknown; readonly ip: string; readonly lang: Lang }): Promise<ShareAnswer> =>
      ask<D>(
        deps,
        { operation: path.slice(path.lastIndexOf('/') + 1), path, ip: input.ip, lang: input.lang },
        input.body as ShareQuestion<D>,
        (system, data) => operation(deps, system, data),
      );
  const asked = ({ path }: c.RouteContract, operation: Operation<never>) =>
    answer(path, operation as Operation<ShareWhy>) as never;
  return [
    route(c.shareSearch, asked(c.shareSearch, share.search)),
    route(c.shareCertInfo, asked(c.shareCertInfo, share.queryCertInfo)),
    route(
      c.shareDownloadUrl,
      asked(c.shareDownloadUrl, (d, system, data) => share.download(d, system, data, 'address')),
    ),
    route(
      c.shareDownloadFile,
      asked(c.shareDownloadFile, (d, system, data) => share.download(d, system, data, 'file')),
    ),
    route(c.shareVerifyInfo, asked(c.shareVerifyInfo, share.verifyCertInfo)),
    route(c.shareVerifyFile, asked(c.shareVerifyFile, share.verifyCertFile)),
    route(c.shareByQr, asked(c.shareByQr, share.dataByQr)),
    route(c.shareFile, async ({ params, ip }) => {
      await deps.limits.spend('shareLink', ip);
      const { row, bytes } = await takeCopy(deps, params.token);
      return { mediaType: 'application/ofd', body: bytes, fileName: `${row.number}（加注件）.ofd` };
    }),
  ];
}
