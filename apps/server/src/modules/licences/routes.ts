import * as c from '@miaopi/contracts';
import type { Actor } from '../../kernel/actor.ts';
import { kernelErrors } from '../../kernel/errors.ts';
import { type BoundRoute, route } from '../../kernel/module.ts';
import { batchRoutes } from './batch-routes.ts';
import { createByteCache } from './byte-cache.ts';
import type { LicencesDeps } from './deps.ts';
import { readQuery } from './domain/identifier.ts';
import { licencesErrors } from './errors.ts';
import { holderRoutes } from './holder-routes.ts';
import { licencePages } from './licence-pages.ts';
import { officeRoutes } from './office-routes.ts';
import { paperRoutes } from './paper-routes.ts';
import { presentCard, presentFields, presentUses } from './present.ts';
import { presentEvent } from './present-history.ts';
import { printRoutes } from './print-routes.ts';
import { shareRoutes } from './share-routes.ts';
import { showingRoutes } from './showing-routes.ts';
import { signedCopy } from './signed-copy.ts';
import { listHistory } from './store/life.ts';
import { findHeld, type HolderKey, listHeld, listVersions } from './store/read-licences.ts';
import type { IssuedRow } from './store/rows.ts';
import { systemRoutes } from './system-routes.ts';
import { typeRoutes } from './type-routes.ts';
import { judgeSealing } from './use-cases/judge-sealing.ts';
import { checkShowing } from './use-cases/showing/check-showing.ts';
import { verifyFile } from './use-cases/verify-file.ts';
import { verifyIdentifier } from './use-cases/verify-identifier.ts';

const cacheBytes = 48 * 1024 * 1024;

export function licencesRoutes(deps: LicencesDeps): BoundRoute[] {
  const { kernel, seals, limits, item } = deps;
  const cache = createByteCache(cacheBytes);
  const pageOf = licencePages(kernel, cache);
  const held = async (actor: Actor, id: string): Promise<IssuedRow> => {
    const row = await findHeld(kernel.read, id, holderKey(actor));
    if (!row) throw licencesErrors.licence_missing();
    return row;
  };

  async function pdfOf(actor: Actor, row: IssuedRow): Promise<Uint8Array> {
    const compiled = await item(row.slug, row.itemVersion);
    if (!compiled) throw kernelErrors.bug({ log: `${row.slug} v${row.itemVersion} of licence ${row.id} is not there` });
    return signedCopy({ kernel, seals }, actor, row, await deps.types.governedAt(compiled, row.typeVersion));
  }

  return [
    route(c.listLicences, async ({ actor }) =>
      (await listHeld(kernel.read, holderKey(actor))).map((row) => presentCard(row, kernel.clock.today())),
    ),
    route(c.getLicence, async ({ actor, params }) => {
      const row = await held(actor, params.licenceId);
      const today = kernel.clock.today();
      return {
        ...presentCard(row, today),
        fields: presentFields(row),
        verifyUrl: row.content.verifyUrl,
        uses: presentUses(row),
        versions: (await listVersions(kernel.read, row)).map((v) => presentCard(v, today)),
        fileDigest: row.digest,
        history: (await listHistory(kernel.read, row.id)).map((h) => presentEvent(h, false)),
      };
    }),
    route(c.getLicenceFile, async ({ actor, params, query }) => {
      const row = await held(actor, params.licenceId);
      const title = `${row.typeName.zh} ${row.number}`;
      const etag = `${row.digest.slice(0, 32)}-${query.format}-${query.page ?? 0}`;
      switch (query.format) {
        case 'ofd':
          return {
            mediaType: 'application/ofd',
            body: await kernel.files.get(row.fileKey),
            fileName: `${title}.ofd`,
            etag,
          };
        case 'pdf':
          return {
            mediaType: 'application/pdf',
            body: await cache.get(`pdf ${row.id}`, () => pdfOf(actor, row)),
            fileName: `${title}.pdf`,
            etag,
          };
        default:
          return pageOf(row, query.page ?? 0);
      }
    }),
    route(c.verifyByIdentifier, async ({ actor, params, ip }) => {
      await limits.spend('verifyAddress', ip);
      const query = readQuery(params.identifier);
      return judgeSealing(
        { kernel, seals },
        query.by === 'showing'
          ? await checkShowing(deps, pageOf, { actor, ip }, query.code)
          : await verifyIdentifier(kernel, actor, query),
      );
    }),
    route(c.verifyFile, async ({ actor, file, ip }) => {
      await limits.spend('verifyAddress', ip);
      return judgeSealing({ kernel, seals }, await verifyFile({ kernel, seals }, actor, file.data), file.data);
    }),
    ...officeRoutes(deps, pageOf),
    ...holderRoutes(deps, held, holderKey),
    ...showingRoutes(deps, held, holderKey),
    ...paperRoutes(deps, held),
    ...printRoutes(deps, held, pageOf),
    ...shareRoutes(deps),
    ...systemRoutes(deps),
    ...typeRoutes(deps),
    ...batchRoutes(deps),
  ];
}

/** Whom the person acts for now: himself or the firm. */
function holderKey(actor: Actor): HolderKey {
  if (actor.kind !== 'person') throw licencesErrors.licence_missing();
  return { kind: actor.principal.kind, id: actor.principal.id };
}
