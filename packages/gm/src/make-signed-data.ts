import { fromHex } from './bytes.ts';
import type { Certificate } from './certificate.ts';
import { parseCertificate } from './certificate.ts';
import {
  der,
  derExplicit,
  derInteger,
  derOctets,
  derOid,
  derSequence,
  derSetOf,
  derTime,
  derUnsigned,
  retag,
} from './der-write.ts';
import { OID } from './oids.ts';
import type { Signer, SyncSigner } from './signer.ts';
import { sm3 } from './sm3.ts';

export interface SignedDataInput {
  /** What is signed. */
  readonly content: Uint8Array;
  /** `gm`: content types of GB/T 35275-2017; `cms` (default): the international ones, as PDF wants. */
  readonly family?: 'gm' | 'cms';
  /** Leave the content out; default false. */
  readonly detached?: boolean;
  /** With it signed attributes (content type, signing time, digest, signing certificate) are written; else content is signed directly. */
  readonly signingTime?: Date;
  /** Further certificates to carry, e.g. intermediates. */
  readonly certificates?: readonly Uint8Array[];
}

const SM3_ALGORITHM = derSequence(derOid(OID.sm3));

function attribute(oid: string, value: Uint8Array): Uint8Array {
  return derSequence(derOid(oid), derSetOf(value));
}

function attributesOf(input: SignedDataInput, dataType: string, certificate: Certificate): Uint8Array {
  const certificateId = derSequence(SM3_ALGORITHM, derOctets(sm3(certificate.der)));
  return derSetOf(
    attribute(OID.contentType, derOid(dataType)),
    attribute(OID.signingTime, derTime(input.signingTime!)),
    attribute(OID.messageDigest, derOctets(sm3(input.content))),
    attribute(OID.signingCertificateV2, derSequence(derSequence(certificateId))),
  );
}

/**
 * SignedData with one SM2/SM3 signer; gives DER of the ContentInfo, at once when the signer does.
 * @throws GmError `argument`, `certificate`, `der`
 */
export function makeSignedData(input: SignedDataInput & { readonly signer: SyncSigner }): Uint8Array;
export function makeSignedData(input: SignedDataInput & { readonly signer: Signer }): Uint8Array | Promise<Uint8Array>;
export function makeSignedData(input: SignedDataInput & { readonly signer: Signer }): Uint8Array | Promise<Uint8Array> {
  const gm = input.family === 'gm';
  const dataType = gm ? OID.gmData : OID.data;
  const certificate = parseCertificate(input.signer.certificate);
  const attributes = input.signingTime ? attributesOf(input, dataType, certificate) : undefined;
  const content = input.detached ? [] : [derExplicit(0, derOctets(input.content))];
  const assemble = (signature: Uint8Array): Uint8Array => {
    const signerInfo = derSequence(
      derInteger(1),
      derSequence(certificate.issuer.der, derUnsigned(fromHex(certificate.serial))),
      SM3_ALGORITHM,
      ...(attributes ? [retag(0xa0, attributes)] : []),
      derSequence(derOid(OID.sm2WithSm3)),
      derOctets(signature),
    );
    const signedData = derSequence(
      derInteger(1),
      derSetOf(SM3_ALGORITHM),
      derSequence(derOid(dataType), ...content),
      der(0xa0, certificate.der, ...(input.certificates ?? [])),
      derSetOf(signerInfo),
    );
    return derSequence(derOid(gm ? OID.gmSignedData : OID.signedData), derExplicit(0, signedData));
  };
  const signature = input.signer.sign(attributes ?? input.content);
  return signature instanceof Uint8Array ? assemble(signature) : signature.then(assemble);
}
