import { digestOf } from '#platform';
import { concat, equalBytes } from './bytes.ts';
import { type Certificate, parseCertificate, readAlgorithm, readSerial, verifyWithCertificate } from './certificate.ts';
import { type DerElement, readDer } from './der-read.ts';
import { retag, TAG } from './der-write.ts';
import { GmError } from './errors.ts';
import { type Name, readName } from './name.ts';
import { OID } from './oids.ts';
import { sm3 } from './sm3.ts';

export interface SignerInfo {
  /** Who signed: by issuer and serial, or by subject key id. */
  readonly issuer: Name | undefined;
  readonly serial: string | undefined;
  readonly keyId: Uint8Array | undefined;
  readonly digestAlgorithm: string;
  readonly signatureAlgorithm: string;
  readonly signature: Uint8Array;
  /** Values of signed attributes by identifier, as DER; undefined when the content is signed directly. */
  readonly attributes: ReadonlyMap<string, Uint8Array> | undefined;
  /** The attributes as signed (SET OF). */
  readonly signedAttributes: Uint8Array | undefined;
  /** Values of unsigned attributes by identifier, as DER. */
  readonly unsignedAttributes: ReadonlyMap<string, Uint8Array>;
}

/** A parsed SignedData: CMS (RFC 5652), PKCS#7 and GB/T 35275-2017 alike. */
export interface SignedData {
  /** `gm`: the national content types, `cms`: the international ones. */
  readonly family: 'gm' | 'cms';
  readonly digestAlgorithms: readonly string[];
  readonly contentType: string;
  /** Undefined when detached. */
  readonly content: Uint8Array | undefined;
  /** DER of the certificates carried along, not verified. */
  readonly certificates: readonly Uint8Array[];
  /** DER of the revocation lists carried along. */
  readonly crls: readonly Uint8Array[];
  readonly signers: readonly SignerInfo[];
  readonly der: Uint8Array;
}

function readAttributes(element: DerElement): Map<string, Uint8Array> {
  const out = new Map<string, Uint8Array>();
  for (const entry of element.list(element.tag, 100)) {
    const fields = entry.sequence();
    const oid = fields.next('type').oid();
    const values = fields.next('values').list(TAG.set, 20);
    fields.end();
    if (out.has(oid)) entry.fail(`attribute ${oid} twice`);
    if (values.length !== 1) {
      // The attributes we judge by have exactly one value; others may carry several.
      if (oid === OID.messageDigest || oid === OID.contentType || oid === OID.signingTime)
        entry.fail('one value wanted');
      continue;
    }
    out.set(oid, values[0]!.raw);
  }
  return out;
}

function readSigner(element: DerElement): SignerInfo {
  const fields = element.sequence();
  const version = fields.next('version').smallInteger(1, 3);
  let issuer: Name | undefined;
  let serial: string | undefined;
  const keyId = fields.optional(0x80, 'subjectKeyId')?.content;
  if (!keyId) {
    const id = fields.next('issuerAndSerial').sequence();
    issuer = readName(id.next('issuer'));
    serial = readSerial(id.next('serial'));
    id.end();
  }
  // RFC 5652 5.3: the version says how the signer is named; it is not signed and must not say otherwise.
  if (version !== (keyId ? 3 : 1)) element.fail(`version ${version} does not go with how the signer is named`);
  const digestAlgorithm = readAlgorithm(fields.next('digestAlgorithm'));
  const signed = fields.optional(0xa0, 'signedAttributes');
  const signatureAlgorithm = readAlgorithm(fields.next('signatureAlgorithm'));
  const signature = fields.next('signature').octets();
  const unsigned = fields.optional(0xa1, 'unsignedAttributes');
  fields.end();
  return {
    issuer,
    serial,
    keyId,
    digestAlgorithm,
    signatureAlgorithm,
    signature,
    attributes: signed ? readAttributes(signed) : undefined,
    signedAttributes: signed ? retag(TAG.set, signed.raw) : undefined,
    unsignedAttributes: unsigned ? readAttributes(unsigned) : new Map(),
  };
}

/**
 * Parses a SignedData (ContentInfo around it) strictly; at most 16 MiB, 50 signers, 100 certificates.
 * @throws GmError `der`, `size`, `signed_data`
 */
