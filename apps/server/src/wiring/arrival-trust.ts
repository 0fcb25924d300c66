import type { MaterialsPlugs } from '../modules/materials/index.ts';
import type { Seals } from '../modules/seals/index.ts';

/**
 * Whom to believe of what people hand in: everybody the installation believes. What it has sealed itself is judged by its own authority alone (`seals.anchors`).
 * A sealing time without a time stamp is doubted: whoever has a lost key writes any time.
 */
export function arrivalTrust(seals: Pick<Seals, 'trusted' | 'trustedFor'>): MaterialsPlugs['trust'] {
  return async (arriving) => ({
    ...(await (arriving ? seals.trustedFor(arriving, 'arrival') : seals.trusted())),
    statedTimes: 'doubt',
  });
}
