import type { CompiledItem } from '@miaopi/items';
import { kernelErrors } from '../../kernel/errors.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { Limits } from '../identity/index.ts';
import type { Seals } from '../seals/index.ts';
import type { ContactsOf, HoldersOf, LicencesDeps, PictureOf } from './deps.ts';
import { correctableFields } from './domain/correct-content.ts';
import { stateOn } from './domain/licence-state.ts';
import type { Licences, ReservedLicence } from './door.ts';
import { keeperMade } from './keeper-made.ts';
import { makeFile } from './make-file.ts';
import { offlineRoutes } from './offline/routes.ts';
import { photoBytes, photoOfCase } from './photo.ts';
import { createPress, type Press } from './press/press.ts';
import { licencesRoutes } from './routes.ts';
import { signPaper } from './sign-paper.ts';
import { findBrief, findIssuedById, findReserved, listDirectoryRows, listHeld } from './store/read-licences.ts';
import { listSystems } from './store/share-systems.ts';
import { createTypeCatalogue } from './type-catalogue.ts';
import { sweepBatches } from './use-cases/batch/sweep-batches.ts';
import { workOnBatch } from './use-cases/batch/work-on-batch.ts';
import { claimLicences, type Registered } from './use-cases/claim-licences.ts';
import { complete } from './use-cases/complete-licence.ts';
import { correctReserved, giveUpReserved } from './use-cases/correct-reserved.ts';
import { correctableIssued, correctIssued, followDecision } from './use-cases/follow-decision.ts';
import { heldBy } from './use-cases/held-by.ts';
import { importStock } from './use-cases/import-stock.ts';
import { markSealsRecalled, parseRecalled } from './use-cases/mark-recalled.ts';
import { finishReissue, goOnAfterKeeper } from './use-cases/reissue-licence.ts';
import { reserveLicence } from './use-cases/reserve-licence.ts';
import { registerSystem } from './use-cases/share-systems.ts';
import { sweepFiles } from './use-cases/sweep-files.ts';

/** Lower modules, and plug points filled by the composition root. */
export interface LicencesPlugs {
  readonly seals: Seals;
  readonly limits: Limits;
  /** The compiled package in that version. */
  item(slug: string, version: number): Promise<CompiledItem | undefined>;
  /** Bytes of an upload bound to a case (the photo). */
  readFile(fileId: string): Promise<Uint8Array | undefined>;
  /** The page for offline verification as built; undefined when the web is not. */
  offlinePage?(): Promise<string | undefined>;
  /** Makes the files; without one they are made in this thread. */
  readonly press?: Press;
  /** Secret of the installation. */
  readonly secret: string;
  /** Persons to be told of what concerns a holder. */
  readonly contactsOf: ContactsOf;
  readonly holdersOf: HoldersOf;
  readonly pictureOf: PictureOf;
  /** Items in force. */
  slugs(): readonly string[];
  itemInForce(slug: string): CompiledItem | undefined;
}

