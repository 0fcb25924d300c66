import { makeSealSignature, toHex } from '@miaopi/gm';
import type { CompiledItem } from '@miaopi/items';
import { newId } from '../../kernel/ids.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { Seals } from '../seals/index.ts';
import type { StoredContent } from './domain/content.ts';
import type { MadeLicence, ReservedLicence } from './door.ts';
import { licencesErrors } from './errors.ts';
import { signedContent } from './offline/signed-content.ts';
import type { Press } from './press/press.ts';

/** Draws, writes as OFD, seals, packs, stores under a new key: by the press, with a signature made here. Touches no table. */
export async function makeFile(
  deps: { readonly kernel: Kernel; readonly seals: Seals; readonly press: Press },
  licence: ReservedLicence,
  item: CompiledItem,
  photo: Uint8Array | undefined,
): Promise<MadeLicence> {
  const { kernel, seals, press } = deps;
  const sealer = await seals.sealerOf(licence.office);
  await seals.checkGrant(licence.office, licence.slug);
  const content = await signedContent({ seals, log: kernel.log }, licence.content as StoredContent, licence.holder);
  const signedAt = kernel.clock.now();
  const fileKey = `licences/${signedAt.toISOString().slice(0, 7).replace('-', '/')}/${newId()}.ofd`;
  let signing = 0;
  const made = await press.make(
    item,
    sealer.prepared.seal.der,
    { content, version: licence.version, issuedAt: licence.issuedAt, photo, signedAt, fileKey },
    async ({ dataHash, propertyInfo }) => {
      const began = performance.now();
      const signed = await makeSealSignature({
        seal: sealer.prepared,
        signer: sealer.signer,
        dataHash,
        propertyInfo,
        time: signedAt,
      });
      signing = performance.now() - began;
      return signed;
    },
  );
  if (!made)
    throw licencesErrors.cannot_make({
      log: `${licence.slug}: the paper has no place "${content.sealPlace}" for the seal`,
    });
  const { drawn, pressed } = made;
  const { place, pages, width, height } = drawn;
  return {
    licence,
    fileKey,
    digest: pressed.digest,
    sealing: toHex(drawn.dataHash),
    bytes: pressed.bytes,
    pages,
    width,
    height,
    seal: {
      sealId: sealer.sealId,
      name: sealer.name,
      place: { page: place.page, x: place.x, y: place.y },
      signedAt: signedAt.toISOString(),
    },
    milliseconds: {
      make: round(drawn.milliseconds.make),
      seal: round(drawn.milliseconds.seal + signing + pressed.milliseconds),
    },
  };
}

function round(ms: number): number {
  return Math.round(ms * 10) / 10;
}
