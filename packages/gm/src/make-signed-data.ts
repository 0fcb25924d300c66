import { equalBytes, fromHex } from './bytes.ts';
import { type Certificate, parseCertificate } from './certificate.ts';
import {
  der,
  derExplicit,
  derInteger,
  derNull,
  derOctets,
  derOid,
  derSequence,
  derSetOf,
  derTime,
  derUnsigned,
  retag,
} from './der-write.ts';
import { GmError } from './errors.ts';
import { OID } from './oids.ts';
import { andThen, SIGNATURE_ALGORITHMS } from './signature-algorithm.ts';
import type { Signer, SyncSigner } from './signer.ts';

interface Content {
  /** What is signed. */
  readonly content: Uint8Array;
  readonly contentDigest?: undefined;
}

interface DigestOnly {
  readonly content?: undefined;
  /** Digest of the content by the signer's digest (SM3 or SHA-256), 32 bytes: for detached signatures of large data. */
  readonly contentDigest: Uint8Array;
}

export type SignedDataInput = (Content | DigestOnly) & {
  /** `gm`: content types of GB/T 35275-2017 (SM2 only); `cms` (default): those of RFC 5652, as PDF wants. */
  readonly family?: 'gm' | 'cms';
  /** Leave the content out; default false, always so with `contentDigest`. */
  readonly detached?: boolean;
  /** Written as a signed attribute. PAdES keeps the time in the PDF instead: leave it out there. */
  readonly signingTime?: Date;
  /**
   * Sign content type, digest and signing certificate (ESS signing-certificate-v2, RFC 5035) instead of the content
   * itself; default: when there is a signing time, a digest only, or another content type than data.
   */
  readonly signedAttributes?: boolean;
  /** Type of the content; default data of the family. */
  readonly contentType?: string;
  /** Carry certificates at all; default true. */
  readonly carryCertificates?: boolean;
  /** Further certificates to carry, e.g. intermediates. */
  readonly certificates?: readonly Uint8Array[];
  /** Revocation lists to carry, DER. */
  readonly crls?: readonly Uint8Array[];
};

/** Gets the signature value and gives an RFC 3161 token over it (unsigned attribute signatureTimeStampToken). */
export type TimeStampMaker = (signature: Uint8Array) => Uint8Array | Promise<Uint8Array>;

function attribute(oid: string, value: Uint8Array): Uint8Array {
  return derSequence(derOid(oid), derSetOf(value));
}

function attributesOf(
  certificate: Certificate,
  signer: Signer,
  contentType: string,
  contentDigest: Uint8Array,
  signingTime: Date | undefined,
): Uint8Array {
  const { digest, digestIdentifier, digestOid } = SIGNATURE_ALGORITHMS[signer.algorithm];
  // SHA-256 is the default of ESSCertIDv2 and therefore left out (RFC 5035 4).
  const named = digestOid === OID.sha256 ? [] : [digestIdentifier];
  const certificateId = derSequence(...named, derOctets(digest(certificate.der)));
  return derSetOf(
    attribute(OID.contentType, derOid(contentType)),
    ...(signingTime ? [attribute(OID.signingTime, derTime(signingTime))] : []),
    attribute(OID.messageDigest, derOctets(contentDigest)),
    attribute(OID.signingCertificateV2, derSequence(derSequence(certificateId))),
  );
}

/** SignerInfo names the key's algorithm for RSA (as PDF readers expect), the signature's for the others. */
function signerAlgorithm(signer: Signer): Uint8Array {
  if (signer.algorithm === 'rsa-sha256') return derSequence(derOid(OID.rsa), derNull());
  return SIGNATURE_ALGORITHMS[signer.algorithm].identifier;
}

/** issuerAndSerialNumber of a certificate (RFC 5652 10.2.4). */
export function issuerAndSerial(certificate: Certificate): Uint8Array {
  return derSequence(certificate.issuer.der, derUnsigned(fromHex(certificate.serial)));
}

interface Plan {
  readonly certificate: Certificate;
  readonly type: string;
  readonly attributes: Uint8Array | undefined;
  readonly toSign: Uint8Array;
}

