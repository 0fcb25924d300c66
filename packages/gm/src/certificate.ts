import { verifyForeign } from '#platform';
import { type DerElement, type DerFields, readDer } from './der-read.ts';
import { TAG } from './der-write.ts';
import { GmError } from './errors.ts';
import { type Name, readName } from './name.ts';
import { OID } from './oids.ts';
import type { ForeignAlgorithm } from './platform.ts';
import { type PublicKeyAlgorithm, readPublicKeyInfo } from './public-key.ts';
import { sm2Verify } from './sm2.ts';
import { publicKeyState } from './sm2-key.ts';
import { sm3 } from './sm3.ts';

/** Key usages in the bit order of RFC 5280 4.2.1.3. */
export const KEY_USAGES = [
  'digitalSignature',
  'nonRepudiation',
  'keyEncipherment',
  'dataEncipherment',
  'keyAgreement',
  'keyCertSign',
  'cRLSign',
  'encipherOnly',
  'decipherOnly',
] as const;
export type KeyUsage = (typeof KEY_USAGES)[number];

export interface CertificateExtension {
  readonly oid: string;
  readonly critical: boolean;
  readonly value: Uint8Array;
}

/** A parsed X.509 certificate; byte fields are views of `der`. */
export interface Certificate {
  readonly version: 1 | 2 | 3;
  /** Lower-case hexadecimal of the serial's content bytes. */
  readonly serial: string;
  readonly subject: Name;
  readonly issuer: Name;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly publicKeyAlgorithm: PublicKeyAlgorithm;
  /** For sm2 and p256 04‖X‖Y, for rsa DER of modulus and exponent. */
  readonly publicKey: Uint8Array;
  /** SubjectPublicKeyInfo. */
  readonly publicKeyInfo: Uint8Array;
  /** Undefined when the extension is absent (no restriction). */
  readonly keyUsage: readonly KeyUsage[] | undefined;
  /** Object identifiers of extendedKeyUsage, undefined when absent. */
  readonly extendedKeyUsage: readonly string[] | undefined;
  readonly isCa: boolean;
  readonly pathLen: number | undefined;
  readonly ski: Uint8Array | undefined;
  readonly aki: Uint8Array | undefined;
  readonly crlUrls: readonly string[];
  /** Where its authority says that OCSP answers are given (authorityInfoAccess). */
  readonly ocspUrls: readonly string[];
  readonly extensions: readonly CertificateExtension[];
  readonly signatureAlgorithm: string;
  readonly tbs: Uint8Array;
  readonly signature: Uint8Array;
  readonly der: Uint8Array;
  /** SM3 of `der`. */
  readonly digest: Uint8Array;
}

/** AlgorithmIdentifier: the identifier, with parameters absent or NULL where the algorithm has none. */
export function readAlgorithm(element: DerElement): string {
  const fields = element.sequence();
  const oid = fields.next('oid').oid();
  if (fields.peek() === TAG.null) fields.next('parameters').null();
  else if (fields.more()) fields.next('parameters');
  fields.end();
  return oid;
}

/** Extensions SEQUENCE; refuses the same identifier twice. */
export function readExtensions(element: DerElement): CertificateExtension[] {
  const seen = new Set<string>();
  return element.list(TAG.sequence, 100).map((entry) => {
    const fields = entry.sequence();
    const oid = fields.next('id').oid();
    // Real certificates write the default FALSE out; accept it.
    const critical = fields.optional(TAG.boolean, 'critical')?.boolean() ?? false;
    const value = fields.next('value').octets();
    fields.end();
    if (seen.has(oid)) entry.fail(`extension ${oid} twice`);
    seen.add(oid);
    return { oid, critical, value };
  });
}

export function readNamedBits(element: DerElement, names: readonly KeyUsage[]): KeyUsage[] {
  const { bytes } = element.namedBits();
  return names.filter((_, i) => ((bytes[i >> 3] ?? 0) >> (7 - (i & 7))) & 1);
}

