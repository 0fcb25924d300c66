import { randomBytes } from '#platform';
import { concat } from './bytes.ts';
import {
  type Certificate,
  KEY_USAGES,
  type KeyUsage,
  parseCertificate,
  readAlgorithm,
  verifyWithCertificate,
} from './certificate.ts';
import { readDer } from './der-read.ts';
import {
  der,
  derBits,
  derBoolean,
  derExplicit,
  derIa5,
  derImplicit,
  derInteger,
  derNull,
  derOctets,
  derOid,
  derSequence,
  derTime,
  derUnsigned,
} from './der-write.ts';
import { GmError } from './errors.ts';
import { encodeName, type Name, type NameInput, readName } from './name.ts';
import { OID } from './oids.ts';
import { type PublicKeyAlgorithm, readPublicKeyInfo, sm2PublicKeyInfo } from './public-key.ts';
import { andThen, SIGNATURE_ALGORITHMS } from './signature-algorithm.ts';
import { type IssuingKey, issuingKeyOf, type SigningKey, type SyncIssuingKey } from './signing-key.ts';
import { publicKeyState } from './sm2-key.ts';
import { sm3 } from './sm3.ts';

/** What a certificate says about itself. */
export interface CertificateExtensions {
  /** Present only for authorities; `pathLen` bounds how many authorities may follow. */
  readonly basicConstraints?: { readonly ca: boolean; readonly pathLen?: number };
  readonly keyUsage: readonly KeyUsage[];
  /** Object identifiers, e.g. time stamping `1.3.6.1.5.5.7.3.8`. */
  readonly extendedKeyUsage?: readonly string[];
  /** Default: the first 20 bytes of SM3 over the public key; false leaves it out. */
  readonly subjectKeyId?: Uint8Array | false;
  /** Default: the issuer certificate's key id, else that of the issuing key; false leaves it out. */
  readonly authorityKeyId?: Uint8Array | false;
  readonly crlUrl?: string;
  /** Where the OCSP responder is asked. */
  readonly ocspUrl?: string;
  /** Where the issuer's certificate is fetched. */
  readonly issuerUrl?: string;
  /** For certificates of OCSP responders: do not ask whether this one is revoked (RFC 6960 4.2.2.2.1). */
  readonly ocspNoCheck?: boolean;
}

export interface IssueCertificateInput {
  readonly subject: NameInput | Name;
  /** A name, or the issuer's certificate: then its key identifier is taken over too. */
  readonly issuer: NameInput | Name | Certificate;
  /** 04‖X‖Y of an SM2 key, or DER of a SubjectPublicKeyInfo: SM2, P-256, RSA. */
  readonly subjectPublicKey: Uint8Array;
  /** The issuer's key, of any kind; the subject's own for a self-signed certificate. */
  readonly issuerKey: IssuingKey;
  /** Positive, at most 20 bytes; default 16 random bytes. */
  readonly serial?: bigint | Uint8Array;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly extensions: CertificateExtensions;
  /** For an SM2 key given as bytes; default random. */
  readonly nonce?: 'random' | 'deterministic';
}

/** First 20 bytes of SM3 over the point: the key identifier of our certificates. */
export function keyIdOf(publicKey: Uint8Array): Uint8Array {
  return sm3(publicKey).slice(0, 20);
}

function isCertificate(value: NameInput | Name | Certificate): value is Certificate {
  return (value as Partial<Certificate>).tbs instanceof Uint8Array;
}

function nameBytes(name: NameInput | Name | Certificate): Uint8Array {
  if (isCertificate(name)) return name.subject.der;
  return name.der instanceof Uint8Array ? name.der : encodeName(name as NameInput);
}

export function encodeExtension(oid: string, critical: boolean, value: Uint8Array): Uint8Array {
  return derSequence(derOid(oid), ...(critical ? [derBoolean(true)] : []), derOctets(value));
}

function encodeKeyUsage(usages: readonly KeyUsage[]): Uint8Array {
  let bits = 0;
  for (const usage of usages) bits |= 0x8000 >> KEY_USAGES.indexOf(usage);
  if (bits === 0) throw new GmError('argument', 'keyUsage must name at least one use');
  let unused = 0;
  while (((bits >> unused) & 1) === 0) unused += 1;
  return unused >= 8
    ? derBits(Uint8Array.of(bits >> 8), unused - 8)
    : derBits(Uint8Array.of(bits >> 8, bits & 255), unused);
}