function planOf(input: SignedDataInput, signer: Signer): Plan {
  const gm = input.family === 'gm';
  if (gm && signer.algorithm !== 'sm2-sm3') {
    throw new GmError('unsupported', 'GB/T 35275 is signed with SM2: use the family cms for other keys');
  }
  const plain = gm ? OID.gmData : OID.data;
  const type = input.contentType ?? plain;
  const certificate = parseCertificate(signer.certificate);
  const { digest } = SIGNATURE_ALGORITHMS[signer.algorithm];
  if (input.contentDigest && input.contentDigest.length !== 32) {
    throw new GmError('argument', 'contentDigest has 32 bytes: SM3 for SM2 keys, SHA-256 for others');
  }
  const needed = input.contentDigest !== undefined || type !== plain;
  if (needed && input.signedAttributes === false) {
    throw new GmError('argument', 'signed attributes are a must here: leave signedAttributes out');
  }
  if (!(input.signedAttributes ?? (needed || input.signingTime !== undefined))) {
    return { certificate, type, attributes: undefined, toSign: input.content! };
  }
  const contentDigest = input.contentDigest ?? digest(input.content);
  const attributes = attributesOf(certificate, signer, type, contentDigest, input.signingTime);
  return { certificate, type, attributes, toSign: attributes };
}

function assemble(
  input: SignedDataInput,
  signer: Signer,
  plan: Plan,
  signature: Uint8Array,
  token: Uint8Array | undefined,
): Uint8Array {
  const { certificate, attributes } = plan;
  const { digestIdentifier } = SIGNATURE_ALGORITHMS[signer.algorithm];
  const gm = input.family === 'gm';
  const signerInfo = derSequence(
    derInteger(1),
    issuerAndSerial(certificate),
    digestIdentifier,
    ...(attributes ? [retag(0xa0, attributes)] : []),
    signerAlgorithm(signer),
    derOctets(signature),
    ...(token ? [der(0xa1, attribute(OID.signatureTimeStamp, token))] : []),
  );
  const others = (input.certificates ?? []).filter((other) => !equalBytes(other, certificate.der));
  const signedData = derSequence(
    // RFC 5652 5.1: content other than data makes it version 3.
    derInteger(gm || plan.type === OID.data ? 1 : 3),
    derSetOf(digestIdentifier),
    derSequence(
      derOid(plan.type),
      ...(input.detached || !input.content ? [] : [derExplicit(0, derOctets(input.content))]),
    ),
    ...(input.carryCertificates === false ? [] : [der(0xa0, certificate.der, ...others)]),
    ...(input.crls?.length ? [der(0xa1, ...input.crls)] : []),
    derSetOf(signerInfo),
  );
  return derSequence(derOid(gm ? OID.gmSignedData : OID.signedData), derExplicit(0, signedData));
}

/**
 * SignedData with one signer, SM2/SM3 (GB/T 35275-2017, GM/T 0010), ECDSA P-256 or RSA with SHA-256 (RFC 5652): what
 * a CAdES-B or PAdES B-B signature holds, with a time stamp B-T. Gives DER of the ContentInfo, at once when signer and
 * time stamp do.
 * @throws GmError `argument`, `certificate`, `der`, `unsupported`
 */
export function makeSignedData(
  input: SignedDataInput & {
    readonly signer: SyncSigner;
    readonly timeStamp?: (signature: Uint8Array) => Uint8Array;
  },
): Uint8Array;
export function makeSignedData(
  input: SignedDataInput & { readonly signer: Signer; readonly timeStamp?: TimeStampMaker },
): Uint8Array | Promise<Uint8Array>;
export function makeSignedData(
  input: SignedDataInput & { readonly signer: Signer; readonly timeStamp?: TimeStampMaker },
): Uint8Array | Promise<Uint8Array> {
  const { signer, timeStamp } = input;
  const plan = planOf(input, signer);
  return andThen(signer.sign(plan.toSign), (signature) =>
    timeStamp
      ? andThen(timeStamp(signature), (token) => assemble(input, signer, plan, signature, token))
      : assemble(input, signer, plan, signature, undefined),
  );
}