function readAki(value: Uint8Array): Uint8Array | undefined {
  return readDer(value, 'authorityKeyId').sequence().optional(0x80, 'keyId')?.content;
}

function readCrlUrls(value: Uint8Array): string[] {
  const out: string[] = [];
  for (const point of readDer(value, 'crlDistributionPoints').list(TAG.sequence, 20)) {
    const full = point.sequence().optional(0xa0, 'point')?.fields().optional(0xa0, 'fullName');
    for (const fields = full?.fields(); fields?.more(); ) {
      const name = fields.next('name');
      if (name.tag === 0x86) out.push(String.fromCharCode(...name.content.subarray(0, 2048)));
    }
  }
  return out;
}

function readOcspUrls(value: Uint8Array): string[] {
  return readDer(value, 'authorityInfoAccess')
    .list(TAG.sequence, 20)
    .flatMap((entry) => {
      const fields = entry.sequence();
      const method = fields.next('method').oid();
      const place = fields.next('location');
      return method === OID.accessOcsp && place.tag === 0x86
        ? [String.fromCharCode(...place.content.subarray(0, 2048))]
        : [];
    });
}

interface KnownExtensions {
  keyUsage?: KeyUsage[];
  extendedKeyUsage?: string[];
  isCa: boolean;
  pathLen?: number;
  ski?: Uint8Array;
  aki?: Uint8Array;
  crlUrls: string[];
  ocspUrls: string[];
}

function readKnown(extensions: readonly CertificateExtension[]): KnownExtensions {
  const out: KnownExtensions = { isCa: false, crlUrls: [], ocspUrls: [] };
  for (const { oid, value } of extensions) {
    if (oid === OID.keyUsage) out.keyUsage = readNamedBits(readDer(value, 'keyUsage'), KEY_USAGES);
    else if (oid === OID.extendedKeyUsage) {
      out.extendedKeyUsage = readDer(value, 'extendedKeyUsage')
        .list(TAG.sequence, 50)
        .map((entry) => entry.oid());
    } else if (oid === OID.basicConstraints) {
      const fields = readDer(value, 'basicConstraints').sequence();
      out.isCa = fields.optional(TAG.boolean, 'ca')?.boolean() ?? false;
      out.pathLen = fields.optional(TAG.integer, 'pathLen')?.smallInteger(0, 255);
      fields.end();
    } else if (oid === OID.subjectKeyId) out.ski = readDer(value, 'subjectKeyId').octets();
    else if (oid === OID.authorityKeyId) out.aki = readAki(value);
    else if (oid === OID.crlDistributionPoints) out.crlUrls = readCrlUrls(value);
    else if (oid === OID.authorityInfoAccess) out.ocspUrls = readOcspUrls(value);
  }
  return out;
}

function hexOf(bytes: Uint8Array): string {
  let out = '';
  for (const byte of bytes) out += byte.toString(16).padStart(2, '0');
  return out;
}

/** The serial number's bytes, minimal and not longer than 20 (RFC 5280 4.1.2.2) plus a sign byte. */
export function readSerial(element: DerElement): string {
  element.integer();
  if (element.content.length > 21) element.fail('a serial number over 20 bytes');
  return hexOf(element.content);
}

function readVersion(fields: DerFields): 1 | 2 | 3 {
  const wrapper = fields.optional(0xa0, 'version')?.fields();
  if (!wrapper) return 1;
  const version = wrapper.next('number').smallInteger(0, 2);
  wrapper.end();
  return (version + 1) as 1 | 2 | 3;
}

const parsed = new Map<string, Certificate>();
const MAX_PARSED = 256;

/**
 * Parses a certificate strictly (at most 64 KiB). Results are cached by content: the 256 used last.
 * @throws GmError `der`, `size`, `certificate`, `point` (an SM2 key not on the curve)
 */
export function parseCertificate(der: Uint8Array): Certificate {
  if (der.length > 65536) throw new GmError('size', 'a certificate has at most 64 KiB');
  const digest = sm3(der);
  const name = hexOf(digest);
  const cached = parsed.get(name);
  if (cached) return cached;
  const certificate = parse(Uint8Array.from(der), digest);
  if (parsed.size >= MAX_PARSED) parsed.delete(parsed.keys().next().value!);
  parsed.set(name, certificate);
  return certificate;
}