export function encodeSerial(serial: bigint | Uint8Array | undefined): Uint8Array {
  if (serial instanceof Uint8Array) {
    if (serial.length === 0 || serial.length > 20) throw new GmError('argument', 'a serial number has 1 to 20 bytes');
    return derUnsigned(serial);
  }
  if (serial === undefined) {
    const random = randomBytes(16);
    random[0] = (random[0]! & 0x7f) | 0x40;
    return derUnsigned(random);
  }
  if (serial <= 0n || serial >= 1n << 159n)
    throw new GmError('argument', 'a serial number is positive, 20 bytes at most');
  return derInteger(serial);
}

function urlName(url: string): Uint8Array {
  return derImplicit(6, derIa5(url).subarray(url.length < 128 ? 2 : url.length < 256 ? 3 : 4));
}

function encodeAccess({ ocspUrl, issuerUrl }: CertificateExtensions): Uint8Array | undefined {
  const places: Uint8Array[] = [];
  if (ocspUrl !== undefined) places.push(derSequence(derOid(OID.accessOcsp), urlName(ocspUrl)));
  if (issuerUrl !== undefined) places.push(derSequence(derOid(OID.accessCaIssuers), urlName(issuerUrl)));
  return places.length > 0 ? encodeExtension(OID.authorityInfoAccess, false, derSequence(...places)) : undefined;
}

/** The bits of a SubjectPublicKeyInfo's key. */
function keyBits(publicKeyInfo: Uint8Array): Uint8Array {
  return readPublicKeyInfo(publicKeyInfo).key;
}

function encodeExtensions(input: IssueCertificateInput, subject: Uint8Array, issuer: SigningKey): Uint8Array {
  const { basicConstraints, keyUsage, extendedKeyUsage, subjectKeyId, authorityKeyId, crlUrl } = input.extensions;
  const list: Uint8Array[] = [];
  if (basicConstraints) {
    const { ca, pathLen } = basicConstraints;
    const inner = [...(ca ? [derBoolean(true)] : []), ...(ca && pathLen !== undefined ? [derInteger(pathLen)] : [])];
    list.push(encodeExtension(OID.basicConstraints, true, derSequence(...inner)));
  }
  list.push(encodeExtension(OID.keyUsage, true, encodeKeyUsage(keyUsage)));
  if (extendedKeyUsage?.length) {
    // RFC 3161 2.3 wants time stamping critical and alone.
    const critical = extendedKeyUsage.length === 1 && extendedKeyUsage[0] === OID.timeStamping;
    list.push(encodeExtension(OID.extendedKeyUsage, critical, derSequence(...extendedKeyUsage.map(derOid))));
  }
  if (subjectKeyId !== false) {
    list.push(encodeExtension(OID.subjectKeyId, false, derOctets(subjectKeyId ?? keyIdOf(keyBits(subject)))));
  }
  if (authorityKeyId !== false) {
    const certified = isCertificate(input.issuer) ? input.issuer.ski : undefined;
    const id = authorityKeyId ?? certified ?? keyIdOf(keyBits(issuer.publicKeyInfo));
    list.push(encodeExtension(OID.authorityKeyId, false, derSequence(derImplicit(0, id))));
  }
  if (crlUrl !== undefined) {
    const point = derSequence(derExplicit(0, derExplicit(0, urlName(crlUrl))));
    list.push(encodeExtension(OID.crlDistributionPoints, false, derSequence(point)));
  }
  const access = encodeAccess(input.extensions);
  if (access) list.push(access);
  if (input.extensions.ocspNoCheck) list.push(encodeExtension(OID.ocspNoCheck, false, derNull()));
  return derSequence(...list);
}

/** Signs a TBS structure: SEQUENCE { tbs, algorithm, BIT STRING }. */
export function signStructure(tbs: Uint8Array, key: SigningKey): Uint8Array | Promise<Uint8Array> {
  const { identifier } = SIGNATURE_ALGORITHMS[key.algorithm];
  return andThen(key.sign(tbs), (signature) => derSequence(tbs, identifier, derBits(signature)));
}

function subjectKeyInfo(key: Uint8Array): Uint8Array {
  if (key.length === 65 && key[0] === 4) {
    publicKeyState(key);
    return sm2PublicKeyInfo(key);
  }
  const info = readPublicKeyInfo(key);
  if (info.algorithm === 'sm2') publicKeyState(info.key);
  if (info.algorithm === 'other')
    throw new GmError('unsupported', 'certificates are issued for SM2, P-256 and RSA keys');
  return key;
}

