import * as c from '@miaopi/contracts';
import { readOfd, renderSvg } from '@miaopi/ofd';
import type { Actor } from '../../kernel/actor.ts';
import { type BoundRoute, route } from '../../kernel/module.ts';
import type { LicencesDeps } from './deps.ts';
import { licencesErrors } from './errors.ts';
import { presentCopy, presentSharing, presentUseCode } from './present-sharing.ts';
import { findCopy } from './store/copies.ts';
import type { HolderKey } from './store/read-licences.ts';
import type { IssuedRow } from './store/rows.ts';
import { makeHolderCopy } from './use-cases/holder-copy.ts';
import { createUseCode, revokeUseCode } from './use-cases/use-codes.ts';

/** What the holder decides about his licence: use codes, copies, and seeing who looked. */
export function holderRoutes(
  deps: LicencesDeps,
  held: (actor: Actor, id: string) => Promise<IssuedRow>,
  holderKey: (actor: Actor) => HolderKey,
): BoundRoute[] {
  const { kernel } = deps;
  return [
    route(c.getLicenceSharing, async ({ actor, params }) =>
      presentSharing(deps, holderKey(actor), await held(actor, params.licenceId)),
    ),
    route(c.createUseCode, async ({ actor, params, body }) =>
      presentUseCode(await createUseCode(deps, actor, await held(actor, params.licenceId), body), kernel.clock.now()),
    ),
    route(c.revokeUseCode, async ({ actor, params, body }) => {
      const row = await held(actor, params.licenceId);
      return presentUseCode(
        await revokeUseCode(deps, actor, holderKey(actor), row.id, params.codeId, body.requestId),
        kernel.clock.now(),
      );
    }),
    route(c.makeLicenceCopy, async ({ actor, params, body }) =>
      presentCopy(await makeHolderCopy(deps, actor, await held(actor, params.licenceId), body), kernel.clock.now()),
    ),
    route(c.getLicenceCopyFile, async ({ actor, params, query }) => {
      const row = await held(actor, params.licenceId);
      const copy = await findCopy(kernel.read, params.copyId, row.id);
      if (copy?.madeFor !== 'holder') throw licencesErrors.copy_missing();
      const file = await kernel.files.get(copy.fileKey);
      if (query.format === 'ofd')
        return {
          mediaType: 'application/ofd',
          body: file,
          fileName: `${row.typeName.zh} ${row.number}（加注件）.ofd`,
          etag: copy.digest.slice(0, 32),
        };
      const page = query.page ?? 0;
      if (page >= copy.pages) throw licencesErrors.copy_missing({ log: `page ${page} of ${copy.pages}` });
      return { mediaType: 'image/svg+xml', body: renderSvg(readOfd(new Uint8Array(file)), page), cacheSeconds: 600 };
    }),
  ];
}
