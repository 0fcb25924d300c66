import { fileSigner, generateKey, issueCertificate, parseCertificate, sm3Hex } from '@miaopi/gm';
import type { Actor } from '../../../kernel/actor.ts';
import { newId } from '../../../kernel/ids.ts';
import type { Kernel } from '../../../kernel/kernel.ts';
import type { OpenedCarrier } from '../carriers/carrier-store.ts';
import { signatureConsent } from '../domain/signature-consent.ts';
import type { UsePurpose } from '../door.ts';
import type { CarrierRow } from '../store/carriers.ts';
import type { SealRow } from '../store/seal-rows.ts';
import { insertSignatureCertificate } from '../store/signature-certificates.ts';
import { addressesOf, type DocumentParty } from './ensure-document-certificate.ts';

const minute = 60_000;

/**
 * A certificate for one signature on a PDF (事件证书): carriers hold SM2 keys, which readers of PDF do not know. A P-256 key is made in memory, the carrier signs once
 * that it agrees, and the installation certifies the key in the seal's name for half an hour. The seal's id is the subject's OU.
 */
export async function certifySignature(
  kernel: Kernel,
  root: DocumentParty,
  given: {
    readonly actor: Actor;
    readonly seal: SealRow;
    readonly carrier: CarrierRow;
    readonly opened: OpenedCarrier;
    readonly openingId: string;
    readonly purpose: UsePurpose;
  },
) {
  const { actor, seal, carrier, purpose } = given;
  const { pkcs8, publicKeyInfo } = generateKey('p256');
  const { documentKind, documentId } = purpose;
  const consent = signatureConsent({ sealId: seal.id, documentKind, documentId, keyDigest: sm3Hex(publicKeyInfo) });
  const consentSignature = await given.opened.sign(new TextEncoder().encode(consent));
  const now = kernel.clock.now();
  const validFrom = new Date(now.getTime() - 5 * minute);
  const validTo = new Date(now.getTime() + 30 * minute);
  const certificate = issueCertificate({
    subject: { C: 'CN', O: seal.principalName, OU: seal.id, CN: seal.name },
    issuer: parseCertificate(root.certificate),
    subjectPublicKey: publicKeyInfo,
    issuerKey: root.key,
    notBefore: validFrom,
    notAfter: validTo,
    extensions: { keyUsage: ['digitalSignature', 'nonRepudiation'], ...addressesOf(kernel) },
  });
  await kernel.command('seals.certify_signature', { actor }, async (ctx) => {
    await insertSignatureCertificate(ctx.tx, {
      id: newId(),
      sealId: seal.id,
      carrierId: carrier.id,
      openingId: given.openingId,
      serial: parseCertificate(certificate).serial,
      der: certificate,
      consent,
      consentSignature,
      validFrom,
      validTo,
    });
    ctx.audit({ action: 'seals.signature_certified', subject: `seal:${seal.id}`, data: { opening: given.openingId } });
  });
  return fileSigner({ privateKey: pkcs8, certificate });
}