/**
 * Issues an X.509 v3 certificate (GB/T 20518, RFC 5280) for an SM2, P-256 or RSA key under an issuer of any of these
 * kinds; gives DER, at once when the issuing key does.
 * @throws GmError `argument`, `key`, `point`, `unsupported`
 */
export function issueCertificate(input: IssueCertificateInput & { readonly issuerKey: SyncIssuingKey }): Uint8Array;
export function issueCertificate(input: IssueCertificateInput): Uint8Array | Promise<Uint8Array>;
export function issueCertificate(input: IssueCertificateInput): Uint8Array | Promise<Uint8Array> {
  const publicKeyInfo = subjectKeyInfo(input.subjectPublicKey);
  if (!(input.notBefore.getTime() < input.notAfter.getTime())) {
    throw new GmError('argument', 'notBefore must be earlier than notAfter');
  }
  const key = issuingKeyOf(input.issuerKey, input.nonce ? { nonce: input.nonce } : {});
  const tbs = derSequence(
    derExplicit(0, derInteger(2)),
    encodeSerial(input.serial),
    SIGNATURE_ALGORITHMS[key.algorithm].identifier,
    nameBytes(input.issuer),
    derSequence(derTime(input.notBefore), derTime(input.notAfter)),
    nameBytes(input.subject),
    publicKeyInfo,
    derExplicit(3, encodeExtensions(input, publicKeyInfo, key)),
  );
  return signStructure(tbs, key);
}

/**
 * PKCS#10 request (RFC 2986, GM/T 0092) for the key, signed by itself; gives DER, at once when the key does.
 * @throws GmError `argument`, `key`
 */
export function createCertificateRequest(input: { subject: NameInput; keyPair: SyncIssuingKey }): Uint8Array;
export function createCertificateRequest(input: {
  subject: NameInput;
  keyPair: IssuingKey;
}): Uint8Array | Promise<Uint8Array>;
export function createCertificateRequest(input: {
  subject: NameInput;
  keyPair: IssuingKey;
}): Uint8Array | Promise<Uint8Array> {
  const key = issuingKeyOf(input.keyPair);
  return signStructure(derSequence(derInteger(0), encodeName(input.subject), key.publicKeyInfo, der(0xa0)), key);
}

/** A request whose maker has shown to hold the private key. */
export interface CertificateRequest {
  readonly subject: Name;
  readonly publicKeyAlgorithm: PublicKeyAlgorithm;
  /** For sm2 and p256 04‖X‖Y, for rsa DER of modulus and exponent. */
  readonly publicKey: Uint8Array;
  /** DER of the SubjectPublicKeyInfo: what `issueCertificate` takes for keys of any kind. */
  readonly publicKeyInfo: Uint8Array;
  readonly der: Uint8Array;
}

/**
 * Parses a request for an SM2, P-256 or RSA key and checks that its maker holds the private key (at most 64 KiB).
 * @throws GmError `der`, `size`, `point`, `key`, `request` (another key kind, or the self-signature is wrong)
 */
export function parseCertificateRequest(bytes: Uint8Array): CertificateRequest {
  const copy = concat(bytes);
  const outer = readDer(copy, 'request', { maxBytes: 65536 }).sequence();
  const info = outer.next('info');
  const algorithm = readAlgorithm(outer.next('algorithm'));
  const signature = outer.next('signature').bits();
  outer.end();
  const fields = info.sequence();
  fields.next('version').smallInteger(0, 0);
  const subject = readName(fields.next('subject'));
  const publicKeyInfo = fields.next('publicKey').raw;
  fields.optional(0xa0, 'attributes');
  fields.end();
  const { algorithm: publicKeyAlgorithm, key: publicKey } = readPublicKeyInfo(publicKeyInfo);
  if (publicKeyAlgorithm === 'other') {
    throw new GmError('request', 'only requests for SM2, P-256 and RSA keys are taken');
  }
  if (!verifyWithCertificate({ publicKeyAlgorithm, publicKey, publicKeyInfo }, algorithm, info.raw, signature)) {
    throw new GmError('request', 'the request is not signed by the key it names');
  }
  return { subject, publicKeyAlgorithm, publicKey, publicKeyInfo, der: copy };
}

/** The distinguished name to use as `issuer` when issuing under this certificate. */
export function subjectOf(certificate: Uint8Array | Certificate): Name {
  return (certificate instanceof Uint8Array ? parseCertificate(certificate) : certificate).subject;
}
