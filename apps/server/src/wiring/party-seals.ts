import { type Seals, sealDeviceCookie } from '../modules/seals/index.ts';
import type { PartySeals } from '../modules/signing/index.ts';

/** The seals module as a signing sees it: one opening of the party's own carrier for each signature. */
export function partySeals(seals: Seals, trust: PartySeals['trust']): PartySeals {
  return {
    trust,
    timeStamper: () => seals.timeStamper(),
    heldBy: async (principal) => (await seals.listSealsOf(principal)).map((s) => s.sealId),
    deviceOf: (cookies) => cookies[sealDeviceCookie],
    async open({ actor, sealId, password, device, sessionId, turn }) {
      const opened = await seals.openForUse({
        actor,
        sealId,
        password,
        ...(device === undefined ? {} : { device }),
        purpose: { documentKind: 'signing', documentId: sessionId, slot: String(turn) },
      });
      const { kind, name, prepared, signer, width, height } = opened;
      return {
        sealId,
        kind,
        name,
        prepared,
        signer,
        width,
        height,
        pdfSigner: () => opened.pdfSigner(),
        record: (ctx, use) => seals.recordHeldUse(ctx, opened, { caseId: null, ...use }),
      };
    },
  };
}