export function parseSignedData(bytes: Uint8Array): SignedData {
  const der = concat(bytes);
  const outer = readDer(der, 'contentInfo').sequence();
  const type = outer.next('contentType').oid();
  if (type !== OID.signedData && type !== OID.gmSignedData) {
    throw new GmError('signed_data', `the content type is ${type}, not SignedData`);
  }
  const wrapper = outer.next('content').expect(0xa0, '[0]').fields();
  outer.end();
  const fields = wrapper.next('signedData').sequence();
  wrapper.end();
  fields.next('version').smallInteger(1, 5);
  const digestAlgorithms = fields.next('digestAlgorithms').list(TAG.set, 20).map(readAlgorithm);
  const inner = fields.next('contentInfo').sequence();
  const contentType = inner.next('contentType').oid();
  const explicit = inner.optional(0xa0, 'content')?.fields();
  let content: Uint8Array | undefined;
  if (explicit) {
    const element = explicit.next('data');
    // PKCS#7 and GB/T 35275 allow any type; then its content octets are what is digested. A TSTInfo is in an OCTET
    // STRING (RFC 3161 2.4.2).
    content = contentType === OID.tstInfo ? element.octets() : element.content;
    explicit.end();
  }
  inner.end();
  const certificates =
    fields
      .optional(0xa0, 'certificates')
      ?.list(0xa0, 100)
      .map((entry) => entry.raw) ?? [];
  const crls =
    fields
      .optional(0xa1, 'crls')
      ?.list(0xa1, 20)
      .map((entry) => entry.raw) ?? [];
  const signers = fields.next('signerInfos').list(TAG.set, 50).map(readSigner);
  fields.end();
  return {
    family: type === OID.gmSignedData ? 'gm' : 'cms',
    digestAlgorithms,
    contentType,
    content,
    certificates,
    crls,
    signers,
    der,
  };
}

/**
 * The certificate among the given ones that a signer names, if any.
 * @throws GmError when one of them is malformed
 */
export function findSignerCertificate(
  signer: SignerInfo,
  certificates: readonly Uint8Array[],
): Certificate | undefined {
  for (const der of certificates) {
    const certificate = parseCertificate(der);
    if (signer.keyId) {
      if (certificate.ski && equalBytes(certificate.ski, signer.keyId)) return certificate;
    } else if (
      signer.issuer &&
      certificate.serial === signer.serial &&
      equalBytes(certificate.issuer.der, signer.issuer.der)
    ) {
      return certificate;
    }
  }
  return undefined;
}

/** The signature value's algorithm: SignerInfo may name the key's algorithm only. */
function effectiveAlgorithm(signer: SignerInfo, certificate: Certificate): string | undefined {
  const { signatureAlgorithm, digestAlgorithm } = signer;
  if (certificate.publicKeyAlgorithm === 'sm2') {
    const names: string[] = [OID.sm2WithSm3, OID.sm2Sign, OID.sm2Curve, OID.ecPublicKey];
    const digests: string[] = [OID.sm3, OID.sm3Keyless];
    return names.includes(signatureAlgorithm) && digests.includes(digestAlgorithm) ? OID.sm2WithSm3 : undefined;
  }
  if (certificate.publicKeyAlgorithm === 'rsa') {
    const byDigest: Record<string, string> = {
      [OID.sha256]: OID.rsaSha256,
      [OID.sha384]: OID.rsaSha384,
      [OID.sha512]: OID.rsaSha512,
    };
    const expected = byDigest[digestAlgorithm];
    return signatureAlgorithm === OID.rsa || signatureAlgorithm === expected ? expected : undefined;
  }
  const byDigest: Record<string, string> = {
    [OID.sha256]: OID.ecdsaSha256,
    [OID.sha384]: OID.ecdsaSha384,
    [OID.sha512]: OID.ecdsaSha512,
  };
  const expected = byDigest[digestAlgorithm];
  return signatureAlgorithm === expected ? expected : undefined;
}

