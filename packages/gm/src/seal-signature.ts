import { concat, equalBytes } from './bytes.ts';
import { parseCertificate, verifyWithCertificate } from './certificate.ts';
import { parseTimeText, readDer } from './der-read.ts';
import {
  derBits,
  derExplicit,
  derGeneralizedTime,
  derIa5,
  derInteger,
  derOctets,
  derOid,
  derSequence,
  TAG,
} from './der-write.ts';
import { GmError } from './errors.ts';
import { OID } from './oids.ts';
import { parseSeal, readOptionalExtensions, readSeal, type Seal, type SealExtension, sealListsSigner } from './seal.ts';
import { andThen } from './signature-algorithm.ts';
import { requireSm2, type Signer, type SyncSigner } from './signer.ts';

/** A seal checked and encoded once, for sealing many documents. */
export interface PreparedSeal {
  readonly seal: Seal;
  /** DER of version ‖ seal, the constant head of each TBS_Sign. */
  readonly head: Uint8Array;
}

/** Parses a version 4 seal once for many signatures. Throws GmError `seal` for other versions, `der`, `size`. */
export function prepareSeal(der: Uint8Array): PreparedSeal {
  const seal = parseSeal(der);
  if (seal.version !== 4)
    throw new GmError('seal', 'only GB/T 38540-2020 (version 4) seals are used for new signatures');
  return { seal, head: concat(derInteger(4), seal.der) };
}

export interface SealSignatureInput {
  /** DER of a version 4 seal, or prepared. */
  readonly seal: Uint8Array | PreparedSeal;
  /** SM3 of Signature.xml, 32 bytes. */
  readonly dataHash: Uint8Array;
  /** Package path of Signature.xml, ASCII: `/Doc_0/Signs/Sign_0/Signature.xml`. */
  readonly propertyInfo: string;
  /** Signing time (whole seconds are kept). Must lie in the seal's validity. */
  readonly time: Date;
  /** Gets the signature value (DER) and gives an RFC 3161 token over it. */
  readonly timeStamp?: (signature: Uint8Array) => Uint8Array | Promise<Uint8Array>;
}

/**
 * Makes the GB/T 38540-2020 SES_Signature (SignedValue.dat); at once when the signer does.
 * Refuses what a verifier would: a signer the seal does not list, a time outside the seal's or certificate's validity.
 * @throws GmError `seal_signature`, `seal`, `argument`, `unsupported` (not an SM2 key)
 */
export function makeSealSignature(
  input: SealSignatureInput & {
    readonly signer: SyncSigner;
    readonly timeStamp?: (signature: Uint8Array) => Uint8Array;
  },
): Uint8Array;
export function makeSealSignature(
  input: SealSignatureInput & { readonly signer: Signer },
): Uint8Array | Promise<Uint8Array>;
export function makeSealSignature(
  input: SealSignatureInput & { readonly signer: Signer },
): Uint8Array | Promise<Uint8Array> {
  const { signer, timeStamp } = input;
  requireSm2(signer);
  const { toSign, assemble } = halves(input, signer.certificate);
  return andThen(signer.sign(toSign), (signature) =>
    timeStamp ? andThen(timeStamp(signature), (token) => assemble(signature, token)) : assemble(signature),
  );
}

/** A signature in two halves, for a key that another machine holds (a keeper's UKey behind his browser). */
export interface WaitingSealSignature {
  /** What the key signs: TBS_Sign, with the seal in it. */
  readonly toSign: Uint8Array;
  /** @throws GmError `seal_signature` when the value is not the certificate's over `toSign` */
  complete(signature: Uint8Array): Uint8Array;
}

/**
 * First half of {@link makeSealSignature}: same input, same bytes to sign, so that whoever completes it later need not keep them.
 * @throws GmError `seal_signature`, `seal`, `argument`, `certificate`
 */
export function prepareSealSignature(
  input: Omit<SealSignatureInput, 'timeStamp'> & { readonly certificate: Uint8Array },
): WaitingSealSignature {
  const { toSign, assemble } = halves(input, input.certificate);
  const certificate = parseCertificate(input.certificate);
  return {
    toSign,
    complete(signature) {
      if (!verifyWithCertificate(certificate, OID.sm2WithSm3, toSign, signature))
        throw new GmError('seal_signature', 'the signature is not of this certificate over these bytes');
      return assemble(signature);
    },
  };
}

