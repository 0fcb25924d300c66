import { parseCertificate } from '@miaopi/gm';
import type { OfdTrust } from '@miaopi/ofd';
import type { Seals } from '../modules/seals/index.ts';

/** Root and seal maker of an authority that is not this installation's, DER. */
export interface ForeignAuthority {
  readonly root: Uint8Array;
  readonly sealMaker: Uint8Array;
}

/**
 * Whom to believe of what people hand in: this installation's own authority, and that of the electronic business licences. What the installation itself has sealed
 * is judged by its own alone (`seals.anchors`). A sealing time without a time stamp is doubted: whoever has a lost key writes any time.
 */
export function arrivalTrust(
  seals: Pick<Seals, 'anchors'>,
  foreign: () => ForeignAuthority | undefined,
): () => Promise<OfdTrust> {
  return async () => {
    const own = await seals.anchors();
    const other = foreign();
    if (!other) return { ...own, statedTimes: 'doubt' };
    return {
      ...own,
      statedTimes: 'doubt',
      anchors: [...own.anchors, parseCertificate(other.root)],
      sealMakers: own.sealMakers && [...own.sealMakers, parseCertificate(other.sealMaker)],
    };
  };
}