export function createLicences(kernel: Kernel, plugs: LicencesPlugs): Licences {
  const { seals } = plugs;
  const press = plugs.press ?? createPress(kernel.files);
  const { limits, contactsOf, holdersOf, pictureOf, secret } = plugs;
  const types = createTypeCatalogue(kernel);
  const deps: LicencesDeps = {
    kernel,
    seals,
    press,
    limits,
    contactsOf,
    holdersOf,
    pictureOf,
    secret,
    types,
    item: (slug, version) => plugs.item(slug, version),
    itemInForce: async (slug) => plugs.itemInForce(slug),
    slugs: async () => new Set(plugs.slugs()),
    shareClassOf: async (row) =>
      types.inForce(row.typeCode)?.body.share ??
      (await plugs.item(row.slug, row.itemVersion))?.package.licence.share ??
      'none',
  };
  /** Photos of licences reserved in this process, so that the case need not be evaluated a second time. */
  const photos = new WeakMap<ReservedLicence, { readonly photo: unknown }>();
  return {
    module: {
      name: 'licences',
      routes: [
        ...licencesRoutes(deps),
        ...offlineRoutes({ kernel, seals, offlinePage: plugs.offlinePage ?? (async () => undefined) }),
      ],
      subscribers: {
        'seals.recalled': async (events) => {
          for (const event of events) await markSealsRecalled(deps, parseRecalled(event.payload));
        },
        'seals.use_decided': (events) =>
          goOnAfterKeeper(
            deps,
            events.map((e) => e.payload as unknown as Parameters<typeof goOnAfterKeeper>[1][number]),
          ),
        'identity.registered': async (events) => {
          for (const { payload } of events) await claimLicences(kernel, payload as unknown as Registered);
        },
      },
      schedule: {
        'licences.sweep_files': '53 19 * * *',
        'licences.sweep_batches': '43 19 * * *',
      },
      start: () => types.refresh(),
      stop: () => press.close(),
      jobs: {
        'licences.sweep_files': async () => void (await sweepFiles(kernel)),
        'licences.sweep_batches': () => sweepBatches(kernel),
        'licences.work_on_batch': (payload) => workOnBatch(deps, (payload as { batchId: string }).batchId),
        'licences.finish_reissue': (payload) => finishReissue(deps, (payload as { licenceId: string }).licenceId),
      },
    },
    async prepare(actor, item) {
      // nothing of it is issued here
      if (item.package.item.vertical) return;
      const { office, region } = item.package.item;
      await seals.ensureOffice(actor, { uscc: office.uscc, name: office.name, region });
      // what its keeper sets by hand needs no grant of the machine's
      if (item.package.licence.seal.use !== 'keeper')
        await seals.ensureGrant(actor, { office: office.uscc, slug: item.core.slug });
      await types.seed(actor, item);
    },
    async reserve(ctx, input) {
      const { licence, photo } = await reserveLicence(ctx, types, input, kernel.config.publicUrl);
      photos.set(licence, { photo });
      return licence;
    },
    async reservedOf(caseId) {
      const row = await findReserved(kernel.read, caseId);
      return (
        row && {
          id: row.id,
          identifier: row.identifier,
          number: row.number,
          version: row.version,
          slug: row.slug,
          itemVersion: row.itemVersion,
          caseId,
          office: row.office,
          region: row.region,
          holder: { kind: row.holderKind, id: row.holderId, name: row.holderName, number: row.holderNumber },
          content: row.content,
          issuedAt: row.issuedAt.toISOString(),
          replaces: row.replacesIdentifier,
          typeVersion: row.typeVersion,
        }
      );
    },
    async correctable(caseId) {
      const row = await findReserved(kernel.read, caseId);
      const item = row && (await plugs.item(row.slug, row.itemVersion));
      return item ? correctableFields(item.package.licence.fields, row.content) : [];
    },
    correct: (ctx, given) => correctReserved(seals, ctx, given),
    correctableIssued: (licenceId) => correctableIssued(deps, licenceId),
    correctIssued: (ctx, given) => correctIssued(deps, ctx, given),
    finishCorrection: (licenceId) => finishReissue(deps, licenceId),
    follow: (ctx, given) => followDecision(deps, ctx, given),
    giveUp: (ctx, caseId) => giveUpReserved(seals, ctx, caseId),
    async make(licence, item, input) {
      if (item.core.version !== licence.itemVersion || item.core.slug !== licence.slug)
        throw kernelErrors.bug({
          log: `licence ${licence.id} is of ${licence.slug} v${licence.itemVersion}, not ${item.core.slug} v${item.core.version}`,
        });
      const known = photos.get(licence);
      const photo = known ? known.photo : photoOfCase(item, input);
      const bytes = () => photoBytes(photo, plugs.readFile);
      const governed = await types.governedAt(item, licence.typeVersion);
      return item.package.licence.seal.use === 'keeper'
        ? keeperMade(deps, licence, governed, bytes)
        : makeFile(deps, licence, governed, await bytes());
    },
    complete: (ctx, made, by) => complete(seals, ctx, made, by),
    heldBy: (holder, typeName) => heldBy(kernel, holder, typeName),
    async listHeld(principal) {
      const today = kernel.clock.today();
      return (await listHeld(kernel.read, principal))
        .filter((row) => stateOn(row, today) === 'valid' && !row.recalledAt)
        .map((row) => ({
          fileId: row.id,
          name: `${row.typeName.zh} ${row.number}`,
          mediaType: 'application/ofd',
          bytes: row.bytes,
          at: row.issuedAt.toISOString(),
        }));
    },
    signPaper: (office, pdf, paper) => signPaper({ kernel, seals }, office, pdf, paper),
    sealPicture: async (office) => (await seals.sealerOf(office)).picture,
    importStock: (actor, stock) => importStock(deps, actor, stock),
    async registerSystem(actor, input) {
      const { system, secret } = await registerSystem(deps, actor, input);
      return { systemId: system.id, ...(secret ? { secret } : {}) };
    },
    listSystems: async () => (await listSystems(kernel.read)).map(({ id, name }) => ({ id, name })),
    async fileOf(licenceId) {
      const row = await findIssuedById(kernel.read, licenceId);
      return row && { number: row.number, identifier: row.identifier, data: await kernel.files.get(row.fileKey) };
    },
    directoryRows: (ids) => listDirectoryRows(kernel.read, ids),
    async briefOf(licenceId) {
      const row = await findBrief(kernel.read, licenceId);
      return (
        row && {
          id: row.id,
          identifier: row.identifier,
          number: row.number,
          name: row.typeName,
          state: row.state === 'reserved' ? 'reserved' : stateOn(row, kernel.clock.today()),
        }
      );
    },
  };
}
