import * as c from '@miaopi/contracts';
import { readOfd, renderSvg } from '@miaopi/ofd';
import type { Actor } from '../../kernel/actor.ts';
import { kernelErrors } from '../../kernel/errors.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import { type BoundRoute, route } from '../../kernel/module.ts';
import type { Limits } from '../identity/index.ts';
import type { Seals } from '../seals/index.ts';
import { createByteCache } from './byte-cache.ts';
import { licencesErrors } from './errors.ts';
import type { LicencesPlugs } from './licences.ts';
import { presentCard, presentFields } from './present.ts';
import { signedCopy } from './signed-copy.ts';
import { findHeld, type HolderKey, listHeld, listVersions } from './store/read-licences.ts';
import type { IssuedRow } from './store/rows.ts';
import { verifyFile } from './use-cases/verify-file.ts';
import { verifyIdentifier } from './use-cases/verify-identifier.ts';

export interface RouteDeps {
  readonly kernel: Kernel;
  readonly seals: Seals;
  readonly limits: Limits;
  readonly item: LicencesPlugs['item'];
}

const cacheBytes = 48 * 1024 * 1024;

export function licencesRoutes({ kernel, seals, limits, item }: RouteDeps): BoundRoute[] {
  const cache = createByteCache(cacheBytes);
  const held = async (actor: Actor, id: string): Promise<IssuedRow> => {
    const row = await findHeld(kernel.read, id, holderKey(actor));
    if (!row) throw licencesErrors.licence_missing();
    return row;
  };

  async function pdfOf(row: IssuedRow): Promise<Uint8Array> {
    const compiled = await item(row.slug, row.itemVersion);
    if (!compiled) throw kernelErrors.bug({ log: `${row.slug} v${row.itemVersion} of licence ${row.id} is not there` });
    return signedCopy({ kernel, seals }, row, compiled);
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
        versions: (await listVersions(kernel.read, row)).map((v) => presentCard(v, today)),
        fileDigest: row.digest,
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
            body: await cache.get(`pdf ${row.id}`, () => pdfOf(row)),
            fileName: `${title}.pdf`,
            etag,
          };
        default: {
          const page = query.page ?? 0;
          if (page >= row.pages) throw licencesErrors.licence_missing({ log: `page ${page} of ${row.pages}` });
          const svg = await cache.get(`svg ${row.id} ${page}`, async () =>
            Buffer.from(renderSvg(readOfd(await kernel.files.get(row.fileKey)), page), 'utf8'),
          );
          return { mediaType: 'image/svg+xml', body: svg, cacheSeconds: 600, etag };
        }
      }
    }),
    route(c.verifyByIdentifier, async ({ actor, params, ip }) => {
      await limits.spend('verifyAddress', ip);
      return verifyIdentifier(kernel, actor, params.identifier);
    }),
    route(c.verifyFile, async ({ actor, file, ip }) => {
      await limits.spend('verifyAddress', ip);
      return verifyFile({ kernel, seals }, actor, file.data);
    }),
  ];
}

/** Whom the person acts for now: himself or the firm. */
function holderKey(actor: Actor): HolderKey {
  if (actor.kind !== 'person') throw licencesErrors.licence_missing();
  return { kind: actor.principal.kind, id: actor.principal.id };
}
