import * as c from '@miaopi/contracts';
import { sm3Hex } from '@miaopi/gm';
import type { Kernel } from '../../../kernel/kernel.ts';
import { type BoundRoute, route } from '../../../kernel/module.ts';
import type { Seals } from '../../seals/index.ts';
import { licencesErrors } from '../errors.ts';
import { fillPage } from './fill-page.ts';
import { statusLists } from './status-lists.ts';

/** X08: what somebody takes along who will have no network. */
export function offlineRoutes(deps: {
  readonly kernel: Kernel;
  readonly seals: Seals;
  /** The page as built; undefined when the web is not built. */
  readonly offlinePage: () => Promise<string | undefined>;
}): BoundRoute[] {
  const { kernel, seals, offlinePage } = deps;
  const list = statusLists(kernel, seals);
  return [
    route(c.getStatusList, async () => {
      const body = await list();
      return {
        mediaType: 'application/octet-stream',
        body,
        fileName: `证照状态名单-${kernel.clock.today()}.mpsl`,
        cacheSeconds: 60,
        shared: true,
        etag: sm3Hex(body).slice(0, 32),
      };
    }),
    route(c.getOfflinePage, async () => {
      const template = await offlinePage();
      if (template === undefined) throw licencesErrors.offline_page_unbuilt();
      const [trust, signer, now] = await Promise.all([seals.trusted(), seals.codeSigner(), list()]);
      return {
        mediaType: 'text/html; charset=utf-8',
        body: fillPage(template, {
          from: kernel.config.publicUrl,
          at: kernel.clock.now(),
          trust,
          codeKeys: [signer.certificate],
          list: now,
        }),
        fileName: `证照离线核验-${kernel.clock.today()}.html`,
      };
    }),
  ];
}