function parse(der: Uint8Array, digest: Uint8Array): Certificate {
  const outer = readDer(der, 'certificate').sequence();
  const tbs = outer.next('tbs');
  const signatureAlgorithm = outer.next('algorithm');
  const signature = outer.next('signature').bits();
  outer.end();

  const fields = tbs.sequence();
  const version = readVersion(fields);
  const serial = readSerial(fields.next('serial'));
  const innerAlgorithm = fields.next('signature');
  if (hexOf(innerAlgorithm.raw) !== hexOf(signatureAlgorithm.raw)) {
    throw new GmError('certificate', 'the two signature algorithms of the certificate differ');
  }
  const issuer = readName(fields.next('issuer'));
  const validity = fields.next('validity').sequence();
  const notBefore = validity.next('notBefore').time();
  const notAfter = validity.next('notAfter').time();
  validity.end();
  const subject = readName(fields.next('subject'));
  const keyInfo = fields.next('publicKey');
  const { algorithm, key } = readPublicKeyInfo(keyInfo.raw);
  if (algorithm === 'sm2') publicKeyState(key);
  if (version > 1) {
    fields.optional(0x81, 'issuerUniqueId');
    fields.optional(0x82, 'subjectUniqueId');
  }
  let extensions: CertificateExtension[] = [];
  const wrapper = version === 3 ? fields.optional(0xa3, 'extensions')?.fields() : undefined;
  if (wrapper) {
    extensions = readExtensions(wrapper.next('list'));
    wrapper.end();
  }
  fields.end();
  const known = readKnown(extensions);
  return {
    version,
    serial,
    subject,
    issuer,
    notBefore,
    notAfter,
    publicKeyAlgorithm: algorithm,
    publicKey: key,
    publicKeyInfo: keyInfo.raw,
    keyUsage: known.keyUsage,
    extendedKeyUsage: known.extendedKeyUsage,
    isCa: known.isCa,
    pathLen: known.pathLen,
    ski: known.ski,
    aki: known.aki,
    crlUrls: known.crlUrls,
    ocspUrls: known.ocspUrls,
    extensions,
    signatureAlgorithm: readAlgorithm(signatureAlgorithm),
    tbs: tbs.raw,
    signature,
    der,
    digest,
  };
}

const FOREIGN: Record<string, ForeignAlgorithm> = {
  [OID.ecdsaSha256]: { kind: 'ecdsa-p256', hash: 'sha256' },
  [OID.ecdsaSha384]: { kind: 'ecdsa-p256', hash: 'sha384' },
  [OID.ecdsaSha512]: { kind: 'ecdsa-p256', hash: 'sha512' },
  [OID.rsaSha256]: { kind: 'rsa-pkcs1', hash: 'sha256' },
  [OID.rsaSha384]: { kind: 'rsa-pkcs1', hash: 'sha384' },
  [OID.rsaSha512]: { kind: 'rsa-pkcs1', hash: 'sha512' },
};

/**
 * Verifies a signature whose algorithm is named by an object identifier (SM2-with-SM3, ECDSA on P-256, RSA PKCS#1 v1.5
 * with SHA-2) with the key of a certificate. Unknown algorithms and keys of another kind are false.
 */
export function verifyWithCertificate(
  certificate: Pick<Certificate, 'publicKeyAlgorithm' | 'publicKey' | 'publicKeyInfo'>,
  algorithm: string,
  data: Uint8Array,
  signature: Uint8Array,
): boolean {
  if (algorithm === OID.sm2WithSm3) {
    return certificate.publicKeyAlgorithm === 'sm2' && sm2Verify(signature, data, certificate.publicKey);
  }
  const foreign = FOREIGN[algorithm];
  return foreign !== undefined && verifyForeign(foreign, certificate.publicKeyInfo, data, signature);
}