function halves(input: SealSignatureInput, certificate: Uint8Array) {
  const prepared = input.seal instanceof Uint8Array ? prepareSeal(input.seal) : input.seal;
  checkUse(prepared.seal, certificate, input);
  const toSign = derSequence(
    prepared.head,
    derGeneralizedTime(input.time),
    derBits(input.dataHash),
    derIa5(input.propertyInfo),
  );
  const assemble = (signature: Uint8Array, token?: Uint8Array): Uint8Array =>
    derSequence(
      toSign,
      derOctets(certificate),
      derOid(OID.sm2WithSm3),
      derBits(signature),
      ...(token ? [derExplicit(0, derBits(token))] : []),
    );
  return { toSign, assemble };
}

/** What a TBS_Sign of GB/T 38540-2020 says: which seal, when, on what. For whoever is asked to sign one and must know that it is one. */
export interface SealToSign {
  readonly seal: Seal;
  readonly time: Date;
  readonly dataHash: Uint8Array;
  readonly propertyInfo: string;
}

/**
 * Parses what {@link prepareSealSignature} gives to sign, strictly.
 * @throws GmError `der`, `size`, `seal`, `seal_signature`
 */
export function parseSealToSign(bytes: Uint8Array): SealToSign {
  const fields = readDer(concat(bytes), 'toSign', { maxBytes: MAX_SIGNATURE }).sequence();
  const version = fields.next('version').smallInteger(0, 1000);
  const seal = readSeal(fields.next('eseal'));
  if (version !== 4 || seal.version !== 4)
    throw new GmError('seal_signature', 'only signatures of version 4 are made anew');
  const time = fields.next('timeInfo').expect(TAG.generalizedTime, 'GeneralizedTime').time();
  const dataHash = fields.next('dataHash').bits();
  const propertyInfo = fields.next('propertyInfo').text(TAG.ia5);
  fields.end();
  if (dataHash.length !== 32) throw new GmError('seal_signature', 'dataHash is an SM3 digest of 32 bytes');
  return { seal, time, dataHash, propertyInfo };
}

const MAX_PATH = 1024;

function checkUse(seal: Seal, certificate: Uint8Array, input: SealSignatureInput): void {
  const refuse = (message: string): never => {
    throw new GmError('seal_signature', message);
  };
  if (input.dataHash.length !== 32) refuse('dataHash is an SM3 digest of 32 bytes');
  if (input.propertyInfo.length === 0 || input.propertyInfo.length > MAX_PATH) refuse('propertyInfo is a package path');
  if (!sealListsSigner(seal, certificate)) refuse('the seal does not list the signer certificate: re-make the seal');
  const at = input.time.getTime();
  if (!(at >= seal.validFrom.getTime() && at <= seal.validTo.getTime())) refuse('the seal is not valid at this time');
  const { notBefore, notAfter } = parseCertificate(certificate);
  if (at < notBefore.getTime() || at > notAfter.getTime()) refuse('the certificate is not valid at this time');
}

/** A parsed SES_Signature; byte fields are views of `der`. */
export interface SealSignature {
  readonly version: 1 | 4 | 5;
  readonly seal: Seal;
  /** The seal's bytes inside the signature; must equal Seal.esl where that file exists. */
  readonly sealDer: Uint8Array;
  readonly time: Date;
  /** The time as written: v1 makers write several forms, without a zone (taken as UTC). */
  readonly timeText: string;
  readonly dataHash: Uint8Array;
  readonly propertyInfo: string;
  readonly extensions: readonly SealExtension[];
  /** DER of the signer's certificate. In v4 and v5 not covered by the signature: check it against the seal's list. */
  readonly certificate: Uint8Array;
  readonly algorithm: string;
  readonly signature: Uint8Array;
  readonly signedBytes: Uint8Array;
  /** RFC 3161 token over `signature`. */
  readonly timeStamp: Uint8Array | undefined;
  readonly der: Uint8Array;
}

