import type { CompiledItem } from '@miaopi/items';
import { packOfd, readOfd } from '@miaopi/ofd';
import { AppError } from '../../kernel/errors.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { Seals } from '../seals/index.ts';
import type { StoredContent } from './domain/content.ts';
import type { MadeLicence, ReservedLicence } from './door.ts';
import { licencesErrors } from './errors.ts';
import { signedContent } from './offline/signed-content.ts';
import { writePaper } from './press/strokes.ts';

/**
 * 专管加盖 (F149): the licence is drawn once and waits on the list of the office's keeper; asked again when it is sealed, it is there.
 * @throws licences.waits_for_keeper until then
 */
export async function keeperMade(
  { kernel, seals }: { readonly kernel: Kernel; readonly seals: Seals },
  licence: ReservedLicence,
  item: CompiledItem,
  photo: () => Promise<Uint8Array | undefined>,
): Promise<MadeLicence> {
  const known = await seals.keeperUseOf(licence.id);
  const use =
    known ??
    (await seals.requestKeeperUse(
      await waitingFile(
        {
          ...licence,
          content: await signedContent({ seals, log: kernel.log }, licence.content as StoredContent, licence.holder),
        },
        item,
        await photo(),
      ),
    ));
  if (!use.result)
    throw licencesErrors.waits_for_keeper({
      extra: {
        seal: use.sealName,
        request: use.requestId,
        since: use.since.toISOString(),
        ...(use.state === 'rejected' ? { rejected: use.reason ?? '' } : {}),
      },
    });
  const { fileKey, digest, sealing, bytes, signedAt } = use.result;
  const { pages } = readOfd(new Uint8Array(await kernel.files.get(fileKey))).package;
  const first = pages[0]!;
  return {
    licence,
    fileKey,
    digest,
    sealing,
    bytes,
    pages: pages.length,
    width: first.width,
    height: first.height,
    seal: { sealId: use.sealId, name: use.sealName, place: { page: use.page, x: use.x, y: use.y }, signedAt },
    keeperRequest: use.requestId,
    milliseconds: { make: 0, seal: 0 },
  };
}

/** Whether an error says that a licence waits for its keeper. */
export function saysKeeperWait(error: unknown): boolean {
  return error instanceof AppError && error.code === 'licences.waits_for_keeper';
}

async function waitingFile(licence: ReservedLicence, item: CompiledItem, photo: Uint8Array | undefined) {
  const content = licence.content as StoredContent;
  const { version, issuedAt } = licence;
  const paper = writePaper(item, { content, version, issuedAt, photo });
  if (!paper)
    throw licencesErrors.cannot_make({
      log: `${licence.slug}: the paper has no place "${content.sealPlace}" for the seal`,
    });
  const { page, x, y, width, height } = paper.place;
  return {
    office: licence.office,
    slug: licence.slug,
    documentKind: 'licence',
    documentId: licence.id,
    licenceId: licence.id,
    caseId: licence.caseId || null,
    caseNumber: null,
    region: licence.region,
    title: { zh: `${content.name.zh} ${licence.number}`, en: `${content.name.en} ${licence.number}` },
    holderName: licence.holder.name,
    file: packOfd(paper.ofd),
    page,
    x,
    y,
    width,
    height,
    operator: 'system',
  };
}
