import { parseCertificate } from '@miaopi/gm';
import type { Seals } from '../modules/seals/index.ts';

type Trust = Awaited<ReturnType<Seals['anchors']>>;

/** Root and seal maker of an authority that is not this installation's, DER. */
export interface ForeignAuthority {
  readonly root: Uint8Array;
  readonly sealMaker: Uint8Array;
}

/**
 * Whom to believe of what people hand in: this installation's own authority, and that of the electronic business licences. What the installation itself has sealed
 * is judged by its own alone (`seals.anchors`).
 */
export function arrivalTrust(seals: Seals, foreign: () => ForeignAuthority | undefined): () => Promise<Trust> {
  return async () => {
    const own = await seals.anchors();
    const other = foreign();
    if (!other) return own;
    return {
      ...own,
      anchors: [...own.anchors, parseCertificate(other.root)],
      sealMakers: own.sealMakers && [...own.sealMakers, parseCertificate(other.sealMaker)],
    };
  };
}