const MAX_SIGNATURE = 8 * 1024 * 1024;

/**
 * Parses SignedValue.dat of any version strictly (at most 8 MiB). Nothing is verified yet.
 * @throws GmError `der`, `size`, `seal`, `seal_signature`
 */
export function parseSealSignature(bytes: Uint8Array): SealSignature {
  const der = concat(bytes);
  const outer = readDer(der, 'signature', { maxBytes: MAX_SIGNATURE }).sequence();
  const toSign = outer.next('toSign');
  const fields = toSign.sequence();
  const version = fields.next('version').smallInteger(0, 1000);
  const sealElement = fields.next('eseal');
  const seal = readSeal(sealElement);
  if (seal.version === 1) {
    const { time, text } = readOldTime(fields.next('timeInfo').bits());
    const dataHash = fields.next('dataHash').bits();
    const propertyInfo = fields.next('propertyInfo').text(TAG.ia5);
    const certificate = fields.next('cert').octets();
    const algorithm = fields.next('signatureAlgorithm').oid();
    fields.end();
    const signature = outer.next('signature').bits();
    outer.end();
    return {
      version: 1,
      seal,
      sealDer: sealElement.raw,
      time,
      timeText: text,
      dataHash,
      propertyInfo,
      extensions: [],
      certificate,
      algorithm,
      signature,
      signedBytes: toSign.raw,
      timeStamp: undefined,
      der,
    };
  }
  if (version !== seal.version) {
    throw new GmError('seal_signature', `the signature says version ${version}, its seal ${seal.version}`);
  }
  const timeElement = fields.next('timeInfo');
  const time = timeElement.expect(TAG.generalizedTime, 'GeneralizedTime').time();
  const dataHash = fields.next('dataHash').bits();
  const propertyInfo = fields.next('propertyInfo').text(TAG.ia5);
  const extensions = readOptionalExtensions(fields);
  fields.end();
  const certificate = outer.next('cert').octets();
  const algorithm = outer.next('signatureAlgID').oid();
  const signature = outer.next('signature').bits();
  const wrapper = outer.optional(0xa0, 'timeStamp')?.fields();
  const timeStamp = wrapper?.next('token').bits();
  wrapper?.end();
  outer.end();
  return {
    version: seal.version,
    seal,
    sealDer: sealElement.raw,
    time,
    timeText: String.fromCharCode(...timeElement.content),
    dataHash,
    propertyInfo,
    extensions,
    certificate,
    algorithm,
    signature,
    signedBytes: toSign.raw,
    timeStamp,
    der,
  };
}

/** v1 leaves the content of timeInfo open: UTCTime or GeneralizedTime (bare or as DER), or `yyyy-MM-dd HH:mm:ss`. */
function readOldTime(content: Uint8Array): { time: Date; text: string } {
  const raw = content[0] === TAG.utcTime || content[0] === TAG.generalizedTime ? content.subarray(2) : content;
  const text = raw.length <= 30 ? String.fromCharCode(...raw) : '';
  const digits = text.replace(/[-: T]/g, '').replace(/(\.\d+)?Z?$/, '');
  const full = digits.length === 12 ? `20${digits}` : digits;
  const time = parseTimeText(`${full}Z`);
  if (!time) throw new GmError('seal_signature', 'toSign.timeInfo is neither a time nor a text of one');
  return { time, text };
}

/**
 * Is the signature value right for the certificate it names (SM2/SM3 only)? Says nothing about the certificate: see
 * `sealListsSigner`, `verifySealMaker` and `verifyChain`.
 * @throws GmError `der`, `certificate`, `point` when the certificate is malformed
 */
export function verifySealSignatureValue(signature: SealSignature): boolean {
  if (signature.algorithm !== OID.sm2WithSm3) return false;
  const certificate = parseCertificate(signature.certificate);
  return verifyWithCertificate(certificate, signature.algorithm, signature.signedBytes, signature.signature);
}

/** Does the seal inside the signature equal Seal.esl byte for byte? */
export function sealEquals(signature: SealSignature, sealFile: Uint8Array): boolean {
  return equalBytes(signature.sealDer, sealFile);
}
