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
  const bound = <C extends c.RouteContract>(contract: C, operation: Operation<never>) =>
    route(contract, answer(contract.path, operation as Operation<ShareWhy>) as never);
  return [
    bound(c.shareSearch, share.search),
    bound(c.shareCertInfo, share.queryCertInfo),
    bound(c.shareDownloadUrl, (d, system, data) => share.download(d, system, data, 'address')),
    bound(c.shareDownloadFile, (d, system, data) => share.download(d, system, data, 'file')),
    bound(c.shareVerifyInfo, share.verifyCertInfo),
    bound(c.shareVerifyFile, share.verifyCertFile),
    bound(c.shareByQr, share.dataByQr),
    route(c.shareFile, async ({ params, ip }) => {
      await deps.limits.spend('shareLink', ip);
      const { row, bytes } = await takeCopy(deps, params.token);
      return { mediaType: 'application/ofd', body: bytes, fileName: `${row.number}（加注件）.ofd` };
    }),
  ];
}