/** Digest by an algorithm identifier (SM3, SHA-1, SHA-2), undefined when unknown. */
export function digestByOid(oid: string, data: Uint8Array): Uint8Array | undefined {
  if (oid === OID.sm3 || oid === OID.sm3Keyless) return sm3(data);
  if (oid === OID.sha1) return digestOf('sha1', data);
  if (oid === OID.sha256) return digestOf('sha256', data);
  if (oid === OID.sha384) return digestOf('sha384', data);
  return oid === OID.sha512 ? digestOf('sha512', data) : undefined;
}

/**
 * Does the first ESSCertID(V2) among the signed attributes name this certificate by its digest (RFC 5035, RFC 5816,
 * RFC 2634)? Undefined when there is no such attribute. PAdES, CAdES and time stamps want it.
 * @throws GmError `der` when the attribute is malformed
 */
export function namesSigningCertificate(signer: SignerInfo, certificate: Certificate): boolean | undefined {
  const v2 = signer.attributes?.get(OID.signingCertificateV2);
  const value = v2 ?? signer.attributes?.get(OID.signingCertificate);
  if (!value) return undefined;
  const first = readDer(value, 'signingCertificate').sequence().next('certs').list(TAG.sequence, 20)[0]?.sequence();
  if (!first) return false;
  let algorithm: string = v2 ? OID.sha256 : OID.sha1;
  if (v2 && first.peek() === TAG.sequence) algorithm = readAlgorithm(first.next('hashAlgorithm'));
  const digest = digestByOid(algorithm, certificate.der);
  return digest !== undefined && equalBytes(first.next('certHash').octets(), digest);
}

export interface SignerVerdict {
  /** The signature value (and the content digest among the attributes) is right for `certificate`. */
  readonly ok: boolean;
  readonly signer: SignerInfo;
  /** Undefined when none of the certificates is the signer's. */
  readonly certificate: Certificate | undefined;
  readonly reason:
    | 'ok'
    | 'no_certificate'
    | 'no_content'
    | 'digest'
    | 'content_type'
    | 'signing_certificate'
    | 'algorithm'
    | 'value';
}

/**
 * Verifies each signer's value over the content (SM2/SM3, ECDSA P-256, RSA PKCS#1 v1.5 with SHA-2). Give `content` for
 * detached data (content inside must then equal it) and `certificates` when none are carried along. Chains are not judged: use `verifyChain`.
 * @throws GmError when a certificate is malformed
 */
export function verifySignedData(
  data: SignedData,
  options: { readonly content?: Uint8Array; readonly certificates?: readonly Uint8Array[] } = {},
): SignerVerdict[] {
  const content = data.content ?? options.content;
  const certificates = [...data.certificates, ...(options.certificates ?? [])];
  return data.signers.map((signer): SignerVerdict => {
    const certificate = findSignerCertificate(signer, certificates);
    const verdict = (reason: SignerVerdict['reason']): SignerVerdict => ({
      ok: reason === 'ok',
      signer,
      certificate,
      reason,
    });
    if (!certificate) return verdict('no_certificate');
    if (!content) return verdict('no_content');
    // A forger may put content of his own inside where the caller means other bytes.
    if (options.content && !equalBytes(options.content, content)) return verdict('digest');
    const algorithm = effectiveAlgorithm(signer, certificate);
    // RFC 5652 5.1 lets a strict reader refuse digests that were not announced.
    if (!algorithm || !data.digestAlgorithms.includes(signer.digestAlgorithm)) return verdict('algorithm');
    let signed = content;
    if (signer.signedAttributes && signer.attributes) {
      const digest = digestByOid(signer.digestAlgorithm, content);
      const claimed = signer.attributes.get(OID.messageDigest);
      if (!digest || !claimed || !equalBytes(readDer(claimed, 'messageDigest').octets(), digest)) {
        return verdict('digest');
      }
      const claimedType = signer.attributes.get(OID.contentType);
      if (!claimedType || readDer(claimedType, 'contentType').oid() !== data.contentType)
        return verdict('content_type');
      if (namesSigningCertificate(signer, certificate) === false) return verdict('signing_certificate');
      signed = signer.signedAttributes;
    } else if (data.contentType !== OID.data && data.contentType !== OID.gmData) {
      // RFC 5652 5.3: attributes are a must for other content; without them attributes could pass for content.
      return verdict('content_type');
    }
    return verdict(verifyWithCertificate(certificate, algorithm, signed, signer.signature) ? 'ok' : 'value');
  });
}
